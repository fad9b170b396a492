//! Regular observations with explicit gaps, each knowing where it comes from.

use serde::{Deserialize, Serialize};

use crate::{
    amount::Amount,
    currency::Currency,
    economy::Economy,
    error::{Error, Result, given},
    period::{Frequency, Period},
};

/// At whose border a flow is valued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Valuation {
    /// Free on board: at the exporter's border.
    #[serde(rename = "FOB")]
    Fob,
    /// Cost, insurance and freight included: at the importer's border.
    #[serde(rename = "CIF")]
    Cif,
    /// Both sides' reports brought together by the source.
    #[serde(rename = "reconciled")]
    Reconciled,
}

/// How a figure came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Status {
    /// As the source states it.
    #[default]
    Reported,
    /// From both sides' reports.
    Reconciled,
    /// Derived or estimated from other figures.
    Estimated,
    /// Not yet happened.
    Projected,
}

impl Status {
    /// The status of what is made of two figures.
    pub(crate) fn with(self, other: Self) -> Self {
        match (self, other) {
            (Self::Projected, _) | (_, Self::Projected) => Self::Projected,
            (one, other) if one == other => one,
            _ => Self::Estimated,
        }
    }
}

/// Where a figure comes from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Provenance {
    /// Who published it, and where.
    pub source: String,
    /// Whose statistics it is, where it is one side's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reporter: Option<Economy>,
    /// At whose border it is valued, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valuation: Option<Valuation>,
    /// How it came about.
    #[serde(default)]
    pub status: Status,
}

impl Provenance {
    /// What a source reported, of which nothing else is known.
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

    /// With the economy whose statistics it is.
    #[must_use]
    pub fn reporter(self, reporter: Economy) -> Self {
        Self { reporter: Some(reporter), ..self }
    }

    /// With the border at which it is valued.
    #[must_use]
    pub fn valuation(self, valuation: Valuation) -> Self {
        Self { valuation: Some(valuation), ..self }
    }

    /// With how it came about.
    #[must_use]
    pub fn status(self, status: Status) -> Self {
        Self { status, ..self }
    }

    /// What is true of each part is true of the sum; a sum of which a part is projected is projected, and one of parts that
    /// came about differently is an estimate.
    pub(crate) fn shared<'p>(parts: impl Iterator<Item = &'p Self> + Clone) -> Self {
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
        Self {
            source: sources.join("; "),
            reporter: common(parts.clone().map(|part| part.reporter)).flatten(),
            valuation: common(parts.map(|part| part.valuation)).flatten(),
            status,
        }
    }
}

/// In which prices amounts are.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Prices {
    /// In each period's own.
    #[default]
    Nominal,
    /// In those of one period.
    Real {
        /// The period whose prices they are.
        base: Period,
        /// By which index they were brought there.
        deflator: String,
    },
}

impl Prices {
    fn is_nominal(&self) -> bool {
        *self == Self::Nominal
    }
}

/// An amount and where it comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Observation {
    /// The amount of the whole period.
    pub amount: Amount,
    /// Where it comes from.
    pub provenance: Provenance,
}

impl Observation {
    /// An amount, and where it comes from.
    pub fn new(amount: Amount, provenance: Provenance) -> Self {
        Self { amount, provenance }
    }
}

impl From<Amount> for Observation {
    /// An observation of which nothing but the amount is known.
    fn from(amount: Amount) -> Self {
        Self { amount, provenance: Provenance::default() }
    }
}

/// Amounts of one currency by period, in one sort of prices, of one frequency, with gaps where nothing was observed.
///
/// ```
/// use tradepath::{Amount, Currency, Period, Series};
///
/// let years = [(2017, 2.24e9), (2018, 2.87e9), (2020, 2.89e9)];
/// let observations = years.map(|(year, units)| Ok((Period::year(year)?, Amount::new(units)?.into())));
/// let series = Series::new(Currency::USD, observations.into_iter().collect::<tradepath::Result<Vec<_>>>()?)?;
///
/// assert_eq!(series.gaps(), [Period::year(2019)?]);
/// assert_eq!(series.amount(Period::year(2018)?).map(|amount| amount.to_string()), Some("2.87B".into()));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "SeriesForm", into = "SeriesForm")]
pub struct Series {
    currency: Currency,
    prices: Prices,
    start: Period,
    cells: Vec<Option<Observation>>,
}

