//! Asking a question of a panel or of a table.

use crate::{
    base_rate::{answer::BaseRate, question::BaseRateQuestion, table::BaseRateTable},
    error::Result,
    history::AnnualPanel,
};

/// The source that a [`BaseRateQuestion`] is asked of: a panel of one's own, or a table of counts.
///
/// References to both convert into it, so that [`BaseRateQuestion::run`] takes either.
///
/// ```
/// use tradepath::base_rate::{BaseRateQuestion, BaseRateSource, BaseRateTable};
///
/// let question = BaseRateQuestion::multiple("3B", 2.0)?;
/// let table = BaseRateTable::shipped()?;
/// assert_eq!(question.run(BaseRateSource::Table(table))?, question.run(table)?);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum BaseRateSource<'a> {
    /// A panel, which answers every question.
    Panel(&'a AnnualPanel),
    /// A table, which has counts of the usual question alone: first entries, the usual band, and multiples of each
    /// pair's own amount.
    Table(&'a BaseRateTable),
}

impl<'a> From<&'a AnnualPanel> for BaseRateSource<'a> {
    fn from(panel: &'a AnnualPanel) -> Self {
        Self::Panel(panel)
    }
}

impl<'a> From<&'a BaseRateTable> for BaseRateSource<'a> {
    fn from(table: &'a BaseRateTable) -> Self {
        Self::Table(table)
    }
}

impl BaseRateQuestion {
    /// Counts which pairs entered, which of them reached the target, and when.
    ///
    /// A table answers for the starting amount and the multiple that it has nearest to those asked for: the amount
    /// within a factor of 1.25, the multiple within 15 % of its own logarithm. [`BaseRate::asked`] says which these
    /// are, and what [they stand for](crate::base_rate::BaseRateAsked::instead_of). A table leaves a pair that is
    /// [excepted](Self::except) out of the precedents, but cannot leave it out of the counts.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for a band that is empty or reaches down to zero, a
    /// horizon of no years, years of which the source has none, and an amount or a multiple that is far from any in a
    /// table. [`ErrorKind::Missing`](crate::ErrorKind::Missing) for an empty panel, where a condition asks for what the
    /// panel does not say, and where a table is asked for more than it counts.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::base_rate::{BaseRateQuestion, BaseRateTable, Entries};
    ///
    /// // Of the table that comes with the crate, in nominal dollars:
    /// let table = BaseRateTable::shipped()?;
    /// let found = BaseRateQuestion::to("3B", "10B")?.within(9).run(table)?;
    /// assert_eq!((found.entered, found.reached), (1084, 171));
    ///
    /// // The table has 3 billion, and not 3.3 billion:
    /// let near = BaseRateQuestion::to(3.3e9, 10e9)?.run(table)?;
    /// assert_eq!((near.asked.from.value(), near.asked.multiple), (3e9, 3.0));
    /// assert_eq!(near.asked.instead_of.unwrap().from.value(), 3.3e9);
    ///
    /// // A table has no counts of all entries:
    /// let all = BaseRateQuestion::to("3B", "10B")?.entries(Entries::All);
    /// assert!(all.run(table).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn run<'a>(&self, source: impl Into<BaseRateSource<'a>>) -> Result<BaseRate> {
        match source.into() {
            BaseRateSource::Panel(panel) => self.by_panel(panel),
            BaseRateSource::Table(table) => table.answer(self),
        }
    }
}
