//! Every indicator, computed over a panel's flows of one period.
//!
//! Each type here has the indicators of one thing: a period, an economy, a flow, a pair, a pair's products. An
//! indicator that is not defined, such as the cover ratio of an economy that imports nothing, is none.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    amount::Amount,
    coverage::Product,
    economy::{Economy, Pair},
    error::{Error, Result, given},
    history::{
        indicator::formula::{
            ExportShares, complementarity, concentration, cover_ratio, export_similarity, herfindahl_hirschman,
            intra_industry_trade, mean_openness, normalised_balance, openness, revealed_comparative_advantage,
            trade_intensity,
        },
        mirror::Reconciliation,
        panel::{Figure, Panel},
    },
    period::Period,
};

/// Every indicator of one period that needs no products, by economy, flow and pair. Where an indicator is not defined,
/// it is none.
///
/// World totals are the sums of the flows in the panel. If the panel covers only some economies, they are not those of
/// the world.
///
/// [`Panel::indicators`] computes it.
///
/// # Examples
/// ```
/// use tradepath::history::{Reader, Reconciliation};
///
/// let file = "year,exporter,importer,value\n2019,KAZ,UZB,30\n2019,UZB,KAZ,10\n\
///             2019,KAZ,RUS,70\n2019,RUS,UZB,90\n";
/// let panel = Reader::new().read(file.as_bytes(), "trade.csv")?.panel;
/// let found = panel.indicators("2019", &Reconciliation::default())?;
/// assert_eq!(found.world.value(), 200.0);
///
/// // Kazakhstan sells 100 of the 200, and buys 10.
/// let kazakhstan = &found.economies[0];
/// assert_eq!(kazakhstan.export_share, Some(0.5));
/// assert_eq!(kazakhstan.cover_ratio, Some(10.0));
/// // The panel has no gross domestic products.
/// assert_eq!(kazakhstan.openness, None);
///
/// let pair = &found.pairs[1];
/// assert_eq!((pair.pair.to_string(), pair.turnover.value()), ("KAZ-UZB".into(), 40.0));
/// assert_eq!((pair.cover_ratio, pair.normalised_balance), (Some(3.0), Some(0.5)));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Indicators {
    /// The period.
    pub period: Period,
    /// The sum of all flows.
    pub world: Amount,
    /// Each economy's trade with the world, in the order of the codes.
    pub economies: Vec<EconomyIndicators>,
    /// Each flow, in the order of exporter and importer.
    pub flows: Vec<FlowIndicators>,
    /// Each pair between which anything is traded; the economy whose code comes first is named first.
    pub pairs: Vec<PairIndicators>,
}

/// Indicators of one economy's trade with the world.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct EconomyIndicators {
    /// The economy.
    pub economy: Economy,
    /// The sum of its exports.
    pub exports: Amount,
    /// The sum of its imports.
    pub imports: Amount,
    /// Its share in all exports, from 0 to 1.
    pub export_share: Option<f64>,
    /// Its share in all imports, from 0 to 1.
    pub import_share: Option<f64>,
    /// [`cover_ratio`] of its exports and imports.
    pub cover_ratio: Option<f64>,
    /// [`normalised_balance`] of its exports and imports.
    pub normalised_balance: Option<f64>,
    /// [`herfindahl_hirschman`] of its exports over partners.
    pub export_herfindahl: Option<f64>,
    /// [`herfindahl_hirschman`] of its imports over partners.
    pub import_herfindahl: Option<f64>,
    /// [`concentration`] of its exports over all partners in the panel, those without trade included.
    pub export_concentration: Option<f64>,
    /// [`concentration`] of its imports over all partners in the panel, those without trade included.
    pub import_concentration: Option<f64>,
    /// [`openness`], where the panel has its gross domestic product.
    pub openness: Option<f64>,
    /// [`mean_openness`], where the panel has its gross domestic product.
    pub mean_openness: Option<f64>,
}

