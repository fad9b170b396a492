//! Many annual series of one currency, studied together.

use crate::{
    economy::Pair,
    error::{Error, Result},
    history::panel::{context::Context, key::Figure, past::Past},
    period::Period,
    rate::GrowthRate,
    series::{Prices, Series, Valuation},
    unit::Unit,
};

/// Many annual series of one currency: every flow or every turnover of a [`Panel`](crate::history::Panel), or any named
/// series.
///
/// Base rates, backtests and pooled outlooks are computed from it.
///
/// ```
/// use tradepath::history::{AnnualPanel, MissingFlow, Reader, Reconciliation};
///
/// let file = "year,exporter,importer,value_musd\n2019,KAZ,UZB,1962.0\n\
///             2019,UZB,KAZ,1209.8\n2020,KAZ,UZB,2049.1\n";
/// let panel = Reader::new().read(file.as_bytes(), "trade.csv")?.panel;
/// // Of 2020 only one flow is recorded: the other counts as zero.
/// let how = Reconciliation::default().missing_flow(MissingFlow::Zero);
/// assert_eq!(AnnualPanel::turnovers(&panel, &how)?.len(), 1);
/// assert_eq!(AnnualPanel::flows(&panel, &how)?.len(), 2);
/// # Ok::<(), tradepath::Error>(())
/// ```
///
/// A panel whose two sides' reports are reconciled by [`Reliability`](crate::history::MirrorPolicy::Reliability) has
/// weights in it that were estimated from all its years: for a backtest, choose another policy.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AnnualPanel {
    pub(crate) members: Vec<Member>,
    /// The long-run growth that was stated.
    pub(crate) long_run: Option<GrowthRate>,
    pub(crate) about: About,
    /// Gross domestic products and ties, from the panel.
    pub(crate) context: Context,
}

/// One of the series.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Member {
    pub name: String,
    /// The exporter and importer of a flow, or the two economies of a turnover in the order of their codes; none where
    /// the series is not the trade of a pair.
    pub sides: Option<Pair>,
    /// By calendar year, rising; the lookup by year relies on that order.
    pub amounts: Yearly,
}

impl Member {
    /// Whether the series belongs to `pair`, in either order of naming.
    pub fn is_of(&self, pair: Pair) -> bool {
        self.sides.is_some_and(|sides| pair.has_flow(sides.first(), sides.second()))
    }

    /// The amount of a year.
    pub fn amount(&self, year: i32) -> Option<f64> {
        let at = self.amounts.binary_search_by_key(&year, |(year, _)| *year).ok()?;
        Some(self.amounts[at].1)
    }
}

/// What the amounts of a panel are: source, figure, unit, prices and valuation.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct About {
    pub source: String,
    /// Flows or turnovers of a panel; none where the panel was made of arbitrary series.
    pub figure: Option<Figure>,
    pub unit: Unit,
    pub prices: Prices,
    pub valuation: Option<Valuation>,
}

/// Nominal dollars of no named source: what an empty panel holds.
impl Default for About {
    fn default() -> Self {
        let (source, unit, prices) = (String::new(), Unit::USD, Prices::Nominal);
        Self { source, figure: None, unit, prices, valuation: None }
    }
}

