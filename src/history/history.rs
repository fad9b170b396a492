//! A pair's exports, imports and turnover: [`History`], which everything that looks at the past starts from.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    coverage::Coverage,
    currency::Currency,
    economy::{Economy, Pair},
    error::{Error, ErrorKind, Result, given},
    growth::Direction,
    history::{
        annual::{PartialYear, PartialYears},
        panel::MissingFlow,
    },
    period::{Frequency, Period},
    series::{Observation, Prices, Provenance, Series},
    unit::Unit,
};

/// A pair's trade by period: exports and imports, seen from the first-named economy, and the turnover, each as far as
/// it was observed.
///
/// All three series are of one currency, one frequency and the same prices. A history is built by
/// [`of_flows`](Self::of_flows) or [`of_turnover`](Self::of_turnover), read from a file by [`read`](Self::read) or
/// [`load`](Self::load), or made of a [`Mirror`](crate::history::Mirror).
///
/// ```
/// use tradepath::{Currency, Period, history::{History, Selection}};
///
/// let file = "year,exporter,importer,value_musd\n\
///             2019,KAZ,UZB,1962.0\n2019,UZB,KAZ,1209.8\n";
/// let selection = Selection::new("KAZ-UZB", "USD")?;
/// let history = History::read(file.as_bytes(), "trade.csv", selection)?;
/// let turnover = history.turnover().unwrap().amount(Period::year(2019)?).unwrap();
/// assert_eq!(turnover.in_unit(Currency::USD).to_string(), "$3.17B");
/// # Ok::<(), tradepath::Error>(())
/// ```
///
/// In files a history is an object with its pair and its three series, and reading it checks them again:
///
/// ```
/// use tradepath::history::History;
///
/// let history = History::of_turnover("KAZ-UZB", [(2019, "3.17B"), (2020, "2.89B")])?;
/// let json = serde_json::to_string(&history).unwrap();
/// assert_eq!(serde_json::from_str::<History>(&json).unwrap(), history);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "HistoryForm")]
pub struct History {
    #[serde(serialize_with = "crate::economy::pair_as_list")]
    pair: Pair,
    /// What the first-named economy sold to the second.
    exports: Option<Series>,
    /// What the first-named economy bought from the second.
    imports: Option<Series>,
    /// The turnover as it was stated, or else the sum of both flows.
    turnover: Option<Series>,
    /// Who was counted of sides that are blocs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sides: Vec<SideMembers>,
}

/// The members that make up a side of a pair that is a bloc, in periods with the same members.
///
/// ```
/// use tradepath::{Scenario, history::{Panel, Reconciliation}};
///
/// let panel = Panel::from_rows("USD", [("GBR-IND", 2019, 9e9), ("DEU-IND", 2019, 14e9), ("DEU-IND", 2020, 12e9)])?;
/// let history = panel.history("EU-IND", &Reconciliation::default())?;
/// let [before, after] = history.sides() else { panic!("the United Kingdom left") };
/// assert_eq!((before.members.len(), after.members.len()), (28, 27));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SideMembers {
    /// The bloc, or what stands for a list of economies, `LIST1` or `LIST2`: its name is that of the scenario's
    /// [`Partners`](crate::Partners).
    pub bloc: Economy,
    /// The first period with these members.
    pub from: Period,
    /// The last period with these members, of those that have a figure.
    pub to: Period,
    /// Its members, without the other side of the pair.
    pub members: Vec<Economy>,
    /// Those of them that have no figure with the other side.
    pub missing: Vec<Economy>,
    /// Those of them that have a figure of one flow alone, so that the other counts as nothing.
    #[serde(default)]
    pub one_way: Vec<Economy>,
}

impl SideMembers {
    /// The same without later periods.
    fn up_to(&self, period: Period) -> Self {
        Self { to: if self.to > period { period } else { self.to }, ..self.clone() }
    }
}

/// The serialised form, which goes through [`History::checked`] as every history does.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HistoryForm {
    pair: Pair,
    exports: Option<Series>,
    imports: Option<Series>,
    turnover: Option<Series>,
    #[serde(default)]
    sides: Vec<SideMembers>,
}

impl TryFrom<HistoryForm> for History {
    type Error = Error;

    fn try_from(form: HistoryForm) -> Result<Self> {
        let HistoryForm { pair, exports, imports, turnover, sides } = form;
        Self { pair, exports, imports, turnover, sides }.checked()
    }
}

/// Dated observations before they become a series.
type Observations = Vec<(Period, Observation)>;

