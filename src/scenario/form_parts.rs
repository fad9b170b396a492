//! The parts of a scenario as they are written to files: baseline, milestones and flows.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{
    amount::{Amount, StatedAmount},
    error::{Error, Result},
    growth::{Baseline, Direction},
    period::{Frequency, Period},
    rate::GrowthRate,
    scenario::{
        aim::Aim,
        balance::{BalanceGoal, StatedBalance},
        due::Due,
        parts::Flows,
        promised::Promised,
    },
    unit::Unit,
};

/// A baseline in a file, whose amount may name a currency.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BaselineForm {
    /// The period at which the route starts.
    pub period: Due,
    /// The turnover of that period.
    #[serde(serialize_with = "units")]
    pub amount: StatedAmount,
}

/// A milestone in a file. It states one of the first four keys, or a balance; its amount may name a currency.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MilestoneForm {
    /// The turnover to reach.
    #[serde(default, serialize_with = "units_or_none", skip_serializing_if = "Option::is_none")]
    pub amount: Option<StatedAmount>,
    /// How many times the baseline's amount it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub multiple: Option<f64>,
    /// How much more than the baseline's amount it is, as `"50%"` or `0.5`.
    #[serde(default, with = "whole_growth", skip_serializing_if = "Option::is_none")]
    pub growth: Option<f64>,
    /// The growth a year that leads to it by its date.
    #[serde(default, with = "crate::rate::stated", skip_serializing_if = "Option::is_none")]
    pub rate: Option<GrowthRate>,
    /// The flow that it is of; without it, what the pledge is of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flow: Option<Direction>,
    /// Instead of an amount, the exports less the imports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balance: Option<StatedBalance>,
    /// The period by which it is to be reached; none for a milestone without a date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Due>,
    /// Instead of `by`, a number of years after the pledge was made or, where that is not given, after the baseline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<u32>,
}

impl MilestoneForm {
    /// A milestone that states something by a period, or without a date.
    pub fn new(aim: Aim, by: Option<Period>) -> Self {
        let form = Self { by: by.map(Due::from), ..Self::default() };
        match aim {
            Aim::Amount(amount) => Self { amount: Some(amount), ..form },
            Aim::Multiple(multiple) => Self { multiple: Some(multiple), ..form },
            Aim::Growth(growth) => Self { growth: Some(growth), ..form },
            Aim::Rate(rate) => Self { rate: Some(rate), ..form },
            Aim::Flows(sum) => Self { amount: Some(sum.into()), ..form },
        }
    }

    /// What the milestone states, and by when.
    pub(super) fn stated(&self, baseline: &Baseline, promised: Option<Promised>) -> Result<(Aim, Option<Period>)> {
        Ok((self.aim()?, self.due(baseline.period(), promised)?))
    }

    /// What the milestone states.
    ///
    /// # Errors
    /// `Missing` where it states nothing; `Contradiction` where it states more than one thing, at the key of the second.
    fn aim(&self) -> Result<Aim> {
        let stated = [
            self.amount.map(Aim::Amount),
            self.multiple.map(Aim::Multiple),
            self.growth.map(Aim::Growth),
            self.rate.map(Aim::Rate),
        ];
        let stated: Vec<Aim> = stated.into_iter().flatten().collect();
        match stated[..] {
            [aim] => Ok(aim),
            [] => {
                let hint = "say what is to be reached: amount = \"10B\", multiple = 2, growth = \"50%\", rate = \"7%\" a year, or balance = 0";
                Err(Error::missing("amount", hint).at_key("amount"))
            }
            [first, second, ..] => {
                let (first, second) = (first.key(), second.key());
                let message = format!("a milestone is stated once, here by its {first} and by its {second}; keep one");
                Err(Error::contradiction(message).at_key(second))
            }
        }
    }

    /// The balance to reach, and by when.
    pub(super) fn balance_goal(&self, baseline: Period, promised: Option<Promised>, unit: Unit) -> Result<BalanceGoal> {
        let hint = "say what is to be reached";
        let balance = self.balance.ok_or_else(|| Error::missing("balance", hint))?;
        let beside = [
            ("amount", self.amount.is_some()),
            ("multiple", self.multiple.is_some()),
            ("growth", self.growth.is_some()),
            ("rate", self.rate.is_some()),
            ("flow", self.flow.is_some()),
        ];
        if let Some((key, _)) = beside.iter().find(|(_, given)| *given) {
            let message = format!("a milestone is stated once, here by its {key} and by its balance; keep one");
            return Err(Error::contradiction(message).at_key(*key));
        }
        let by = self.due(baseline, promised)?;
        if let Some(by) = by {
            if baseline.periods_until(by).map_err(|error| error.at_key("by"))? <= 0 {
                let message = format!("the balance is due by {by}, but the baseline is {baseline}");
                return Err(Error::contradiction(message).at_key("by"));
            }
        }
        Ok(BalanceGoal { aim: balance.aim(unit).map_err(|error| error.at_key("balance"))?, by })
    }