/// Indicators of one flow, within the trade of both its sides.
///
/// # Examples
/// ```
/// use tradepath::history::{Reader, Reconciliation};
///
/// let file = "year,exporter,importer,value\n2019,KAZ,UZB,30\n2019,UZB,KAZ,10\n\
///             2019,KAZ,RUS,70\n2019,RUS,UZB,90\n";
/// let panel = Reader::new().read(file.as_bytes(), "trade.csv")?.panel;
/// let flows = panel.indicators("2019", &Reconciliation::default())?.flows;
/// // Kazakhstan's exports: 70 to Russia and 30 to Uzbekistan.
/// assert_eq!(flows[1].share_of_exports, Some(0.3));
/// // Uzbekistan's imports: 30 of 120 from Kazakhstan.
/// assert_eq!(flows[1].share_of_imports, Some(0.25));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct FlowIndicators {
    /// The exporter.
    pub exporter: Economy,
    /// The importer.
    pub importer: Economy,
    /// The reconciled amount of the flow.
    pub amount: Amount,
    /// Its share in all the exporter's exports, from 0 to 1.
    pub share_of_exports: Option<f64>,
    /// Its share in all the importer's imports, from 0 to 1.
    pub share_of_imports: Option<f64>,
    /// [`trade_intensity`] of the exporter with the importer.
    pub intensity: Option<f64>,
    /// [`trade_intensity`] with the exporter's own exports subtracted from the world's.
    pub intensity_without_own: Option<f64>,
}

/// Indicators of a pair's turnover, within the trade of both its economies.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PairIndicators {
    /// The pair; exports are those of the first-named economy.
    pub pair: Pair,
    /// What the first sold to the second; none where that is not recorded.
    pub exports: Option<Amount>,
    /// What the first bought from the second; none where that is not recorded.
    pub imports: Option<Amount>,
    /// The recorded flows added: a flow that is not recorded counts as zero here.
    pub turnover: Amount,
    /// The turnover's share in the first's trade with all, from 0 to 1.
    pub share_of_first: Option<f64>,
    /// The turnover's share in the second's trade with all, from 0 to 1.
    pub share_of_second: Option<f64>,
    /// [`cover_ratio`] of the first's trade with the second; none where a flow is not recorded.
    pub cover_ratio: Option<f64>,
    /// [`normalised_balance`] of the first's trade with the second; none where a flow is not recorded.
    pub normalised_balance: Option<f64>,
}

/// Indicators of a pair's trade that need products.
///
/// [`Panel::product_indicators`] computes it. An indicator is none where one of the two economies trades nothing that
/// it could be computed from.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ProductIndicators {
    /// The pair.
    pub pair: Pair,
    /// [`complementarity`] of what the first exports to all and the second imports from all.
    pub complementarity: Option<f64>,
    /// [`complementarity`] of what the second exports to all and the first imports from all.
    pub complementarity_back: Option<f64>,
    /// [`export_similarity`] of what both export to all.
    pub export_similarity: Option<f64>,
    /// [`intra_industry_trade`] between the two.
    pub intra_industry_trade: Option<f64>,
    /// [`concentration`] of the first's exports over the products of the panel.
    pub first_concentration: Option<f64>,
    /// [`concentration`] of the second's exports over the products of the panel.
    pub second_concentration: Option<f64>,
    /// The sum of the period's figures of products with codes of other lengths, which are left out.
    pub left_out: Amount,
    /// [`revealed_comparative_advantage`] of both economies in each product that either exports, by product code.
    pub comparative_advantage: BTreeMap<String, Advantages>,
}

/// The revealed comparative advantage of both economies of a pair in one product. Above 1, the product has a larger
/// share in the economy's exports than in the world's.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Advantages {
    /// The first-named economy's; none where it exports nothing at all.
    pub first: Option<f64>,
    /// The second-named economy's; none where it exports nothing at all.
    pub second: Option<f64>,
}

/// One economy's trade by partner, and its sums.
#[derive(Default, Clone)]
struct Trade {
    /// What it sold to each partner with which a flow is recorded.
    exports: Vec<Amount>,
    /// What it bought from each partner with which a flow is recorded.
    imports: Vec<Amount>,
    /// The sum of its exports.
    sold: f64,
    /// The sum of its imports.
    bought: f64,
}

