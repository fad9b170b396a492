//! The history of a pair of which a side is a bloc: what its members traded, added up.

use std::collections::BTreeMap;

use crate::{
    economy::{Economy, Partners},
    error::{Error, Result, given},
    history::{
        history::{History, SideMembers},
        mirror::policy::Reconciliation,
        panel::{Flow, Panel},
    },
    period::{Frequency, Period},
    series::{Observation, Provenance, Series},
};

/// What members traded in one period, seen from the pair's first side.
#[derive(Default)]
struct Sum {
    exports: Vec<Observation>,
    imports: Vec<Observation>,
    /// The members of either side that have a figure of the exports of the first side, and those with one of its imports.
    seen: [[Vec<Economy>; 2]; 2],
}

impl Panel {
    /// A pair's history: its mirror's, or, where a side is a bloc or a list, what its members traded with the other side.
    ///
    /// The flows between members of the two sides are reconciled one by one and added up, each in the periods in which its
    /// economies were members. Trade inside a bloc is left out; an economy and its own bloc make the trade with the bloc's
    /// other members. In periods for which the panel has a figure of the bloc itself, that counts instead.
    /// [`History::sides`] says who was counted, and for which members there is no figure.
    ///
    /// # Errors
    /// Those of [`mirror`](Self::mirror); [`ErrorKind::Missing`](crate::ErrorKind::Missing) where no member has a figure in
    /// a period in which it was one.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::{Panel, Reconciliation};
    ///
    /// let rows = [
    ///     ("KAZ-ARM", 2014, 1e6),
    ///     ("KAZ-ARM", 2016, 2e6), ("KAZ-RUS", 2016, 9e6), ("RUS-KAZ", 2016, 20e6),
    /// ];
    /// let panel = Panel::from_rows("USD", rows)?;
    /// let history = panel.history("KAZ-EAEU", &Reconciliation::default())?;
    /// // The bloc exists since 2015, and Armenia has been a member since.
    /// let exports = history.exports().unwrap();
    /// assert_eq!((exports.len(), exports.amount("2016".parse()?).unwrap().value()), (1, 11e6));
    /// let bloc = &history.sides()[0];
    /// assert_eq!(bloc.members.len(), 4);
    /// assert_eq!(bloc.missing, ["BLR".parse()?, "KGZ".parse()?]);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn history(&self, pair: impl TryInto<Partners, Error: Into<Error>>, how: &Reconciliation) -> Result<History> {
        let partners: Partners = given(pair)?;
        let pair = partners.pair();
        if !pair.has_bloc() {
            return self.mirror(pair, how)?.history();
        }
        let outward = Flow::outward(pair);
        let own = self.reports_of(outward).chain(self.reports_of(outward.reversed())).chain(self.turnovers_of(pair));
        if own.clone().next().is_none() {
            return self.of_members(&partners, &self.member_sums(&partners, how)?, how);
        }
        let own = self.mirror(pair, how)?.history()?;
        // Members' figures of another frequency than the bloc's do not fill its gaps.
        let members = self.member_sums(&partners, how).and_then(|mut sums| {
            sums.retain(|bits, _| !own.has_any(Period::from_bits(*bits)));
            self.of_members(&partners, &sums, how)
        });
        Ok(members.and_then(|members| own.filled_with(&members)).unwrap_or(own))
    }

    /// The history of a pair from what its members traded.
    fn of_members(&self, partners: &Partners, sums: &BTreeMap<u32, Sum>, how: &Reconciliation) -> Result<History> {
        let series = |of: fn(&Sum) -> &[Observation]| {
            let figures = sums.iter().filter(|(_, sum)| !of(sum).is_empty());
            let figures = figures.map(|(bits, sum)| Ok((Period::from_bits(*bits), added(of(sum))?)));
            let figures: Vec<(Period, Observation)> = figures.collect::<Result<_>>()?;
            if figures.is_empty() { Ok(None) } else { Series::new(self.unit(), figures).map(Some) }
        };
        let (exports, imports) = (series(|sum| &sum.exports)?, series(|sum| &sum.imports)?);
        Ok(History::of_series(partners.pair(), exports, imports, how.missing)?.with_sides(sides(partners, sums)))
    }

    /// What the members of both sides traded, period by period.
    fn member_sums(&self, partners: &Partners, how: &Reconciliation) -> Result<BTreeMap<u32, Sum>> {
        let flows: Vec<Flow> =
            self.flows().into_iter().filter(|flow| partners.covers(flow.exporter(), flow.importer())).collect();
        let frequencies = flows.iter().flat_map(|flow| self.reports_of(*flow)).map(|report| report.period.frequency());
        let Some(frequency): Option<Frequency> = frequencies.min() else {
            let hint = "no figure that was read is of a flow between members of the two";
            return Err(Error::missing(format!("history of {partners}"), hint));
        };
        let mut sums: BTreeMap<u32, Sum> = BTreeMap::new();
        for flow in flows {
            let Some(series) = self.flow(flow, frequency, how)? else { continue };
            for (period, seen) in &series {
                for outward in [true, false] {
                    let (ours, theirs) =
                        if outward { (flow.exporter(), flow.importer()) } else { (flow.importer(), flow.exporter()) };
                    if is_between(partners, ours, theirs, period) {
                        sums.entry(period.to_bits()).or_default().add(outward, seen, [ours, theirs]);
                    }
                }
            }
        }
        if sums.is_empty() {
            let hint = "no economy has a figure in a period in which it was a member";
            return Err(Error::missing(format!("history of {partners}"), hint));
        }
        Ok(sums)
    }
}

