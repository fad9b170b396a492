//! The answer to a question, of whatever can give one.

use crate::{
    base_rate::{answer::BaseRate, question::BaseRateQuestion, table::BaseRateTable},
    error::Result,
    history::AnnualPanel,
};

/// What a [`BaseRateQuestion`] is asked of: a panel of one's own, or a table of counts.
///
/// Both convert into it, so that [`BaseRateQuestion::run`] takes either by reference.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum BaseRateSource<'a> {
    /// Every question can be asked of a panel.
    Panel(&'a AnnualPanel),
    /// A table has counts of the usual question alone: first entries, the usual band, multiples of each pair's own amount.
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
    /// Counts who entered, who reached the target, and when.
    ///
    /// A table answers for its starting amount and multiple nearest to those asked for; which these are,
    /// [`BaseRate::asked`] says. It leaves a pair that is [excepted](Self::except) out of the precedents, but cannot leave it
    /// out of the counts.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for a band that is empty or reaches down to zero, a horizon of
    /// no years, years of which the source has none, and an amount or a multiple that is far from any in a table.
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) for an empty panel, where a condition asks for what the panel does not
    /// say, and where a table is asked for more than it counts.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::base_rate::{BaseRateQuestion, BaseRateTable};
    ///
    /// // Of the table that comes with the crate, in nominal dollars:
    /// let found = BaseRateQuestion::to("3B", "10B")?.within(9).run(BaseRateTable::shipped()?)?;
    /// assert_eq!((found.entered, found.reached), (1084, 171));
    ///
    /// // A table has no counts of all entries:
    /// let all = BaseRateQuestion::to("3B", "10B")?.entries(tradepath::base_rate::Entries::All);
    /// assert!(all.run(BaseRateTable::shipped()?).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn run<'a>(&self, source: impl Into<BaseRateSource<'a>>) -> Result<BaseRate> {
        match source.into() {
            BaseRateSource::Panel(panel) => self.by_panel(panel),
            BaseRateSource::Table(table) => table.answer(self),
        }
    }
}
