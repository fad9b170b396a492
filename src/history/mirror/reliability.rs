//! How far each reporter's statistics agree with those of its partners.
//!
//! [`Reliability`] is the result and has the formula; [`fixed_point`] computes it from one [`Ledger`] for each
//! reporter.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    economy::Economy,
    error::{Error, Result},
    history::mirror::cif_fob::CifFob,
};

/// How far each reporter's statistics disagree with its partners', estimated over a panel in which flows are reported
/// twice.
///
/// The squared asymmetry of a flow, with the importer's report at the exporter's border, is modelled as the sum of two
/// parts, one for each reporter, both zero or more:
///
/// ```text
/// a_ij^2 ~ s_i + s_j,    a_ij = |X_ij - M_ij| / (X_ij + M_ij)
/// ```
///
/// The parts `s` are estimated by least squares. Each flow is weighted by the logarithm of its size, `ln(1 + (X + M) /
/// 2)`. Each reporter's part is drawn towards the mean part of the panel, as if [`PRIOR_FLOWS`](Self::PRIOR_FLOWS)
/// flows of mean weight had shown that mean. The solution is found as a fixed point: each reporter's part is what its
/// flows leave over once its partners' parts are subtracted, and this is repeated until no part moves.
///
/// Within a flow, each report is then weighted in inverse proportion to its reporter's part, as by the inverse of a
/// variance. Judging reporters by all their mirror flows follows BACI (Gaulier and Zignago 2010), which explains the
/// asymmetry by fixed effects of the reporters.
///
/// [`Panel::reliability`](crate::history::Panel::reliability) computes it, and
/// [`Reconciliation::weighted`](crate::history::Reconciliation::weighted) uses it.
///
/// # Examples
/// ```
/// use tradepath::history::{CifFob, Reader};
///
/// // France and Germany agree with each other; both disagree with Malta.
/// let reports = [
///     ("FRA", "DEU", 100, 100), ("DEU", "FRA", 80, 80),
///     ("FRA", "MLT", 50, 20), ("DEU", "MLT", 40, 90),
/// ];
/// let mut file = String::from("year,exporter,importer,reporter,valuation,value\n");
/// for (exporter, importer, x, m) in reports {
///     file += &format!("2019,{exporter},{importer},{exporter},FOB,{x}\n");
///     file += &format!("2019,{exporter},{importer},{importer},FOB,{m}\n");
/// }
/// let panel = Reader::new().read(file.as_bytes(), "trade.csv")?.panel;
/// let reliability = panel.reliability(CifFob::default())?;
/// let ranking = reliability.ranking();
/// assert_eq!(ranking.last().map(|(economy, _)| economy.name()), Some("Malta"));
/// assert!(ranking.iter().all(|(_, part)| *part >= 0.0));
/// assert_eq!(reliability.cif_fob(), CifFob::default());
/// // Next to Malta's, France's report counts for more than half.
/// assert!(reliability.share("FRA".parse()?, "MLT".parse()?) > 0.5);
/// // Of two economies outside the panel nothing is known.
/// assert_eq!(reliability.share("BRA".parse()?, "ARG".parse()?), 0.5);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reliability {
    /// `s` of each reporter.
    disagreement: BTreeMap<Economy, f64>,
    /// The mean part of the panel, used for a reporter of which nothing is known.
    usual: f64,
    /// The number of flows and periods that both sides report.
    flows: usize,
    /// The number of rounds until no part moved.
    rounds: usize,
    /// The factor by which importers' CIF figures were divided.
    cif_fob: CifFob,
}

/// The flows of one reporter, added up.
#[derive(Default, Clone)]
pub(crate) struct Ledger {
    /// The sum of the flows' weights.
    pub(crate) weight: f64,
    /// The weighted sum of the squared asymmetries.
    pub(crate) squares: f64,
    /// The sum of the weights with each partner, by the partner's index.
    pub(crate) partners: BTreeMap<usize, f64>,
}

impl Reliability {
    /// The number of flows of mean weight for which the mean of the panel counts in each reporter's part. A reporter
    /// with few mirrored flows is therefore judged to be much like the others.
    pub const PRIOR_FLOWS: f64 = 5.0;
    /// A part that moves by no more than this in a round counts as unmoved. Parts are of the order of a squared
    /// asymmetry, from 0 to 1.
    const STILL: f64 = 1e-14;
    /// The number of rounds after which the search is given up, so that no panel can make it run forever.
    const MOST_ROUNDS: usize = 100_000;

