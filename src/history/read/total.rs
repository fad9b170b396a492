//! The total of a flow: the total that is stated, or else the sum of its products, each counted once.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    currency::Currency,
    error::{Error, Result},
    history::{
        panel::{CLASSED, Cell, FlowKey, GROUPS, Panel},
        read::tally::{Given, Sum, Tally},
    },
};

impl Tally {
    /// The panel, and the tally with what could not be part of the panel.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) where a sum is more than a number can be;
    /// [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) where products of several lengths of code are too
    /// many to tell which are parts of which.
    pub(crate) fn finish(mut self, currency: Currency) -> Result<(Panel, Self)> {
        let mut figures: Vec<((FlowKey, u64, u8), Given)> = std::mem::take(&mut self.figures).into_iter().collect();
        figures.sort_unstable_by_key(|(key, _)| *key);
        let mut cells: Vec<Cell> = Vec::with_capacity(figures.len());
        if self.by_product {
            cells.extend(figures.into_iter().map(|((key, product, _), given)| cell(key, product, given)));
        } else {
            let happened = if figures.is_empty() { FxHashSet::default() } else { self.happened_in_sums() };
            for flow in figures.chunk_by(|a, b| a.0.0 == b.0.0) {
                cells.extend(self.total(flow, happened.contains(&flow[0].0.0)));
            }
            self.add_sums(&mut cells)?;
        }
        // Each amount is finite, but a sum of them may not be.
        if let Some(large) = cells.iter().find(|cell| !cell.amount.is_finite()) {
            let key = large.key;
            let what = format!("the sum over {} to {} in {}", key.exporter(), key.importer(), key.period());
            return Err(Error::out_of_range(what, large.amount, "less than 1.8e308"));
        }
        let names = if self.by_product { std::mem::take(&mut self.products) } else { FxHashMap::default() };
        let sources = std::mem::take(&mut self.sources);
        let panel = Panel::new(currency, cells, sources, &names, std::mem::take(&mut self.context));
        Ok((panel, self))
    }

    /// The flows of which a product that is more than a projection is held in a sum.
    fn happened_in_sums(&self) -> FxHashSet<FlowKey> {
        let sums = self.sums.iter().flatten();
        sums.filter(|(_, sum)| sum.happened()).map(|((key, _, _), _)| *key).collect()
    }

    /// The total of one flow from figures that were held one by one: the stated total, or the sum of the products of
    /// which none is part of another. A total that is only projected gives way to products that have happened, held
    /// here or in a sum (`in_sums`).
    fn total(&mut self, flow: &[((FlowKey, u64, u8), Given)], in_sums: bool) -> Option<Cell> {
        let key = flow[0].0.0;
        let (stated, products): (Vec<_>, Vec<_>) = flow.iter().copied().partition(|((_, product, _), _)| *product == 0);
        let happened = in_sums || products.iter().any(|(_, given)| given.happened());
        if let Some((_, total)) = stated.first() {
            // What is only projected does not stand before what has happened.
            if total.happened() || !happened {
                self.leave_out(products.into_iter().map(|(_, given)| given), IN_TOTAL);
                return Some(cell(key, 0, *total));
            }
            self.leave_out([*total], "a projected total beside products that have happened");
        }
        let mut named: Vec<(String, Given)> =
            products.into_iter().map(|((_, product, _), given)| (self.product_name(product), given)).collect();
        // A code then follows the shorter codes that it begins with.
        named.sort_unstable_by(|a, b| (a.1.class, &a.0).cmp(&(b.1.class, &b.0)));
        let class = chosen_class(named.iter().map(|(_, given)| (given.level, given.class)));
        // A single product group that the caller chose overlaps with nothing.
        let overlapping = !self.chosen || named.len() > 1;
        let mut sum: Option<Given> = None;
        let mut cover: Option<String> = None;
        for (name, given) in named {
            let coded = given.level == CLASSED || is_code(&name);
            let part = coded && cover.as_ref().is_some_and(|cover| name.starts_with(cover.as_str()));
            let what = if given.level == GROUPS && overlapping {
                Some(OVERLAPPING)
            } else if given.class != class && given.level != GROUPS {
                Some(OTHER_CLASS)
            } else if part {
                Some("products that a coarser product has in it")
            } else {
                None
            };
            if let Some(what) = what {
                self.leave_out([given], what);
                continue;
            }
            sum = Some(sum.map_or(given, |sum| self.together(sum, given)));
            cover = coded.then_some(name);
        }
        sum.map(|sum| cell(key, 0, sum))
    }

