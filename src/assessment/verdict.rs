//! What happened to a milestone.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    growth::{Milestone, Route},
    period::Period,
    series::Series,
};

/// What happened to a milestone, by the observed figures of the history after the baseline. Projected figures do not
/// count.
///
/// | the figures | the milestone's date | verdict |
/// |---|---|---|
/// | reach the amount at or before the date | given | [`Met`](Self::Met) |
/// | reach the amount after the date | given | [`Late`](Self::Late) |
/// | do not reach the amount, and go on to the date or beyond | given | [`Missed`](Self::Missed) |
/// | do not reach the amount, and end before the date | given | [`Open`](Self::Open) |
/// | do not reach the amount, and begin after the date | given | [`Open`](Self::Open) |
/// | reach the amount | none | [`Met`](Self::Met) |
/// | do not reach the amount | none | [`Open`](Self::Open) |
///
/// ```
/// use tradepath::{Amount, Period, Verdict};
///
/// // 4.5 billion in the year of the date, where 5 were pledged.
/// let (amount, period) = (Amount::new(4.5e9)?, Period::year(2013)?);
/// let missed = Verdict::Missed { amount, period };
/// assert_eq!(missed.is_met(), Some(false));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Verdict {
    /// The milestone was reached by its date, or it has no date and was reached.
    Met {
        /// The first period whose amount reaches it.
        period: Period,
    },
    /// The milestone was reached after its date.
    Late {
        /// The first period whose amount reaches it.
        period: Period,
    },
    /// The milestone was not reached by its date, nor since.
    Missed {
        /// The last amount at or before its date.
        amount: Amount,
        /// The period of that amount.
        period: Period,
    },
    /// The milestone was not reached up to the last figure, and its date is still to come, or it has none. Also where
    /// the figures begin only after its date.
    Open {
        /// The last amount of the history; none where it has none after the baseline, or its figures begin only after
        /// the milestone's date.
        last: Option<Amount>,
    },
}

impl Verdict {
    /// Whether the milestone was met in time; `None` while that is not known.
    ///
    /// ```
    /// use tradepath::{Period, Verdict};
    ///
    /// let period = Period::year(2019)?;
    /// assert_eq!(Verdict::Met { period }.is_met(), Some(true));
    /// assert_eq!(Verdict::Late { period }.is_met(), Some(false));
    /// assert_eq!(Verdict::Open { last: None }.is_met(), None);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn is_met(self) -> Option<bool> {
        match self {
            Self::Met { .. } => Some(true),
            Self::Late { .. } | Self::Missed { .. } => Some(false),
            Self::Open { .. } => None,
        }
    }

    /// What happened, in a few words: `met in 2006`, `late, in 2019`, `missed: $2.89B`, `open: $4.97B so far`. `money` words
    /// an amount.
    pub(crate) fn in_words(self, money: impl Fn(Amount) -> String) -> String {
        match self {
            Self::Met { period } => format!("met in {period}"),
            Self::Late { period } => format!("late, in {period}"),
            Self::Missed { amount, .. } => format!("missed: {}", money(amount)),
            Self::Open { last: Some(last) } => format!("open: {} so far", money(last)),
            Self::Open { last: None } => "open".to_owned(),
        }
    }

    /// The verdict on a milestone by the observed figures after the baseline. Without a turnover it is open.
    pub(crate) fn of(milestone: &Milestone, route: &Route, turnover: Option<&Series>) -> Self {
        let start = route.baseline().period();
        let after = turnover.into_iter().flat_map(Series::observed).filter(|(period, _)| *period > start);
        let after: Vec<(Period, Amount)> = after.map(|(period, seen)| (period, seen.amount)).collect();
        let reached =
            after.iter().find(|(_, amount)| route.is_reached(milestone.amount(), *amount)).map(|(period, _)| *period);
        match (reached, milestone.by(), after.last()) {
            (Some(period), Some(by), _) if period > by => Self::Late { period },
            (Some(period), ..) => Self::Met { period },
            (None, Some(by), Some((last, _))) if *last >= by => {
                let up_to = after.iter().rfind(|(period, _)| *period <= by);
                // With figures only after the date, it is not known what the date's period had.
                up_to.map_or(Self::Open { last: None }, |(period, amount)| Self::Missed {
                    amount: *amount,
                    period: *period,
                })
            }
            (None, _, last) => Self::Open { last: last.map(|(_, amount)| *amount) },
        }
    }
}
