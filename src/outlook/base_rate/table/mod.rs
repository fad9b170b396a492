//! Base rates of a panel as a table of counts, for those who have no panel: one comes with the crate.
//!
//! A line for each starting amount says when pairs entered its band and how long they were followed; a line for each starting
//! amount and multiple, in which year after their entry they reached it; pairs with gaps have a line each; and lines of
//! precedents say how a few of all went on.
//! Counts are by year of entry, so that a table also answers as it was known at the end of an earlier year.

mod broken;
mod code;
mod counts;
mod named;
mod tabulate;

use std::{
    io::{Read, Write},
    sync::LazyLock,
};

use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use serde::{Deserialize, Serialize};

use self::{counts::Counts, named::Named};
use super::{
    BaseRate, BaseRateQuestion, CurvePoint, Entries, InsteadOf, PacePoint, Target,
    answer::PanelAbout,
    precedent::{Scales, nearest_of_either},
    year,
};
use crate::{
    amount::Amount,
    error::{Error, ErrorKind, Result},
    outlook::{probability::Probability, sample::Sample},
};

/// The steps of a decade that starting amounts have, in tenths.
const STEPS: [u64; 9] = [10, 15, 20, 25, 30, 40, 50, 60, 80];
/// The least starting amount, in units, and how many there are: to 300 billion.
const LEAST_START: u64 = 10_000_000;
const STARTS: usize = 41;
/// How far an amount may be from the nearest of the table, as a factor: half a step.
const FARTHEST: f64 = 1.25;
/// How far a multiple may be from the nearest, as a share of its own logarithm: of so much faster or slower growth.
const FARTHEST_GROWTH: f64 = 0.15;
/// How far something may be from the nearest of the table and pass for it.
const SAME: f64 = 0.005;
/// More than any table has.
const MOST_BYTES: u64 = 16 << 20;
/// The multiples, rising; at or under one, falls.
const MULTIPLES: [f64; 25] = [
    0.25,
    1.0 / 3.0,
    0.4,
    0.5,
    2.0 / 3.0,
    0.8,
    0.9,
    1.0,
    1.1,
    1.2,
    1.25,
    4.0 / 3.0,
    1.5,
    5.0 / 3.0,
    2.0,
    2.25,
    2.5,
    3.0,
    10.0 / 3.0,
    4.0,
    5.0,
    20.0 / 3.0,
    10.0,
    15.0,
    20.0,
];

/// Unpacked when first asked for, as that takes a thousand times as long as to look something up.
static SHIPPED: LazyLock<Result<BaseRateTable>> =
    LazyLock::new(|| BaseRateTable::read(&include_bytes!("../../../../data/calibration/base-rates.gz")[..]));
static SHIPPED_REAL: LazyLock<Result<BaseRateTable>> =
    LazyLock::new(|| BaseRateTable::read(&include_bytes!("../../../../data/calibration/base-rates-real.gz")[..]));

/// A table of base rates: starting amount by multiple by year of entry by years since, as counts.
///
/// ```
/// use tradepath::outlook::{BaseRateQuestion, BaseRateTable};
///
/// let question = BaseRateQuestion::to("3B".parse()?, "5B".parse()?)?.within(5);
/// let found = BaseRateTable::shipped()?.ask(&question)?;
/// assert_eq!(found.panel.name, "CEPII BACI, reconciled pair totals");
/// assert!(found.entered > 300 && found.share.is_some());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct BaseRateTable {
    panel: PanelAbout,
    /// Lines in the order of their keys.
    lines: String,
}

/// Where in a table an answer is: the starting amount, which of the multiples, and the last year that was known.
#[derive(Debug, Clone, Copy)]
struct Place {
    start: u64,
    multiple: usize,
    last: i32,
}

/// What the first line of a table says.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    panel: PanelAbout,
    starts: Vec<f64>,
    multiples: Vec<f64>,
}