    /// Lists figures as skipped, for a reason.
    fn leave_out(&mut self, figures: impl IntoIterator<Item = Given>, what: &str) {
        for given in figures {
            self.set_aside(what.to_owned(), 1, given.file, given.place);
        }
    }

    /// Adds the flows whose products were held as sums. Within a sum all codes have one length, so none is part of
    /// another; sums of two lengths cannot be compared and are refused.
    fn add_sums(&mut self, cells: &mut Vec<Cell>) -> Result<()> {
        let Some(sums) = self.sums.take() else { return Ok(()) };
        let mut sums: Vec<((FlowKey, u8, u8), Sum)> = sums.into_iter().collect();
        sums.sort_unstable_by_key(|(key, _)| *key);
        let stated = cells.len();
        for flow in sums.chunk_by(|a, b| a.0.0 == b.0.0) {
            let key = flow[0].0.0;
            let class = chosen_class(flow.iter().map(|((_, level, class), _)| (*level, *class)));
            // Only the cells before `stated` are in order: the totals that the files state.
            let in_total = cells[..stated].binary_search_by_key(&key, |cell| cell.key).is_ok();
            let mut found: Option<Sum> = None;
            for ((_, level, of_class), sum) in flow {
                let what = if in_total {
                    IN_TOTAL
                } else if *level == GROUPS && (!self.chosen || sum.rows > 1) {
                    OVERLAPPING
                } else if *of_class != class && *level != GROUPS {
                    OTHER_CLASS
                } else if let Some(before) = found {
                    return Err(self.several_lengths(key, &before, sum));
                } else {
                    found = Some(*sum);
                    continue;
                };
                self.set_aside(what.to_owned(), sum.rows, sum.top.file, sum.top.place);
            }
            if let Some(sum) = found {
                let total = sum.others.map_or(sum.top, |others| self.together(others, sum.top));
                cells.push(cell(key, 0, total));
            }
        }
        cells.sort_unstable_by_key(|cell| cell.key);
        Ok(())
    }

    /// The error for a flow with products of several lengths of code.
    fn several_lengths(&self, key: FlowKey, one: &Sum, other: &Sum) -> Error {
        let file = self.files.get(other.top.file as usize).cloned().unwrap_or_default();
        Error::contradiction(format!(
            "{} to {} in {} has products such as {} and {}, and the files have too many to tell which are parts of which; read one pair at a time, or choose products",
            key.exporter(),
            key.importer(),
            key.period(),
            self.product_name(one.highest),
            self.product_name(other.highest)
        ))
        .in_file(file)
    }
}

const IN_TOTAL: &str = "products that a stated total has in it";
const OVERLAPPING: &str = "product groups that overlap; choose one of them";
const OTHER_CLASS: &str = "products of another classification";

/// The classification whose products make a flow: the latest revision of the Harmonised System that the flow has, or
/// the one that does not say which; without those, the first of the others.
fn chosen_class(products: impl Iterator<Item = (u8, u8)> + Clone) -> u8 {
    let harmonised =
        products.clone().filter(|(level, _)| *level != CLASSED && *level != GROUPS).map(|(_, class)| class);
    harmonised.max().or(products.map(|(_, class)| class).min()).unwrap_or(0)
}

/// Whether a product goes by a numeric code, where a longer code is part of the shorter code that it begins with.
fn is_code(product: &str) -> bool {
    product.starts_with(|first: char| first.is_ascii_digit())
}

fn cell(key: FlowKey, product: u64, given: Given) -> Cell {
    Cell { key, product, amount: given.amount, status: given.status, source: given.source }
}
