//! A pair's flows and turnover.

use std::{collections::HashSet, io::Read, path::Path};

use serde::{Deserialize, Serialize};

use super::{
    annual::{PartialYear, PartialYears},
    mirror::{CifFob, MirrorPolicy, Reconciliation},
    panel::Panel,
    read::Reader,
};
use crate::{
    amount::Amount,
    currency::Currency,
    economy::Pair,
    error::{Error, ErrorKind, Result},
    period::Period,
    series::{Observation, Provenance, Series, Status},
};

/// Which figures of a file make a history.
///
/// ```
/// use tradepath::{Currency, history::Selection};
///
/// let selection = Selection::new("KAZ,UZB".parse()?, Currency::USD).reporter("UZB".parse()?);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
pub struct Selection {
    pair: Pair,
    currency: Currency,
    #[serde(default)]
    reporter: MirrorPolicy,
}

impl Selection {
    /// The figures of a pair, which must be in `currency`.
    pub fn new(pair: Pair, currency: Currency) -> Self {
        Self { pair, currency, reporter: MirrorPolicy::default() }
    }

    /// Of two sides' reports, those of an economy, or what a policy makes of both.
    pub fn reporter(self, reporter: MirrorPolicy) -> Self {
        Self { reporter, ..self }
    }
}

impl Selection {
    /// Reads what the selection needs: the pair, or the whole panel where reporters are weighed by it.
    fn reader(self) -> Reader {
        let reader = Reader::new().currency(self.currency);
        if self.reporter == MirrorPolicy::Reliability { reader } else { reader.pair(self.pair) }
    }

    fn history(self, panel: &Panel) -> Result<History> {
        let how = match self.reporter {
            MirrorPolicy::Reliability => Reconciliation::weighted(panel.reliability(CifFob::default())?),
            policy => Reconciliation::new(policy)?,
        };
        panel.mirror(self.pair, &how)?.history()
    }
}

/// A pair's trade by period: both flows and the turnover, as far as each was observed.
///
/// ```
/// use tradepath::{Currency, Period, history::{History, Selection}};
///
/// let file = "year,exporter,importer,value_musd\n2019,KAZ,UZB,1962.0\n2019,UZB,KAZ,1209.8\n";
/// let selection = Selection::new("KAZ,UZB".parse()?, Currency::USD);
/// let history = History::read(file.as_bytes(), "trade.csv", selection)?;
/// let turnover = history.turnover().and_then(|series| series.amount(Period::year(2019).ok()?));
/// assert_eq!(turnover.map(|amount| amount.in_currency(Currency::USD).to_string()), Some("$3.17B".into()));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "HistoryForm")]
pub struct History {
    pair: Pair,
    exports: Option<Series>,
    imports: Option<Series>,
    turnover: Option<Series>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HistoryForm {
    pair: Pair,
    exports: Option<Series>,
    imports: Option<Series>,
    turnover: Option<Series>,
}

impl TryFrom<HistoryForm> for History {
    type Error = Error;

    fn try_from(form: HistoryForm) -> Result<Self> {
        Self { pair: form.pair, exports: form.exports, imports: form.imports, turnover: form.turnover }.checked()
    }
}

/// Dated observations before they become a series.
type Observations = Vec<(Period, Observation)>;

impl History {
    /// Reads a text in any [`Format`](super::Format), compressed or not. `file` is the name that errors give.
    ///
    /// The turnover is what is stated as such, or the sum where both flows are there. Where both sides report a flow, the
    /// selection says which figure counts; of figures by the year, the quarter and the month, those by the longest count. To see both sides' reports, to leave out bad rows, or to watch the progress, go
    /// through [`Reader`] and [`Panel::mirror`](super::Panel::mirror).
    ///
    /// # Errors
    /// Those of [`Reader::read`] and [`Panel::mirror`](super::Panel::mirror), with file, line and column.
    pub fn read(reader: impl Read + Send, file: &str, selection: Selection) -> Result<Self> {
        let reading = selection.reader().read(reader, file)?;
        selection.history(&reading.panel).map_err(|error| error.in_file(file))
    }

    /// Reads a file, as [`read`](Self::read).
    ///
    /// # Errors
    /// Those of [`read`](Self::read); [`ErrorKind::Io`](crate::ErrorKind::Io) where the file cannot be opened.
    pub fn load(path: impl AsRef<Path>, selection: Selection) -> Result<Self> {
        let reading = selection.reader().load(&[path.as_ref()])?;
        selection.history(&reading.panel).map_err(|error| error.in_file(path.as_ref().display().to_string()))
    }

    /// A history of which only the turnover is known.
    pub fn of_turnover(pair: Pair, turnover: Series) -> Self {
        Self { pair, exports: None, imports: None, turnover: Some(turnover) }
    }

