//! The reliability of every reporter of a panel: [`Panel::reliability`].
//!
//! It stands apart from `reliability.rs`, which has the formula and knows nothing of panels.

use crate::{
    economy::Economy,
    error::{Error, Result},
    history::{
        mirror::{
            cif_fob::CifFob,
            policy::{MirrorPolicy, Reconciliation},
            reliability::{Ledger, Reliability, fixed_point},
        },
        panel::Panel,
    },
};

impl Panel {
    /// How far each reporter agrees with its partners, over every flow and period of the panel that both sides report.
    /// [`Reliability`] says how it is computed.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where fewer than three reporters have such flows: one pair's
    /// disagreement cannot be attributed to either reporter. [`ErrorKind::NoAnswer`](crate::ErrorKind::NoAnswer) where
    /// no fixed point is reached.
    ///
    /// ```
    /// use tradepath::history::{CifFob, Reader};
    ///
    /// // France and Germany agree with each other; both disagree with what Malta reports.
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
    /// assert_eq!(reliability.ranking().last().unwrap().0.code(), "MLT");
    /// assert!(reliability.share("FRA".parse()?, "MLT".parse()?) > 0.6);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    ///
    /// A panel in which nobody says who reports has no reliability:
    ///
    /// ```
    /// use tradepath::history::{CifFob, Panel};
    ///
    /// let panel = Panel::from_rows("USD", [("KAZ-UZB", 2019, 2e9), ("UZB-KAZ", 2019, 1e9)])?;
    /// assert!(panel.reliability(CifFob::default()).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn reliability(&self, cif_fob: CifFob) -> Result<Reliability> {
        let how = Reconciliation::new(MirrorPolicy::Fill)?.cif_fob(cif_fob);
        let mut ledgers = vec![Ledger::default(); usize::from(Economy::WITH_BLOCS)];
        let mut flows = 0;
        for flow in self.twice_reported(&how) {
            // `ln(1 + size)`, which is above zero for the smallest flow, too.
            let weight = flow.size.ln_1p();
            let (i, j) = (usize::from(flow.exporter.index()), usize::from(flow.importer.index()));
            // Each flow goes to both its reporters' ledgers, as its asymmetry may be due to either.
            for (own, other) in [(i, j), (j, i)] {
                ledgers[own].weight += weight;
                ledgers[own].squares += weight * flow.asymmetry * flow.asymmetry;
                *ledgers[own].partners.entry(other).or_default() += weight;
            }
            flows += 1;
        }
        let reporters = ledgers.iter().filter(|ledger| ledger.weight > 0.0).count();
        // The asymmetry of two reporters depends on the sum of their parts alone, and any division of that sum fits.
        if reporters < 3 {
            let hint = format!(
                "{flows} flows of {reporters} reporters are reported twice; read a panel of many economies, as both sides report them"
            );
            return Err(Error::missing("reliability of the reporters", hint));
        }
        fixed_point(&ledgers, flows, cif_fob)
    }
}
