//! The counts of one starting amount, and the cases they stand for.
//!
//! A case without gaps is fully described by three numbers: its year of entry, how many years it was followed, and when
//! it reached a multiple. Such cases are counted, and the counts also tell what was known at the end of any earlier
//! year. Cases with gaps are kept one by one.

use crate::{
    base_rate::{
        cases::Cases,
        entry::Entry,
        life_table::LifeTable,
        question::BaseRateQuestion,
        table::{
            broken::Broken,
            code::{MOST, decoded, encoded},
            layout::{broken_key, damaged, entered_key, reached_key},
            table::BaseRateTable,
        },
    },
    error::{Error, Result},
};

/// Counts by year of entry, from the panel's first year on, and within it by years since entry.
type Grid = Vec<Vec<u32>>;

/// How many pairs entered the band around a starting amount, and for how long they were followed. The multiples have
/// lines of their own, which are read when one is asked for.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Counts {
    /// The starting amount in units of currency.
    start: u64,
    /// The panel's first calendar year, to which the first of the counts belongs.
    first: i32,
    /// The number of cases, with gaps or without, that stood in the band in that year.
    inside_at_start: u32,
    /// The number of cases without gaps that entered in each year.
    entered: Vec<u32>,
    /// Cases whose last amount is so many years after their entry and before the panel's last year. All others without
    /// gaps were followed to the panel's end.
    ended: Grid,
    /// Cases with gaps, which the other counts leave out.
    broken: Vec<Broken>,
}

impl Counts {
    /// Reads the counts of a starting amount of the table.
    ///
    /// # Errors
    /// `Syntax` where a line is missing or damaged.
    pub fn read(table: &BaseRateTable, start: u64) -> Result<Self> {
        let line = table.line(&entered_key(start)).ok_or_else(|| damaged("a starting amount is missing"))?;
        let mut parts = line.split(' ');
        let mut next = || parts.next().ok_or_else(|| damaged("a line is cut short"));
        let [inside, entered, ended] = [next()?, next()?, next()?];
        Ok(Self {
            start,
            first: table.panel.from.calendar_year(),
            inside_at_start: inside.parse().map_err(|_| damaged("a count is invalid"))?,
            entered: counts(entered)?,
            ended: grid(ended)?,
            broken: table.below(&broken_key(start)).map(Broken::read).collect::<Result<_>>()?,
        })
    }

    /// The cases by year of entry as they were known at the end of the year `last`, each followed for at most `within`
    /// years. `multiple` is the index of a multiple of the table.
    pub fn cases(&self, table: &BaseRateTable, multiple: usize, last: i32, within: u32) -> Result<Cases> {
        let inside_at_start = if self.first <= last { self.inside_at_start } else { 0 };
        let mut cases = Cases { inside_at_start, last, ..Cases::default() };
        self.each(table, (multiple, last, within), |year, years, reached, count| {
            cases.by_year.entry(year).or_insert_with(|| LifeTable::with_room(within)).add(years, reached, count);
        })?;
        Ok(cases)
    }

    /// The same for all years of entry together, which is less work.
    pub fn whole(&self, table: &BaseRateTable, multiple: usize, last: i32, within: u32) -> Result<LifeTable> {
        let mut whole = LifeTable::with_room(within);
        self.each(table, (multiple, last, within), |_, years, reached, count| whole.add(years, reached, count))?;
        Ok(whole)
    }

