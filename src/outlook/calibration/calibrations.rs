//! Calibrations of one's own, one for each year at whose end it could be known.

use std::io::{BufRead, BufReader, Read, Write};

use crate::{
    amount::Amount,
    error::{Error, ErrorKind, Result, given},
    history::AnnualPanel,
    outlook::calibration::calibration::Calibration,
    period::Period,
};

/// The longest line that is read, in bytes: a calibration has some ten thousand.
const LONGEST_LINE: u64 = 1 << 20;
/// The most calibrations that are read: years of a calendar.
const MOST: usize = 1000;
/// The years that a panel must have before there is anything to learn from.
const YEARS_BEFORE: i32 = 3;

/// What a panel teaches about the years ahead, as it was known at the end of each of its years.
///
/// ```
/// use tradepath::history::{AnnualPanel, Reader, Reconciliation};
/// use tradepath::outlook::{Calibrations, Outlook, OutlookOptions};
///
/// let mut file = "year,exporter,importer,value_musd\n".to_owned();
/// let values = [50, 60, 80, 75, 90, 110, 130, 160, 190, 140, 170, 200];
/// for (year, value) in (2010..2022).zip(values) {
///     file += &format!("{year},KAZ,UZB,{value}\n{year},KAZ,KGZ,{}\n", 2 * value);
/// }
/// let panel = Reader::new().read(file.as_bytes(), "trade.csv")?.panel;
/// let panel = AnnualPanel::flows(&panel, &Reconciliation::default())?;
/// let learned = Calibrations::learn(&panel, "10M")?;
/// assert_eq!((learned.first(), learned.last()), (Some(2013), Some(2021)));
///
/// // An outlook from 2018 takes what was known then.
/// let calibration = learned.known_at(2018)?;
/// assert_eq!(calibration.as_of(), Some(2018));
/// let options = OutlookOptions::new().calibration(calibration);
/// assert!(Outlook::of_size(2018, "50M", &options).is_ok());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Calibrations {
    /// Rising in the years that each knows.
    by_year: Vec<Calibration>,
}

impl Calibrations {
    /// Learns from a panel, from the third year after its first on: from series of at least `minimum`, and from those of
    /// at least a hundredth of it what to expect of a pair without a past.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`] for a panel of fewer than four years, or without a series that is large enough; the error of
    /// an amount that could not be read.
    pub fn learn(panel: &AnnualPanel, minimum: impl TryInto<Amount, Error: Into<Error>>) -> Result<Self> {
        let minimum: Amount = given(minimum)?;
        let hint = "a panel teaches from its fourth year on";
        let (first, last) = panel.years().ok_or_else(|| Error::missing("years in the panel", hint))?;
        let years = first.calendar_year() + YEARS_BEFORE..=last.calendar_year();
        if years.is_empty() {
            return Err(Error::missing(format!("years in the panel, which has {first} to {last}"), hint));
        }
        let source = Some(panel.about().source.clone()).filter(|source| !source.is_empty());
        let of_year = |year: i32| {
            let calibration = Calibration::of(panel, minimum, Period::year(year)?)?;
            Ok(Calibration { source: source.clone(), ..calibration })
        };
        Ok(Self { by_year: years.map(of_year).collect::<Result<_>>()? })
    }

    /// The newest that was known at the end of a year; what is assumed before anything is learned, where there is none.
    ///
    /// # Errors
    /// [`ErrorKind::MixedFrequencies`] for a period that is not a year.
    pub fn known_at(&self, known: impl TryInto<Period, Error: Into<Error>>) -> Result<Calibration> {
        let known: Period = given(known)?;
        known.require_year()?;
        let newest = self.by_year.iter().rfind(|of| of.as_of().is_some_and(|year| year <= known.calendar_year()));
        Ok(newest.cloned().unwrap_or_else(Calibration::unlearned))
    }

    /// The first year that something was known at the end of; none where nothing was learned.
    pub fn first(&self) -> Option<i32> {
        self.by_year.first().and_then(Calibration::as_of)
    }

    /// The last year that the newest knows; none where nothing was learned.
    pub fn last(&self) -> Option<i32> {
        self.by_year.last().and_then(Calibration::as_of)
    }

    /// Writes one line of JSON for each year.
    ///
    /// # Errors
    /// [`ErrorKind::Io`] where they cannot be written.
    pub fn write(&self, to: impl Write) -> Result<()> {
        let mut to = to;
        self.by_year.iter().try_for_each(|calibration| calibration.write(&mut to))
    }

    /// Reads what [`write`](Self::write) has written.
    ///
    /// # Errors
    /// [`ErrorKind::Syntax`] for anything else, with its line; [`ErrorKind::TooLarge`] for a line of more than a megabyte
    /// or more than a thousand of them; [`ErrorKind::Io`].
    pub fn read(from: impl Read) -> Result<Self> {
        let mut from = BufReader::new(from);
        let mut by_year: Vec<Calibration> = Vec::new();
        for line in 1.. {
            let mut text = String::new();
            let read = from.by_ref().take(LONGEST_LINE + 1).read_line(&mut text);
            let read = read.map_err(|error| Error::io("read", "the calibrations", error).at_line(line))?;
            if read == 0 {
                break;
            }
            if read as u64 > LONGEST_LINE || line > MOST {
                let (what, hint) = ("the file of calibrations".to_owned(), "learn them anew".to_owned());
                return Err(Error::new(ErrorKind::TooLarge { what, limit: LONGEST_LINE, hint }).at_line(line));
            }
            let damaged = |why: &str| {
                Error::new(ErrorKind::Syntax(format!("not a calibration: {why}; learn them anew"))).at_line(line)
            };
            let calibration: Calibration =
                serde_json::from_str(text.trim_end()).map_err(|error| damaged(&error.to_string()))?;
            if calibration.as_of() <= by_year.last().and_then(Calibration::as_of) {
                return Err(damaged("its year is not after that of the line before"));
            }
            by_year.push(calibration);
        }
        if by_year.is_empty() {
            return Err(Error::missing("calibrations in the file", "learn them anew"));
        }
        Ok(Self { by_year })
    }
}
