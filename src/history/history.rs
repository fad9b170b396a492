//! A pair's flows and turnover.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    currency::Currency,
    economy::Pair,
    error::{Error, ErrorKind, Result, given},
    history::{
        annual::{PartialYear, PartialYears},
        panel::MissingFlow,
    },
    period::{Frequency, Period},
    series::{Observation, Provenance, Series},
};

/// A pair's trade by period: both flows and the turnover, as far as each was observed.
///
/// ```
/// use tradepath::{Currency, Period, history::{History, Selection}};
///
/// let file = "year,exporter,importer,value_musd\n2019,KAZ,UZB,1962.0\n2019,UZB,KAZ,1209.8\n";
/// let selection = Selection::new("KAZ-UZB", "USD")?;
/// let history = History::read(file.as_bytes(), "trade.csv", selection)?;
/// let turnover = history.turnover().and_then(|series| series.amount(Period::year(2019).ok()?));
/// assert_eq!(turnover.map(|amount| amount.in_currency(Currency::USD).to_string()), Some("$3.17B".into()));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "HistoryForm")]
pub struct History {
    #[serde(serialize_with = "crate::economy::pair_as_list")]
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
    /// A history by the year in US dollars, from plain numbers or texts: what the first-named economy sold to the second, and
    /// what it bought. The turnover is the sum of both, in the years that have both.
    ///
    /// ```
    /// use tradepath::history::History;
    ///
    /// let exports = [(2019, 1962e6), (2020, 2140e6)];
    /// let imports = [(2019, 1210e6), (2020, 750e6)];
    /// let history = History::of_flows("KAZ-UZB", exports, imports)?;
    /// let turnover = history.turnover().unwrap();
    /// assert_eq!(turnover.amount(turnover.last()).unwrap().to_string(), "2.89B");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    ///
    /// For another currency, or with sources, use [`of_series`](Self::of_series).
    ///
    /// # Errors
    /// That of an argument that could not be read, and those of [`Series::annual`] but for an empty flow, which is left out.
    pub fn of_flows<P, A>(
        pair: impl TryInto<Pair, Error: Into<Error>>,
        exports: impl IntoIterator<Item = (P, A)>,
        imports: impl IntoIterator<Item = (P, A)>,
    ) -> Result<Self>
    where
        P: TryInto<Period, Error: Into<Error>>,
        A: TryInto<Amount, Error: Into<Error>>,
    {
        let series = |amounts: Vec<(P, A)>| {
            let some = (!amounts.is_empty()).then_some(amounts);
            some.map(|amounts| Series::annual(Currency::USD, amounts)).transpose()
        };
        let (exports, imports) = (series(exports.into_iter().collect())?, series(imports.into_iter().collect())?);
        Self::of_series(given(pair)?, exports, imports, MissingFlow::Unknown)
    }

    /// A history from the series of its flows, either of which may be missing. The turnover is the sum of both; in a period
    /// of which only one is recorded, it is as `missing` says.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) without either flow; where both are not of one currency, frequency
    /// and prices.
    pub fn of_series(
        pair: Pair,
        exports: Option<Series>,
        imports: Option<Series>,
        missing: MissingFlow,
    ) -> Result<Self> {
        let turnover = turnovers(exports.as_ref(), imports.as_ref(), missing)?;
        let any = exports.as_ref().or(imports.as_ref()).filter(|_| !turnover.is_empty());
        let turnover = any.map(|series| series.with_observations(turnover)).transpose()?;
        Self { pair, exports, imports, turnover }.checked()
    }

    /// A history of which only the turnover is known, by the year in US dollars, from plain numbers or texts.
    ///
    /// ```
    /// use tradepath::history::History;
    ///
    /// let history = History::of_turnover("KAZ-UZB", [(2019, "3.17B"), (2020, "2.89B")])?;
    /// assert!(history.exports().is_none() && history.turnover().is_some());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    ///
    /// # Errors
    /// That of an argument that could not be read, and those of [`Series::annual`].
    pub fn of_turnover<P, A>(
        pair: impl TryInto<Pair, Error: Into<Error>>,
        turnover: impl IntoIterator<Item = (P, A)>,
    ) -> Result<Self>
    where
        P: TryInto<Period, Error: Into<Error>>,
        A: TryInto<Amount, Error: Into<Error>>,
    {
        Ok(Self::of_turnover_series(given(pair)?, Series::annual(Currency::USD, turnover)?))
    }

    /// A history of which only the turnover is known, of any currency and frequency.
    pub fn of_turnover_series(pair: Pair, turnover: Series) -> Self {
        Self { pair, exports: None, imports: None, turnover: Some(turnover) }
    }