    /// Calls `found` for each group of cases: with the year of entry, the number of years they were followed, whether
    /// they reached the multiple, and how many there are.
    ///
    /// Of the cases that entered in a year, some reached the multiple, some ended early without reaching it, and the
    /// rest were followed to the last year that was known.
    fn each(
        &self,
        table: &BaseRateTable,
        (multiple, last, within): (usize, i32, u32),
        mut found: impl FnMut(i32, u32, bool, u32),
    ) -> Result<()> {
        let line = table.line(&reached_key(self.start, multiple)).ok_or_else(|| damaged("a multiple is missing"))?;
        let (reached, ended) = line.split_once(' ').ok_or_else(|| damaged("a line is cut short"))?;
        let (mut reached, mut ended) = (reached.split(','), ended.split(','));
        for (at, entered) in self.entered.iter().enumerate() {
            let (reached, ended) = (reached.next().unwrap_or(""), ended.next().unwrap_or(""));
            let year = self.first + at as i32;
            // Entries after the last year that was known are not counted.
            let Some(known) = u32::try_from(last - year).ok() else { break };
            let followed = known.min(within);
            let mut rest = *entered;
            let mut take = |count: u32| -> Result<u32> {
                rest = rest.checked_sub(count).ok_or_else(|| damaged("more reached an amount than entered"))?;
                Ok(count)
            };
            for (years, count) in (1..).zip(decoded(reached)).filter(|(_, count)| *count != Some(0)) {
                let count = take(count.ok_or_else(|| damaged("a count is invalid"))?)?;
                found(year, years.min(followed), years <= followed, count);
            }
            // Some cases reached the multiple and ended early later on. They are counted above, and must not be counted
            // again as cases that ended.
            let mut reached_before = decoded(ended);
            for (years, count) in (0..).zip(row(&self.ended, at)) {
                let before = reached_before.next().flatten().unwrap_or(0);
                found(year, years.min(followed), false, take(count.saturating_sub(before))?);
            }
            if *entered > 0 {
                found(year, followed, false, rest);
            }
        }
        for case in self.broken.iter().filter(|case| case.year <= last) {
            let outcome = case.outcome(multiple, last, within);
            found(case.year, outcome.years, outcome.reached, 1);
        }
        Ok(())
    }

    /// The line of entries, for cases without gaps: the number inside at the start, the entries of each year, and the
    /// cases that ended early. `inside` counts all cases, also those with gaps, that stood in the band when the panel
    /// begins.
    ///
    /// # Errors
    /// `OutOfRange` for a count that is larger than a table can write.
    pub fn line(found: &[Entry<'_>], (first, last): (i32, i32), inside: usize) -> Result<String> {
        let mut entered = vec![0; (last - first + 1) as usize];
        let mut ended = Grid::new();
        for entry in found {
            entered[(entry.year() - first) as usize] += 1;
            count_end(entry, &mut ended, (first, last));
        }
        Ok(format!("{inside} {} {}", text(&entered)?, texts(&ended)?))
    }

    /// The line of cases that reached the target of a question: by year of entry, in which year after it, and how many
    /// of them ended early later on.
    ///
    /// # Errors
    /// `OutOfRange` for a count that is larger than a table can write.
    pub fn reached_line(found: &[Entry<'_>], (first, last): (i32, i32), question: &BaseRateQuestion) -> Result<String> {
        let (mut reached, mut ended) = (Grid::new(), Grid::new());
        for entry in found {
            let outcome = entry.outcome(question);
            if outcome.reached {
                *cell(&mut reached, (entry.year() - first) as usize, outcome.years as usize - 1) += 1;
                count_end(entry, &mut ended, (first, last));
            }
        }
        Ok(format!("{} {}", texts(&reached)?, texts(&ended)?))
    }
}

/// Counts a case whose last amount is before the panel's last year.
fn count_end(entry: &Entry<'_>, ended: &mut Grid, (first, last): (i32, i32)) {
    let years = entry.after().last().map_or(0, |(_, years, _)| years);
    if entry.year() + (years as i32) < last {
        *cell(ended, (entry.year() - first) as usize, years as usize) += 1;
    }
}

/// A row of a grid; empty beyond its end, because rows of zeros at the end are not written.
fn row(grid: &Grid, at: usize) -> &[u32] {
    grid.get(at).map_or(&[], Vec::as_slice)
}

/// A cell of a grid, which grows to hold it.
fn cell(grid: &mut Grid, row: usize, column: usize) -> &mut u32 {
    grid.resize(grid.len().max(row + 1), Vec::new());
    let row = &mut grid[row];
    row.resize(row.len().max(column + 1), 0);
    &mut row[column]
}

/// A grid as text: its rows with commas between them.
fn texts(grid: &Grid) -> Result<String> {
    Ok(grid.iter().map(|row| text(row)).collect::<Result<Vec<_>>>()?.join(","))
}

/// Counts as text; refuses a count that has more than two letters.
fn text(counts: &[u32]) -> Result<String> {
    match counts.iter().find(|count| **count > MOST) {
        Some(count) => Err(Error::out_of_range("a count of pairs", count, format!("at most {MOST} for a table"))),
        None => Ok(encoded(counts)),
    }
}

/// A grid from its text.
fn grid(text: &str) -> Result<Grid> {
    text.split(',').map(counts).collect()
}

/// Counts from their text; refuses letters that are not digits of the code.
fn counts(text: &str) -> Result<Vec<u32>> {
    decoded(text).collect::<Option<_>>().ok_or_else(|| damaged("a count is invalid"))
}
