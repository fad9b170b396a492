//! Amounts by period with explicit gaps, each with its source.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    coverage::Coverage,
    currency::Currency,
    economy::Economy,
    error::{Error, Result, given},
    period::{Frequency, Period},
    unit::{Quantity, Unit},
};

/// The border at which a flow is valued: the exporter's (FOB) or the importer's (CIF).
///
/// ```
/// use tradepath::Valuation;
///
/// assert_eq!(serde_json::to_string(&Valuation::Cif).unwrap(), r#""CIF""#);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Valuation {
    /// Free on board: at the exporter's border.
    #[serde(rename = "FOB")]
    Fob,
    /// Cost, insurance and freight included: at the importer's border.
    #[serde(rename = "CIF")]
    Cif,
    /// Both sides' reports reconciled by the source.
    #[serde(rename = "reconciled")]
    Reconciled,
}

/// How a figure came about: reported, reconciled, estimated or projected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Status {
    /// The figure is the source's own.
    #[default]
    Reported,
    /// The figure was made from both sides' reports.
    Reconciled,
    /// The figure was derived or estimated from others.
    Estimated,
    /// The period had not happened yet when the figure was published.
    Projected,
}

impl Status {
    /// The status of a figure made from two: projected if either is, their common status if they agree, else estimated.
    pub(crate) fn with(self, other: Self) -> Self {
        match (self, other) {
            (Self::Projected, _) | (_, Self::Projected) => Self::Projected,
            (one, other) if one == other => one,
            _ => Self::Estimated,
        }
    }
}

/// Where a figure comes from: its source, whose statistics it is, how it is valued, and how it came about.
///
/// ```
/// use tradepath::{Provenance, Status, Valuation};
///
/// let stated = Provenance::of("UN Comtrade")
///     .reporter("KAZ".parse()?)
///     .valuation(Valuation::Fob)
///     .status(Status::Estimated);
/// assert_eq!(stated.source, "UN Comtrade");
/// assert_eq!(stated.reporter.map(|economy| economy.code()), Some("KAZ"));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Provenance {
    /// Who published it, and where.
    pub source: String,
    /// The economy whose statistics it is; none where it is not one side's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reporter: Option<Economy>,
    /// The border at which it is valued, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valuation: Option<Valuation>,
    /// Whether it was reported, reconciled, estimated or projected.
    #[serde(default)]
    pub status: Status,
    /// What the amount counts: all goods, unless it is stated otherwise.
    #[serde(default, skip_serializing_if = "Coverage::is_goods")]
    pub coverage: Coverage,
}

impl Provenance {
    /// The provenance of a figure that a source reported and of which nothing else is known.
    ///
    /// ```
    /// use tradepath::{Provenance, Status};
    ///
    /// let stated = Provenance::of("State Statistics Committee, June 2026");
    /// assert_eq!((stated.status, stated.reporter), (Status::Reported, None));
    /// ```
    pub fn of(source: impl Into<String>) -> Self {
        Self { source: source.into(), ..Self::default() }
    }

    /// Sets the economy whose statistics the figure is.
    #[must_use]
    pub fn reporter(self, reporter: Economy) -> Self {
        Self { reporter: Some(reporter), ..self }
    }

    /// Sets the border at which the figure is valued.
    #[must_use]
    pub fn valuation(self, valuation: Valuation) -> Self {
        Self { valuation: Some(valuation), ..self }
    }

    /// Sets how the figure came about.
    #[must_use]
    pub fn status(self, status: Status) -> Self {
        Self { status, ..self }
    }

    /// Sets what the amount counts.
    ///
    /// ```
    /// use tradepath::{Coverage, Provenance};
    ///
    /// let stated = Provenance::of("Balance of payments").coverage(Coverage::GoodsAndServices);
    /// assert_eq!(stated.coverage.to_string(), "goods and services");
    /// ```
    #[must_use]
    pub fn coverage(self, coverage: impl Into<Coverage>) -> Self {
        Self { coverage: coverage.into(), ..self }
    }