    /// A history from its flows and stated turnovers; a turnover that is not stated is the sum of both flows.
    ///
    /// # Errors
    /// Those of [`Series::new`].
    pub(super) fn from_observations(
        pair: Pair,
        currency: Currency,
        exports: Observations,
        imports: Observations,
        mut turnover: Observations,
    ) -> Result<Self> {
        let series = |observations: Observations| {
            let some = (!observations.is_empty()).then_some(observations);
            some.map(|observations| Series::new(currency, observations)).transpose()
        };
        let (exports, imports) = (series(exports)?, series(imports)?);
        if let (Some(exports), Some(imports)) = (&exports, &imports) {
            let stated: HashSet<Period> = turnover.iter().map(|(period, _)| *period).collect();
            for (period, outward) in exports.iter().filter(|(period, _)| !stated.contains(period)) {
                if let Some(inward) = imports.at(period) {
                    turnover.push((period, sum(outward, inward)?));
                }
            }
        }
        Self { pair, turnover: series(turnover)?, exports, imports }.checked()
    }

    /// The history, if its series are of one currency and one frequency.
    fn checked(self) -> Result<Self> {
        let mut series = [&self.exports, &self.imports, &self.turnover].into_iter().flatten();
        let Some(first) = series.next() else {
            return Err(Error::missing(format!("history of {}", self.pair), "it has neither flows nor a turnover"));
        };
        for other in series {
            first.currency().require(other.currency())?;
            first.first().periods_until(other.first())?;
            if first.prices() != other.prices() {
                return Err(Error::contradiction(format!("the series of {} are in different prices", self.pair)));
            }
        }
        Ok(self)
    }

    /// The pair.
    pub fn pair(&self) -> Pair {
        self.pair
    }

    /// What the first-named economy sold to the second.
    pub fn exports(&self) -> Option<&Series> {
        self.exports.as_ref()
    }

    /// What it bought from the second.
    pub fn imports(&self) -> Option<&Series> {
        self.imports.as_ref()
    }

    /// Both together.
    pub fn turnover(&self) -> Option<&Series> {
        self.turnover.as_ref()
    }

    /// The history by the year, each series by itself: one without a whole year is left out where partial years are. Also the
    /// years that are not whole.
    ///
    /// # Errors
    /// Those of [`Series::annual`]; [`ErrorKind::Missing`](crate::ErrorKind::Missing) where no series has a whole year.
    pub fn annual(&self, partial_years: PartialYears) -> Result<(Self, Vec<PartialYear>)> {
        let mut partial = Vec::new();
        let mut by_year = |series: &Option<Series>| -> Result<Option<Series>> {
            let Some(series) = series else { return Ok(None) };
            partial.extend(series.partial_years()?);
            match series.annual(partial_years) {
                Err(error)
                    if partial_years == PartialYears::Omit && matches!(error.kind(), ErrorKind::Missing { .. }) =>
                {
                    Ok(None)
                }
                annual => Ok(Some(annual?.series)),
            }
        };
        let (exports, imports, turnover) = (by_year(&self.exports)?, by_year(&self.imports)?, by_year(&self.turnover)?);
        partial.sort_unstable_by_key(|part| (part.year.calendar_year(), part.observed));
        partial.dedup();
        Ok((Self { pair: self.pair, exports, imports, turnover }.checked()?, partial))
    }

    /// The same history with each series changed in the same way, such as [`Series::real`] or [`Series::converted`].
    ///
    /// # Errors
    /// Those of the change; [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) where the series no longer fit.
    pub fn map(&self, change: impl Fn(&Series) -> Result<Series>) -> Result<Self> {
        let changed = |series: &Option<Series>| series.as_ref().map(&change).transpose();
        Self {
            pair: self.pair,
            exports: changed(&self.exports)?,
            imports: changed(&self.imports)?,
            turnover: changed(&self.turnover)?,
        }
        .checked()
    }

    /// What was known at the end of `period`; without series where that was nothing.
    pub fn up_to(&self, period: Period) -> Self {
        let cut = |series: &Option<Series>| series.as_ref().and_then(|series| series.up_to(period));
        Self {
            pair: self.pair,
            exports: cut(&self.exports),
            imports: cut(&self.imports),
            turnover: cut(&self.turnover),
        }
    }
}

/// Both flows of a period added, with the provenance they share.
fn sum(outward: &Observation, inward: &Observation) -> Result<Observation> {
    let amount = Amount::new(outward.amount.value() + inward.amount.value())?;
    let provenance = shared([&outward.provenance, &inward.provenance].into_iter());
    Ok(Observation { amount, provenance })
}

/// What is true of each part is true of the sum; a sum of which a part is projected is projected, and one of parts that
/// came about differently is an estimate.
pub(super) fn shared<'p>(parts: impl Iterator<Item = &'p Provenance> + Clone) -> Provenance {
    fn common<T: PartialEq>(mut values: impl Iterator<Item = T>) -> Option<T> {
        let first = values.next()?;
        values.all(|value| value == first).then_some(first)
    }
    let mut sources: Vec<&str> = Vec::new();
    for source in parts.clone().map(|part| part.source.as_str()) {
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    let status = parts.clone().map(|part| part.status).reduce(Status::with).unwrap_or_default();
    Provenance {
        source: sources.join("; "),
        reporter: common(parts.clone().map(|part| part.reporter)).flatten(),
        valuation: common(parts.map(|part| part.valuation)).flatten(),
        status,
    }
}
