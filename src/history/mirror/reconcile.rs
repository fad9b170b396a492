//! One figure from the reports of a flow.

use super::{
    super::panel::Report,
    MirroredFlow,
    policy::{CifFob, MirrorPolicy, Reconciliation},
};
use crate::{
    amount::Amount,
    economy::Economy,
    error::{Error, Result},
    period::Period,
    series::{Observation, Provenance, Status, Valuation},
};

/// Reports of one flow in one period, by who made them.
#[derive(Default, Clone, Copy)]
pub(super) struct Sides<'p> {
    exporter: Option<Report<'p>>,
    importer: Option<Report<'p>>,
    neither: Option<Report<'p>>,
    /// That of the economy whose statistics are wanted, if it is neither of the two.
    other: Option<Report<'p>>,
}

impl<'p> Sides<'p> {
    /// Puts a report in its place. Products that are kept one by one have none.
    pub fn place(&mut self, report: Report<'p>, wanted: MirrorPolicy) {
        let (exporter, importer) = (report.exporter, report.importer);
        let place = match report.reporter {
            _ if !report.product.is_empty() => return,
            None => &mut self.neither,
            Some(reporter) if reporter == exporter => &mut self.exporter,
            Some(reporter) if reporter == importer => &mut self.importer,
            Some(reporter) if wanted == MirrorPolicy::Of(reporter) => &mut self.other,
            Some(_) => return,
        };
        // Of one side's figures of different valuation: exports FOB, imports CIF, as they are usually stated.
        let usual = if report.reporter == Some(importer) { Valuation::Cif } else { Valuation::Fob };
        if place.is_none() || report.valuation == Some(usual) {
            *place = Some(report);
        }
    }

    /// Who published the reports, each once.
    fn sources(&self) -> Vec<String> {
        let mut sources: Vec<String> = Vec::new();
        for report in [self.exporter, self.importer, self.neither, self.other].into_iter().flatten() {
            if !sources.iter().any(|known| known == report.source) {
                sources.push(report.source.to_owned());
            }
        }
        sources
    }

    /// Both sides' reports at the exporter's border, where there are both.
    pub fn at_fob(&self, how: &Reconciliation) -> Option<(Amount, Amount)> {
        Some((at_fob(self.exporter.as_ref()?, how.cif_fob), at_fob(self.importer.as_ref()?, how.cif_fob)))
    }
}