impl BaseRateTable {
    /// The table that comes with the crate: of the turnovers of all pairs in CEPII BACI, 2000 to 2020, in nominal dollars.
    ///
    /// # Errors
    /// None, as long as the crate's own tests pass.
    pub fn shipped() -> Result<&'static Self> {
        SHIPPED.as_ref().map_err(Clone::clone)
    }

    /// The same in dollars of 2020, by the consumer prices of the United States. It names no precedents.
    ///
    /// # Errors
    /// As [`shipped`](Self::shipped).
    pub fn shipped_real() -> Result<&'static Self> {
        SHIPPED_REAL.as_ref().map_err(Clone::clone)
    }

    /// A table that [`write`](Self::write) has written.
    ///
    /// # Errors
    /// [`ErrorKind::Syntax`] for anything else, [`ErrorKind::TooLarge`] for more than sixteen megabytes.
    pub fn read(from: impl Read) -> Result<Self> {
        let mut text = String::new();
        let unpacked = GzDecoder::new(from).take(MOST_BYTES + 1).read_to_string(&mut text);
        unpacked.map_err(|error| damaged(&error.to_string()))?;
        if text.len() as u64 > MOST_BYTES {
            let hint = "a table has a few hundred thousand bytes".to_owned();
            return Err(Error::new(ErrorKind::TooLarge { what: "the table".to_owned(), limit: MOST_BYTES, hint }));
        }
        let lines = text.split_off(text.find('\n').map_or(text.len(), |at| at + 1));
        let header: Header = serde_json::from_str(&text).map_err(|error| damaged(&error.to_string()))?;
        if header.starts != starts().map(|start| start as f64).collect::<Vec<_>>() || header.multiples != MULTIPLES {
            return Err(damaged("it is of other amounts or multiples than this version's"));
        }
        if !lines.is_ascii() || !lines.lines().is_sorted() {
            return Err(damaged("its lines are not in order"));
        }
        Ok(Self { panel: header.panel, lines })
    }

    /// Counts a panel.
    ///
    /// # Errors
    /// As [`BaseRateQuestion::ask`].
    pub fn of(sample: &Sample) -> Result<Self> {
        tabulate::table(sample)
    }

    /// Leaves out the precedents.
    #[must_use]
    pub fn without_precedents(self) -> Self {
        let kept = self.lines.lines().filter(|line| !is_named(line));
        let lines = kept.flat_map(|line| [line, "\n"]).collect::<String>();
        Self { lines, ..self }
    }

    /// Writes it as text, compressed.
    ///
    /// # Errors
    /// [`ErrorKind::Io`] where it cannot be written.
    pub fn write(&self, to: impl Write) -> Result<()> {
        let mut packed = GzEncoder::new(to, Compression::best());
        let written = packed.write_all(self.text()?.as_bytes()).and_then(|()| packed.finish());
        written.map(drop).map_err(|error| Error::io("write", "the table", &error))
    }

    fn text(&self) -> Result<String> {
        let starts = starts().map(|start| start as f64).collect();
        let header = Header { panel: self.panel.clone(), starts, multiples: MULTIPLES.to_vec() };
        let header = serde_json::to_string(&header)
            .map_err(|error| Error::new(ErrorKind::Syntax(format!("cannot write the table: {error}"))))?;
        Ok(format!("{header}\n{}", self.lines))
    }

    /// The panel it was counted from.
    pub fn panel(&self) -> &PanelAbout {
        &self.panel
    }

    /// The answer for the starting amount and the multiple of the table that are nearest to those asked for; which these are,
    /// [`BaseRate::asked`] says. A pair to leave out is left out of the precedents alone.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`] for an amount or a multiple that is far from all of the table;
    /// [`ErrorKind::Missing`] for what only a panel can answer: another band, all entries, conditions, a first year, an amount
    /// that is the same for all.
    pub fn ask(&self, question: &BaseRateQuestion) -> Result<BaseRate> {
        let Place { start, multiple, last } = self.place(question)?;
        let (from, target) = (Amount::new(start as f64)?, Target::Multiple(MULTIPLES[multiple]));
        // The pair to leave out is in the counts all the same.
        let asked = BaseRateQuestion { from, target, except: None, ..question.clone() };
        let counts = Counts::read(self, start)?;
        let panel = PanelAbout { to: year(last)?, ..self.panel.clone() };
        let mut answer = asked.answer(&counts.cases(self, multiple, last, question.within)?, None, panel)?;
        let near = |given: f64, found: f64| (given / found - 1.0).abs() <= SAME;
        if !(near(question.from.value(), start as f64) && near(question.wanted(), MULTIPLES[multiple])) {
            answer.asked.instead_of = Some(InsteadOf { from: question.from, multiple: question.wanted() });
        }
        answer.on_pace = self.pace(&asked, &counts, last)?;
        let mut named: Vec<Named> = self.below(&named_key(start)).map(Named::read).collect::<Result<_>>()?;
        named.retain(|case| question.except.is_none_or(|pair| !case.is_of(pair)) && case.from <= last);
        let scales = Scales::of(named.iter().map(|case| case.likeness));
        let own = question.like.sized(from);
        named.sort_by(|one, other| {
            scales.distance(&own, &one.likeness).total_cmp(&scales.distance(&own, &other.likeness))
        });
        let precedents = named.iter().filter_map(|case| case.precedent(&asked, last).transpose());
        let precedents: Vec<_> = precedents.collect::<Result<_>>()?;
        let sorted = precedents.into_iter().map(|case| (case.reached, case));
        answer.precedents = nearest_of_either(sorted, question.precedents);
        Ok(answer)
    }

    /// The share by each year alone, with its interval: for many questions at once.
    ///
    /// # Errors
    /// As [`ask`](Self::ask).
    pub fn curve(&self, question: &BaseRateQuestion) -> Result<Vec<CurvePoint>> {
        let Place { start, multiple, last } = self.place(question)?;
        Ok(Counts::read(self, start)?.whole(self, multiple, last, question.within)?.curve(question.within))
    }

    /// Where in the table an answer is.
    fn place(&self, question: &BaseRateQuestion) -> Result<Place> {
        question.checked()?;
        self.answerable(question)?;
        let own_last = self.panel.to.calendar_year();
        Ok(Place {
            start: nearest_start(question.from)?,
            multiple: nearest_multiple(question.wanted())?,
            last: question.years.map_or(own_last, |(_, last)| last.min(own_last)),
        })
    }

    fn answerable(&self, question: &BaseRateQuestion) -> Result<()> {
        let first = question.years.map_or(i32::MIN, |(first, _)| first);
        let (from, to) = (self.panel.from.calendar_year(), self.panel.to.calendar_year());
        let beyond = [
            (!is_usual(question.band), "another band"),
            (question.entries == Entries::All, "all entries"),
            (question.conditions.len() > 0, "conditions"),
            (first > from, "a first year"),
            (matches!(question.target, Target::Amount(_)), "an amount that is the same for all"),
        ];
        if let Some((_, what)) = beyond.into_iter().find(|(asked, _)| *asked) {
            let hint = "the table that comes without a panel has counts of the usual question alone; name a panel";
            return Err(Error::missing(format!("answer with {what}"), hint));
        }
        match question.years {
            Some((_, last)) if last < from => Err(Error::out_of_range(
                "the range of years",
                format!("up to {last}"),
                format!("within {from} to {to}"),
            )),
            _ => Ok(()),
        }
    }

    /// As [`BaseRateQuestion::pace`], none nearer to one than the table's multiples, between the multiples of the table by straight lines over their logarithms.
    fn pace(&self, question: &BaseRateQuestion, counts: &Counts, last: i32) -> Result<Vec<PacePoint>> {
        let mut points = Vec::new();
        for years in 1..=question.within {
            let required = question.wanted().powf(f64::from(years) / f64::from(question.within));
            let Some((low, high, part)) = between(required) else { continue };
            let share = |multiple: usize| -> Result<Option<f64>> {
                let whole = counts.whole(self, multiple, last, years)?;
                Ok((whole.followed_years() >= years).then(|| whole.shares(years).last().unwrap_or_default().value()))
            };
            let Some(from) = share(low)? else { break };
            let Some(to) = (if high == low { Some(from) } else { share(high)? }) else { break };
            points.push(PacePoint {
                years,
                multiple: required,
                share: Probability::rounded(from + (to - from) * part),
            });
        }
        Ok(points)
    }

    /// What a line says after its key.
    fn line(&self, key: &str) -> Option<&str> {
        self.lines_from(key).next()?.strip_prefix(key)
    }

    /// The lines from a key on, found by halving.
    fn lines_from(&self, key: &str) -> std::str::Lines<'_> {
        let text = self.lines.as_bytes();
        let (mut low, mut high) = (0, text.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let start = memchr::memrchr(b'\n', &text[low..middle]).map_or(low, |at| low + at + 1);
            let end = memchr::memchr(b'\n', &text[middle..]).map_or(text.len(), |at| middle + at + 1);
            if text[start..end] < *key.as_bytes() {
                low = end;
            } else {
                high = start;
            }
        }
        self.lines[low..].lines()
    }

    /// What every line with a key says after it.
    fn below<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a str> {
        self.lines_from(key).map_while(move |line| line.strip_prefix(key))
    }
}

