//! The total of a flow: the total that is stated, or else the sum of its products, each counted once.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    coverage::{Classification, Coverage, Product},
    error::{Error, Result},
    history::{
        format::{COVERED, ClassNumber, GROUPS, NAMED},
        panel::{Cell, FlowKey, Lists, Panel},
        read::{
            covers::{Cover, Covers, Part, stated},
            tally::{Given, Sum, Tally},
        },
    },
    unit::Unit,
};

/// One figure by flow, product and classification.
type Figured = ((FlowKey, u64, ClassNumber), Given);

impl Tally {
    /// The panel, and the tally with what could not be part of the panel.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) where a sum is more than a number can be;
    /// [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) where products of several lengths of code are too
    /// many to tell which are parts of which.
    pub(crate) fn finish(mut self, unit: Unit) -> Result<(Panel, Self)> {
        let mut figures: Vec<Figured> = std::mem::take(&mut self.figures).into_iter().collect();
        figures.sort_unstable_by_key(|(key, _)| *key);
        let (cells, products, coverages) = if self.by_product {
            self.kept_by_product(&figures)
        } else {
            let mut covers = Covers::default();
            let cells = self.totals(&figures, &mut covers)?;
            (cells, vec![None], covers.finish(&self.legend()))
        };
        // Each amount is finite, but a sum of them may not be.
        if let Some(large) = cells.iter().find(|cell| !cell.amount.is_finite()) {
            let key = large.key;
            let what = format!("the sum over {} to {} in {}", key.exporter(), key.importer(), key.period());
            return Err(Error::out_of_range(what, large.amount, "less than 1.8e308"));
        }
        let lists = Lists { sources: std::mem::take(&mut self.sources), products, coverages };
        let panel = Panel::new(unit, cells, lists, std::mem::take(&mut self.context));
        Ok((panel, self))
    }

    /// The total of every flow.
    fn totals(&mut self, figures: &[Figured], covers: &mut Covers) -> Result<Vec<Cell>> {
        let happened = if figures.is_empty() { FxHashSet::default() } else { self.happened_in_sums() };
        let mut cells: Vec<Cell> = Vec::with_capacity(figures.len());
        for flow in figures.chunk_by(|a, b| a.0.0 == b.0.0) {
            cells.extend(self.total(flow, happened.contains(&flow[0].0.0), covers));
        }
        self.add_sums(&mut cells, covers)?;
        Ok(cells)
    }

    /// Every figure of its own, with the products and the coverages that the cells' indices stand for. Of a flow in
    /// several revisions of the Harmonised System, the latest is kept, as they are the same trade under other codes.
    fn kept_by_product(&mut self, figures: &[Figured]) -> (Vec<Cell>, Vec<Option<Product>>, Vec<Coverage>) {
        let mut products: Vec<Option<Product>> = vec![None];
        let mut coverages = vec![Coverage::Goods];
        let mut places: FxHashMap<(u64, u8, ClassNumber), u32> = FxHashMap::default();
        let mut cells = Vec::with_capacity(figures.len());
        for flow in figures.chunk_by(|a, b| a.0.0 == b.0.0) {
            let coded = |given: &Given| !matches!(given.level, 0 | NAMED | GROUPS | COVERED);
            let harmonised = |given: &Given| coded(given) && given.class.place().is_none();
            let latest = flow.iter().map(|(_, given)| given).filter(|given| harmonised(given)).map(|given| given.class);
            let latest = latest.max();
            for ((key, product, class), given) in flow {
                if harmonised(given) && Some(*class) != latest {
                    self.leave_out([*given], OTHER_CLASS);
                    continue;
                }
                let place = *places.entry((*product, given.level, *class)).or_insert_with(|| {
                    let (product, coverage) = self.of_one(*product, given);
                    products.push(product);
                    coverages.push(coverage);
                    products.len() as u32 - 1
                });
                cells.push(Cell { product: place, ..cell(*key, place, *given) });
            }
        }
        (cells, products, coverages)
    }

    /// The product of a figure and what the figure counts.
    fn of_one(&self, key: u64, given: &Given) -> (Option<Product>, Coverage) {
        let legend = self.legend();
        let code = legend.code(key);
        let classification = match given.level {
            0 => return (None, Coverage::Goods),
            COVERED => return (None, stated(code)),
            NAMED => Classification::Names,
            GROUPS => Classification::Groups,
            _ => legend.classification(given.class),
        };
        // A code of punctuation alone is no product; it is kept under the name that it has.
        let product = Product::new(classification, &code).ok();
        let coverage = product.clone().map_or(Coverage::Part(code), Coverage::from);
        (product, coverage)
    }

    /// The flows of which a product that is more than a projection is held in a sum.
    fn happened_in_sums(&self) -> FxHashSet<FlowKey> {
        let sums = self.sums.iter().flatten();
        sums.filter(|(_, sum)| sum.happened()).map(|((key, _, _), _)| *key).collect()
    }

