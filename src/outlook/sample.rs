//! Many annual series looked at together.

use std::collections::BTreeMap;

use super::{calibration::Common, past::Past};
use crate::{
    economy::Economy,
    error::Result,
    history::{Panel, Reconciliation},
    period::{Frequency, Period},
    rate::GrowthRate,
    series::Series,
};

/// Many annual series of one currency, whose years are the same time for all.
///
/// ```
/// use tradepath::{history::{MirrorPolicy, Reader, Reconciliation}, outlook::Sample};
///
/// let file = "year,exporter,importer,value_musd\n2019,KAZ,UZB,1962.0\n2019,UZB,KAZ,1209.8\n2020,KAZ,UZB,2049.1\n";
/// let panel = Reader::new().read(file.as_bytes(), "trade.csv")?.panel;
/// let how = Reconciliation::new(MirrorPolicy::Fill)?;
/// assert_eq!((Sample::turnovers(&panel, &how)?.len(), Sample::flows(&panel, &how)?.len()), (1, 2));
/// # Ok::<(), tradepath::Error>(())
/// ```
///
/// A panel whose two sides' reports are reconciled by [`Reliability`](crate::history::MirrorPolicy::Reliability) has weights in it that were
/// estimated from all its years: for a backtest, choose another policy.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sample {
    names: Vec<String>,
    pasts: Vec<Past>,
    long_run: Option<GrowthRate>,
}

impl Sample {
    /// Series with names. What has not happened, and amounts of zero, are left out.
    ///
    /// # Errors
    /// [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) for a series that is not of years.
    pub fn of(series: impl IntoIterator<Item = (String, Series)>) -> Result<Self> {
        let mut sample = Self::default();
        for (name, series) in series {
            Past::of_years(&series)?;
            let happened = series.happened().map(|(period, observation)| (period, observation.amount));
            sample.push(name, Past::known(happened));
        }
        Ok(sample)
    }

    /// Every flow of a panel by the year, named `KAZ-UZB` for what the first sold to the second.
    ///
    /// # Errors
    /// Where two sides' reports cannot be brought together.
    pub fn flows(panel: &Panel, how: &Reconciliation) -> Result<Self> {
        let mut sample = Self::default();
        for ((exporter, importer), amounts) in yearly_flows(panel, how)? {
            sample.push(format!("{}-{}", exporter.code(), importer.code()), Past::of_values(amounts));
        }
        Ok(sample)
    }

    /// Every pair's turnover by the year. In a year with a figure of one flow alone, the other counts as none: panels such
    /// as BACI list only trade that there was.
    ///
    /// # Errors
    /// As [`flows`](Self::flows).
    pub fn turnovers(panel: &Panel, how: &Reconciliation) -> Result<Self> {
        let mut pairs: BTreeMap<(Economy, Economy), BTreeMap<i32, f64>> = BTreeMap::new();
        for ((exporter, importer), amounts) in yearly_flows(panel, how)? {
            let turnover = pairs.entry((exporter.min(importer), exporter.max(importer))).or_default();
            for (year, amount) in amounts {
                *turnover.entry(year).or_default() += amount;
            }
        }
        let mut sample = Self::default();
        for ((first, second), turnover) in pairs {
            sample.push(format!("{}-{}", first.code(), second.code()), Past::of_values(turnover));
        }
        Ok(sample)
    }

    /// What the growth that all series have in common is expected to be a year over decades: without this 4 % in logarithms,
    /// as pairs' nominal dollars do. For amounts in another currency, real ones, or what is no trade, state what fits them.
    #[must_use]
    pub fn long_run(self, growth: GrowthRate) -> Self {
        Self { long_run: Some(growth), ..self }
    }

    pub(super) fn long_run_log(&self) -> f64 {
        self.long_run.map_or(Common::LONG_RUN, GrowthRate::log)
    }

    fn push(&mut self, name: String, past: Past) {
        self.names.push(name);
        self.pasts.push(past);
    }

    /// How many series there are.
    pub fn len(&self) -> usize {
        self.pasts.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.pasts.is_empty()
    }

    /// The series' names.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    pub(super) fn pasts(&self) -> &[Past] {
        &self.pasts
    }

    /// The first and the last year there is an amount of.
    pub fn years(&self) -> Option<(Period, Period)> {
        let years = || self.pasts.iter().flat_map(Past::points).map(|(year, _)| *year);
        Some((Period::year(years().min()?).ok()?, Period::year(years().max()?).ok()?))
    }
}

type Flow = ((Economy, Economy), BTreeMap<i32, f64>);

fn yearly_flows(panel: &Panel, how: &Reconciliation) -> Result<Vec<Flow>> {
    let mut flows = Vec::new();
    for (exporter, importer) in panel.flow_directions() {
        if let Some(series) = panel.flow((exporter, importer), Frequency::Annual, how)? {
            let happened = series.happened();
            let amounts = happened.map(|(period, observation)| (period.calendar_year(), observation.amount.value()));
            flows.push(((exporter, importer), amounts.collect()));
        }
    }
    Ok(flows)
}
