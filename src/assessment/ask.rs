//! More questions to the drivers of an assessed pledge.

use crate::{
    assessment::assessment::Assessment,
    drivers::Drivers,
    error::{Error, Result},
    outlook::Outlook,
    scenario::Scenario,
};

impl Assessment {
    /// The drivers of the assessed scenario, to ask more of them than [`drivers`](Self::drivers) answers: with the outlook of
    /// the pledge's day from [`look_ahead`](Self::look_ahead), or without one.
    ///
    /// # Errors
    /// Those of [`Drivers::of`]; [`ErrorKind::Missing`](crate::ErrorKind::Missing) for an index of prices that a document which was read back does not
    /// hold.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::{AssessmentOptions, assess, drivers::{Driver, Requirement}, scenario::shipped};
    ///
    /// let pledge = shipped("kazakhstan-uzbekistan-2021-by-2030")?;
    /// let railway = Driver::builder("Railway", "corridor").starts(2024).ad_valorem("-4%").build()?;
    /// let (scenario, history) = (pledge.scenario()?.with_driver(railway)?, pledge.history()?);
    /// let assessment = assess(&scenario, Some(&history), &AssessmentOptions::new())?;
    ///
    /// let outlook = assessment.look_ahead()?;
    /// let drivers = assessment.ask_drivers(Some(&outlook))?;
    /// let needed = Requirement::of("Railway").chance("50%").run(&drivers, ("10B", 2030))?;
    /// // No corridor has ever lowered trade costs by so much.
    /// assert_eq!(needed.plausible, Some(false));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn ask_drivers<'a>(&'a self, outlook: Option<&'a Outlook>) -> Result<Drivers<'a>> {
        Drivers::with_prices(&self.scenario, outlook, self.kept.money.price_index.as_ref())
    }

    /// The drivers from the last figure on, as [`Now::drivers`](crate::Now::drivers) has them. `pledge` is
    /// [`pledge_now`](Self::pledge_now), and the outlook that of [`look_ahead_now`](Self::look_ahead_now).
    ///
    /// # Errors
    /// As [`ask_drivers`](Self::ask_drivers).
    pub fn ask_drivers_now<'a>(&'a self, pledge: &'a Scenario, outlook: Option<&'a Outlook>) -> Result<Drivers<'a>> {
        Drivers::from_now(pledge, outlook, self.kept.money.price_index.as_ref())
    }

    /// The pledge as it is looked at from the last figure: that figure is its baseline, and what is open its milestones.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where the assessment is not looked at from a later figure.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::{AssessmentOptions, assess, scenario::shipped};
    ///
    /// let pledge = shipped("kazakhstan-uzbekistan-2021-by-2030")?;
    /// let (scenario, history) = (pledge.scenario()?, pledge.history()?);
    /// let assessment = assess(&scenario, Some(&history), &AssessmentOptions::new())?;
    /// assert_eq!(assessment.pledge_now()?.baseline().period().to_string(), "2025");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn pledge_now(&self) -> Result<Scenario> {
        let hint = "the history has no figure after the baseline, or no milestone is open";
        let now = self.now.as_ref().ok_or_else(|| Error::missing("pledge seen from the last figure", hint))?;
        now.as_pledge(&self.scenario)
    }
}