impl History {
    /// One of the three series: that of a flow, or the turnover where none is named.
    ///
    /// ```
    /// use tradepath::{growth::Direction, history::History};
    ///
    /// let history = History::of_flows("KAZ-UZB", [(2020, "2.1B")], [(2020, "0.8B")])?;
    /// assert_eq!(history.series(Some(Direction::Imports)), history.imports());
    /// assert_eq!(history.series(None), history.turnover());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn series(&self, flow: Option<Direction>) -> Option<&Series> {
        match flow {
            None => self.turnover.as_ref(),
            Some(Direction::Exports) => self.exports.as_ref(),
            Some(Direction::Imports) => self.imports.as_ref(),
        }
    }

    /// An annual history in US dollars from plain numbers or texts: what the first-named economy sold to the second,
    /// and what it bought from it. The turnover is the sum of both, in the years that have both.
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
    /// The error of an argument that cannot be read, and the errors of [`Series::annual`] but for an empty flow, which
    /// is left out.
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

    /// A history from the series of its flows, either of which may be absent.
    ///
    /// The turnover is the sum of both. `missing` says what it is in a period for which only one flow is recorded:
    /// unknown, or the flow that is recorded.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) without either flow; where both are not of one currency,
    /// frequency and prices.
    ///
    /// # Examples
    /// ```
    /// use tradepath::{Pair, Series, history::{History, MissingFlow}};
    ///
    /// let pair = Pair::new("KAZ", "UZB")?;
    /// let exports = Series::annual("EUR", [(2019, "1.7B"), (2020, "1.9B")])?;
    /// let history = History::of_series(pair, Some(exports), None, MissingFlow::Unknown)?;
    /// // One flow alone makes no turnover.
    /// assert!(history.exports().is_some() && history.turnover().is_none());
    ///
    /// assert!(History::of_series(pair, None, None, MissingFlow::Unknown).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn of_series(
        pair: Pair,
        exports: Option<Series>,
        imports: Option<Series>,
        missing: MissingFlow,
    ) -> Result<Self> {
        let turnover = turnovers(exports.as_ref(), imports.as_ref(), missing)?;
        // The turnover takes its currency, frequency and prices from either flow, as both must agree.
        let any = exports.as_ref().or(imports.as_ref()).filter(|_| !turnover.is_empty());
        let turnover = any.map(|series| series.with_observations(turnover)).transpose()?;
        Self { pair, exports, imports, turnover, sides: Vec::new() }.checked()
    }

    /// An annual history in US dollars of which only the turnover is known, from plain numbers or texts.
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
    /// The error of an argument that cannot be read, and the errors of [`Series::annual`].
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

    /// A history of which only the turnover is known, in any currency and frequency.
    ///
    /// # Examples
    /// ```
    /// use tradepath::{Pair, Series, history::History};
    ///
    /// let turnover = Series::annual("EUR", [(2019, "2.8B"), (2020, "2.5B")])?;
    /// let history = History::of_turnover_series(Pair::new("KAZ", "UZB")?, turnover);
    /// assert_eq!(history.turnover().unwrap().unit().to_string(), "EUR");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn of_turnover_series(pair: Pair, turnover: Series) -> Self {
        Self { pair, exports: None, imports: None, turnover: Some(turnover), sides: Vec::new() }
    }

    /// A history from its flows and its stated turnovers, in any order of the periods.
    ///
    /// A period without a stated turnover gets the sum of its flows, by the rule for a missing flow. A series without
    /// observations is absent.
    ///
    /// # Errors
    /// The errors of [`Series::new`].
    pub(crate) fn from_observations(
        pair: Pair,
        unit: Unit,
        exports: Observations,
        imports: Observations,
        mut turnover: Observations,
        missing: MissingFlow,
    ) -> Result<Self> {
        let series = |observations: Observations| {
            let some = (!observations.is_empty()).then_some(observations);
            some.map(|observations| Series::new(unit, observations)).transpose()
        };
        let (exports, imports) = (series(exports)?, series(imports)?);
        let stated: HashSet<Period> = turnover.iter().map(|(period, _)| *period).collect();
        let made = turnovers(exports.as_ref(), imports.as_ref(), missing)?;
        // A figure that a source states is not replaced by one that is computed.
        turnover.extend(made.into_iter().filter(|(period, _)| !stated.contains(period)));
        Self { pair, turnover: series(turnover)?, exports, imports, sides: Vec::new() }.checked()
    }

    /// The history, if it has a series and all its series agree in currency, frequency and prices. What is built of
    /// several series, or read, passes here.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`] without a series; [`ErrorKind::MixedUnits`], [`ErrorKind::MixedFrequencies`] or
    /// [`ErrorKind::Contradiction`] where series do not agree.
    fn checked(self) -> Result<Self> {
        let mut series = [&self.exports, &self.imports, &self.turnover].into_iter().flatten();
        let Some(first) = series.next() else {
            return Err(Error::missing(format!("history of {}", self.pair), "it has neither flows nor a turnover"));
        };
        for other in series {
            first.unit().require(other.unit())?;
            // Only called for its error: periods of different frequencies have no distance.
            first.first().periods_until(other.first())?;
            if first.prices() != other.prices() {
                return Err(Error::contradiction(format!("the series of {} are in different prices", self.pair)));
            }
        }
        Ok(self)
    }

    /// The pair; exports and imports are seen from its first-named economy.
    ///
    /// ```
    /// use tradepath::history::History;
    ///
    /// let history = History::of_turnover("KAZ-UZB", [(2019, "3.17B")])?;
    /// assert_eq!(history.pair().first().name(), "Kazakhstan");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn pair(&self) -> Pair {
        self.pair
    }

    /// What the first-named economy sold to the second; none where the history has no such flow.
    ///
    /// ```
    /// use tradepath::history::History;
    ///
    /// let history = History::of_flows("KAZ-UZB", [(2019, 1962e6)], [(2019, 1210e6)])?;
    /// let exports = history.exports().unwrap();
    /// assert_eq!(exports.amount(exports.last()).unwrap().value(), 1962e6);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn exports(&self) -> Option<&Series> {
        self.exports.as_ref()
    }

    /// What the first-named economy bought from the second; none where the history has no such flow.
    ///
    /// ```
    /// use tradepath::history::History;
    ///
    /// let history = History::of_flows("KAZ-UZB", [(2019, 1962e6)], [(2019, 1210e6)])?;
    /// let imports = history.imports().unwrap();
    /// assert_eq!(imports.amount(imports.last()).unwrap().value(), 1210e6);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn imports(&self) -> Option<&Series> {
        self.imports.as_ref()
    }

    /// Exports and imports added, or the turnover that was stated; none where no period has one.
    ///
    /// A period is in it where both flows are recorded, or where its turnover was stated.
    ///
    /// ```
    /// use tradepath::history::History;
    ///
    /// let history = History::of_flows("KAZ-UZB", [(2019, 1962e6)], [(2019, 1210e6)])?;
    /// let turnover = history.turnover().unwrap();
    /// assert_eq!(turnover.amount(turnover.last()).unwrap().value(), 3172e6);
    /// // Without a year that has both flows there is no turnover.
    /// let apart = History::of_flows("KAZ-UZB", [(2019, 1962e6)], [(2020, 750e6)])?;
    /// assert!(apart.turnover().is_none());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn turnover(&self) -> Option<&Series> {
        self.turnover.as_ref()
    }

    /// What the amounts of all its series count, each coverage once: all goods alone, in most histories.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::{History, Selection};
    ///
    /// let file = "year,exporter,importer,product,value\n2019,KAZ,UZB,HS 27,2\n2019,UZB,KAZ,27,1\n";
    /// let history = History::read(file.as_bytes(), "t.csv", Selection::new("KAZ-UZB", "USD")?)?;
    /// assert_eq!(history.coverages()[0].to_string(), "HS 27");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn coverages(&self) -> Vec<&Coverage> {
        let series = [&self.turnover, &self.exports, &self.imports].into_iter().flatten();
        Coverage::each_once(series.flat_map(Series::coverages))
    }

    /// Who was counted of sides that are blocs, from each change of the members to the next; empty for a pair of
    /// economies, and where the figures are of the bloc itself.
    pub fn sides(&self) -> &[SideMembers] {
        &self.sides
    }

    /// The same history with who was counted of sides that are blocs.
    pub(crate) fn with_sides(self, sides: Vec<SideMembers>) -> Self {
        Self { sides, ..self }
    }

    /// Whether any of its series has a figure of a period.
    pub(crate) fn has_any(&self, period: Period) -> bool {
        [&self.exports, &self.imports, &self.turnover].into_iter().flatten().any(|series| series.at(period).is_some())
    }

    /// The same history with the periods of another that it does not have, and with who was counted there.
    pub(crate) fn filled_with(&self, other: &Self) -> Result<Self> {
        let both = |own: &Option<Series>, other: &Option<Series>| {
            let more = other.iter().flatten().filter(|(period, _)| !self.has_any(*period));
            let all: Vec<(Period, Observation)> =
                own.iter().flatten().chain(more).map(|(period, seen)| (period, seen.clone())).collect();
            let any = own.as_ref().or(other.as_ref()).filter(|_| !all.is_empty());
            any.map(|series| series.with_observations(all)).transpose()
        };
        let (exports, imports) = (both(&self.exports, &other.exports)?, both(&self.imports, &other.imports)?);
        let turnover = both(&self.turnover, &other.turnover)?;
        Self { pair: self.pair, exports, imports, turnover, sides: other.sides.clone() }.checked()
    }

    /// Whether the blocs of the pair have the same members in two periods.
    pub(crate) fn same_members(&self, one: Period, other: Period) -> bool {
        let blocs = [self.pair.first(), self.pair.second()];
        self.sides.is_empty() || blocs.iter().all(|bloc| bloc.members(one) == bloc.members(other))
    }

    /// The currency of every amount.
    ///
    /// ```
    /// use tradepath::{Currency, history::History};
    ///
    /// let history = History::of_turnover("KAZ-UZB", [(2019, "3.17B")])?;
    /// assert_eq!(history.unit(), Some(Currency::USD.into()));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn unit(&self) -> Option<Unit> {
        self.any().map(Series::unit)
    }

    /// The prices of every amount: nominal, or of one period.
    pub fn prices(&self) -> Option<&Prices> {
        self.any().map(Series::prices)
    }

    /// One of its series. What is built or read has one; a history [up to](Self::up_to) a period before its first figure
    /// has none.
    fn any(&self) -> Option<&Series> {
        self.turnover.as_ref().or(self.exports.as_ref()).or(self.imports.as_ref())
    }

    /// The periods for which only one flow is recorded, so that no turnover is known, in their order.
    ///
    /// ```
    /// use tradepath::history::History;
    ///
    /// let exports = vec![(2019, 1962e6), (2020, 2140e6)];
    /// let history = History::of_flows("KAZ-UZB", exports, vec![(2019, 1210e6)])?;
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

    /// The history by the year, with quarters or months added up, and the list of years that are not complete.
    ///
    /// Each series is added up by itself. With [`PartialYears::Omit`], a series without a complete year is left out.
    ///
    /// # Errors
    /// The errors of [`Series::to_annual`]; [`ErrorKind::Missing`](crate::ErrorKind::Missing) where no series has a
    /// whole year.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::{History, PartialYears, Selection};
    ///
    /// let file = "period,exporter,importer,flow,value\n2020-Q1,KAZ,UZB,turnover,1\n\
    ///             2020-Q2,KAZ,UZB,turnover,2\n2020-Q3,KAZ,UZB,turnover,3\n\
    ///             2020-Q4,KAZ,UZB,turnover,4\n2021-Q1,KAZ,UZB,turnover,5\n";
    /// let selection = Selection::new("KAZ-UZB", "USD")?;
    /// let history = History::read(file.as_bytes(), "quarters.csv", selection)?;
    /// let (annual, partial) = history.to_annual(PartialYears::Omit)?;
    /// assert_eq!(annual.turnover().unwrap().amount("2020".parse()?).unwrap().value(), 10.0);
    /// assert_eq!((partial.len(), partial[0].observed, partial[0].of), (1, 1, 4));
    /// assert!(history.to_annual(PartialYears::Refuse).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
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
        // Exports, imports and turnover mostly lack the same quarters or months.
        partial.dedup();
        Ok((Self { pair: self.pair, exports, imports, turnover, sides: self.sides.clone() }.checked()?, partial))
    }

    /// The history by the year, and the years that were left out because they are not complete.
    ///
    /// An annual history is returned as it is. Quarters and months are added up, as by [`to_annual`](Self::to_annual)
    /// with [`PartialYears::Omit`].
    ///
    /// # Errors
    /// As [`to_annual`](Self::to_annual).
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::{History, Selection};
    ///
    /// let file = "period,exporter,importer,flow,value\n2020-Q1,KAZ,UZB,turnover,1\n\
    ///             2020-Q2,KAZ,UZB,turnover,2\n2020-Q3,KAZ,UZB,turnover,3\n\
    ///             2020-Q4,KAZ,UZB,turnover,4\n2021-Q1,KAZ,UZB,turnover,5\n";
    /// let selection = Selection::new("KAZ-UZB", "USD")?;
    /// let history = History::read(file.as_bytes(), "quarters.csv", selection)?;
    /// let (years, left_out) = history.whole_years()?;
    /// assert_eq!(years.turnover().unwrap().amount("2020".parse()?).unwrap().value(), 10.0);
    /// assert_eq!(left_out.len(), 1);
    ///
    /// // Years are not added up again.
    /// let (same, none) = years.whole_years()?;
    /// assert_eq!(same, years);
    /// assert!(none.is_empty());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn whole_years(&self) -> Result<(Self, Vec<PartialYear>)> {
        let series = [&self.exports, &self.imports, &self.turnover].into_iter().flatten();
        if series.clone().all(|series| series.frequency() == Frequency::Annual) {
            return Ok((self.clone(), Vec::new()));
        }
        self.to_annual(PartialYears::Omit)
    }

    /// Exports and imports as they were known at the end of a period, in this order; none unless both have a figure of
    /// that very period.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::History;
    ///
    /// let exports = vec![(2019, 1962e6), (2020, 2140e6)];
    /// let history = History::of_flows("KAZ-UZB", exports, vec![(2019, 1210e6)])?;
    /// let (exports, imports) = history.flows_known_at("2019".parse()?).unwrap();
    /// assert_eq!((exports.len(), imports.len()), (1, 1));
    /// // There is no import figure of 2020.
    /// assert!(history.flows_known_at("2020".parse()?).is_none());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn flows_known_at(&self, period: Period) -> Option<(Series, Series)> {
        let known = |series: &Option<Series>| series.as_ref()?.up_to(period).filter(|known| known.last() == period);
        known(&self.exports).zip(known(&self.imports))
    }

    /// The same history with each of its series changed in one way, such as by [`Series::real`] or
    /// [`Series::converted`].
    ///
    /// The turnover is changed like the flows, and not added up again.
    ///
    /// # Errors
    /// The errors of `change`; [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) where the series no longer
    /// fit.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::{ExchangeRates, History};
    ///
    /// let rates = ExchangeRates::of("USD", "KZT", [(2020, 400.0), (2021, 425.0)])?;
    /// let history = History::of_turnover("KAZ-UZB", [(2020, 1.0), (2021, 2.0)])?;
    /// let tenge = history.map(|series| series.converted(&rates, "KZT"))?;
    /// assert_eq!(tenge.turnover().unwrap().amount("2021".parse()?).unwrap().value(), 850.0);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn map(&self, change: impl Fn(&Series) -> Result<Series>) -> Result<Self> {
        let changed = |series: &Option<Series>| series.as_ref().map(&change).transpose();
        Self {
            pair: self.pair,
            exports: changed(&self.exports)?,
            imports: changed(&self.imports)?,
            turnover: changed(&self.turnover)?,
            sides: self.sides.clone(),
        }
        .checked()
    }

    /// What was known at the end of `period`: later observations are cut off, and a series without an earlier one is
    /// left out.
    ///
    /// A question that is asked of it uses no later figure.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::History;
    ///
    /// let history = History::of_turnover("KAZ-UZB", [(2019, "3.17B"), (2020, "2.89B")])?;
    /// let known = history.up_to("2019".parse()?);
    /// assert_eq!(known.turnover().map(|series| series.len()), Some(1));
    /// assert!(history.up_to("2018".parse()?).turnover().is_none());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn up_to(&self, period: Period) -> Self {
        let cut = |series: &Option<Series>| series.as_ref().and_then(|series| series.up_to(period));
        Self {
            pair: self.pair,
            exports: cut(&self.exports),
            imports: cut(&self.imports),
            turnover: cut(&self.turnover),
            sides: self.sides.iter().filter(|side| side.from <= period).map(|side| side.up_to(period)).collect(),
        }
    }
}

/// The sum of both flows in every period that has one, by the rule for a missing flow. The periods are in order, except
/// that those of the imports alone come last.
///
/// # Errors
/// An error for a sum that is larger than the largest number.
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

/// Both flows of a period added, with both their sources, and with the reporter and the valuation that both have in
/// common.
fn sum(outward: &Observation, inward: &Observation) -> Result<Observation> {
    let amount = Amount::new(outward.amount.value() + inward.amount.value())?;
    let provenance = Provenance::shared([&outward.provenance, &inward.provenance].into_iter())?;
    Ok(Observation { amount, provenance })
}