impl AnnualPanel {
    /// A panel of named annual series. Amounts that are projected are left out.
    ///
    /// A name that reads as a pair, such as `KAZ-UZB`, makes the series that pair's.
    ///
    /// # Errors
    /// [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) for a series that is not of years, and for series
    /// that are not in the same prices; [`ErrorKind::MixedUnits`](crate::ErrorKind::MixedUnits).
    ///
    /// # Examples
    /// ```
    /// use tradepath::{Series, history::AnnualPanel};
    ///
    /// let out = Series::annual("USD", [(2019, "1.96B"), (2020, "2.14B")])?;
    /// let back = Series::annual("USD", [(2019, "1.21B"), (2021, "1.3B")])?;
    /// let named = [("KAZ-UZB".into(), out.clone()), ("UZB-KAZ".into(), back)];
    /// let panel = AnnualPanel::of(named)?;
    /// assert_eq!(panel.names().collect::<Vec<_>>(), ["KAZ-UZB", "UZB-KAZ"]);
    /// assert_eq!(panel.years(), Some(("2019".parse()?, "2021".parse()?)));
    ///
    /// // All series must be in one unit.
    /// let tenge = Series::annual("KZT", [(2019, "900B")])?;
    /// assert!(AnnualPanel::of([("a".into(), out), ("b".into(), tenge)]).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn of(series: impl IntoIterator<Item = (String, Series)>) -> Result<Self> {
        let mut sample = Self::default();
        for (name, series) in series {
            Past::of_years(&series)?;
            if sample.is_empty() {
                // The first series decides what the others must be in.
                (sample.about.unit, sample.about.prices) = (series.unit(), series.prices().clone());
            }
            sample.about.unit.require(series.unit())?;
            if sample.about.prices != *series.prices() {
                return Err(Error::contradiction(format!("{name} is in other prices than the series before it")));
            }
            let happened = series.observed();
            let amounts = happened.map(|(period, seen)| (period.calendar_year(), seen.amount.value())).collect();
            // A name that is no pair, such as an index, is allowed: the series then has no sides.
            let sides = name.parse().ok();
            sample.members.push(Member { name, sides, amounts });
        }
        Ok(sample)
    }

    /// The same panel with another name for the source of its figures.
    ///
    /// # Examples
    /// ```
    /// use tradepath::{Series, Valuation, history::AnnualPanel};
    ///
    /// let series = Series::annual("USD", [(2019, 1.0), (2020, 1.1)])?;
    /// let panel = AnnualPanel::of([("KAZ-UZB".into(), series)])?
    ///     .named("State Statistics Committee")
    ///     .valued(Valuation::Fob);
    /// assert_eq!((panel.len(), panel.is_empty()), (1, false));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    #[must_use]
    pub fn named(mut self, source: impl Into<String>) -> Self {
        self.about.source = source.into();
        self
    }

    /// The same panel with a stated valuation (FOB, CIF or reconciled), for figures whose files do not say it.
    #[must_use]
    pub fn valued(mut self, valuation: Valuation) -> Self {
        self.about.valuation = Some(valuation);
        self
    }

    /// Sets the growth a year that all series are expected to have in common over decades.
    ///
    /// Without this, it is 4 % a year in logarithms, which fits the nominal dollars of pairs. State a rate that fits
    /// for amounts in another currency, for real amounts, and for series that are not trade.
    ///
    /// # Examples
    /// ```
    /// use tradepath::{GrowthRate, Series, history::AnnualPanel};
    ///
    /// let series = Series::annual("USD", [(2019, 1.0), (2020, 1.1)])?;
    /// let panel = AnnualPanel::of([("KAZ-UZB".into(), series)])?;
    /// let slower = panel.clone().long_run(GrowthRate::from_percent(2.0)?);
    /// assert_ne!(slower, panel);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    #[must_use]
    pub fn long_run(self, growth: GrowthRate) -> Self {
        Self { long_run: Some(growth), ..self }
    }

    /// The long-run growth that was stated; none means the default.
    pub(crate) fn long_run_growth(&self) -> Option<GrowthRate> {
        self.long_run
    }

    /// The unit of every amount.
    pub fn unit(&self) -> Unit {
        self.about.unit
    }

    /// The number of series.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether the panel has no series.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The series' names, such as `KAZ-UZB`, in the panel's order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.members.iter().map(|member| member.name.as_str())
    }

    pub(crate) fn members(&self) -> &[Member] {
        &self.members
    }

    pub(crate) fn about(&self) -> &About {
        &self.about
    }

    pub(crate) fn context(&self) -> &Context {
        &self.context
    }

    /// Each series as logarithms by year; amounts of zero are left out.
    pub(crate) fn pasts(&self) -> Vec<Past> {
        self.members.iter().map(|member| Past::of_values(member.amounts.iter().copied())).collect()
    }

    /// The first and the last year for which any series has an amount; none for an empty panel.
    pub fn years(&self) -> Option<(Period, Period)> {
        let ends = |end: fn(&Yearly) -> Option<&(i32, f64)>| {
            self.members.iter().filter_map(move |member| end(&member.amounts))
        };
        let first = ends(|amounts| amounts.first()).map(|(year, _)| *year).min()?;
        let last = ends(|amounts| amounts.last()).map(|(year, _)| *year).max()?;
        Some((Period::year(first).ok()?, Period::year(last).ok()?))
    }
}

/// Amounts by calendar year, rising.
pub(crate) type Yearly = Vec<(i32, f64)>;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::convert::Deflator;
    use crate::history::mirror::Reconciliation;
    use crate::history::panel::flow::MissingFlow;
    use crate::history::read::Reader;

    fn turnovers(table: &str) -> AnnualPanel {
        let panel = Reader::new().read(table.as_bytes(), "trade.csv").unwrap().panel;
        AnnualPanel::turnovers(&panel, &Reconciliation::default().missing_flow(MissingFlow::Zero)).unwrap()
    }

    #[test]
    fn a_turnover_is_what_is_stated_or_what_is_recorded_of_the_flows() {
        let table = "year,exporter,importer,flow,value\n2018,KAZ,UZB,flow,3\n2018,UZB,KAZ,flow,4\n2019,UZB,KAZ,flow,5\n2020,KAZ,UZB,turnover,11\n2020,KAZ,UZB,flow,1\n2022,KAZ,UZB,flow,0\n";
        let sample = turnovers(table);
        assert_eq!(sample.members()[0].amounts, [(2018, 7.0), (2019, 5.0), (2020, 11.0), (2022, 0.0)]);
        assert_eq!(sample.names().collect::<Vec<_>>(), ["KAZ-UZB"]);
    }

    #[test]
    fn real_amounts_need_an_index_of_every_year_there_is_an_amount_of() {
        let table = "year,exporter,importer,value\n2018,KAZ,UZB,100\n2020,KAZ,UZB,100\n";
        let base = Period::year(2020).unwrap();
        let index = |rows: &str| Deflator::read(format!("year,index\n{rows}").as_bytes(), "cpi").unwrap();
        let real = turnovers(table).real(&index("2018,50\n2020,100\n"), base).unwrap();
        assert_eq!(real.members()[0].amounts, [(2018, 200.0), (2020, 100.0)]);
        assert!(
            real.real(&index("2018,50\n2020,100\n"), base).unwrap_err().to_string().contains("prices of 2020 already")
        );
        assert!(
            turnovers(table).real(&index("2020,100\n"), base).unwrap_err().to_string().contains("no figure of 2018")
        );
    }
}