impl Panel {
    /// Every indicator of one period that needs no products, for every economy, flow and pair. Flows with several
    /// reports are reconciled as `how` says.
    ///
    /// `period` must be one that the panel has: quarters are not added up to years.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where the panel has nothing of the period.
    ///
    /// ```
    /// use tradepath::history::{Reader, Reconciliation};
    ///
    /// let file = "year,exporter,importer,value\n2019,KAZ,UZB,30\n2019,UZB,KAZ,10\n\
    ///             2019,KAZ,RUS,70\n2019,RUS,UZB,90\n";
    /// let panel = Reader::new().read(file.as_bytes(), "trade.csv")?.panel;
    /// let found = panel.indicators("2019", &Reconciliation::default())?;
    /// let flow = &found.flows[1];
    /// assert_eq!((flow.exporter.code(), flow.importer.code()), ("KAZ", "UZB"));
    /// assert_eq!((flow.share_of_exports, flow.intensity), (Some(0.3), Some(0.5)));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn indicators(
        &self,
        period: impl TryInto<Period, Error: Into<Error>>,
        how: &Reconciliation,
    ) -> Result<Indicators> {
        let period: Period = given(period)?;
        let flows: Vec<((Economy, Economy), Amount)> = self
            .mirrored_in(period, how)?
            .into_iter()
            .filter_map(|flow| Some(((flow.exporter, flow.importer), flow.reconciled?)))
            .collect();
        if flows.is_empty() {
            return Err(self.nothing_in(period));
        }
        self.require_reporters(period)?;
        let mut trade: BTreeMap<Economy, Trade> = BTreeMap::new();
        let mut world = 0.0;
        for ((exporter, importer), amount) in &flows {
            let seller = trade.entry(*exporter).or_default();
            seller.exports.push(*amount);
            seller.sold += amount.value();
            let buyer = trade.entry(*importer).or_default();
            buyer.imports.push(*amount);
            buyer.bought += amount.value();
            world += amount.value();
        }
        let world = Amount::new(world)?;
        // Every economy of the panel but the one itself.
        let partners = trade.len().saturating_sub(1);
        let economies = trade
            .iter()
            .map(|(economy, trade)| of_economy((*economy, self.gdp(*economy, period)), trade, partners, world));
        Ok(Indicators {
            period,
            world,
            economies: economies.collect::<Result<_>>()?,
            flows: flows
                .iter()
                .map(|(sides, amount)| of_flow(*sides, *amount, &trade, world))
                .collect::<Result<_>>()?,
            pairs: of_pairs(&flows, &trade)?,
        })
    }

    /// Refuses a period of which one economy alone reports: shares of the world, and of its partners' trade, would be
    /// shares of its own.
    fn require_reporters(&self, period: Period) -> Result<()> {
        let reports = self.reports().filter(|report| report.period == period && report.figure == Figure::Flow);
        let mut reporters = reports.map(|report| report.reporter);
        let first = reporters.next().flatten();
        match first.filter(|first| reporters.all(|other| other == Some(*first))) {
            None => Ok(()),
            Some(only) => {
                let hint = format!(
                    "all figures of {period} are {}'s own, and these indicators compare an economy's trade with that of all others",
                    only.name()
                );
                Err(Error::missing("reports of other economies", hint))
            }
        }
    }

    /// The error for a period without totals. It says which periods the panel has, or that it keeps products only.
    fn nothing_in(&self, period: Period) -> Error {
        let periods = self.periods();
        let hint = match (periods.first(), periods.last()) {
            (Some(first), Some(last)) => format!("the panel has {first} to {last}"),
            _ => "the panel is empty".to_owned(),
        };
        let by_product = self.reports().any(|report| report.period == period && report.product.is_some());
        if by_product {
            return Error::missing(
                format!("total of {period}"),
                "the panel keeps products one by one; read it without",
            );
        }
        Error::missing(format!("flow of {period}"), hint)
    }

    /// The indicators of a pair that need products, for one period.
    ///
    /// The panel must [keep products](crate::history::Reader::by_product), and must have them for all economies, as the
    /// shares are shares in the world's trade. Flows with several reports are reconciled as `how` says. Where product
    /// codes have several lengths, those of the length that most figures have are used, so that no trade counts twice;
    /// the sum of the others is [`left_out`](ProductIndicators::left_out).
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where the panel has no products in the period.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::{Reader, Reconciliation};
    ///
    /// let file = "t,i,j,k,v,q\n2019,398,860,270900,60,\n2019,398,156,270900,30,\n\
    ///             2019,398,156,720200,10,\n2019,860,398,520100,20,\n2019,860,398,270900,5,\n\
    ///             2019,156,860,850000,100,\n2019,156,398,850000,75,\n";
    /// let panel = Reader::new().by_product().read(file.as_bytes(), "BACI.csv")?.panel;
    /// let how = Reconciliation::default();
    /// let found = panel.product_indicators("2019", "KAZ-UZB", &how)?;
    /// // 20 % of Uzbekistan's exports are oil, as are 90 % of Kazakhstan's.
    /// assert_eq!(found.export_similarity.unwrap().round(), 20.0);
    /// // Kazakhstan exports oil and iron; Uzbekistan oil and cotton.
    /// assert_eq!(found.comparative_advantage.len(), 3);
    /// assert!(panel.product_indicators("2018", "KAZ-UZB", &how).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn product_indicators(
        &self,
        period: impl TryInto<Period, Error: Into<Error>>,
        pair: impl TryInto<Pair, Error: Into<Error>>,
        how: &Reconciliation,
    ) -> Result<ProductIndicators> {
        let period: Period = given(period)?;
        let pair: Pair = given(pair)?;
        let products = ByProduct::of(self, period, how)?;
        let (first, second) = (pair.first(), pair.second());
        let sold =
            |economy: Economy, product: &str| products.sold.get(&(economy, product)).copied().unwrap_or_default();
        let bought =
            |economy: Economy, product: &str| products.bought.get(&(economy, product)).copied().unwrap_or_default();
        let between = |from: Economy, to: Economy, product: &str| {
            products.flows.get(&(from, to, product)).copied().unwrap_or_default()
        };
        let both = |a: &dyn Fn(&str) -> f64, b: &dyn Fn(&str) -> f64| -> Result<Vec<(Amount, Amount)>> {
            products.world.keys().map(|product| Ok((Amount::new(a(product))?, Amount::new(b(product))?))).collect()
        };
        let exports = both(&|product| sold(first, product), &|product| sold(second, product))?;
        let there = both(&|product| sold(first, product), &|product| bought(second, product))?;
        let back = both(&|product| sold(second, product), &|product| bought(first, product))?;
        let trade = both(&|product| between(first, second, product), &|product| between(second, first, product))?;
        let (firsts, seconds): (Vec<Amount>, Vec<Amount>) = exports.iter().copied().unzip();
        Ok(ProductIndicators {
            pair,
            complementarity: complementarity(&there).ok(),
            complementarity_back: complementarity(&back).ok(),
            export_similarity: export_similarity(&exports).ok(),
            intra_industry_trade: intra_industry_trade(&trade).ok(),
            first_concentration: concentration(&firsts).ok(),
            second_concentration: concentration(&seconds).ok(),
            left_out: Amount::new(products.left_out)?,
            comparative_advantage: products.advantages(&exports)?,
        })
    }
}

