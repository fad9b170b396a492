//! A history beside a pledge: on its level, as far as the two can be compared.

use crate::{
    amount::Amount,
    coverage::Coverage,
    error::{Error, Result},
    history::History,
    period::Period,
    scenario::{link::Link, scenario::Scenario},
    series::{Observation, Prices, Series, Status},
    wording::times,
};

/// A history beside a pledge, and how the two hang together.
///
/// ```
/// use tradepath::{Scenario, history::History, scenario::Link};
///
/// // Goods and services in the pledge, goods alone in the history.
/// let pledge =
///     Scenario::builder("GBR-IND").baseline(2019, "$31B").milestone_by("62B", 2030).build()?;
/// let history = History::of_turnover("GBR-IND", [(2019, "16B"), (2020, "12B")])?;
/// let linked = pledge.link_history(&history)?;
/// assert_eq!((linked.link, linked.stated), (Link::Ratio, false));
/// let turnover = linked.history.unwrap().turnover().unwrap().clone();
/// assert_eq!(turnover.amount("2020".parse()?).unwrap().to_string(), "23.2B");
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Linked {
    /// How the two hang together.
    pub link: Link,
    /// Whether the scenario says so.
    pub stated: bool,
    /// What the history's figures are multiplied by: 1 but for [`Link::Ratio`].
    pub factor: f64,
    /// The history's own amount for the baseline's period; none where it has none.
    pub observed: Option<Amount>,
    /// The history on the pledge's level; none for [`Link::None`].
    pub history: Option<History>,
}

/// The relative difference above which the history's amount for the baseline's period counts as another figure than the
/// pledge's own.
pub(crate) const SAME_BASELINE: f64 = 0.05;

/// The relative difference up to which a history counts as being on the pledge's level: that of rounding.
const ON_LEVEL: f64 = 1e-9;

impl Scenario {
    /// How the pledge and its history hang together, where the scenario says so.
    pub fn link(&self) -> Option<Link> {
        self.link
    }

    /// Sets a history beside the pledge, as the scenario's [`link`](Self::link) says.
    ///
    /// Where the scenario does not say, the two are linked by their level. They are linked by ratio instead where their
    /// amounts for the baseline's period differ by more than 5 %, and where the history counts something else: another
    /// [coverage](Self::coverage) than the scenario's, or, where the scenario has none, other things than all goods. A
    /// history that counts something else and has no amount for that period is not compared.
    ///
    /// # Errors
    /// [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) where the scenario asks for the level and states a
    /// coverage that the history does not have, and where one of the two is nominal and the other in the
    /// prices of one period;
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where the scenario asks for the ratio and the history has no
    /// amount above zero for the baseline's period; [`ErrorKind::MixedUnits`](crate::ErrorKind::MixedUnits)
    /// where the two are in different currencies.
    pub fn link_history(&self, history: &History) -> Result<Linked> {
        let (factor, link, observed) = match history.series(self.flow) {
            Some(turnover) => {
                let link = self.link_to(turnover)?;
                (self.factor(link, turnover)?, link, self.observed_baseline(turnover))
            }
            None if self.link == Some(Link::Ratio) => {
                let hint = "the history is linked by ratio, which needs one; use link = \"level\" or \"none\"";
                return Err(Error::missing(format!("{} in the history", self.series_name()), hint).at_key("link"));
            }
            None => (1.0, self.link.unwrap_or(Link::Level), None),
        };
        let linked = match link {
            Link::None => None,
            _ if factor == 1.0 => Some(history.clone()),
            _ => Some(history.map(|series| scaled(series, factor))?),
        };
        Ok(Linked { link, stated: self.link.is_some(), factor, observed, history: linked })
    }

    /// A series of what the pledge is of, on its level; none where the two are not compared.
    pub(crate) fn linked_series(&self, turnover: &Series) -> Result<Option<Series>> {
        let link = self.link_to(turnover)?;
        let factor = self.factor(link, turnover)?;
        Ok(if link == Link::None { None } else { Some(scaled(turnover, factor)?) })
    }

    /// The link that is stated or, without one, the one that the figures suggest.
    fn link_to(&self, turnover: &Series) -> Result<Link> {
        self.unit().require(turnover.unit())?;
        self.check_prices(turnover.prices())?;
        let wanted = self.coverage.as_ref().unwrap_or(&Coverage::Goods);
        let other = turnover.coverages().into_iter().find(|coverage| *coverage != wanted);
        if let Some(stated) = self.link {
            return match other.filter(|_| stated == Link::Level && self.coverage.is_some()) {
                Some(other) => Err(Error::contradiction(format!(
                    "the pledge counts {wanted}, the history {other}: their levels do not compare; use link = \"ratio\" or \"none\""
                ))
                .at_key("link")),
                None => Ok(stated),
            };
        }
        let observed = self.observed_baseline(turnover).filter(|observed| *observed > Amount::ZERO);
        Ok(match observed {
            Some(observed) if other.is_some() || self.differs(observed) => Link::Ratio,
            None if other.is_some() => Link::None,
            _ => Link::Level,
        })
    }

    /// Refuses to compare nominal amounts with amounts in the prices of one period, and those of two periods.
    fn check_prices(&self, prices: &Prices) -> Result<()> {
        let base = |prices: &Prices| match prices {
            Prices::Nominal => None,
            Prices::Real { base, .. } => Some(*base),
        };
        let (own, other) = (base(&self.prices()), base(prices));
        if own == other {
            return Ok(());
        }
        let words = |base: Option<Period>| base.map_or("nominal".to_owned(), |base| format!("in prices of {base}"));
        let message = format!(
            "the pledge's amounts are {}, the history's {}; deflate = {{ file = \"cpi.csv\", base = 2021 }} says that a pledge is in prices of a period",
            words(own),
            words(other)
        );
        Err(Error::contradiction(message))
    }