    /// The period by which it is to be reached.
    ///
    /// # Errors
    /// `Contradiction` for a date beside a number of years, and for years where the baseline is no year; `OutOfRange`
    /// for no years, and for more than a period holds.
    fn due(&self, baseline: Period, promised: Option<Promised>) -> Result<Option<Period>> {
        let by = self.by.map(|by| by.period(None)).transpose()?;
        let Some(years) = self.within else { return Ok(by) };
        let placed = |error: Error| error.at_key("within");
        if let Some(by) = by {
            let message = format!("the milestone is due by {by} and within {years} years; keep one of the two");
            return Err(placed(Error::contradiction(message)));
        }
        if baseline.frequency() != Frequency::Annual {
            let message =
                format!("`within` counts years, and the baseline is {baseline}; write by = a period of its length");
            return Err(placed(Error::contradiction(message)));
        }
        if years == 0 {
            return Err(placed(Error::out_of_range("the number of years", years, "1 or more")));
        }
        let from = promised.map_or(baseline.calendar_year(), |promised| promised.period().calendar_year());
        let by = i64::from(from) + i64::from(years);
        // A year that is no year of a period is refused with its own number.
        Period::year(i32::try_from(by).unwrap_or(i32::MAX)).map(Some).map_err(placed)
    }
}

/// The flows in a file, whose amounts may name a currency.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FlowsForm {
    /// The flow from the first-named economy to the second.
    #[serde(serialize_with = "units")]
    pub exports: StatedAmount,
    /// The flow from the second-named economy to the first.
    #[serde(serialize_with = "units")]
    pub imports: StatedAmount,
    /// The exports' own annual growth rate.
    #[serde(default, with = "crate::rate::stated", skip_serializing_if = "Option::is_none")]
    pub exports_growth: Option<GrowthRate>,
    /// The imports' own annual growth rate.
    #[serde(default, with = "crate::rate::stated", skip_serializing_if = "Option::is_none")]
    pub imports_growth: Option<GrowthRate>,
}

/// Growth over a whole time, written as growth a year is: `"50%"`, or `0.5`.
mod whole_growth {
    use serde::{Deserializer, Serialize, Serializer};

    use crate::rate::{GrowthRate, stated};

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
        Ok(stated::deserialize(deserializer)?.map(GrowthRate::effective))
    }

    pub fn serialize<S: Serializer>(growth: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
        match growth.map(GrowthRate::from_effective) {
            Some(Ok(rate)) => stated::serialize(&Some(rate), serializer),
            // No scenario has such a growth.
            _ => growth.serialize(serializer),
        }
    }
}

/// Writes an amount as a number of units: the scenario names its currency once, in a key of its own.
fn units<S: Serializer>(amount: &StatedAmount, serializer: S) -> Result<S::Ok, S::Error> {
    amount.amount().serialize(serializer)
}

/// As [`units`], of an amount that may be left out.
fn units_or_none<S: Serializer>(amount: &Option<StatedAmount>, serializer: S) -> Result<S::Ok, S::Error> {
    amount.map(StatedAmount::amount).serialize(serializer)
}

impl FlowsForm {
    /// Whether both flows state a growth of their own.
    pub(super) fn both_grow(&self) -> bool {
        self.exports_growth.is_some() && self.imports_growth.is_some()
    }

    /// The flows, checked to be in the scenario's currency and to add up to its baseline.
    ///
    /// # Errors
    /// `MixedUnits` or `Contradiction`, at the key of the flow.
    pub(super) fn read(self, baseline: Amount, unit: Unit) -> Result<Flows> {
        let exports = self.exports.amount_in(unit).map_err(|error| error.at_key("exports"))?;
        let imports = self.imports.amount_in(unit).map_err(|error| error.at_key("imports"))?;
        let flows =
            Flows { exports, imports, exports_growth: self.exports_growth, imports_growth: self.imports_growth };
        flows.check(baseline)?;
        Ok(flows)
    }
}

impl From<Flows> for FlowsForm {
    fn from(flows: Flows) -> Self {
        Self {
            exports: flows.exports.into(),
            imports: flows.imports.into(),
            exports_growth: flows.exports_growth,
            imports_growth: flows.imports_growth,
        }
    }
}

/// Reads one text, or a list of texts.
pub(crate) fn one_or_more<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    struct Texts;

    impl<'de> de::Visitor<'de> for Texts {
        type Value = Vec<String>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("the path of a scenario, or a list of paths")
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
            Ok(vec![text.to_owned()])
        }

        fn visit_seq<A: de::SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
            Vec::deserialize(de::value::SeqAccessDeserializer::new(list))
        }
    }

    deserializer.deserialize_any(Texts)
}
