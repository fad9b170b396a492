//! Values by date, as statistical services let them be downloaded, as values by period.
//!
//! A monthly or yearly series is dated by the first day of its period. Values by day are averaged over months.

use crate::{
    error::{Error, Result},
    history::table::{Column, Row},
    period::Period,
};

/// The names of a column of dates, as FRED and the European Central Bank have them.
const NAMES: [&str; 2] = ["observation_date", "date"];
/// A month counts as whole where its values begin by this day and go on to the other. Weekends and holidays take a few
/// days from either end.
const WHOLE: (u8, u8) = (7, 22);

/// A value of a period, and the line that has it; of an average, the first line.
pub(super) type Placed = (Period, f64, usize);

/// A calendar date, its value, and its line.
#[derive(Debug, Clone, Copy)]
struct Dated {
    year: i32,
    month: u8,
    day: u8,
    value: f64,
    line: usize,
}

/// Values by date, in the order in which they were added.
#[derive(Debug, Default)]
pub(super) struct ByDate(Vec<Dated>);

/// Values by period.
#[derive(Debug, Default)]
pub(super) struct ByPeriod {
    pub values: Vec<Placed>,
    /// The months of which only a part has values.
    pub partial: Vec<Period>,
    /// Whether the values are averages of values by day.
    pub averaged: bool,
}

/// The column of dates of a table; none where it has a column of periods or years.
pub(super) fn date_column(row: &Row<'_>) -> Option<Column> {
    let has_periods = ["period", "year"].iter().any(|name| row.header.column(name).is_some());
    NAMES.iter().find_map(|name| row.header.column(name)).filter(|_| !has_periods)
}

impl ByDate {
    /// Adds the value of a row's date.
    ///
    /// # Errors
    /// For a text that is no date such as `2014-09-15`.
    pub fn add(&mut self, row: &Row<'_>, dates: &Column, value: f64) -> Result<()> {
        let text = row.text(dates);
        let unread = || row.wrong(dates, Error::parse("a date", &text, 1, "expected year, month and day: 2014-09-15"));
        let mut parts = text.split('-').map(|part| part.parse::<u16>().ok());
        let (Some(Some(year)), Some(Some(month)), Some(Some(day)), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(unread());
        };
        if !((1..=12).contains(&month) && (1..=31).contains(&day)) {
            return Err(unread());
        }
        let line = row.place.number() as usize;
        self.0.push(Dated { year: i32::from(year), month: month as u8, day: day as u8, value, line });
        Ok(())
    }

    /// Whether nothing was added.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The values by year, quarter or month, as the dates show.
    ///
    /// # Errors
    /// `Contradiction` for a date that stands twice, and for a single date, which does not show of what it is.
    pub fn by_period(mut self) -> Result<ByPeriod> {
        self.0.sort_by_key(|of| (of.year, of.month, of.day));
        let date = |of: &Dated| (of.year, of.month, of.day);
        if let Some(twice) = self.0.windows(2).find(|two| date(&two[0]) == date(&two[1])) {
            let (year, month, day) = date(&twice[0]);
            let message = format!("the date {year}-{month:02}-{day:02} stands twice, first on line {}", twice[0].line);
            return Err(Error::contradiction(message).at_line(twice[1].line));
        }
        if let [only] = self.0[..] {
            let message = "one date does not say whether its value is of the day, the month or the year; name the column `year` or `period` instead";
            return Err(Error::contradiction(message).at_line(only.line));
        }
        if self.0.iter().any(|of| of.day != 1) {
            return self.by_month();
        }
        let all_in = |months: &[u8]| self.0.iter().all(|of| months.contains(&of.month));
        let period = |of: &Dated| match () {
            () if all_in(&[1]) => Period::year(of.year),
            () if all_in(&[1, 4, 7, 10]) => Period::quarter(of.year, of.month / 3 + 1),
            () => Period::month(of.year, of.month),
        };
        let values = self.0.iter().map(|of| Ok((period(of)?, of.value, of.line))).collect::<Result<_>>()?;
        Ok(ByPeriod { values, ..ByPeriod::default() })
    }

    /// The averages of values by day over months.
    fn by_month(self) -> Result<ByPeriod> {
        let mut found = ByPeriod { averaged: true, ..ByPeriod::default() };
        for month in self.0.chunk_by(|one, next| (one.year, one.month) == (next.year, next.month)) {
            let (first, last) = (month[0], month[month.len() - 1]);
            let period = Period::month(first.year, first.month)?;
            let mean = month.iter().map(|of| of.value).sum::<f64>() / month.len() as f64;
            found.values.push((period, mean, first.line));
            if first.day > WHOLE.0 || last.day < WHOLE.1 {
                found.partial.push(period);
            }
        }
        Ok(found)
    }
}
