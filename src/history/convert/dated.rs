//! Numbers by period, and what the tables of prices and of exchange rates have in common.

use std::{fs::File, path::Path};

use serde::{Deserialize, Serialize};

use crate::{
    error::{Error, Result, given},
    history::{
        convert::by_date::Placed,
        table::{Column, Row},
    },
    period::{Frequency, Period},
};

/// Numbers by period, such as an index or a rate. Each is above zero, as amounts are multiplied and divided by them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "DatedForm")]
pub(super) struct Dated {
    /// What messages call the table.
    pub name: String,
    /// In the order of the periods, each once; the search relies on that order.
    pub values: Vec<(Period, f64)>,
}

/// Numbers as they are written, which go through [`Dated::of`].
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DatedForm {
    name: String,
    values: Vec<(Period, f64)>,
}

impl TryFrom<DatedForm> for Dated {
    type Error = Error;

    fn try_from(form: DatedForm) -> Result<Self> {
        Self::of(&form.name, form.values)
    }
}

impl Dated {
    /// From the rows of a table, in any order.
    ///
    /// # Errors
    /// An error for a table without rows, and for a period that appears twice, with both its lines.
    pub fn new(name: &str, mut values: Vec<Placed>) -> Result<Self> {
        values.sort_by_key(|(period, ..)| period.to_bits());
        if let Some(twice) = values.windows(2).find(|two| two[0].0 == two[1].0) {
            let message = format!("the period {} stands twice, first on line {}", twice[0].0, twice[0].2);
            return Err(Error::contradiction(message).at_line(twice[1].2));
        }
        if values.is_empty() {
            return Err(Error::missing("rows", "there is a header and nothing else"));
        }
        Ok(Self {
            name: name.to_owned(),
            values: values.into_iter().map(|(period, value, _)| (period, value)).collect(),
        })
    }

    /// From plain numbers, in any order.
    ///
    /// # Errors
    /// An error for a number that is not above zero or not finite, a period twice, or no numbers at all.
    pub fn of<P>(name: &str, values: impl IntoIterator<Item = (P, f64)>) -> Result<Self>
    where
        P: TryInto<Period, Error: Into<Error>>,
    {
        let mut dated: Vec<(Period, f64)> = Vec::new();
        for (period, value) in values {
            let period: Period = given(period)?;
            if !(value > 0.0 && value.is_finite()) {
                return Err(Error::out_of_range(format!("{name} in {period}"), value, "more than zero"));
            }
            dated.push((period, value));
        }
        dated.sort_by_key(|(period, _)| period.to_bits());
        if let Some(twice) = dated.windows(2).find(|two| two[0].0 == two[1].0) {
            return Err(Error::contradiction(format!("{name} has the period {} twice", twice[0].0)));
        }
        if dated.is_empty() {
            return Err(Error::missing(format!("figures of {name}"), "give at least one"));
        }
        Ok(Self { name: name.to_owned(), values: dated })
    }

    /// The number stated for this very period, and not for a part of it or for a period around it.
    pub fn exactly(&self, period: Period) -> Option<f64> {
        let at = self.values.binary_search_by_key(&period.to_bits(), |(period, _)| period.to_bits());
        Some(self.values[at.ok()?].1)
    }

    /// The number of a period: the one stated for it, or the average over its quarters or months, weighted by length,
    /// where all of them are there.
    ///
    /// ```text
    /// sum over parts of (months of the part · number) / months of the period
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where neither is there; the message says what the table has.
    pub fn at(&self, period: Period) -> Result<f64> {
        let averaged_of = |of: Frequency| {
            let (start, end) = period.months();
            let within = |part: &Period| start <= part.months().0 && part.months().1 <= end;
            // Parts of one length: quarters and months of one table may overlap.
            let parts = self.values.iter().filter(|(part, _)| within(part) && part.frequency() == of);
            let months: i32 = parts.clone().map(|(part, _)| i32::from(part.months_long())).sum();
            // Parts that together are shorter than the period are not its average: one of them is missing.
            let whole = months == end - start + 1;
            let weighted: f64 = parts.map(|(part, value)| value * f64::from(part.months_long())).sum();
            whole.then(|| weighted / f64::from(months))
        };
        let averaged = || averaged_of(Frequency::Quarterly).or_else(|| averaged_of(Frequency::Monthly));
        self.exactly(period).or_else(averaged).ok_or_else(|| {
            // `new` and `of` refuse an empty table.
            let (first, last) = (self.values[0].0, self.values[self.values.len() - 1].0);
            Error::missing(format!("figure of {period} in {}", self.name), format!("it has {first} to {last}"))
        })
    }
}

/// Whether a period has a part in it of which only some months or days are known.
pub(super) fn is_partial(partial: &[Period], period: Period) -> bool {
    let (start, end) = period.months();
    partial.iter().any(|part| start <= part.months().0 && part.months().1 <= end)
}

/// Whether a field says that there is no value: empty, or as FRED and the European Central Bank write it.
pub(super) fn is_missing(row: &Row<'_>, column: &Column) -> bool {
    matches!(row.bytes(column), b"" | b"." | b"N/A")
}

/// A file that is open, its name, and its path as messages show it.
pub(super) fn opened(path: &Path) -> Result<(File, String, String)> {
    let shown = path.display().to_string();
    let file = File::open(path).map_err(|error| Error::io("open the file", &shown, error))?;
    let name = path.file_name().map_or_else(|| shown.clone(), |name| name.to_string_lossy().into_owned());
    Ok((file, name, shown))
}

/// Whether the name of a column or of a series says that it has rates of change, which are no index.
pub(super) fn is_rate(name: &str) -> bool {
    let name = name.to_lowercase();
    ["inflation", "change", "growth", "percent", "pct", "%"].iter().any(|word| name.contains(word))
}

/// A number above zero, as indices and rates must be: amounts are divided by them.
pub(super) fn above_zero(row: &Row<'_>, column: &Column) -> Result<f64> {
    let value = row.number(column, 0)?;
    if value > 0.0 {
        return Ok(value);
    }
    Err(row.wrong(column, Error::out_of_range(column.name.as_str(), value, "more than zero")))
}