    /// The total of one flow from figures that were held one by one: the stated total, or the sum of the products of
    /// which none is part of another. A total that is only projected gives way to products that have happened, held
    /// here or in a sum (`in_sums`).
    fn total(&mut self, flow: &[Figured], in_sums: bool, covers: &mut Covers) -> Option<Cell> {
        let key = flow[0].0.0;
        let (stated, others): (Vec<_>, Vec<_>) = flow.iter().copied().partition(|((_, product, _), _)| *product == 0);
        let happened = in_sums || others.iter().any(|(_, given)| given.happened());
        if let Some((_, total)) = stated.first() {
            // What is only projected does not stand before what has happened.
            if total.happened() || !happened {
                let is_covered = |(_, given): &Figured| given.level == COVERED;
                let (covered, products): (Vec<_>, Vec<_>) = others.into_iter().partition(is_covered);
                self.leave_out(covered.into_iter().map(|(_, given)| given), OTHER_COVERAGE);
                self.leave_out(products.into_iter().map(|(_, given)| given), IN_TOTAL);
                return Some(cell(key, Covers::GOODS, *total));
            }
            self.leave_out([*total], "a projected total beside products that have happened");
        }
        let is_covered = |(_, given): &Figured| given.level == COVERED;
        if let Some(covered) = others.iter().copied().find(is_covered) {
            let ((_, words, _), given) = covered;
            let rest = others.into_iter().filter(|(figure, _)| *figure != covered.0);
            self.leave_out(rest.map(|(_, given)| given), OTHER_COVERAGE);
            return Some(cell(key, covers.index(Cover::Stated(words)), given));
        }
        self.sum_of(key, &others, covers)
    }

    /// The sum of a flow's products of which none is part of another; the rest are listed as skipped.
    fn sum_of(&mut self, key: FlowKey, products: &[Figured], covers: &mut Covers) -> Option<Cell> {
        let mut named: Vec<(String, u64, Given)> =
            products.iter().map(|((_, product, _), given)| (self.product_name(*product), *product, *given)).collect();
        // A code then follows the shorter codes that it begins with.
        named.sort_unstable_by(|a, b| (a.2.class, &a.0).cmp(&(b.2.class, &b.0)));
        let class = chosen_class(named.iter().map(|(.., given)| (given.level, given.class)));
        // A single product group that the caller chose overlaps with nothing.
        let overlapping = self.chosen.is_empty() || named.len() > 1;
        let mut sum: Option<Given> = None;
        let mut files: Vec<u32> = Vec::new();
        let mut cover: Option<String> = None;
        for (name, product, given) in named {
            let coded = given.level != NAMED && given.level != GROUPS;
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
            if self.is_partial(given.file) {
                covers.add_part(given.file, Part { key: product, level: given.level, class: given.class });
                files.push(given.file);
            }
        }
        let sum = sum?;
        Some(cell(key, self.cover(files, &sum, covers), sum))
    }

    /// Whether the products of a file that make a total are not all goods, as far as is known.
    fn is_partial(&self, file: u32) -> bool {
        !self.chosen.is_empty() || !self.legend().whole(file)
    }

    /// The index of what a sum over products of some partial files counts; all goods where there are no such files.
    fn cover(&self, mut files: Vec<u32>, sum: &Given, covers: &mut Covers) -> u32 {
        files.sort_unstable();
        files.dedup();
        if files.is_empty() {
            return Covers::GOODS;
        }
        covers.index(Cover::Sum { files, class: sum.class, groups: sum.level == GROUPS })
    }

    /// Lists figures as skipped, for a reason.
    fn leave_out(&mut self, figures: impl IntoIterator<Item = Given>, what: &str) {
        for given in figures {
            self.set_aside(what.to_owned(), 1, given.file, given.place);
        }
    }

    /// Adds the flows whose products were held as sums. Within a sum all codes have one length, so none is part of
    /// another; sums of two lengths cannot be compared and are refused.
    fn add_sums(&mut self, cells: &mut Vec<Cell>, covers: &mut Covers) -> Result<()> {
        let Some(sums) = self.sums.take() else { return Ok(()) };
        let mut sums: Vec<((FlowKey, u8, ClassNumber), Sum)> = sums.into_iter().collect();
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
                } else if *level == GROUPS && (self.chosen.is_empty() || sum.rows > 1) {
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
                let files = [Some(sum.top), sum.others].into_iter().flatten().map(|given| given.file);
                let files = files.filter(|file| self.is_partial(*file)).collect();
                let total = sum.others.map_or(sum.top, |others| self.together(others, sum.top));
                cells.push(cell(key, self.cover(files, &total, covers), total));
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
const OTHER_COVERAGE: &str = "figures that count something else than the figure that is used";

/// The classification whose products make a flow: the latest revision of the Harmonised System that the flow has, or
/// the one that does not say which; without those, the first of the others.
fn chosen_class(products: impl Iterator<Item = (u8, ClassNumber)> + Clone) -> ClassNumber {
    let harmonised = products.clone().filter(|(level, class)| class.place().is_none() && *level != GROUPS);
    let latest = harmonised.map(|(_, class)| class).max();
    latest.or(products.map(|(_, class)| class).min()).unwrap_or(ClassNumber::UNSTATED)
}

/// The total of a flow; `coverage` is the index of what it counts.
fn cell(key: FlowKey, coverage: u32, given: Given) -> Cell {
    Cell { key, product: 0, coverage, amount: given.amount, status: given.status, source: given.source }
}
