//! The dates of a scenario file as periods: fiscal years, ends of years, and what blocs need of them.

use crate::{
    error::{Error, Result},
    period::Period,
    scenario::{
        due::{Due, FiscalYears},
        form::ScenarioForm,
    },
};

impl ScenarioForm {
    /// Puts calendar years in the place of fiscal years and of the ends of years, and returns which year stands for which
    /// fiscal year.
    ///
    /// # Errors
    /// `Missing` for a fiscal year without the month in which it ends, `Contradiction` for a month without a fiscal year
    /// and for a date within a year beside an annual baseline, at the key of the date.
    pub(super) fn resolve_dates(&mut self) -> Result<FiscalYears> {
        let ends = self.fiscal_year_ends;
        let mut years = Vec::new();
        let mut resolved = |due: Due, period: Result<Period>, key: &dyn Fn() -> String| {
            let period = period.map_err(|error| error.at_key(key()))?;
            years.extend(due.fiscal().map(|year| (period, year)));
            Ok::<Period, Error>(period)
        };
        let start = self.baseline.period;
        let baseline = resolved(start, start.period(ends), &|| "baseline.period".to_owned())?;
        self.baseline.period = baseline.into();
        for (at, milestone) in self.milestone.iter_mut().enumerate() {
            if let Some(by) = milestone.by {
                let period = resolved(by, by.beside(baseline, ends), &|| format!("milestone[{at}].by"))?;
                milestone.by = Some(period.into());
            }
        }
        if let (Some(_), true) = (ends, years.is_empty()) {
            let message = "it says when fiscal years end, and no date is one, such as FY2030; leave it out";
            return Err(Error::contradiction(message).at_key("fiscal_year_ends"));
        }
        Ok(FiscalYears { ends, years })
    }

    /// The period at which the route starts, after [`resolve_dates`](Self::resolve_dates).
    pub(super) fn start(&self) -> Result<Period> {
        self.baseline.period.period(self.fiscal_year_ends)
    }

    /// Refuses a bloc that had no members when the route starts.
    pub(super) fn check_blocs(&self) -> Result<()> {
        let (baseline, pair) = (self.start()?, self.pair.pair());
        let sides = [pair.first(), pair.second()];
        match sides.into_iter().find(|side| side.is_bloc() && self.pair.members(*side, baseline).is_empty()) {
            Some(bloc) => {
                let message = format!("{bloc} had no members in {baseline}; start from a period in which it existed");
                Err(Error::contradiction(message).at_key("baseline.period"))
            }
            None => Ok(()),
        }
    }
}