/// A part's share in the whole, from 0 to 1; none where the whole is zero.
fn share(part: Amount, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part.value() / whole)
}

/// The indicators of one economy, which is given with its gross domestic product. `partners` is the number of other
/// economies in the panel, and `world` the sum of all flows.
fn of_economy(
    (economy, gdp): (Economy, Option<Amount>),
    trade: &Trade,
    partners: usize,
    world: Amount,
) -> Result<EconomyIndicators> {
    let (exports, imports) = (Amount::new(trade.sold)?, Amount::new(trade.bought)?);
    let turnover = Amount::new(trade.sold + trade.bought)?;
    // Partners with whom nothing is traded are parts of zero.
    let over_all = |parts: &[Amount]| {
        let zeros = vec![Amount::ZERO; partners.saturating_sub(parts.len())];
        concentration(&[parts, &zeros].concat()).ok()
    };
    Ok(EconomyIndicators {
        economy,
        exports,
        imports,
        export_share: share(exports, world.value()),
        import_share: share(imports, world.value()),
        cover_ratio: cover_ratio(exports, imports).ok(),
        normalised_balance: normalised_balance(exports, imports).ok(),
        export_herfindahl: herfindahl_hirschman(&trade.exports).ok(),
        import_herfindahl: herfindahl_hirschman(&trade.imports).ok(),
        export_concentration: over_all(&trade.exports),
        import_concentration: over_all(&trade.imports),
        openness: gdp.and_then(|gdp| openness(turnover, gdp).ok()),
        mean_openness: gdp.and_then(|gdp| mean_openness(turnover, gdp).ok()),
    })
}

/// The indicators of one flow. `trade` has the sums of both sides, and `world` is the sum of all flows.
fn of_flow(
    (exporter, importer): (Economy, Economy),
    amount: Amount,
    trade: &BTreeMap<Economy, Trade>,
    world: Amount,
) -> Result<FlowIndicators> {
    let (sold, bought) =
        (trade.get(&exporter).map_or(0.0, |of| of.sold), trade.get(&importer).map_or(0.0, |of| of.bought));
    let shares = ExportShares {
        part: amount,
        exports: Amount::new(sold)?,
        world_part: Amount::new(bought)?,
        world_exports: world,
    };
    // Where the exporter is the importer's only partner, rounding may leave less than nothing of the world's.
    let others = shares.without_own().ok();
    Ok(FlowIndicators {
        exporter,
        importer,
        amount,
        share_of_exports: share(amount, sold),
        share_of_imports: share(amount, bought),
        intensity: trade_intensity(&shares).ok(),
        intensity_without_own: others.and_then(|others| trade_intensity(&others).ok()),
    })
}