    /// The provenance of a sum of parts: every source once, and the reporter and valuation that all parts have in
    /// common.
    ///
    /// A sum of which a part is projected is projected; one of parts that came about differently is an estimate.
    ///
    /// # Errors
    /// [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) where the parts count different things, so that
    /// their sum would count neither.
    pub(crate) fn shared<'p>(parts: impl Iterator<Item = &'p Self> + Clone) -> Result<Self> {
        // The value that all share; none where two differ.
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
        let mut coverages = parts.clone().map(|part| &part.coverage);
        let mut coverage = coverages.next().cloned().unwrap_or_default();
        for other in coverages {
            coverage = coverage.with(other).ok_or_else(|| not_alike(&coverage, other))?;
        }
        Ok(Self {
            source: sources.join("; "),
            reporter: common(parts.clone().map(|part| part.reporter)).flatten(),
            valuation: common(parts.map(|part| part.valuation)).flatten(),
            status,
            coverage,
        })
    }
}

/// The error for amounts that count different things and were to be put together.
pub(crate) fn not_alike(one: &Coverage, other: &Coverage) -> Error {
    let message =
        format!("one amount counts {one}, another {other}, and they cannot be put together; choose one of the two");
    Error::contradiction(message)
}

/// The prices in which amounts are measured: each period's own (nominal), or those of one base period (real).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Prices {
    /// Each period's own prices.
    #[default]
    Nominal,
    /// The prices of one base period.
    Real {
        /// The base period.
        base: Period,
        /// The price index by which the amounts were converted.
        deflator: String,
    },
}

impl Prices {
    /// Whether the prices are the default, which is not written to files.
    fn is_nominal(&self) -> bool {
        *self == Self::Nominal
    }
}

/// The amount of one period, and where it comes from.
///
/// ```
/// use tradepath::{Amount, Observation, Provenance};
///
/// let amount = Amount::billions(3.0)?;
/// let seen = Observation::new(amount, Provenance::of("UN Comtrade"));
/// assert_eq!(seen.provenance.source, "UN Comtrade");
/// assert_eq!(Observation::from(amount).provenance, Provenance::default());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Observation {
    /// The amount of the whole period.
    pub amount: Amount,
    /// Where it comes from.
    pub provenance: Provenance,
}

impl Observation {
    /// An observation of an amount and its provenance.
    pub fn new(amount: Amount, provenance: Provenance) -> Self {
        Self { amount, provenance }
    }
}

impl From<Amount> for Observation {
    /// An observation without a source.
    fn from(amount: Amount) -> Self {
        Self { amount, provenance: Provenance::default() }
    }
}

/// Amounts by period, all in one unit and one kind of prices, with gaps where nothing was observed.
///
/// All periods have one frequency. A gap has no amount: missing data is neither zero nor interpolated.
///
/// ```
/// use tradepath::{Amount, Period, Series, Unit};
///
/// let series = Series::annual("USD", [(2017, 2.24e9), (2018, 2.87e9), (2020, 2.89e9)])?;
/// assert_eq!((series.unit(), series.first()), (Unit::USD, Period::year(2017)?));
/// assert_eq!(series.gaps(), [Period::year(2019)?]);
/// assert_eq!(series.amount(Period::year(2018)?), Some(Amount::new(2.87e9)?));
/// assert_eq!(series.amount(Period::year(2019)?), None);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "SeriesForm", into = "SeriesForm")]
pub struct Series {
    unit: Unit,
    prices: Prices,
    /// The period of the first cell.
    start: Period,
    /// One cell a period, `None` for a gap. The first and the last are observed.
    cells: Vec<Option<Observation>>,
}

/// A series as it is written to files: its observations in order; gaps are left out.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SeriesForm {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    currency: Option<Currency>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unit: Option<Quantity>,
    #[serde(default, skip_serializing_if = "Prices::is_nominal")]
    prices: Prices,
    observations: Vec<DatedObservation>,
}

/// One observation as it is written to files.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DatedObservation {
    period: Period,
    amount: Amount,
    #[serde(default)]
    provenance: Provenance,
}