    /// A reporter's part in the squared asymmetry of its flows, zero or more; none where no partner reported the same
    /// flow.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::{CifFob, Reader};
    ///
    /// // France and Germany agree with each other; both disagree with Malta.
    /// let reports = [
    ///     ("FRA", "DEU", 100, 100), ("DEU", "FRA", 80, 80),
    ///     ("FRA", "MLT", 50, 20), ("DEU", "MLT", 40, 90),
    /// ];
    /// let mut file = String::from("year,exporter,importer,reporter,valuation,value\n");
    /// for (exporter, importer, x, m) in reports {
    ///     file += &format!("2019,{exporter},{importer},{exporter},FOB,{x}\n");
    ///     file += &format!("2019,{exporter},{importer},{importer},FOB,{m}\n");
    /// }
    /// let panel = Reader::new().read(file.as_bytes(), "trade.csv")?.panel;
    /// let reliability = panel.reliability(CifFob::default())?;
    /// assert_eq!((reliability.flows(), reliability.ranking().len()), (4, 3));
    /// let malta = reliability.disagreement("MLT".parse()?);
    /// assert!(malta > reliability.disagreement("FRA".parse()?));
    /// assert_eq!(reliability.disagreement("KAZ".parse()?), None);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn disagreement(&self, reporter: Economy) -> Option<f64> {
        self.disagreement.get(&reporter).copied()
    }

    /// The weight of the exporter's report beside the importer's, from 0 to 1:
    ///
    /// ```text
    /// s_importer / (s_exporter + s_importer)
    /// ```
    ///
    /// A reporter of which nothing is known has the mean part of the panel. Where both parts are zero, the weight is
    /// one half. The importer's report has the rest of the weight.
    pub fn share(&self, exporter: Economy, importer: Economy) -> f64 {
        let part = |reporter| self.disagreement(reporter).unwrap_or(self.usual);
        let (x, m) = (part(exporter), part(importer));
        if x + m > 0.0 { m / (x + m) } else { 0.5 }
    }

    /// Every reporter with its part in the squared asymmetry, the most reliable (the smallest part) first.
    ///
    /// Only reporters that have a flow reported by both sides are in it.
    pub fn ranking(&self) -> Vec<(Economy, f64)> {
        let mut ranking: Vec<(Economy, f64)> =
            self.disagreement.iter().map(|(economy, part)| (*economy, *part)).collect();
        ranking.sort_by(|a, b| a.1.total_cmp(&b.1));
        ranking
    }

    /// The factor by which importers' CIF figures were divided before the comparison.
    /// [`Reconciliation::weighted`](crate::history::Reconciliation::weighted) uses the same.
    pub fn cif_fob(&self) -> CifFob {
        self.cif_fob
    }

    /// The number of flows and periods that both sides report: what the estimate rests on.
    pub fn flows(&self) -> usize {
        self.flows
    }

    /// The number of rounds that the fixed point took, at least one.
    pub fn rounds(&self) -> usize {
        self.rounds
    }
}