/// The indicators of every pair that has a flow, in the order of the codes.
fn of_pairs(flows: &[((Economy, Economy), Amount)], trade: &BTreeMap<Economy, Trade>) -> Result<Vec<PairIndicators>> {
    let mut pairs: BTreeMap<(Economy, Economy), [Option<Amount>; 2]> = BTreeMap::new();
    for ((exporter, importer), amount) in flows {
        // Both flows of a pair meet under one key: the economy whose code comes first is named first.
        let (key, direction) =
            if exporter < importer { ((*exporter, *importer), 0) } else { ((*importer, *exporter), 1) };
        pairs.entry(key).or_default()[direction] = Some(*amount);
    }
    let all = |economy: &Economy| trade.get(economy).map_or(0.0, |of| of.sold + of.bought);
    let of_pair = |((first, second), [exports, imports]): ((Economy, Economy), [Option<Amount>; 2])| {
        let turnover = Amount::new([exports, imports].into_iter().flatten().map(Amount::value).sum())?;
        let both = exports.zip(imports);
        Ok(PairIndicators {
            pair: Pair::new(first, second)?,
            exports,
            imports,
            turnover,
            share_of_first: share(turnover, all(&first)),
            share_of_second: share(turnover, all(&second)),
            cover_ratio: both.and_then(|(exports, imports)| cover_ratio(exports, imports).ok()),
            normalised_balance: both.and_then(|(exports, imports)| normalised_balance(exports, imports).ok()),
        })
    };
    pairs.into_iter().map(of_pair).collect()
}

/// How fine products are: the name of the classification, in any revision, and the length of the codes; 0 for names.
type Level<'p> = (&'p str, usize);

fn level_of(product: &Product) -> Level<'_> {
    let (classification, code) = product.in_any_revision();
    (classification, if product.classification().has_codes() { code.len() } else { 0 })
}

/// The level that most figures of a period have; none where there are no products. Totals of all products do not count,
/// and of two levels with as many figures the later in order is taken.
fn most_used_level(panel: &Panel, period: Period) -> Option<Level<'_>> {
    let mut counts: BTreeMap<Level<'_>, usize> = BTreeMap::new();
    let reports = panel.reports().filter(|report| report.period == period && report.figure == Figure::Flow);
    for product in reports.filter_map(|report| report.product) {
        *counts.entry(level_of(product)).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(level, _)| level)
}