impl BaseRateQuestion {
    /// The answer of the [table](BaseRateTable::shipped) that comes with the crate, in nominal dollars.
    ///
    /// # Errors
    /// As [`BaseRateTable::ask`].
    pub fn ask_shipped(&self) -> Result<BaseRate> {
        BaseRateTable::shipped()?.ask(self)
    }
}

fn damaged(why: &str) -> Error {
    Error::new(ErrorKind::Syntax(format!("this is no table of base rates: {why}")))
}

/// Every starting amount in units, rising.
fn starts() -> impl Iterator<Item = u64> + Clone {
    let decades = (0..).map(|decade| LEAST_START / 10 * 10_u64.pow(decade));
    decades.flat_map(|tenth| STEPS.map(|step| step * tenth)).take(STARTS)
}

fn nearest_start(amount: Amount) -> Result<u64> {
    let apart = |start: &u64| (amount.value() / *start as f64).ln().abs();
    let nearest = starts().min_by(|one, other| apart(one).total_cmp(&apart(other)));
    nearest.filter(|start| apart(start) <= FARTHEST.ln()).ok_or_else(|| {
        let (least, most) = (LEAST_START as f64, starts().last().unwrap_or(LEAST_START) as f64);
        let [least, most] = [least, most].map(|units| Amount::new(units).unwrap_or_default());
        let accepted =
            format!("about {least} to {most} for the table that comes without a panel; name a panel for others");
        Error::out_of_range("the amount to stand at", amount, accepted)
    })
}