/// Solves for the reporters' parts: subtracts from each reporter's squares what its partners' parts account for, and
/// repeats until no part moves.
///
/// ```text
/// s_i = max(0, (sum_j w_ij a_ij^2 - sum_j w_ij s_j + prior · usual) / (sum_j w_ij + prior))
/// ```
///
/// `ledgers` has one entry for each economy, by its index. `flows` is the number of flows in them, above zero.
///
/// # Errors
/// [`ErrorKind::NoAnswer`](crate::ErrorKind::NoAnswer) where the parts still move after [`Reliability::MOST_ROUNDS`].
pub(crate) fn fixed_point(ledgers: &[Ledger], flows: usize, cif_fob: CifFob) -> Result<Reliability> {
    let total: f64 = ledgers.iter().map(|ledger| ledger.weight).sum();
    let squares: f64 = ledgers.iter().map(|ledger| ledger.squares).sum();
    // Each flow is in two ledgers, and has two parts.
    let usual = squares / total / 2.0;
    // `total / (2 flows)` is the mean weight of a flow.
    let prior = Reliability::PRIOR_FLOWS * total / (2.0 * flows as f64);
    // The prior's mean is also a good place to start from.
    let mut parts = vec![usual; ledgers.len()];
    for rounds in 1..=Reliability::MOST_ROUNDS {
        let mut moved = 0.0_f64;
        for (at, ledger) in ledgers.iter().enumerate().filter(|(_, ledger)| ledger.weight > 0.0) {
            let partners: f64 = ledger.partners.iter().map(|(partner, weight)| weight * parts[*partner]).sum();
            // Clamped at zero: a part is a variance.
            let part = ((ledger.squares - partners + prior * usual) / (ledger.weight + prior)).max(0.0);
            moved = moved.max((part - parts[at]).abs());
            // The new part counts at once for the reporters that follow in this round (Gauss-Seidel).
            parts[at] = part;
        }
        if moved <= Reliability::STILL {
            let known = Economy::all().zip(ledgers.iter().zip(&parts)).filter(|(_, (ledger, _))| ledger.weight > 0.0);
            let disagreement = known.map(|(economy, (_, part))| (economy, *part)).collect();
            return Ok(Reliability { disagreement, usual, flows, rounds, cif_fob });
        }
    }
    Err(Error::no_answer(format!("the reporters' weights do not settle within {} rounds", Reliability::MOST_ROUNDS)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::mirror::policy::MirrorPolicy;
    use crate::history::mirror::policy::Reconciliation;
    use crate::history::panel::Panel;
    use crate::history::read::Reader;

    /// Flows among economies whose reports are off by fixed shares.
    fn panel(errors: &[(&str, f64)]) -> Panel {
        let mut file = String::from("year,exporter,importer,reporter,valuation,value\n");
        for (at, (exporter, x)) in errors.iter().enumerate() {
            for (importer, m) in errors.iter().filter(|(importer, _)| importer != exporter) {
                let sign = if at % 2 == 0 { 1.0 } else { -1.0 };
                file += &format!("2019,{exporter},{importer},{exporter},FOB,{}\n", 1e6 * (1.0 + sign * x));
                file += &format!("2019,{exporter},{importer},{importer},FOB,{}\n", 1e6 * (1.0 - sign * m));
            }
        }
        Reader::new().read(file.as_bytes(), "panel.csv").unwrap().panel
    }

    #[test]
    fn worse_reporters_weigh_less() {
        let errors = [("KAZ", 0.02), ("UZB", 0.3), ("RUS", 0.05), ("CHN", 0.1), ("KGZ", 0.5), ("TJK", 0.2)];
        let reliability = panel(&errors).reliability(CifFob::new(1.0).unwrap()).unwrap();
        let order: Vec<&str> = reliability.ranking().iter().map(|(economy, _)| economy.code()).collect();
        assert_eq!((order[0], order[4], order[5]), ("KAZ", "UZB", "KGZ"));
        let share = |x: &str, m: &str| reliability.share(x.parse().unwrap(), m.parse().unwrap());
        assert!(share("KAZ", "KGZ") > 0.75 && share("KGZ", "KAZ") < 0.25);
        assert_eq!(share("KAZ", "UZB") + share("UZB", "KAZ"), 1.0);
        assert_eq!(share("BRA", "ARG"), 0.5);
    }

    #[test]
    fn the_parts_are_a_fixed_point() {
        let panel = panel(&[("KAZ", 0.02), ("UZB", 0.3), ("RUS", 0.05), ("CHN", 0.1)]);
        let once = panel.reliability(CifFob::default()).unwrap();
        assert!(once.rounds() > 1 && once.flows() == 12);
        // Least squares of (a^2 - s_i - s_j) with the prior: no part can be moved to a better place.
        let how = Reconciliation::new(MirrorPolicy::Fill).unwrap();
        let flows = panel.twice_reported(&how);
        let prior =
            Reliability::PRIOR_FLOWS * flows.iter().map(|flow| flow.size.ln_1p()).sum::<f64>() / flows.len() as f64;
        let loss = |parts: &BTreeMap<Economy, f64>| {
            let of_flows = flows.iter().map(|flow| {
                let rest = flow.asymmetry.powi(2) - parts[&flow.exporter] - parts[&flow.importer];
                flow.size.ln_1p() * rest * rest
            });
            let of_prior = parts.values().map(|part| prior * (part - once.usual).powi(2));
            of_flows.sum::<f64>() + of_prior.sum::<f64>()
        };
        let best = loss(&once.disagreement);
        for economy in once.disagreement.keys() {
            for step in [1e-4, -1e-4] {
                let mut moved = once.disagreement.clone();
                let part = moved.get_mut(economy).unwrap();
                *part = (*part + step).max(0.0);
                assert!(loss(&moved) >= best, "{economy} {step}");
            }
        }
    }

    #[test]
    fn one_pair_alone_has_no_weights() {
        let error = panel(&[("KAZ", 0.02), ("UZB", 0.3)]).reliability(CifFob::default()).unwrap_err().to_string();
        assert!(error.contains("2 flows of 2 reporters"), "{error}");
    }
}