/// A period's flows by product, with the sums that shares are taken of. All amounts are in units of the panel's
/// currency.
struct ByProduct<'p> {
    /// The amount by exporter, importer and product.
    flows: BTreeMap<(Economy, Economy, &'p str), f64>,
    /// Each economy's exports to all, by product.
    sold: BTreeMap<(Economy, &'p str), f64>,
    /// Each economy's imports from all, by product.
    bought: BTreeMap<(Economy, &'p str), f64>,
    /// All flows, by product.
    world: BTreeMap<&'p str, f64>,
    /// The sum of the figures of products at other levels: codes of another length.
    left_out: f64,
}

impl<'p> ByProduct<'p> {
    /// A period's flows at the level that most figures have.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where the panel has no products in the period.
    fn of(panel: &'p Panel, period: Period, how: &Reconciliation) -> Result<Self> {
        let level = most_used_level(panel, period);
        let counts = |product: Option<&Product>| product.is_some_and(|product| Some(level_of(product)) == level);
        let others = |product: Option<&Product>| product.is_some() && !counts(product);
        let left_out = panel.mirrored_products(period, how, others)?;
        let mut found = Self {
            flows: BTreeMap::new(),
            sold: BTreeMap::new(),
            bought: BTreeMap::new(),
            world: BTreeMap::new(),
            left_out: left_out.iter().filter_map(|(_, flow)| Some(flow.reconciled?.value())).sum(),
        };
        for (product, flow) in panel.mirrored_products(period, how, counts)? {
            let (Some(product), Some(amount)) = (product.map(Product::code), flow.reconciled) else { continue };
            let units = amount.value();
            found.flows.insert((flow.exporter, flow.importer, product), units);
            *found.sold.entry((flow.exporter, product)).or_default() += units;
            *found.bought.entry((flow.importer, product)).or_default() += units;
            *found.world.entry(product).or_default() += units;
        }
        if found.world.is_empty() {
            let hint = "read a file that has products, and keep them: see Reader::by_product";
            return Err(Error::missing(format!("product of {period}"), hint));
        }
        Ok(found)
    }

    /// The comparative advantages of both economies in each product that either exports, by product code. `exports` has
    /// both economies' exports in the order of [`world`](Self::world).
    fn advantages(&self, exports: &[(Amount, Amount)]) -> Result<BTreeMap<String, Advantages>> {
        let all =
            |side: fn(&(Amount, Amount)) -> Amount| Amount::new(exports.iter().map(|both| side(both).value()).sum());
        let (first, second) = (all(|both| both.0)?, all(|both| both.1)?);
        let world_exports = Amount::new(self.world.values().sum())?;
        let mut advantages = BTreeMap::new();
        for ((product, world), (a, b)) in self.world.iter().zip(exports) {
            if *a == Amount::ZERO && *b == Amount::ZERO {
                continue;
            }
            let world_part = Amount::new(*world)?;
            let of = |part, exports| {
                revealed_comparative_advantage(&ExportShares { part, exports, world_part, world_exports }).ok()
            };
            let both = Advantages { first: of(*a, first), second: of(*b, second) };
            advantages.insert((*product).to_owned(), both);
        }
        Ok(advantages)
    }
}

#[cfg(test)]
mod tests {
    use approx::assert_relative_eq;

    use super::*;
    use crate::history::read::Reader;

    fn products() -> Panel {
        let file = "t,i,j,k,v,q\n2019,398,860,270900,60,\n2019,398,156,270900,30,\n2019,398,156,720200,10,\n\
                    2019,860,398,520100,20,\n2019,860,398,270900,5,\n2019,156,860,850000,100,\n2019,156,398,850000,75,\n";
        Reader::new().by_product().read(file.as_bytes(), "BACI.csv").unwrap().panel
    }

    #[test]
    fn product_indicators_are_those_of_the_formulas() {
        let found = products().product_indicators("2019", "KAZ-UZB", &Reconciliation::default()).unwrap();
        // Kazakhstan sells 90 % oil and 10 % iron; Uzbekistan buys 60 of 160 oil, the rest machines.
        assert_relative_eq!(found.complementarity.unwrap(), 37.5, max_relative = 1e-12);
        assert_relative_eq!(found.export_similarity.unwrap(), 20.0, max_relative = 1e-12);
        assert_relative_eq!(found.intra_industry_trade.unwrap(), 1.0 - 75.0 / 85.0, max_relative = 1e-12);
        let oil = found.comparative_advantage["270900"];
        assert_relative_eq!(oil.first.unwrap(), 0.9 / (95.0 / 300.0), max_relative = 1e-12);
        assert_eq!(found.comparative_advantage.len(), 3);
        assert!(products().product_indicators("2018", "KAZ-UZB", &Reconciliation::default()).is_err());
    }

    #[test]
    fn shares_and_totals_add_up() {
        let file = "year,exporter,importer,value\n2019,KAZ,UZB,30\n2019,UZB,KAZ,10\n2019,KAZ,RUS,70\n2019,RUS,UZB,90\n";
        let panel = Reader::new().read(file.as_bytes(), "trade.csv").unwrap().panel;
        let found = panel.indicators("2019", &Reconciliation::default()).unwrap();
        assert_eq!(found.world.value(), 200.0);
        assert_relative_eq!(found.economies.iter().filter_map(|of| of.export_share).sum::<f64>(), 1.0);
        let pair = &found.pairs[1];
        assert_eq!((pair.pair.to_string(), pair.turnover.value()), ("KAZ-UZB".into(), 40.0));
        assert_relative_eq!(pair.share_of_first.unwrap(), 40.0 / 110.0);
        assert_relative_eq!(pair.share_of_second.unwrap(), 40.0 / 130.0);
        assert_eq!(pair.cover_ratio, Some(3.0));
        assert_eq!(found.economies[0].openness, None);
        assert!(panel.indicators("2018", &Reconciliation::default()).unwrap_err().to_string().contains("2019 to 2019"));
    }
}