impl Sum {
    fn add(&mut self, outward: bool, seen: &Observation, of: [Economy; 2]) {
        let into = if outward { &mut self.exports } else { &mut self.imports };
        into.push(seen.clone());
        for (side, economy) in self.seen.iter_mut().zip(of) {
            let seen = &mut side[usize::from(!outward)];
            if !seen.contains(&economy) {
                seen.push(economy);
            }
        }
    }
}

/// Whether trade of an economy with another is trade of the pair's first side with its second.
fn is_between(partners: &Partners, ours: Economy, theirs: Economy, period: Period) -> bool {
    let pair = partners.pair();
    partners.has_member(pair.first(), ours, period)
        && partners.has_member(pair.second(), theirs, period)
        // An economy beside its own bloc stands on its own side alone.
        && pair.first() != theirs
        && pair.second() != ours
}

/// Amounts added up, with what all of them have in common.
fn added(parts: &[Observation]) -> Result<Observation> {
    let amount = crate::amount::Amount::checked_sum(parts.iter().map(|part| part.amount))?;
    Ok(Observation { amount, provenance: Provenance::shared(parts.iter().map(|part| &part.provenance))? })
}

/// The members of the sides that are blocs, from each change to the next.
fn sides(partners: &Partners, sums: &BTreeMap<u32, Sum>) -> Vec<SideMembers> {
    let (mut sides, pair) = (Vec::new(), partners.pair());
    for (side, (bloc, other)) in [(pair.first(), pair.second()), (pair.second(), pair.first())].into_iter().enumerate()
    {
        if !bloc.is_bloc() {
            continue;
        }
        for (bits, sum) in sums {
            let period = Period::from_bits(*bits);
            let members: Vec<Economy> =
                partners.members(bloc, period).into_iter().filter(|member| *member != other).collect();
            let flows = |of: &Economy| sum.seen[side].iter().filter(|seen| seen.contains(of)).count();
            let with = |count: usize| members.iter().copied().filter(|of| flows(of) == count).collect::<Vec<Economy>>();
            let now = SideMembers { bloc, from: period, to: period, missing: with(0), one_way: with(1), members };
            let last: Option<&mut SideMembers> = sides.last_mut();
            match last.filter(|last| {
                SideMembers { from: last.from, to: period, ..now.clone() }
                    == SideMembers { to: period, ..(**last).clone() }
            }) {
                Some(last) => last.to = period,
                None => sides.push(now),
            }
        }
    }
    sides
}
