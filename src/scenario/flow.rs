//! Pledges of a single flow: alone, or beside the turnover.

use crate::{
    error::{Error, Result},
    growth::Direction,
    scenario::{
        form::{ScenarioForm, in_file},
        form_parts::{BaselineForm, MilestoneForm},
        scenario::Scenario,
    },
};

impl Scenario {
    /// The flow that every amount of the pledge is of, seen from the first-named economy; none for a pledge of the
    /// turnover.
    ///
    /// The outlook of a flow is that of a turnover of its size. Of the flows in CEPII BACI 2000–2020, its intervals of
    /// 80 % held 79 to 84 %, one to five years ahead, as they did of turnovers.
    ///
    /// ```
    /// use tradepath::{Scenario, growth::Direction};
    ///
    /// let builder = Scenario::builder("UZB-TUR").baseline(2020, "$1.2B").milestone_by("3B", 2025);
    /// assert_eq!(builder.clone().build()?.flow(), None);
    /// let exports = builder.flow(Direction::Exports).build()?;
    /// assert_eq!(exports.traded(), "exports of Uzbekistan to Turkey");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn flow(&self) -> Option<Direction> {
        self.flow
    }

    /// What a pledge of the turnover states of single flows: for each flow with milestones of its own, these as a pledge
    /// of that flow. Its baseline is the flow's part of the [flows](Self::flows).
    ///
    /// ```
    /// use tradepath::Scenario;
    ///
    /// let text = r#"
    ///     pair = ["IND", "RUS"]
    ///     baseline = { period = 2023, amount = "$65B" }
    ///     flows = { exports = "4B", imports = "61B" }
    ///     milestone = [
    ///         { amount = "100B", by = 2030 },
    ///         { flow = "exports", amount = "30B", by = 2030 },
    ///     ]
    /// "#;
    /// let pledge = Scenario::from_toml(text, "pledge.toml")?;
    /// let exports = &pledge.of_flows()[0];
    /// assert_eq!(exports.baseline().amount().to_string(), "4B");
    /// assert_eq!(exports.route().overall_required_rate()?.unwrap().to_string(), "33.4%");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn of_flows(&self) -> &[Self] {
        &self.of_flows
    }

    /// What the amounts are of, in words: `turnover of Kazakhstan and Uzbekistan`, `exports of Kazakhstan to Uzbekistan`,
    /// or `imports of Kazakhstan from Uzbekistan`.
    pub fn traded(&self) -> String {
        let [first, second] = self.partners.names();
        match self.flow {
            None => format!("turnover of {first} and {second}"),
            Some(Direction::Exports) => format!("exports of {first} to {second}"),
            Some(Direction::Imports) => format!("imports of {first} from {second}"),
        }
    }

    /// The series that the amounts are of, in one word.
    pub(crate) fn series_name(&self) -> &'static str {
        self.flow.map_or("turnover", Direction::name)
    }
}

impl ScenarioForm {
    /// Refuses what a pledge of a single flow cannot have.
    ///
    /// # Errors
    /// `Contradiction`, at the key.
    pub(super) fn check_flow(&self) -> Result<()> {
        let Some(flow) = self.flow else { return Ok(()) };
        let refused = |what: &str, key: String| {
            let message =
                format!("the pledge is of {flow} alone, and {what} needs the turnover; leave one of them out");
            Err(Error::contradiction(message).at_key(key))
        };
        if self.flows.is_some() {
            return refused("stating both flows", "flows".to_owned());
        }
        for (at, milestone) in self.milestone.iter().enumerate() {
            if milestone.balance.is_some() {
                return refused("a balance", format!("milestone[{at}].balance"));
            }
            if let Some(other) = milestone.flow.filter(|other| *other != flow) {
                return refused(&format!("a milestone of {other}"), format!("milestone[{at}].flow"));
            }
        }
        Ok(())
    }

    /// The milestones of single flows, each flow as a pledge of its own.
    ///
    /// # Errors
    /// `Missing` without the flows' amounts at the baseline; those of a pledge, at the keys of this one.
    pub(super) fn of_flows(&self) -> Result<Vec<Scenario>> {
        if self.flow.is_some() {
            return Ok(Vec::new());
        }
        let flows = [Direction::Exports, Direction::Imports];
        flows.into_iter().filter_map(|flow| self.of_flow(flow).transpose()).collect()
    }

    /// The milestones of one flow as a pledge; none where there are none.
    fn of_flow(&self, flow: Direction) -> Result<Option<Scenario>> {
        let chosen = self.milestone.iter().enumerate().filter(|(_, milestone)| milestone.flow == Some(flow));
        let (places, milestone): (Vec<usize>, Vec<MilestoneForm>) =
            chosen.map(|(at, milestone)| (at, MilestoneForm { flow: None, ..milestone.clone() })).unzip();
        let Some(first) = places.first() else { return Ok(None) };
        let flows = self.flows.as_ref().ok_or_else(|| {
            let hint = "state both at the baseline: flows = { exports = \"8B\", imports = \"12B\" }";
            Error::missing(format!("amount from which the {flow} start"), hint)
                .at_key(format!("milestone[{first}].flow"))
        })?;
        let amount = if flow == Direction::Exports { flows.exports } else { flows.imports };
        let form = Self {
            title: Some(format!("{}: {flow}", self.title())),
            flow: Some(flow),
            baseline: BaselineForm { period: self.baseline.period, amount },
            milestone,
            shape: None,
            flows: None,
            sector: Vec::new(),
            base_growth: None,
            driver: Vec::new(),
            history: None,
            fiscal_year_ends: None,
            restates: Vec::new(),
            notes: Vec::new(),
            ..self.clone()
        };
        let (currency, unit) = self.measured_in()?.into_fields();
        let form = Self { currency, unit, ..form };
        Scenario::try_from(form).map(Some).map_err(|error| error.with_key(|key| at_own_place(key, &places, flow)))
    }
}

/// The key of a pledge of one flow as the key of the pledge that it is a part of.
fn at_own_place(key: &str, places: &[usize], flow: Direction) -> String {
    if key.starts_with("baseline") {
        return format!("flows.{flow}");
    }
    in_file(key, places)
}
