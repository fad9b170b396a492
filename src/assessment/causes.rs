//! What a pledge's drivers answer, on its day and from the last figure.

use crate::{
    assessment::{kept::Kept, options::AssessmentOptions, prospects, prospects::Absent},
    drivers::{DriverAnswers, Drivers},
    error::{Error, ErrorKind, Result},
    history::History,
    outlook::Outlook,
    scenario::Scenario,
};

/// From where a pledge is looked at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum From {
    /// From its own baseline.
    Baseline,
    /// From a later figure, at which drivers may have begun.
    Now,
}

/// The answers of a pledge's drivers; none for a pledge without drivers.
///
/// # Errors
/// Those of [`Drivers`] from the baseline, but for a base growth that is not known, which is named as absent. So is
/// everything that keeps the drivers from being answered from a later figure.
pub(super) fn drivers(
    scenario: &Scenario,
    history: Option<&History>,
    options: &AssessmentOptions,
    from: From,
) -> Result<(Option<DriverAnswers>, Option<Absent>)> {
    if scenario.drivers().is_empty() {
        return Ok((None, None));
    }
    // Without an outlook, which the assessment names as absent, there are no chances.
    let outlook = prospects::look_ahead(scenario, history, &Kept::of(options)).ok();
    match asked(scenario, outlook.as_ref(), options, from).and_then(|drivers| drivers.answers()) {
        Ok(answers) => Ok((Some(answers), None)),
        // The scenario was checked from its baseline; what it lacks for the years after that is named.
        Err(error) if from == From::Now || is_without_base(&error) => Ok((None, Some(Absent::new("drivers", &error)))),
        Err(error) => Err(error),
    }
}

/// The drivers with an outlook and the options' prices.
fn asked<'a>(
    scenario: &'a Scenario,
    outlook: Option<&'a Outlook>,
    options: &'a AssessmentOptions,
    from: From,
) -> Result<Drivers<'a>> {
    let index = options.money.price_index.as_ref();
    match from {
        From::Baseline => Drivers::with_prices(scenario, outlook, index),
        From::Now => Drivers::from_now(scenario, outlook, index),
    }
}

fn is_without_base(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::Missing { .. }) && error.position().key.as_deref() == Some("base_growth")
}
