//! Many annual series looked at together.

use crate::{
    currency::Currency,
    economy::Pair,
    error::{Error, Result},
    history::panel::{context::Context, key::Figure, past::Past},
    period::Period,
    rate::GrowthRate,
    series::{Prices, Series, Valuation},
};

/// Many annual series of one currency, whose years are the same time for all.
///
/// ```
/// use tradepath::history::{AnnualPanel, MirrorPolicy, MissingFlow, Reader, Reconciliation};
///
/// let file = "year,exporter,importer,value_musd\n2019,KAZ,UZB,1962.0\n2019,UZB,KAZ,1209.8\n2020,KAZ,UZB,2049.1\n";
/// let panel = Reader::new().read(file.as_bytes(), "trade.csv")?.panel;
/// // Of 2020 only one flow is recorded: the other counts as zero.
/// let how = Reconciliation::new(MirrorPolicy::Fill)?.missing_flow(MissingFlow::Zero);
/// assert_eq!((AnnualPanel::turnovers(&panel, &how)?.len(), AnnualPanel::flows(&panel, &how)?.len()), (1, 2));
/// # Ok::<(), tradepath::Error>(())
/// ```
///
/// A panel whose two sides' reports are reconciled by [`Reliability`](crate::history::MirrorPolicy::Reliability) has weights in it that were
/// estimated from all its years: for a backtest, choose another policy.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AnnualPanel {
    pub(crate) members: Vec<Member>,
    pub(crate) long_run: Option<GrowthRate>,
    pub(crate) about: About,
    pub(crate) context: Context,
}

/// One of the series.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Member {
    pub name: String,
    /// Exporter and importer of a flow, or the two of a turnover in the order of their codes; none of what is no trade of a
    /// pair.
    pub sides: Option<Pair>,
    /// By calendar year, rising.
    pub amounts: Yearly,
}

impl Member {
    /// Whether it is of a pair, whichever of the two is named first.
    pub fn is_of(&self, pair: Pair) -> bool {
        self.sides.is_some_and(|sides| pair.has_flow(sides.first(), sides.second()))
    }

    /// The amount of a year.
    pub fn amount(&self, year: i32) -> Option<f64> {
        let at = self.amounts.binary_search_by_key(&year, |(year, _)| *year).ok()?;
        Some(self.amounts[at].1)
    }
}

/// What the amounts are.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct About {
    pub source: String,
    /// Flows or turnovers of a panel; none of series of any kind.
    pub figure: Option<Figure>,
    pub currency: Currency,
    pub prices: Prices,
    pub valuation: Option<Valuation>,
}

impl Default for About {
    fn default() -> Self {
        let (source, currency, prices) = (String::new(), Currency::USD, Prices::Nominal);
        Self { source, figure: None, currency, prices, valuation: None }
    }
}

impl AnnualPanel {
    /// Series with names. What has not happened is left out.
    ///
    /// # Errors
    /// [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) for a series that is not of years, and for series that are not in the same prices;
    /// [`ErrorKind::MixedCurrencies`](crate::ErrorKind::MixedCurrencies).
    pub fn of(series: impl IntoIterator<Item = (String, Series)>) -> Result<Self> {
        let mut sample = Self::default();
        for (name, series) in series {
            Past::of_years(&series)?;
            if sample.is_empty() {
                (sample.about.currency, sample.about.prices) = (series.currency(), series.prices().clone());
            }
            sample.about.currency.require(series.currency())?;
            if sample.about.prices != *series.prices() {
                return Err(Error::contradiction(format!("{name} is in other prices than the series before it")));
            }
            let happened = series.observed();
            let amounts = happened.map(|(period, seen)| (period.calendar_year(), seen.amount.value())).collect();
            let sides = name.parse().ok();
            sample.members.push(Member { name, sides, amounts });
        }
        Ok(sample)
    }

    /// The same under another name of where the figures are from.
    #[must_use]
    pub fn named(mut self, source: impl Into<String>) -> Self {
        self.about.source = source.into();
        self
    }

    /// The same where the figures do not say how they are valued, and it is known.
    #[must_use]
    pub fn valued(mut self, valuation: Valuation) -> Self {
        self.about.valuation = Some(valuation);
        self
    }

    /// What the growth that all series have in common is expected to be a year over decades: without this 4 % in logarithms,
    /// as pairs' nominal dollars do. For amounts in another currency, real ones, or what is no trade, state what fits them.
    #[must_use]
    pub fn long_run(self, growth: GrowthRate) -> Self {
        Self { long_run: Some(growth), ..self }
    }

    pub(crate) fn long_run_growth(&self) -> Option<GrowthRate> {
        self.long_run
    }

    /// The currency of every amount.
    pub fn currency(&self) -> Currency {
        self.about.currency
    }

    /// How many series there are.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The series' names.
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

    /// The logarithms of each; amounts of zero are left out.
    pub(crate) fn pasts(&self) -> Vec<Past> {
        self.members.iter().map(|member| Past::of_values(member.amounts.iter().copied())).collect()
    }

    /// The first and the last year there is an amount of.
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