/// A series as it is written: what was observed, and nothing for the gaps.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SeriesForm {
    currency: Currency,
    #[serde(default, skip_serializing_if = "Prices::is_nominal")]
    prices: Prices,
    observations: Vec<DatedObservation>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DatedObservation {
    period: Period,
    amount: Amount,
    #[serde(default)]
    provenance: Provenance,
}

impl Series {
    /// A series of years from plain numbers or texts, in any order, of which nothing but the amounts is known.
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
    /// That of a number or text that could not be read, and those of [`new`](Self::new);
    /// [`ErrorKind::MixedFrequencies`](crate::ErrorKind::MixedFrequencies) for a period that is not a year.
    pub fn annual<P, A>(
        currency: impl TryInto<Currency, Error: Into<Error>>,
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
        Self::new(given(currency)?, observed.collect::<Result<Vec<_>>>()?)
    }

    /// A series from observations in any order.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) for none at all,
    /// [`ErrorKind::MixedFrequencies`](crate::ErrorKind::MixedFrequencies), and
    /// [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) where a period appears twice.
    pub fn new(currency: Currency, observations: impl IntoIterator<Item = (Period, Observation)>) -> Result<Self> {
        let observations: Vec<_> = observations.into_iter().collect();
        let Some((first, _)) = observations.first() else {
            return Err(Error::missing("observations", "a series needs at least one"));
        };
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
        Ok(Self { currency, prices: Prices::Nominal, start, cells })
    }

    /// How many periods were observed, gaps left out; at least one.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> usize {
        self.cells.iter().flatten().count()
    }

    /// The currency of every amount.
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// In which prices the amounts are.
    pub fn prices(&self) -> &Prices {
        &self.prices
    }

    /// The same series in other prices.
    pub(crate) fn in_prices(self, prices: Prices) -> Self {
        Self { prices, ..self }
    }

    /// Other observations of the same currency and prices.
    pub(crate) fn with_observations(
        &self,
        observations: impl IntoIterator<Item = (Period, Observation)>,
    ) -> Result<Self> {
        Self::new(self.currency, observations).map(|series| series.in_prices(self.prices.clone()))
    }

    /// The length of the periods.
    pub fn frequency(&self) -> Frequency {
        self.start.frequency()
    }

    /// The first period observed.
    pub fn first(&self) -> Period {
        self.start
    }

    /// The last period observed.
    pub fn last(&self) -> Period {
        self.period(self.cells.len() - 1)
    }

    /// The observation of a period; none in a gap, outside the series, or for a period of another frequency.
    pub fn at(&self, period: Period) -> Option<&Observation> {
        let offset = self.start.periods_until(period).ok()?;
        self.cells.get(usize::try_from(offset).ok()?)?.as_ref()
    }

    /// The amount of a period, as [`at`](Self::at).
    pub fn amount(&self, period: Period) -> Option<Amount> {
        self.at(period).map(|observation| observation.amount)
    }

    /// What was observed, from the earliest period to the last, gaps left out.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Period, &Observation)> + Clone {
        self.cells.iter().enumerate().filter_map(|(at, cell)| Some((self.period(at), cell.as_ref()?)))
    }

    /// What has happened: as [`iter`](Self::iter), without what is only projected.
    pub fn observed(&self) -> impl DoubleEndedIterator<Item = (Period, &Observation)> + Clone {
        self.iter().filter(|(_, observation)| observation.provenance.status != Status::Projected)
    }

    /// The periods between the first and the last of which nothing was observed.
    pub fn gaps(&self) -> Vec<Period> {
        self.cells.iter().enumerate().filter(|(_, cell)| cell.is_none()).map(|(at, _)| self.period(at)).collect()
    }

    /// What was known at the end of `period`: the series without later observations; none where nothing is left.
    pub fn up_to(&self, period: Period) -> Option<Self> {
        let kept = self.iter().filter(|(at, _)| *at <= period).map(|(at, observation)| (at, observation.clone()));
        self.with_observations(kept).ok()
    }

    fn period(&self, at: usize) -> Period {
        // Between the first and last periods given, so always inside the calendar.
        self.start.plus(at as i64).unwrap_or(self.start)
    }
}

/// What was observed of a series, from the earliest period to the last.
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
        Self::new(
            form.currency,
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
        Self {
            currency: series.currency,
            prices: series.prices.clone(),
            observations: series.iter().map(dated).collect(),
        }
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