/// One of the turnovers that are stated of a period.
pub(super) fn stated_turnover(
    period: Period,
    reports: &[Report<'_>],
    policy: MirrorPolicy,
) -> Result<Option<Observation>> {
    let of = |reporter: Option<Economy>| reports.iter().find(|report| report.reporter == reporter);
    if let MirrorPolicy::Of(economy) = policy {
        return Ok(of(Some(economy)).or(of(None)).map(as_it_stands));
    }
    match (of(None).or(reports.first()), reports, policy) {
        (Some(only), [_], _) => Ok(Some(as_it_stands(only))),
        (_, [a, b], MirrorPolicy::Mean) => both(a.amount.value() / 2.0 + b.amount.value() / 2.0, a, b).map(Some),
        (_, [..], MirrorPolicy::Larger) => {
            Ok(reports.iter().max_by(|a, b| a.amount.value().total_cmp(&b.amount.value())).map(as_it_stands))
        }
        (Some(report), [..], _) if report.reporter.is_none() => Ok(Some(as_it_stands(report))),
        (None, ..) => Ok(None),
        _ => {
            let sides: Vec<String> =
                reports.iter().filter_map(|report| Some(report.reporter?.code().to_owned())).collect();
            let message = format!(
                "{} each state a turnover of {period}; choose a reporter: one of these, or mean or larger",
                sides.join(" and ")
            );
            Err(Error::contradiction(message))
        }
    }
}

fn as_it_stands(report: &Report<'_>) -> Observation {
    Observation { amount: report.amount, provenance: report.provenance() }
}

/// A figure made of two reports.
fn both(units: f64, a: &Report<'_>, b: &Report<'_>) -> Result<Observation> {
    let source = if a.source == b.source { a.source.to_owned() } else { format!("{}; {}", a.source, b.source) };
    let provenance =
        Provenance { source, reporter: None, valuation: Some(Valuation::Reconciled), status: Status::Reconciled };
    Ok(Observation { amount: Amount::new(units)?, provenance })
}

/// What is made of the reports of a flow in a period.
pub(super) fn mirrored(
    period: Period,
    (exporter, importer): (Economy, Economy),
    sides: &Sides<'_>,
    how: &Reconciliation,
) -> Result<MirroredFlow> {
    let share = how.reliability.as_ref().map_or(0.5, |reliability| reliability.share(exporter, importer));
    let fob = |report: &Report<'_>| at_fob(report, how.cif_fob);
    let reconciled = reconcile(sides, how.policy, share, &fob)?;
    let amount = |report: Option<Report<'_>>| report.map(|report| report.amount);
    let importer_at_fob = sides.importer.as_ref().map(&fob);
    let asymmetry_of = |m: Option<Amount>| asymmetry(amount(sides.exporter)?, m?);
    Ok(MirroredFlow {
        period,
        exporter,
        importer,
        exporter_reported: amount(sides.exporter),
        importer_reported: amount(sides.importer),
        importer_at_fob,
        neither_reported: amount(sides.neither),
        asymmetry: asymmetry_of(amount(sides.importer)),
        asymmetry_at_fob: asymmetry_of(importer_at_fob),
        reconciled: reconciled.as_ref().map(|observation| observation.amount),
        provenance: reconciled.map(|observation| observation.provenance),
        sources: sides.sources(),
    })
}

/// A report at the exporter's border. Imports are recorded CIF unless it is said otherwise (IMTS 2010).
fn at_fob(report: &Report<'_>, cif_fob: CifFob) -> Amount {
    let cif = match report.valuation {
        Some(valuation) => valuation == Valuation::Cif,
        None => report.reporter == Some(report.importer),
    };
    if cif { cif_fob.at_fob(report.amount) } else { report.amount }
}

/// `|X - M| / (X + M)` of one flow reported twice (WITS): 0 where both agree, 1 where one reports nothing; none where both
/// are zero.
pub fn asymmetry(exporter_reported: Amount, importer_reported: Amount) -> Option<f64> {
    let (x, m) = (exporter_reported.value(), importer_reported.value());
    let larger = x.max(m);
    // In parts of the larger, so that no sum overflows.
    (larger > 0.0).then(|| ((x / larger) - (m / larger)).abs() / (x / larger + m / larger))
}

/// The figure that a policy makes of the reports.
fn reconcile(
    sides: &Sides<'_>,
    policy: MirrorPolicy,
    share: f64,
    fob: &dyn Fn(&Report<'_>) -> Amount,
) -> Result<Option<Observation>> {
    let at_border = |report: &Report<'_>| {
        let amount = fob(report);
        let valuation = if amount == report.amount { report.valuation } else { Some(Valuation::Fob) };
        let status = if amount == report.amount { report.status } else { Status::Estimated };
        Observation { amount, provenance: Provenance { valuation, status, ..report.provenance() } }
    };
    let (x, m) = (sides.exporter.as_ref(), sides.importer.as_ref());
    let weighted = |share: f64| match (x, m) {
        (Some(x), Some(m)) => both(share * fob(x).value() + (1.0 - share) * fob(m).value(), x, m).map(Some),
        _ => Ok(x.or(m).map(&at_border)),
    };
    let found = match policy {
        MirrorPolicy::Exporter => x.map(at_border),
        MirrorPolicy::Importer => m.map(at_border),
        MirrorPolicy::Fill => x.map(at_border).or_else(|| {
            let filled = m.map(at_border)?;
            Some(Observation { provenance: Provenance { status: Status::Estimated, ..filled.provenance }, ..filled })
        }),
        MirrorPolicy::Mean => weighted(0.5)?,
        MirrorPolicy::Reliability => weighted(share)?,
        MirrorPolicy::Larger => {
            let larger = [x, m].into_iter().flatten().max_by(|a, b| fob(a).value().total_cmp(&fob(b).value()));
            larger.map(at_border)
        }
        MirrorPolicy::Of(economy) => {
            let own =
                [x, m, sides.other.as_ref()].into_iter().flatten().find(|report| report.reporter == Some(economy));
            own.map(as_it_stands)
        }
    };
    Ok(found.or_else(|| sides.neither.as_ref().map(as_it_stands)))
}