/// Which of the multiples is the nearest.
fn nearest_multiple(multiple: f64) -> Result<usize> {
    let apart = |of: f64| (multiple / of).ln().abs();
    let alike = |of: f64| (of <= 1.0) == (multiple <= 1.0);
    let candidates = MULTIPLES.iter().enumerate().filter(|(_, of)| alike(**of));
    let nearest = candidates.min_by(|(_, one), (_, other)| apart(**one).total_cmp(&apart(**other)));
    let is_near = |of: f64| apart(of) <= FARTHEST_GROWTH * multiple.ln().abs() + super::ROUNDING;
    nearest.filter(|(_, of)| is_near(**of)).map(|(at, _)| at).ok_or_else(|| {
        let accepted = format!(
            "one that the table has, or near it ({}); name a panel for others",
            MULTIPLES.map(crate::number::times).join(", ")
        );
        Error::out_of_range("the multiple", multiple, accepted)
    })
}

/// The multiples that another lies between, both rises or both falls, and how far from the first to the second.
fn between(multiple: f64) -> Option<(usize, usize, f64)> {
    let high = MULTIPLES.partition_point(|of| *of < multiple * (1.0 - super::ROUNDING));
    let low = if high < MULTIPLES.len() && MULTIPLES[high] <= multiple * (1.0 + super::ROUNDING) {
        high
    } else {
        high.checked_sub(1)?
    };
    let (from, to) = (*MULTIPLES.get(low)?, *MULTIPLES.get(high)?);
    if (from <= 1.0) != (to <= 1.0) {
        return None;
    }
    let part = if low == high { 0.0 } else { (multiple / from).ln() / (to / from).ln() };
    Some((low, high, part))
}

/// Whether a band is the one that is counted, as people write it: 0.667 to 1.5.
fn is_usual(band: (f64, f64)) -> bool {
    let near = |given: f64, usual: f64| (given / usual - 1.0).abs() <= 1e-3;
    near(band.0, super::BAND.0) && near(band.1, super::BAND.1)
}

/// The key of the line that says who entered.
fn entered_key(start: u64) -> String {
    format!("{start:012} e ")
}

/// The key of all lines of cases with gaps.
fn broken_key(start: u64) -> String {
    format!("{start:012} g ")
}

/// The key of the line that says who reached a multiple, which it has in thousandths.
fn reached_key(start: u64, multiple: usize) -> String {
    format!("{start:012} m{:05.0} ", MULTIPLES[multiple] * 1e3)
}

/// The key of all lines of precedents.
fn named_key(start: u64) -> String {
    format!("{start:012} p ")
}

fn is_named(line: &str) -> bool {
    line.get(12..15) == Some(" p ")
}
