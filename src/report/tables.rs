//! An assessment as tables for spreadsheets and other programs: one a question, years as rows.

use crate::{
    amount::Amount, assessment::Assessment, error::Result, growth::Direction, outlook::OutlookAnswers, period::Period,
    rate::GrowthRate, wording::csv_table,
};

/// Writes an assessment as CSV tables, each with its name. A table for which the assessment has nothing is left out.
///
/// | name | a row | columns |
/// |---|---|---|
/// | `figures` | a period of the history, on the pledge's level | `period`, `amount`, `status`, `source` |
/// | `route` | a leg | `from`, `from_amount`, `to`, `to_amount`, `years`, `growth` |
/// | `arrivals` | a growth and a milestone | `growth`, `amount`, `period`, `years` |
/// | `projection` | a period | as [`Projection::to_csv`](crate::scenario::Projection::to_csv) has them |
/// | `fan`, `fan-now` | a year ahead, from the pledge's day and from the last figure | `period`, `p025`, `p10`, `p25`, `p50`, `p75`, `p90`, `p975` |
/// | `chances`, `chances-now` | a target | `amount`, `by`, `dated`, `chance_by`, `chance_in` |
///
/// Amounts are in units of the pledge's currency, growth and chances are fractions, and what is not known is empty. What
/// is pledged of single flows follows with the flow's name before the table's: `exports-route`.
///
/// ```
/// use tradepath::{AssessmentOptions, assess, report, scenario::shipped};
///
/// let pledge = shipped("india-china-2005")?;
/// let (scenario, history) = (pledge.scenario()?, pledge.history()?);
/// let assessment = assess(&scenario, Some(&history), &AssessmentOptions::new())?;
/// let tables = report::tables(&assessment)?;
/// let names: Vec<&str> = tables.iter().map(|(name, _)| name.as_str()).collect();
/// assert_eq!(names, ["figures", "route", "arrivals", "projection", "fan", "chances"]);
/// let route = &tables[1].1;
/// assert!(route.starts_with("from,from_amount,to,to_amount,years,growth\n2004,13600000000,2008,"));
/// # Ok::<(), tradepath::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::Io`](crate::ErrorKind::Io) where a table cannot be written.
pub fn tables(assessment: &Assessment) -> Result<Vec<(String, String)>> {
    let mut tables = of_one(assessment, "")?;
    for part in &assessment.flows {
        let flow = part.scenario.flow().map_or("", Direction::name);
        tables.extend(of_one(part, &format!("{flow}-"))?);
    }
    Ok(tables)
}

/// The tables of one assessment, without those of single flows beside it.
fn of_one(assessment: &Assessment, before: &str) -> Result<Vec<(String, String)>> {
    let now = assessment.now.as_ref().and_then(|now| now.outlook.as_ref());
    let then = assessment.outlook.as_ref();
    let tables = [
        ("figures", figures(assessment)?),
        ("route", route(assessment)?),
        ("arrivals", arrivals(assessment)?),
        ("projection", projection(assessment)?),
        ("fan", then.map(fan).transpose()?),
        ("fan-now", now.map(fan).transpose()?),
        ("chances", then.map(chances).transpose()?),
        ("chances-now", now.map(chances).transpose()?),
    ];
    Ok(tables.into_iter().filter_map(|(name, table)| Some((format!("{before}{name}"), table?))).collect())
}

/// A number that may be absent, in full.
fn number(value: Option<f64>) -> String {
    value.map_or(String::new(), |value| value.to_string())
}

fn units(amount: Amount) -> String {
    amount.value().to_string()
}

fn growth(rate: Option<GrowthRate>) -> String {
    number(rate.map(GrowthRate::effective))
}

fn period(period: Option<Period>) -> String {
    period.map_or(String::new(), |period| period.to_string())
}

fn figures(assessment: &Assessment) -> Result<Option<String>> {
    let Some(series) = assessment.series() else { return Ok(None) };
    let rows = series.iter().map(|(period, seen)| {
        let status = format!("{:?}", seen.provenance.status).to_lowercase();
        vec![period.to_string(), units(seen.amount), status, seen.provenance.source.clone()]
    });
    csv_table(&["period", "amount", "status", "source"], rows).map(Some)
}

fn route(assessment: &Assessment) -> Result<Option<String>> {
    let rows = assessment.legs.iter().map(|leg| {
        vec![
            period(leg.from.period),
            units(leg.from.amount),
            period(leg.to.period),
            units(leg.to.amount),
            number(leg.years),
            growth(leg.required_rate),
        ]
    });
    let header = ["from", "from_amount", "to", "to_amount", "years", "growth"];
    if assessment.legs.is_empty() { Ok(None) } else { csv_table(&header, rows).map(Some) }
}

fn arrivals(assessment: &Assessment) -> Result<Option<String>> {
    let rows = assessment.arrivals.iter().map(|arrival| {
        vec![growth(Some(arrival.rate)), units(arrival.amount), period(arrival.period), number(arrival.years)]
    });
    let header = ["growth", "amount", "period", "years"];
    if assessment.arrivals.is_empty() { Ok(None) } else { csv_table(&header, rows).map(Some) }
}

fn projection(assessment: &Assessment) -> Result<Option<String>> {
    let empty = assessment.projection.steps().is_empty();
    if empty { Ok(None) } else { assessment.projection.to_csv().map(Some) }
}

fn fan(outlook: &OutlookAnswers) -> Result<String> {
    let rows = outlook.quantiles.iter().map(|year| {
        let quantiles = [year.p025, year.p10, year.p25, year.p50, year.p75, year.p90, year.p975];
        std::iter::once(year.period.to_string()).chain(quantiles.map(units)).collect()
    });
    csv_table(&["period", "p025", "p10", "p25", "p50", "p75", "p90", "p975"], rows)
}

fn chances(outlook: &OutlookAnswers) -> Result<String> {
    let rows = outlook.targets.iter().map(|target| {
        vec![
            units(target.amount),
            target.by.to_string(),
            target.dated.to_string(),
            target.by_horizon.value().to_string(),
            target.at_horizon.value().to_string(),
        ]
    });
    csv_table(&["amount", "by", "dated", "chance_by", "chance_in"], rows)
}
