//! One figure from the reports of a flow, by a policy.
//!
//! [`Sides`] sorts the reports of one flow and period by who made them. [`mirrored`] then sets them side by side, and
//! `reconcile` makes the figure. With `X` the exporter's report, `M` the importer's, both at the exporter's border, and
//! `s` the exporter's share by reliability:
//!
//! | policy | both report | only the exporter | only the importer |
//! |---|---|---|---|
//! | exporter | `X` | `X` | - |
//! | importer | `M` | - | `M` |
//! | mean | `(X + M) / 2` | `X` | `M` |
//! | larger | `max(X, M)` | `X` | `M` |
//! | reliability | `s X + (1 - s) M` | `X` | `M` |
//! | fill | `X` | `X` | `M`, an estimate |
//! | an economy | its own report as published | its own | its own |
//!
//! Where the table has no figure, a figure by neither side is used, if there is one. An amount that was divided by the
//! CIF/FOB factor is an estimate; one made of two reports is reconciled; a projected report makes a projected figure.

use crate::{
    amount::Amount,
    economy::Economy,
    error::{Error, Result},
    history::{
        mirror::{
            cif_fob::CifFob,
            flow::{MadeOf, MirroredFlow, asymmetry},
            policy::{MirrorPolicy, Reconciliation},
        },
        panel::{Flow, Report},
    },
    period::Period,
    series::{Observation, Provenance, Status, Valuation, not_alike},
};

/// Reports of one flow in one period, by who made them. At most one report of each is kept.
#[derive(Default, Clone, Copy)]
pub(crate) struct Sides<'p> {
    /// The exporter's report.
    exporter: Option<Report<'p>>,
    /// The importer's report.
    importer: Option<Report<'p>>,
    /// A figure by neither side: that of a source that reconciled both reports, or that does not say who reports.
    neither: Option<Report<'p>>,
    /// The report of the economy whose statistics are wanted, if it is neither of the two.
    other: Option<Report<'p>>,
    /// Two different figures of one side, of which neither is known to be the usual one.
    unclear: Option<(Report<'p>, Report<'p>)>,
}

impl<'p> Sides<'p> {
    /// Assigns a report to its side. Reports of third economies are ignored, unless the policy wants that economy's.
    ///
    /// A side may have two figures where one is valued FOB and the other CIF. The usual one is kept: FOB of an
    /// exporter, CIF of an importer. Two different figures that do not both say their valuation are remembered as
    /// unclear, and refused once a figure is made of them.
    pub fn place(&mut self, report: Report<'p>, wanted: MirrorPolicy) {
        let (exporter, importer) = (report.exporter, report.importer);
        let place = match report.reporter {
            None => &mut self.neither,
            Some(reporter) if reporter == exporter => &mut self.exporter,
            Some(reporter) if reporter == importer => &mut self.importer,
            Some(reporter) if wanted == MirrorPolicy::Of(reporter) => &mut self.other,
            Some(_) => return,
        };
        let Some(known) = *place else {
            *place = Some(report);
            return;
        };
        // Two different figures of one side are no contradiction where each states its valuation.
        let unsaid = known.valuation.is_none() || report.valuation.is_none() || report.reporter.is_none();
        if unsaid && known.amount != report.amount {
            self.unclear.get_or_insert((known, report));
        }
        // Of one side's figures of different valuation: exports FOB, imports CIF, as they are usually stated.
        let usual = if report.reporter == Some(importer) { Valuation::Cif } else { Valuation::Fob };
        if report.valuation == Some(usual) {
            *place = Some(report);
        }
    }

    /// Whether no report was assigned to a side. That happens where only third economies report the flow.
    pub fn is_empty(&self) -> bool {
        [self.exporter, self.importer, self.neither, self.other].iter().all(Option::is_none)
    }

    /// Who published the reports, each name once, the exporter's source first.
    fn sources(&self) -> Vec<String> {
        let mut sources: Vec<String> = Vec::new();
        for report in [self.exporter, self.importer, self.neither, self.other].into_iter().flatten() {
            if !sources.iter().any(|known| known == report.source) {
                sources.push(report.source.to_owned());
            }
        }
        sources
    }

