//! What a milestone states: an amount, or a multiple or a growth from which the amount follows.

use crate::{
    amount::{Amount, StatedAmount},
    error::{Error, Result},
    growth::Baseline,
    period::Period,
    rate::GrowthRate,
    unit::Unit,
    wording::{percent, times},
};

/// What a milestone states: an amount, or what is to become of the baseline's amount.
///
/// In a file these are the keys `amount`, `multiple`, `growth` and `rate` of a milestone, one of them each. Texts and
/// numbers are amounts.
///
/// ```
/// use tradepath::{Scenario, scenario::Aim};
///
/// let builder = Scenario::builder("GBR-IND").baseline(2025, "£43B");
/// let doubled = builder.clone().milestone_by(Aim::Multiple(2.0), 2030).build()?;
/// assert_eq!(doubled.milestones()[0].amount().to_string(), "86B");
/// assert_eq!(doubled.aims(), [Aim::Multiple(2.0)]);
///
/// let by_half = builder.clone().milestone_by(Aim::Growth(0.5), 2030).build()?;
/// assert_eq!(by_half.milestones()[0].amount().to_string(), "64.5B");
///
/// let yearly = builder.milestone_by(Aim::Rate("20%".parse()?), 2027).build()?;
/// assert_eq!(yearly.milestones()[0].amount().to_string(), "61.9B");
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Aim {
    /// An amount, which may name its currency: "to 10 billion".
    Amount(StatedAmount),
    /// So many times the baseline's amount: 2 for "double". Above zero.
    Multiple(f64),
    /// Growth over the whole time, as a fraction of the baseline's amount: 0.5 for "raise by half". Above -1.
    Growth(f64),
    /// Growth a year, from the baseline to the milestone's date.
    Rate(GrowthRate),
    /// What both flows are to come to together, by milestones of their own for the date. It is not stated and not written.
    Flows(Amount),
}

impl Aim {
    /// The key of a milestone that states it.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Amount(_) => "amount",
            Self::Multiple(_) => "multiple",
            Self::Growth(_) => "growth",
            Self::Rate(_) => "rate",
            Self::Flows(_) => "flows",
        }
    }

    /// The amount to reach.
    ///
    /// # Errors
    /// `MixedUnits` for an amount in another unit; `OutOfRange` for a multiple or a growth that leads to no
    /// amount above zero, or to one that is more than a number holds; `Missing` for a growth a year without a date.
    pub(crate) fn amount(self, baseline: &Baseline, by: Option<Period>, unit: Unit) -> Result<Amount> {
        let multiple = match self {
            Self::Amount(stated) => return stated.amount_in(unit),
            Self::Flows(sum) => return Ok(sum),
            Self::Multiple(multiple) if multiple.is_finite() && multiple > 0.0 => multiple,
            Self::Multiple(multiple) => {
                return Err(Error::out_of_range("the multiple", multiple, "above zero and finite"));
            }
            Self::Growth(growth) if growth.is_finite() && growth > -1.0 => 1.0 + growth,
            Self::Growth(growth) => {
                return Err(Error::out_of_range("the growth", growth, "above -1, which is -100%, and finite"));
            }
            Self::Rate(rate) => {
                let hint = "a growth a year leads to an amount only with a date until which it lasts: by = 2030";
                let by = by.ok_or_else(|| Error::missing("date", hint))?;
                (rate.log() * baseline.period().years_until(by)?).exp()
            }
        };
        let amount = baseline.amount().value() * multiple;
        if amount > 0.0 && amount.is_finite() {
            return Amount::new(amount);
        }
        let what = format!("the amount to which the milestone's {} leads", self.key());
        Err(Error::out_of_range(what, amount, "above zero, and no more than a number holds"))
    }

    /// What the amount follows from, in words; none for an amount, which says itself.
    pub(crate) fn in_words(self) -> Option<String> {
        match self {
            Self::Amount(_) => None,
            Self::Multiple(multiple) => Some(format!("{} times the baseline", times(multiple))),
            Self::Growth(growth) => {
                let (apart, side) = if growth < 0.0 { (-growth, "less") } else { (growth, "more") };
                let share = GrowthRate::from_effective(apart).map(percent).ok()?;
                Some(format!("{share} {side} than the baseline"))
            }
            Self::Rate(rate) => Some(format!("{} a year from the baseline", percent(rate))),
            Self::Flows(_) => Some("exports and imports together".to_owned()),
        }
    }
}

impl From<StatedAmount> for Aim {
    fn from(amount: StatedAmount) -> Self {
        Self::Amount(amount)
    }
}

impl From<Amount> for Aim {
    fn from(amount: Amount) -> Self {
        Self::Amount(amount.into())
    }
}

/// An amount in units of the scenario's currency.
impl TryFrom<f64> for Aim {
    type Error = Error;

    fn try_from(units: f64) -> Result<Self> {
        StatedAmount::try_from(units).map(Self::Amount)
    }
}

/// An amount such as `$10B`.
impl TryFrom<&str> for Aim {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self> {
        StatedAmount::try_from(text).map(Self::Amount)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_follows_from_what_is_stated() {
        let baseline = Baseline::new(2020, "18.3B").unwrap();
        let amount = |aim: Aim| aim.amount(&baseline, Some("2030".parse().unwrap()), Unit::USD).unwrap().value();
        approx::assert_relative_eq!(amount(Aim::Multiple(2.0)), 36.6e9, max_relative = 1e-12);
        approx::assert_relative_eq!(amount(Aim::Growth(0.5)), 27.45e9, max_relative = 1e-12);
        approx::assert_relative_eq!(amount(Aim::Growth(-0.25)), 13.725e9, max_relative = 1e-12);
        approx::assert_relative_eq!(
            amount(Aim::Rate("20%".parse().unwrap())),
            18.3e9 * 1.2_f64.powi(10),
            max_relative = 1e-12
        );
    }

    #[test]
    fn what_leads_to_no_amount_is_refused() {
        let baseline = Baseline::new(2020, "18.3B").unwrap();
        let error = |aim: Aim, by: Option<i32>| {
            let by = by.map(|year| Period::year(year).unwrap());
            aim.amount(&baseline, by, Unit::USD).unwrap_err().to_string()
        };
        for multiple in [0.0, -2.0, f64::NAN, f64::INFINITY] {
            assert!(error(Aim::Multiple(multiple), None).contains("the multiple is"), "{multiple}");
        }
        assert!(error(Aim::Growth(-1.0), None).contains("the growth is -1"));
        assert!(error(Aim::Multiple(1e308), None).contains("the milestone's multiple leads is inf"));
        assert!(error(Aim::Rate("5%".parse().unwrap()), None).contains("only with a date"));
        assert!(error(Aim::try_from("€5B").unwrap(), None).contains("EUR"));
    }

    #[test]
    fn growth_is_said_without_a_minus_sign() {
        let words = |aim: Aim| aim.in_words().unwrap();
        assert_eq!(words(Aim::Multiple(2.0)), "2 times the baseline");
        assert_eq!(words(Aim::Growth(0.5)), "50% more than the baseline");
        assert_eq!(words(Aim::Growth(-0.25)), "25% less than the baseline");
        assert_eq!(words(Aim::Rate("20%".parse().unwrap())), "20% a year from the baseline");
        assert_eq!(Aim::try_from("10B").unwrap().in_words(), None);
    }
}