impl Series {
    /// A series of years from numbers or texts, in any order. The observations have no source.
    ///
    /// ```
    /// use tradepath::Series;
    ///
    /// let series = Series::annual("USD", [(2017, 2.24e9), (2018, 2.87e9), (2020, 2.89e9)])?;
    /// assert_eq!(series.len(), 3);
    /// assert_eq!(series.gaps(), [tradepath::Period::year(2019)?]);
    /// for (period, observation) in &series {
    ///     println!("{period}: {}", observation.amount);
    /// }
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    ///
    /// # Errors
    /// The error of an argument that could not be read; those of [`new`](Self::new);
    /// [`ErrorKind::MixedFrequencies`](crate::ErrorKind::MixedFrequencies) for a period that is not a year.
    pub fn annual<P, A>(
        unit: impl TryInto<Unit, Error: Into<Error>>,
        amounts: impl IntoIterator<Item = (P, A)>,
    ) -> Result<Self>
    where
        P: TryInto<Period, Error: Into<Error>>,
        A: TryInto<Amount, Error: Into<Error>>,
    {
        let observed = amounts.into_iter().map(|(period, amount)| {
            let (period, amount): (Period, Amount) = (given(period)?, given(amount)?);
            period.require_year()?;
            Ok((period, Observation::from(amount)))
        });
        let unit: Unit = given(unit)?;
        Self::new(unit, observed.collect::<Result<Vec<_>>>()?)
    }

