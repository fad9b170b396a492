//! What the history is beside the pledge: what it counts, whose trade it is, and how it came to the pledge's money and level.

use crate::{
    assessment::assessment::Assessment,
    economy::Economy,
    history::{History, SideMembers},
    period::{Period, span},
    rate::GrowthRate,
    scenario::Link,
    series::Prices,
    wording::{MOST_SPOKEN_OF, counted, currency_name, listed, percent, times, with_unit},
};

/// An amount of the history and one of the pledge that are more than this many times apart may not be of the same thing.
const FAR_APART: f64 = 3.0;

/// What the history counts where that is not all goods, or not what the pledge is known to count, and how it was set
/// beside the pledge where its amounts are not compared as they are.
pub(super) fn beside(assessment: &Assessment) -> String {
    let counted = own_coverage(assessment);
    let counted = counted.map_or(String::new(), |counted| format!("; the history counts {counted}"));
    let counted = counted + &members(assessment) + &converted(assessment);
    let Some(link) = assessment.link else { return counted };
    let linked = match (link.kind, link.observed) {
        (Link::Ratio, Some(observed)) => {
            let baseline = assessment.scenario.baseline();
            let ratio = observed.value() / baseline.amount().value();
            let doubt = if (1.0 / FAR_APART..=FAR_APART).contains(&ratio) {
                ""
            } else {
                " (so far apart that one of the two may be in another unit, or of something else)"
            };
            format!(
                "; the history has {} for {}{}, and is linked by ratio{doubt}: its growth counts, on the level of the pledge",
                with_unit(assessment.unit(), observed),
                baseline.period(),
                apart(ratio)
            )
        }
        (Link::None, _) => "; the history is not compared with the pledge".to_owned(),
        _ => ends_before(assessment),
    };
    counted + &linked
}

/// That the history ends before the baseline, so that the pledge's own figure stands in it unchecked; empty where it does not.
fn ends_before(assessment: &Assessment) -> String {
    let baseline = assessment.scenario.baseline().period();
    let last = assessment.series().and_then(|series| series.observed().next_back()).map(|(period, _)| period);
    last.filter(|last| *last < baseline).map_or(String::new(), |last| {
        format!("; the history ends in {last}, and the pledge’s own figure for {baseline} is not checked by it")
    })
}

/// What the history counts, where that is not what the pledge is known to count, or not all goods.
pub(super) fn own_coverage(assessment: &Assessment) -> Option<String> {
    let coverages = assessment.history.as_ref().map(History::coverages).unwrap_or_default();
    match (coverages.as_slice(), assessment.scenario.coverage()) {
        (alike, Some(pledged)) if alike.iter().all(|coverage| *coverage == pledged) => None,
        ([only], Some(_)) => Some(only.to_string()),
        (several, _) => counted(several),
    }
}

/// How far the history's figure is from the pledge's, of which it is so many times: `, 12% less than the pledge says`, or `,
/// 4.5 times what the pledge says`.
fn apart(ratio: f64) -> String {
    if ratio >= 2.0 {
        return format!(", {} times what the pledge says", times(ratio));
    }
    let more = if ratio > 1.0 { "more" } else { "less" };
    let differ = GrowthRate::try_from((ratio - 1.0).abs()).map(percent);
    differ.map_or(String::new(), |percent| format!(", {percent} {more} than the pledge says"))
}

/// Whose trade makes up that of a bloc, and which members have no figure; empty where no side is a bloc, and where the
/// figures are of the bloc itself.
fn members(assessment: &Assessment) -> String {
    let sides = assessment.history.as_ref().map_or(&[][..], History::sides);
    let pair = assessment.scenario.pair();
    let of_bloc = |sides: &[SideMembers]| {
        let bloc = sides[0].bloc;
        // Its own member on the other side is not counted.
        let other = if [pair.first(), pair.second()].iter().any(|side| *side != bloc && bloc.ever_had(*side)) {
            "other "
        } else {
            ""
        };
        let spans: Vec<&[SideMembers]> = sides.chunk_by(|one, next| one.members == next.members).collect();
        let counts: Vec<String> = match &spans[..] {
            [_] => vec![format!("{} {other}members", sides[0].members.len())],
            spans => spans
                .iter()
                .enumerate()
                .map(|(at, of)| {
                    let noun = if at == 0 { format!(" {other}members") } else { String::new() };
                    format!("{}{noun} in {}", of[0].members.len(), years_of(of[0].from, of[of.len() - 1].to))
                })
                .collect(),
        };
        let missing = lacking(sides, "without a figure of", |side| &side.missing);
        let one_way = lacking(sides, "with a figure of one flow alone of", |side| &side.one_way);
        format!("; {} counts {}{missing}{one_way}", assessment.scenario.partners().name_of(bloc), listed(&counts))
    };
    sides.chunk_by(|one, next| one.bloc == next.bloc).map(of_bloc).collect()
}

/// The members that lack something in some periods, by name where they are few: `, without a figure of BLR (2015–2016)`, or
/// `, without a figure of 22 members in some years`.
fn lacking(sides: &[SideMembers], what: &str, of: impl Fn(&SideMembers) -> &Vec<Economy>) -> String {
    let mut found: Vec<(Economy, Period, Period)> = Vec::new();
    for side in sides {
        for economy in of(side) {
            match found.iter_mut().find(|(known, ..)| known == economy) {
                Some((.., to)) => *to = side.to,
                None => found.push((*economy, side.from, side.to)),
            }
        }
    }
    if found.is_empty() {
        return String::new();
    }
    if found.len() > MOST_SPOKEN_OF {
        return format!(", {what} {} members in some years", found.len());
    }
    let named = found.iter().map(|(economy, from, to)| format!("{economy} ({})", years_of(*from, *to)));
    format!(", {what} {}", listed(&named.collect::<Vec<_>>()))
}

/// Whether the blocs of a pair had the same members in two periods.
pub(super) fn same_members(assessment: &Assessment, one: Period, other: Period) -> bool {
    assessment.history.as_ref().is_none_or(|history| history.same_members(one, other))
}

/// Periods from one to another: `2020`, or `2004–2006`.
fn years_of(from: Period, to: Period) -> String {
    if from == to { from.to_string() } else { span(from, to) }
}

/// How the history came to be in the pledge's currency and prices; empty where it was.
fn converted(assessment: &Assessment) -> String {
    let prices = assessment.history.as_ref().and_then(History::prices);
    let deflated = match prices {
        Some(Prices::Real { base, deflator }) => format!("; the history is brought to prices of {base} by {deflator}"),
        _ => String::new(),
    };
    let Some(conversion) = &assessment.conversion else { return deflated };
    let noun = assessment.scenario.baseline().period().frequency().noun();
    let without = conversion
        .left_out
        .map_or(String::new(), |(first, last)| format!(", without {}, for which it has none", years_of(first, last)));
    format!(
        "; the history is converted from {} at the average rate of each {noun} ({}{without})",
        currency_name(conversion.from),
        conversion.rates
    ) + &deflated
}
