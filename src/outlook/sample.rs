//! Many annual series looked at together.

use super::{calibration::Common, past::Past};
use crate::{
    currency::Currency,
    economy::{Economy, Pair},
    error::{Error, Result},
    history::{Context, Deflator, Figure, Panel, Reconciliation, Yearly},
    period::Period,
    rate::GrowthRate,
    series::{Prices, Series, Valuation},
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
    members: Vec<Member>,
    long_run: Option<GrowthRate>,
    about: About,
    context: Context,
}

/// One of the series.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Member {
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
pub(super) struct About {
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

impl Sample {
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
            let happened = series.happened();
            let amounts = happened.map(|(period, seen)| (period.calendar_year(), seen.amount.value())).collect();
            let sides = name.parse().ok();
            sample.members.push(Member { name, sides, amounts });
        }
        Ok(sample)
    }

    /// Every flow of a panel by the year, named `KAZ-UZB` for what the first sold to the second.
    ///
    /// # Errors
    /// Where two sides' reports cannot be brought together.
    pub fn flows(panel: &Panel, how: &Reconciliation) -> Result<Self> {
        Ok(Self::of_panel(panel, how, Figure::Flow, panel.yearly_flows(how)?))
    }

    /// Every pair's turnover by the year: what is stated as such, or else what is recorded of the two flows. In a year with a
    /// figure of one flow alone, the other counts as none: panels such as BACI list only trade that there was.
    ///
    /// # Errors
    /// As [`flows`](Self::flows).
    pub fn turnovers(panel: &Panel, how: &Reconciliation) -> Result<Self> {
        let mut flows = panel.yearly_flows(how)?;
        flows.iter_mut().for_each(|((one, other), _)| (*one, *other) = (*one.min(other), *one.max(other)));
        // Both flows of a pair stand together then, in the order of the codes.
        flows.sort_by_key(|(sides, _)| *sides);
        let mut pairs: Vec<((Economy, Economy), Yearly)> = Vec::with_capacity(flows.len());
        for (sides, flow) in flows {
            match pairs.last_mut().filter(|(last, _)| *last == sides) {
                Some((_, turnover)) => *turnover = merged(turnover, &flow, |one, other| one + other),
                None => pairs.push((sides, flow)),
            }
        }
        let mut stated_alone = Vec::new();
        for (sides, stated) in panel.yearly_turnovers(how.policy())? {
            match pairs.binary_search_by_key(&sides, |(sides, _)| *sides) {
                Ok(at) => pairs[at].1 = merged(&pairs[at].1, &stated, |_, stated| stated),
                Err(_) => stated_alone.push((sides, stated)),
            }
        }
        pairs.append(&mut stated_alone);
        pairs.sort_by_key(|(sides, _)| *sides);
        Ok(Self::of_panel(panel, how, Figure::Turnover, pairs))
    }

    fn of_panel(
        panel: &Panel,
        how: &Reconciliation,
        figure: Figure,
        pairs: impl IntoIterator<Item = ((Economy, Economy), Yearly)>,
    ) -> Self {
        let member = |((first, second), amounts): ((Economy, Economy), Yearly)| Member {
            name: format!("{}-{}", first.code(), second.code()),
            sides: Pair::new(first, second).ok(),
            amounts,
        };
        Self {
            members: pairs.into_iter().map(member).collect(),
            long_run: None,
            about: About {
                source: panel.sources().collect::<Vec<_>>().join("; "),
                figure: Some(figure),
                currency: panel.currency(),
                prices: Prices::Nominal,
                valuation: panel.yearly_valuation(how),
            },
            context: panel.context().clone(),
        }
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

    /// Every amount in the prices of `base`, as [`Series::real`]. Gross domestic products stay as they are.
    ///
    /// # Errors
    /// As [`Series::real`].
    pub fn real(mut self, deflator: &Deflator, base: Period) -> Result<Self> {
        if let Prices::Real { base, .. } = self.about.prices {
            return Err(Error::contradiction(format!("the sample is in prices of {base} already")));
        }
        let Some((first, last)) = self.years() else { return Ok(self) };
        let first = first.calendar_year();
        let factors = (first..=last.calendar_year()).map(|year| deflator.factor(Period::year(year)?, base));
        // A year without an index matters only where there is an amount of it.
        let factors: Vec<Result<f64>> = factors.collect();
        for (year, amount) in self.members.iter_mut().flat_map(|member| &mut member.amounts) {
            *amount *= factors[(*year - first) as usize].as_ref().map_err(Clone::clone)?;
        }
        self.about.prices = Prices::Real { base, deflator: deflator.name().to_owned() };
        Ok(self)
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

    pub(super) fn members(&self) -> &[Member] {
        &self.members
    }

    pub(super) fn about(&self) -> &About {
        &self.about
    }

    pub(super) fn context(&self) -> &Context {
        &self.context
    }

    /// The logarithms of each; amounts of zero are left out.
    pub(super) fn pasts(&self) -> Vec<Past> {
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

/// Two lists of amounts by year as one; a year of both has what is made of them.
fn merged(one: &[(i32, f64)], other: &[(i32, f64)], both: impl Fn(f64, f64) -> f64) -> Yearly {
    let (mut one, mut other) = (one.iter().copied().peekable(), other.iter().copied().peekable());
    let mut all = Vec::with_capacity(one.len().max(other.len()));
    loop {
        all.push(match (one.peek(), other.peek()) {
            (Some(a), Some(b)) if a.0 == b.0 => (a.0, both(a.1, b.1)),
            (Some(a), Some(b)) => {
                if a.0 < b.0 {
                    *a
                } else {
                    *b
                }
            }
            (Some(only), None) | (None, Some(only)) => *only,
            (None, None) => return all,
        });
        let (year, _) = all[all.len() - 1];
        one.next_if(|(of, _)| *of == year);
        other.next_if(|(of, _)| *of == year);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::Reader;

    fn turnovers(table: &str) -> Sample {
        let panel = Reader::new().read(table.as_bytes(), "trade.csv").unwrap().panel;
        Sample::turnovers(&panel, &Reconciliation::default()).unwrap()
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