    /// A series from observations in any order, in nominal prices.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) without observations;
    /// [`ErrorKind::MixedFrequencies`](crate::ErrorKind::MixedFrequencies) where periods have different lengths;
    /// [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) where a period appears twice.
    ///
    /// # Examples
    /// ```
    /// use tradepath::{Amount, Currency, Observation, Period, Provenance, Series};
    ///
    /// let seen = Observation::new(Amount::billions(3.0)?, Provenance::of("UN Comtrade"));
    /// let period = Period::quarter(2021, 3)?;
    /// let series = Series::new(Currency::USD, [(period, seen.clone())])?;
    /// assert_eq!(series.at(period), Some(&seen));
    /// let twice = Series::new(Currency::USD, [(period, seen.clone()), (period, seen)]);
    /// assert!(twice.unwrap_err().to_string().contains("2021-Q3 appears twice"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn new(unit: impl Into<Unit>, observations: impl IntoIterator<Item = (Period, Observation)>) -> Result<Self> {
        let observations: Vec<_> = observations.into_iter().collect();
        let Some((first, _)) = observations.first() else {
            return Err(Error::missing("observations", "a series needs at least one"));
        };
        // Counting from the first observation given refuses periods of another frequency.
        let mut offsets = Vec::with_capacity(observations.len());
        for (period, _) in &observations {
            offsets.push(first.periods_until(*period)?);
        }
        let earliest = offsets.iter().copied().min().unwrap_or(0);
        let latest = offsets.iter().copied().max().unwrap_or(0);
        // The calendar has 108,000 months, so that the span fits.
        let mut cells = vec![None; (latest - earliest) as usize + 1];
        let start = first.plus(earliest)?;
        for ((period, observation), offset) in observations.into_iter().zip(offsets) {
            let cell = &mut cells[(offset - earliest) as usize];
            if cell.replace(observation).is_some() {
                return Err(Error::contradiction(format!("the period {period} appears twice in one series")));
            }
        }
        Ok(Self { unit: unit.into(), prices: Prices::Nominal, start, cells })
    }

    /// What the amounts count, each coverage once, in the order of the periods. A series with more than one coverage
    /// measures different things in different periods.
    ///
    /// # Examples
    /// ```
    /// use tradepath::{Coverage, Series};
    ///
    /// let series = Series::annual("USD", [(2019, 3e9), (2020, 2e9)])?;
    /// assert_eq!(series.coverages(), [&Coverage::Goods]);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn coverages(&self) -> Vec<&Coverage> {
        Coverage::each_once(self.observed().map(|(_, observation)| &observation.provenance.coverage))
    }

    /// How many periods were observed, without the gaps; at least one.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> usize {
        self.cells.iter().flatten().count()
    }

    /// The unit of every amount: a currency or, where something else was counted, a quantity.
    pub fn unit(&self) -> Unit {
        self.unit
    }

    /// The prices in which the amounts are measured.
    pub fn prices(&self) -> &Prices {
        &self.prices
    }

    /// The same amounts, marked as being in other prices.
    pub(crate) fn in_prices(self, prices: Prices) -> Self {
        Self { prices, ..self }
    }

    /// A series of other observations in the same unit and prices.
    pub(crate) fn with_observations(
        &self,
        observations: impl IntoIterator<Item = (Period, Observation)>,
    ) -> Result<Self> {
        Self::new(self.unit, observations).map(|series| series.in_prices(self.prices.clone()))
    }

    /// The length of every period.
    pub fn frequency(&self) -> Frequency {
        self.start.frequency()
    }

    /// The earliest period observed.
    pub fn first(&self) -> Period {
        self.start
    }

    /// The latest period observed.
    pub fn last(&self) -> Period {
        self.period(self.cells.len() - 1)
    }

    /// The observation of a period; none in a gap, outside the series, or for a period of another frequency.
    ///
    /// ```
    /// use tradepath::{Period, Series};
    ///
    /// let series = Series::annual("USD", [(2018, "2.87B"), (2020, "2.89B")])?;
    /// assert_eq!(series.at(Period::year(2020)?).unwrap().amount.to_string(), "2.89B");
    /// assert_eq!(series.at(Period::year(2019)?), None);
    /// assert_eq!(series.at(Period::month(2018, 1)?), None);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn at(&self, period: Period) -> Option<&Observation> {
        let offset = self.start.periods_until(period).ok()?;
        self.cells.get(usize::try_from(offset).ok()?)?.as_ref()
    }

    /// The amount of a period; none where [`at`](Self::at) has none.
    pub fn amount(&self, period: Period) -> Option<Amount> {
        self.at(period).map(|observation| observation.amount)
    }

    /// The observations in order of time, without the gaps.
    ///
    /// ```
    /// use tradepath::Series;
    ///
    /// let series = Series::annual("USD", [(2020, "3B"), (2018, "1B")])?;
    /// let years: Vec<i32> = series.iter().map(|(period, _)| period.calendar_year()).collect();
    /// assert_eq!(years, [2018, 2020]);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Period, &Observation)> + Clone {
        self.cells.iter().enumerate().filter_map(|(at, cell)| Some((self.period(at), cell.as_ref()?)))
    }

    /// The observations of what has happened: as [`iter`](Self::iter), without projected figures.
    ///
    /// ```
    /// use tradepath::{Amount, Currency, Observation, Period, Provenance, Series, Status};
    ///
    /// let expected = Provenance::of("budget speech").status(Status::Projected);
    /// let figures = [
    ///     (Period::year(2024)?, Amount::billions(4.0)?.into()),
    ///     (Period::year(2025)?, Observation::new(Amount::billions(5.0)?, expected)),
    /// ];
    /// let series = Series::new(Currency::USD, figures)?;
    /// assert_eq!((series.iter().count(), series.observed().count()), (2, 1));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn observed(&self) -> impl DoubleEndedIterator<Item = (Period, &Observation)> + Clone {
        self.iter().filter(|(_, observation)| observation.provenance.status != Status::Projected)
    }

    /// The periods between the first and the last that were not observed.
    ///
    /// ```
    /// use tradepath::{Period, Series};
    ///
    /// let series = Series::annual("USD", [(2017, "1B"), (2020, "2B")])?;
    /// assert_eq!(series.gaps(), [Period::year(2018)?, Period::year(2019)?]);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn gaps(&self) -> Vec<Period> {
        self.cells.iter().enumerate().filter(|(_, cell)| cell.is_none()).map(|(at, _)| self.period(at)).collect()
    }

    /// The series without observations after `period`, as it was known at the end of that period; none where no
    /// observation is left.
    ///
    /// ```
    /// use tradepath::{Period, Series};
    ///
    /// let series = Series::annual("USD", [(2017, "1B"), (2018, "2B"), (2019, "4B")])?;
    /// assert_eq!(series.up_to(Period::year(2018)?).unwrap().last(), Period::year(2018)?);
    /// assert_eq!(series.up_to(Period::year(2016)?), None);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn up_to(&self, period: Period) -> Option<Self> {
        let kept = self.iter().filter(|(at, _)| *at <= period).map(|(at, observation)| (at, observation.clone()));
        self.with_observations(kept).ok()
    }

    /// The period of a cell.
    fn period(&self, at: usize) -> Period {
        // Between the first and last periods given, so always inside the calendar.
        self.start.plus(at as i64).unwrap_or(self.start)
    }
}