    /// Both sides' reports at the exporter's border; none without both, or where either is projected.
    pub fn at_fob(&self, how: &Reconciliation) -> Option<(Amount, Amount)> {
        let (x, m) = (self.exporter.as_ref()?, self.importer.as_ref()?);
        let happened = x.status != Status::Projected && m.status != Status::Projected;
        happened.then(|| (at_fob(x, how.cif_fob), at_fob(m, how.cif_fob)))
    }
}

/// The turnover of a period that the files state, chosen among several by the policy; none without a report.
///
/// A statement by neither side stands before those of one side, unless the policy asks for the mean, the larger or one
/// economy's. A turnover is taken as it stands: it adds exports and imports, so that no CIF/FOB factor fits it.
///
/// # Errors
/// [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) where both sides state one and the policy does not
/// choose.
pub(crate) fn stated_turnover(
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
            // Reversed, so that of equal amounts the first report is taken.
            Ok(reports.iter().rev().max_by(|a, b| a.amount.value().total_cmp(&b.amount.value())).map(as_it_stands))
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

/// The report's own amount, with its valuation and status unchanged.
fn as_it_stands(report: &Report<'_>) -> Observation {
    Observation { amount: report.amount, provenance: report.provenance() }
}

/// A figure of so many units made of two reports, with both their sources. It has no reporter, as it is neither side's.
fn both(units: f64, a: &Report<'_>, b: &Report<'_>) -> Result<Observation> {
    let source = if a.source == b.source { a.source.to_owned() } else { format!("{}; {}", a.source, b.source) };
    let projected = a.status.with(b.status) == Status::Projected;
    let status = if projected { Status::Projected } else { Status::Reconciled };
    let coverage = a.coverage.with(b.coverage).ok_or_else(|| not_alike(a.coverage, b.coverage))?;
    let provenance = Provenance { source, reporter: None, valuation: Some(Valuation::Reconciled), status, coverage };
    Ok(Observation { amount: Amount::new(units)?, provenance })
}

/// A flow of one period: its reports side by side, how far they disagree, and the reconciled figure.
///
/// # Errors
/// The errors of [`figure`].
pub(crate) fn mirrored(period: Period, flow: Flow, sides: &Sides<'_>, how: &Reconciliation) -> Result<MirroredFlow> {
    let (exporter, importer) = (flow.exporter(), flow.importer());
    let reconciled = made_of(sides, how)?;
    let amount = |report: Option<Report<'_>>| report.map(|report| report.amount);
    let importer_at_fob = sides.importer.as_ref().map(|report| at_fob(report, how.cif_fob));
    let asymmetry_of = |m: Option<Amount>| asymmetry(amount(sides.exporter)?, m?);
    let (made_of, observation) = reconciled.unzip();
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
        reconciled: observation.as_ref().map(|observation| observation.amount),
        made_of,
        provenance: observation.map(|observation| observation.provenance),
        sources: sides.sources(),
    })
}

/// The figure that a policy makes of the reports.
///
/// # Errors
/// [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) where one side has two figures and it cannot be told
/// which is meant.
pub(crate) fn figure(sides: &Sides<'_>, how: &Reconciliation) -> Result<Option<Observation>> {
    Ok(made_of(sides, how)?.map(|(_, observation)| observation))
}

/// As [`figure`], together with whose reports the figure uses.
fn made_of(sides: &Sides<'_>, how: &Reconciliation) -> Result<Option<(MadeOf, Observation)>> {
    match &sides.unclear {
        Some((one, other)) => Err(unclear(one, other)),
        None => reconcile(sides, how),
    }
}