    /// A history from its flows and stated turnovers; a turnover that is not stated is made of the flows.
    ///
    /// # Errors
    /// Those of [`Series::new`].
    pub(crate) fn from_observations(
        pair: Pair,
        currency: Currency,
        exports: Observations,
        imports: Observations,
        mut turnover: Observations,
        missing: MissingFlow,
    ) -> Result<Self> {
        let series = |observations: Observations| {
            let some = (!observations.is_empty()).then_some(observations);
            some.map(|observations| Series::new(currency, observations)).transpose()
        };
        let (exports, imports) = (series(exports)?, series(imports)?);
        let stated: HashSet<Period> = turnover.iter().map(|(period, _)| *period).collect();
        let made = turnovers(exports.as_ref(), imports.as_ref(), missing)?;
        turnover.extend(made.into_iter().filter(|(period, _)| !stated.contains(period)));
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

    /// The periods of which one flow is recorded, and so no turnover is known.
    ///
    /// ```
    /// use tradepath::history::History;
    ///
    /// let history = History::of_flows("KAZ-UZB", [(2019, 1962e6), (2020, 2140e6)], [(2019, 1210e6)])?;
    /// assert_eq!(history.one_sided(), ["2020".parse()?]);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn one_sided(&self) -> Vec<Period> {
        let flows = [&self.exports, &self.imports].into_iter().flatten().flat_map(Series::iter);
        let known = |period: &Period| self.turnover.as_ref().is_some_and(|turnover| turnover.at(*period).is_some());
        let mut periods: Vec<Period> = flows.map(|(period, _)| period).filter(|period| !known(period)).collect();
        // Of one frequency, so that the order is whole.
        periods.sort_unstable_by_key(|period| period.to_bits());
        periods
    }

    /// The history by the year, each series by itself: one without a whole year is left out where partial years are. Also the
    /// years that are not whole.
    ///
    /// # Errors
    /// Those of [`Series::to_annual`]; [`ErrorKind::Missing`](crate::ErrorKind::Missing) where no series has a whole year.
    pub fn to_annual(&self, partial_years: PartialYears) -> Result<(Self, Vec<PartialYear>)> {
        let mut partial = Vec::new();
        let mut by_year = |series: &Option<Series>| -> Result<Option<Series>> {
            let Some(series) = series else { return Ok(None) };
            partial.extend(series.partial_years()?);
            match series.to_annual(partial_years) {
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

    /// The history by the year: as it is where it is by the year already, or with quarters and months added up, years that are
    /// not whole left out. Also those years.
    ///
    /// # Errors
    /// As [`to_annual`](Self::to_annual).
    pub fn whole_years(&self) -> Result<(Self, Vec<PartialYear>)> {
        let series = [&self.exports, &self.imports, &self.turnover].into_iter().flatten();
        if series.clone().all(|series| series.frequency() == Frequency::Annual) {
            return Ok((self.clone(), Vec::new()));
        }
        self.to_annual(PartialYears::Omit)
    }

    /// Both flows as they were known at the end of a period; none unless both have a figure of it.
    pub fn flows_known_at(&self, period: Period) -> Option<(Series, Series)> {
        let known = |series: &Option<Series>| series.as_ref()?.up_to(period).filter(|known| known.last() == period);
        known(&self.exports).zip(known(&self.imports))
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

/// The turnover of every period that has one.
fn turnovers(exports: Option<&Series>, imports: Option<&Series>, missing: MissingFlow) -> Result<Observations> {
    let mut found = Vec::new();
    for (period, outward) in exports.into_iter().flatten() {
        match imports.and_then(|imports| imports.at(period)) {
            Some(inward) => found.push((period, sum(outward, inward)?)),
            None if missing == MissingFlow::Zero => found.push((period, outward.clone())),
            None => {}
        }
    }
    if missing == MissingFlow::Zero {
        let alone = |period: &Period| exports.and_then(|exports| exports.at(*period)).is_none();
        let imported = imports.into_iter().flatten().filter(|(period, _)| alone(period));
        found.extend(imported.map(|(period, inward)| (period, inward.clone())));
    }
    Ok(found)
}

/// Both flows of a period added, with the provenance they share.
fn sum(outward: &Observation, inward: &Observation) -> Result<Observation> {
    let amount = Amount::new(outward.amount.value() + inward.amount.value())?;
    let provenance = Provenance::shared([&outward.provenance, &inward.provenance].into_iter());
    Ok(Observation { amount, provenance })
}