/// The observations of a series in order of time, made by iterating over `&Series`.
#[derive(Debug, Clone)]
pub struct Observations<'s> {
    series: &'s Series,
    at: usize,
}

impl<'s> Iterator for Observations<'s> {
    type Item = (Period, &'s Observation);

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(cell) = self.series.cells.get(self.at) {
            self.at += 1;
            if let Some(observation) = cell {
                return Some((self.series.period(self.at - 1), observation));
            }
        }
        None
    }
}

impl<'s> IntoIterator for &'s Series {
    type Item = (Period, &'s Observation);
    type IntoIter = Observations<'s>;

    fn into_iter(self) -> Observations<'s> {
        Observations { series: self, at: 0 }
    }
}

impl TryFrom<SeriesForm> for Series {
    type Error = Error;

    fn try_from(form: SeriesForm) -> Result<Self> {
        let unit = Unit::of_fields(form.currency, form.unit)?;
        let unit = unit.ok_or_else(|| Error::missing("currency", "a series has a field `currency` or `unit`"))?;
        if !form.prices.is_nominal() {
            unit.money_for("prices of one year")?;
        }
        Self::new(
            unit,
            form.observations
                .into_iter()
                .map(|dated| (dated.period, Observation { amount: dated.amount, provenance: dated.provenance })),
        )
        .map(|series| series.in_prices(form.prices))
    }
}

impl From<Series> for SeriesForm {
    fn from(series: Series) -> Self {
        let dated = |(period, observation): (Period, &Observation)| DatedObservation {
            period,
            amount: observation.amount,
            provenance: observation.provenance.clone(),
        };
        let (currency, unit) = series.unit.into_fields();
        Self { currency, unit, prices: series.prices.clone(), observations: series.iter().map(dated).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(years: &[(i32, f64)]) -> Result<Series> {
        let dated = |&(year, units): &(i32, f64)| (Period::year(year).unwrap(), Amount::new(units).unwrap().into());
        Series::new(Currency::USD, years.iter().map(dated))
    }

    #[test]
    fn observations_may_come_in_any_order() {
        let series = series(&[(2020, 3.0), (2017, 1.0), (2018, 2.0)]).unwrap();
        assert_eq!((series.first().calendar_year(), series.last().calendar_year()), (2017, 2020));
        let amounts: Vec<f64> = series.iter().map(|(_, observation)| observation.amount.value()).collect();
        assert_eq!(amounts, [1.0, 2.0, 3.0]);
        assert_eq!(series.amount(Period::year(2019).unwrap()), None);
        assert_eq!(series.amount(Period::year(1990).unwrap()), None);
        assert_eq!(series.amount(Period::month(2018, 1).unwrap()), None);
    }

    #[test]
    fn a_period_twice_mixed_frequencies_and_nothing_at_all_are_refused() {
        assert!(series(&[(2017, 1.0), (2017, 1.0)]).unwrap_err().to_string().contains("2017 appears twice"));
        assert!(series(&[]).is_err());
        let mixed = [Period::year(2017).unwrap(), Period::month(2017, 1).unwrap()];
        assert!(Series::new(Currency::USD, mixed.map(|period| (period, Amount::ZERO.into()))).is_err());
    }

    #[test]
    fn what_was_known_then_leaves_out_what_came_after() {
        let all = series(&[(2017, 1.0), (2018, 2.0), (2019, 4.0)]).unwrap();
        assert_eq!(all.up_to(Period::year(2018).unwrap()), series(&[(2017, 1.0), (2018, 2.0)]).ok());
        assert_eq!(all.up_to(Period::year(2016).unwrap()), None);
    }

    #[test]
    fn serde_keeps_gaps_and_provenance() {
        let mut kept = series(&[(2017, 0.1 + 0.2), (2019, 4.0)]).unwrap();
        kept.cells[0].as_mut().unwrap().provenance.valuation = Some(Valuation::Fob);
        let json = serde_json::to_string(&kept).unwrap();
        assert_eq!(serde_json::from_str::<Series>(&json).unwrap(), kept);
    }
}