/// The error for a side with two figures, of which neither is known to be the usual one. It names both amounts.
fn unclear(one: &Report<'_>, other: &Report<'_>) -> Error {
    let whose = one.reporter.map_or("no side".to_owned(), |reporter| reporter.code().to_owned());
    Error::contradiction(format!(
        "{whose} reports {} and {} of {} to {} in {}, and it cannot be told which is meant; say of both where they are valued, or keep one",
        one.amount.value(),
        other.amount.value(),
        one.exporter,
        one.importer,
        one.period
    ))
}

/// A report at the exporter's border. An importer's figure that does not say its valuation is taken as CIF, as imports
/// are recorded so unless stated otherwise (IMTS 2010).
fn at_fob(report: &Report<'_>, cif_fob: CifFob) -> Amount {
    let cif = match report.valuation {
        Some(valuation) => valuation == Valuation::Cif,
        None => report.reporter == Some(report.importer),
    };
    if cif { cif_fob.at_fob(report.amount) } else { report.amount }
}

/// The figure that a policy makes of unambiguous reports, and whose they are; none where there is nothing to use.
///
/// The table at the top of this file says which reports make it.
fn reconcile(sides: &Sides<'_>, how: &Reconciliation) -> Result<Option<(MadeOf, Observation)>> {
    let (x, m) = (sides.exporter.as_ref(), sides.importer.as_ref());
    let fob = |report: &Report<'_>| at_fob(report, how.cif_fob).value();
    let exporters = || x.map(|x| (MadeOf::Exporter, at_border(x, how)));
    let importers = || m.map(|m| (MadeOf::Importer, at_border(m, how)));
    // Without weights both reports count alike, which makes the mean.
    let share = |exporter, importer| how.reliability.as_ref().map_or(0.5, |known| known.share(exporter, importer));
    let found = match how.policy {
        MirrorPolicy::Exporter => exporters(),
        MirrorPolicy::Importer => importers(),
        MirrorPolicy::Fill => exporters().or_else(|| importers().map(|(of, filled)| (of, estimated(filled)))),
        MirrorPolicy::Mean | MirrorPolicy::Reliability => match (x, m) {
            (Some(x), Some(m)) => {
                let share = share(x.exporter, x.importer);
                Some((MadeOf::Both, both(share * fob(x) + (1.0 - share) * fob(m), x, m)?))
            }
            _ => exporters().or_else(importers),
        },
        MirrorPolicy::Larger => match (x, m) {
            // Where both are equal, the exporter's stands, as it needs no conversion.
            (Some(x), Some(m)) if fob(m) > fob(x) => importers(),
            _ => exporters().or_else(importers),
        },
        MirrorPolicy::Of(economy) => {
            let own = |report: Option<&Report<'_>>, of| {
                let report = report.filter(|report| report.reporter == Some(economy))?;
                Some((of, as_it_stands(report)))
            };
            let other = || own(sides.other.as_ref(), MadeOf::Other);
            own(x, MadeOf::Exporter).or_else(|| own(m, MadeOf::Importer)).or_else(other)
        }
    };
    // One economy's own statistics are asked for as they stand, so that the figure beside them is not converted either.
    let of_side = matches!(how.policy, MirrorPolicy::Of(_));
    let neither = |report| if of_side { as_it_stands(report) } else { at_border(report, how) };
    Ok(found.or_else(|| sides.neither.as_ref().map(|report| (MadeOf::Neither, neither(report)))))
}

/// A report at the exporter's border, marked as an estimate where it had to be divided by the CIF/FOB factor.
fn at_border(report: &Report<'_>, how: &Reconciliation) -> Observation {
    let amount = at_fob(report, how.cif_fob);
    if amount == report.amount {
        return as_it_stands(report);
    }
    let provenance = Provenance { valuation: Some(Valuation::Fob), ..report.provenance() };
    estimated(Observation { amount, provenance })
}

/// The observation marked as an estimate; one that is projected stays so.
fn estimated(observation: Observation) -> Observation {
    let status = match observation.provenance.status {
        Status::Projected => Status::Projected,
        _ => Status::Estimated,
    };
    Observation { provenance: Provenance { status, ..observation.provenance }, ..observation }
}