    /// Whether the history's amount for the baseline's period is another than the pledge's.
    fn differs(&self, observed: Amount) -> bool {
        (observed.value() / self.baseline().amount().value() - 1.0).abs() > SAME_BASELINE
    }

    /// The history's amount for the baseline's period, unless it is only projected.
    fn observed_baseline(&self, turnover: &Series) -> Option<Amount> {
        let seen = turnover.at(self.baseline().period())?;
        (seen.provenance.status != Status::Projected).then_some(seen.amount)
    }

    /// What a turnover is multiplied by.
    fn factor(&self, link: Link, turnover: &Series) -> Result<f64> {
        if link != Link::Ratio {
            return Ok(1.0);
        }
        let period = self.baseline().period();
        match self.observed_baseline(turnover).filter(|observed| *observed > Amount::ZERO) {
            Some(observed) => {
                let factor = self.baseline().amount().value() / observed.value();
                // A history that is on the pledge's level already stays as it is.
                Ok(if (factor - 1.0).abs() < ON_LEVEL { 1.0 } else { factor })
            }
            None => {
                // The level is refused where the two are known to count different things.
                let wanted = self.coverage.as_ref();
                let differs = wanted.is_some_and(|wanted| turnover.coverages().into_iter().any(|of| of != wanted));
                let others = if differs { "\"none\"" } else { "\"level\" or \"none\"" };
                let hint = format!(
                    "the history is linked by ratio, which needs one above zero: give a history that has it, or use link = {others}"
                );
                Err(Error::missing(format!("amount of {period} in the history"), hint).at_key("link"))
            }
        }
    }
}

/// A series with every amount multiplied by a factor, which its sources name.
fn scaled(series: &Series, factor: f64) -> Result<Series> {
    let scaled = series.iter().map(|(period, seen)| {
        let amount = Amount::new(seen.amount.value() * factor)?;
        let mut provenance = seen.provenance.clone();
        if factor != 1.0 {
            let source = std::mem::take(&mut provenance.source);
            let before = if source.is_empty() { String::new() } else { source + ", " };
            provenance.source = format!("{before}linked by ratio (× {})", times(factor));
        }
        Ok((period, Observation { amount, provenance }))
    });
    series.with_observations(scaled.collect::<Result<Vec<_>>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pledge(link: Option<Link>) -> Scenario {
        let builder = Scenario::builder("GBR-IND").baseline(2019, "$31B").milestone_by("62B", 2030);
        link.map_or(builder.clone(), |link| builder.link(link)).build().unwrap()
    }

    fn history(of_2019: &str) -> History {
        History::of_turnover("GBR-IND", [(2018, "14B"), (2019, of_2019), (2020, "12B")]).unwrap()
    }

    #[test]
    fn amounts_that_differ_by_little_compare_as_they_are() {
        let linked = pledge(None).link_history(&history("30B")).unwrap();
        assert_eq!((linked.link, linked.factor), (Link::Level, 1.0));
        let without = History::of_turnover("GBR-IND", [(2018, "14B")]).unwrap();
        assert_eq!(pledge(None).link_history(&without).unwrap().link, Link::Level);
    }

    #[test]
    fn a_history_linked_by_ratio_has_the_baseline_and_its_own_growth() {
        let history = history("16B");
        let linked = pledge(None).link_history(&history).unwrap();
        let turnover = linked.history.as_ref().unwrap().turnover().unwrap();
        let year: crate::period::Period = "2019".parse().unwrap();
        approx::assert_relative_eq!(turnover.amount(year).unwrap().value(), 31e9, max_relative = 1e-12);
        let growth =
            |series: &Series| series.growth(year, "2020".parse::<crate::period::Period>().unwrap()).unwrap().percent();
        approx::assert_relative_eq!(growth(turnover), growth(history.turnover().unwrap()), max_relative = 1e-12);
        // Linked once more, nothing moves.
        let again = pledge(None).link_history(linked.history.as_ref().unwrap()).unwrap();
        assert_eq!(again.link, Link::Level);
    }

    #[test]
    fn what_the_scenario_says_stands() {
        assert_eq!(pledge(Some(Link::Level)).link_history(&history("16B")).unwrap().factor, 1.0);
        assert_eq!(pledge(Some(Link::None)).link_history(&history("16B")).unwrap().history, None);
        assert!(pledge(Some(Link::None)).track(history("16B").turnover().unwrap()).unwrap().is_none());
        let without = History::of_turnover("GBR-IND", [(2018, "14B")]).unwrap();
        let error = pledge(Some(Link::Ratio)).link_history(&without).unwrap_err();
        assert!(error.to_string().contains("no amount of 2019 in the history"), "{error}");
        let one_way = History::of_flows("GBR-IND", vec![(2019, 8e9)], vec![]).unwrap();
        let error = pledge(Some(Link::Ratio)).link_history(&one_way).unwrap_err();
        assert!(error.to_string().contains("no turnover in the history"), "{error}");
    }

    #[test]
    fn a_history_that_was_linked_is_not_linked_again() {
        let linked = pledge(Some(Link::Ratio)).link_history(&history("16B")).unwrap().history.unwrap();
        assert_eq!(pledge(Some(Link::Ratio)).link_history(&linked).unwrap().history, Some(linked));
    }
}
