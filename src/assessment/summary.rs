//! The summary of an assessment: one to six sentences, each of which names the figures it rests on.
//!
//! Each function below writes one sentence or a part of one, from the finished assessment alone. A part that the
//! assessment does not have gives no text, never a sentence with a zero in it.

use crate::{
    amount::Amount,
    assessment::{assessment::Assessment, flows, prospects::MilestoneBaseRate, timeline::PledgeMade, verdict::Verdict},
    base_rate::{BaseRate, BaseRateTable},
    coverage::Coverage,
    economy::Economy,
    growth::Milestone,
    history::{History, SideMembers},
    outlook::TargetAnswer,
    period::{Period, span},
    rate::GrowthRate,
    scenario::{Aim, Link, Remaining, Scenario, Step, Tracking},
    series::Prices,
    wording::{count, counted, currency_name, dollars_for, listed, money, percent, plural, prices, times, yearly},
};

/// An outlook's chance and a base rate that differ by less than this (five percentage points) are taken to agree.
const AGREE: f64 = 0.05;
/// The summary names the best and the worst era where the best one's share is more than this many times the worst
/// one's.
const ERAS_APART: f64 = 2.0;
/// A table counts only some multiples. The nearest one is named as another multiple where it is off by this relative
/// difference or more.
const SAME: f64 = 0.005;
/// A list in a sentence has at most this many entries, the one that counts the entries left out among them.
const MOST_SPOKEN_OF: usize = 4;

/// The sentences of the summary, in this order: the growth that the pledge takes and what history shows; the pledges
/// that it restates; how much of the growth prices give; what became of other pairs; the outlook's chances; whether the two disagree; where the pledge stands since; how likely what is open
/// is from there; single flows; balances. What is absent is left out.
pub(crate) fn summary(assessment: &Assessment) -> Vec<String> {
    let sentences = [
        Some(takes(assessment)),
        restated(assessment),
        by_prices(assessment),
        precedent(assessment),
        chance(assessment),
        disagreement(assessment),
        standing(assessment),
        now(assessment),
    ];
    let of_flows = assessment.flows.iter().map(flows::of_flow);
    let of_balances = assessment.balances.iter().map(|answer| flows::of_balance(assessment, answer));
    sentences.into_iter().flatten().chain(of_flows).chain(of_balances).collect()
}

/// Shortens a list that is too long for a sentence: the first two entries, how many are left out, and the last entry.
///
/// ```text
/// 5B, 10B, 15B, 20B, 25B  ->  5B, 10B, 2 more, 25B
/// ```
fn some_of(mut words: Vec<String>) -> Vec<String> {
    if words.len() > MOST_SPOKEN_OF {
        let between = words.len() - MOST_SPOKEN_OF + 1;
        let last = words.split_off(words.len() - 1);
        words.truncate(MOST_SPOKEN_OF - 2);
        words.push(format!("{} more", between));
        words.extend(last);
    }
    words
}

/// The sentence of the pledge and the growth that it takes. Every assessment has it.
///
/// What the growth is depends on the dates: the overall required rate where the last milestone has a date, else the
/// rate to the last milestone with one, else arrivals at a growth of the arrival table. What history shows follows.
fn takes(assessment: &Assessment) -> String {
    let scenario = &assessment.scenario;
    let (pair, milestones) = (scenario.pair(), scenario.milestones());
    let (start, from) = (scenario.baseline().period(), money(assessment.currency(), scenario.baseline().amount()));
    let undated = milestones.iter().all(|milestone| milestone.by().is_none());
    let goal = |(milestone, aim): (&Milestone, &Aim)| {
        let by = match milestone.by() {
            Some(by) => format!(" by {}", dated(scenario, by)),
            None if undated => String::new(),
            None => " (no date)".to_owned(),
        };
        let follows = aim.in_words().map_or(String::new(), |words| format!(" ({words})"));
        money(assessment.currency(), milestone.amount()) + &by + &follows
    };
    if milestones.is_empty() {
        return without_amount(assessment);
    }
    let goals = some_of(milestones.iter().zip(scenario.aims()).map(goal).collect());
    let takes = match assessment.overall_required_rate.or_else(|| to_last_date(assessment)) {
        Some(rate) if milestones.len() == 1 => format!(", which takes {}", yearly(rate)),
        Some(rate) => format!("; the last date takes {} from the start", yearly(rate)),
        None => arrivals(assessment),
    };
    format!(
        "{} and {} pledged to take {}{} from {from} in {} to {}{takes}{}{}{}.",
        pair.first().name(),
        pair.second().name(),
        trade(scenario),
        counted(&Vec::from_iter(scenario.coverage())).map_or(String::new(), |counted| format!(" ({counted})")),
        dated(scenario, start),
        listed(&goals),
        balanced(scenario),
        shown(assessment),
        beside(assessment)
    )
}

/// A period as the pledge names it: `2030`, or `FY2030 (counted as 2029)`.
fn dated(scenario: &Scenario, by: Period) -> String {
    scenario.fiscal_year(by).map_or_else(|| by.to_string(), |year| format!("{year} (counted as {by})"))
}

/// What is pledged, in a sentence that has named the pair: `their trade`, or `the exports of Kazakhstan to Uzbekistan`.
fn trade(scenario: &Scenario) -> String {
    let traded = match scenario.flow() {
        None => "their trade".to_owned(),
        Some(_) => format!("the {}", scenario.traded()),
    };
    prices(&scenario.prices()).map_or(traded.clone(), |prices| format!("{traded} ({prices})"))
}

/// The sentence of a pledge without an amount to reach: of a growth without an end, of single flows, or of a balance.
fn without_amount(assessment: &Assessment) -> String {
    let scenario = &assessment.scenario;
    let (pair, baseline, currency) = (scenario.pair(), scenario.baseline(), assessment.currency());
    let names = format!("{} and {}", pair.first().name(), pair.second().name());
    let from = format!("{} in {}", money(currency, baseline.amount()), baseline.period());
    let pledged = match scenario.stated_rate() {
        Some(rate) => {
            let steps = assessment.projection.steps();
            let at = |step: &Step| format!("{} in {}", money(currency, step.amount), step.period);
            let pace: Vec<String> = [steps.len() / 2, steps.len().saturating_sub(1)]
                .into_iter()
                .filter_map(|place| steps.get(place).map(at))
                .collect();
            let (moved, rate) = match percent(rate) {
                fall if fall.starts_with('−') => ("a fall", fall.replace('−', "")),
                rise => ("growth", rise),
            };
            format!(
                "{names} pledged {moved} of {} by {rate} a year from {from}, without an end (at that pace {}){}",
                trade(scenario),
                listed(&pace),
                balanced(scenario)
            )
        }
        None if scenario.balances().is_empty() => {
            format!("{names} traded {from} and pledged amounts of single flows")
        }
        None => format!("{names} traded {from} and pledged{}", balanced(scenario).trim_start_matches(", and")),
    };
    format!("{pledged}{}{}.", shown(assessment), beside(assessment))
}

/// The balances that are pledged, as the end of a sentence: `, and a deficit of $2B by 2030 for Turkey`.
fn balanced(scenario: &Scenario) -> String {
    let goals: Vec<String> =
        scenario.balances().iter().map(|goal| flows::goal_in_words(scenario.currency(), goal)).collect();
    if goals.is_empty() {
        return String::new();
    }
    format!(", and {} for {}", listed(&goals), scenario.pair().first().name())
}

/// What the history counts where that is not all goods, or not what the pledge is known to count, and how it was set
/// beside the pledge where its amounts are not compared as they are.
fn beside(assessment: &Assessment) -> String {
    let coverages = assessment.history.as_ref().map(History::coverages).unwrap_or_default();
    let pledged = assessment.scenario.coverage();
    let counted = match (coverages.as_slice(), pledged) {
        (alike, Some(pledged)) if alike.iter().all(|coverage| *coverage == pledged) => None,
        ([only], Some(_)) => Some(only.to_string()),
        (several, _) => counted(several),
    };
    let counted = counted.map_or(String::new(), |counted| format!("; the history counts {counted}"));
    let counted = counted + &members(assessment) + &converted(assessment);
    let Some(link) = assessment.link else { return counted };
    let linked = match (link.kind, link.observed) {
        (Link::Ratio, Some(observed)) => {
            let baseline = assessment.scenario.baseline();
            let apart = observed.value() / baseline.amount().value() - 1.0;
            let more = if apart > 0.0 { "more" } else { "less" };
            let differ = match GrowthRate::try_from(apart.abs()).map(percent) {
                Ok(percent) => format!(", {percent} {more} than the pledge says"),
                Err(_) => String::new(),
            };
            format!(
                "; the history has {} for {}{differ}, and is linked by ratio: its growth counts, on the level of the pledge",
                money(assessment.currency(), observed),
                baseline.period()
            )
        }
        (Link::None, _) => "; the history is not compared with the pledge".to_owned(),
        _ => String::new(),
    };
    counted + &linked
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
        format!("; {} counts {}{missing}{one_way}", bloc.name(), listed(&counts))
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
fn same_members(assessment: &Assessment, one: Period, other: Period) -> bool {
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

/// The sentence on the pledges that this one restates: what came of each, and how the finish moved. None where it restates
/// none.
fn restated(assessment: &Assessment) -> Option<String> {
    let timeline = assessment.timeline.as_ref()?;
    let (_, before) = timeline.pledges.split_last()?;
    let of_pledge = |pledge: &PledgeMade| {
        let milestones = pledge.milestones.iter().map(|made| {
            let milestone = made.milestone;
            let by = milestone.by().map_or(" (no date)".to_owned(), |by| format!(" by {by}"));
            format!("{}{by}, {}", money(assessment.currency(), milestone.amount()), outcome(assessment, made.verdict))
        });
        format!("that of {} ({})", pledge.when(), some_of(milestones.collect()).join("; "))
    };
    let moved = timeline.moved.iter().filter(|moved| !moved.is_unchanged()).map(|moved| {
        let by = |by: Option<Period>| by.map_or("no date".to_owned(), |by| by.to_string());
        format!("{} moved from {} to {}", money(assessment.currency(), moved.amount), by(moved.from), by(moved.to))
    });
    let moved = some_of(moved.collect());
    let moved = if moved.is_empty() { String::new() } else { format!(": {}", listed(&moved)) };
    let pledges = some_of(before.iter().map(of_pledge).collect());
    let which = if before.len() == 1 { "a pledge".to_owned() } else { plural(before.len() as u64, "pledge") };
    Some(format!("It restates {which}, {}{moved}.", listed(&pledges)))
}

/// What came of a milestone, in a few words.
fn outcome(assessment: &Assessment, verdict: Verdict) -> String {
    let money = |amount| money(assessment.currency(), amount);
    match verdict {
        Verdict::Met { period } => format!("met in {period}"),
        Verdict::Late { period } => format!("met late, in {period}"),
        Verdict::Missed { amount, .. } => format!("missed with {}", money(amount)),
        Verdict::Open { last: Some(last) } => format!("not yet, with {}", money(last)),
        Verdict::Open { last: None } => "not known".to_owned(),
    }
}

/// The sentence on how much of the growth prices give by themselves, by the last milestone with a date. None where nothing
/// is assumed of prices.
fn by_prices(assessment: &Assessment) -> Option<String> {
    let prices = assessment.prices.as_ref()?;
    let last = prices.milestones.last()?;
    let amount = money(assessment.currency(), last.amount);
    let inflation = &prices.inflation;
    let from: Vec<String> = inflation.file.iter().chain(&inflation.source).cloned().collect();
    let from = if from.is_empty() { String::new() } else { format!(" ({})", from.join("; ")) };
    let moved = match percent(last.prices) {
        fall if fall.starts_with('−') => format!("fall by {} a year", fall.replace('−', "")),
        rise => format!("rise by {rise} a year"),
    };
    let share = match last.share {
        Some(share) if share > 1.0 => "give more than all of the growth".to_owned(),
        Some(share) if share >= 0.0 => format!("give {:.0}% of the growth", share * 100.0),
        _ => "do not help the growth".to_owned(),
    };
    Some(format!(
        "Prices, assumed to {moved}{from}, {share} that {amount} by {} takes: {} is left in real terms, to {} in prices of {}.",
        last.by,
        yearly(last.real),
        money(assessment.currency(), last.in_baseline_prices),
        assessment.scenario.baseline().period()
    ))
}

/// The constant growth a year from the baseline to the last milestone that has a date; none where none has, or where
/// there is no such rate.
fn to_last_date(assessment: &Assessment) -> Option<GrowthRate> {
    let (amount, by) = assessment.scenario.milestones().iter().rev().find_map(|of| Some((of.amount(), of.by()?)))?;
    let baseline = assessment.scenario.baseline();
    crate::growth::rate(baseline.amount(), amount, baseline.period().years_until(by).ok()?).ok()
}

/// The part for a pledge without dates: when the middle growth of the arrival table would reach its milestones.
/// Milestones that it does not reach are left out.
fn arrivals(assessment: &Assessment) -> String {
    let milestones = assessment.scenario.milestones();
    // The arrival table has one row of milestones for each growth.
    let rates: Vec<&[_]> = assessment.arrivals.chunks(milestones.len().max(1)).collect();
    let Some(arrivals) = rates.get(rates.len() / 2) else { return ", without a date".to_owned() };
    let start = assessment.scenario.baseline().period();
    let ahead = arrivals.iter().filter(|arrival| arrival.period.is_some_and(|period| period > start));
    let years = ahead
        .filter_map(|arrival| Some(format!("{} in {}", money(assessment.currency(), arrival.amount), arrival.period?)));
    let years = some_of(years.collect());
    match arrivals.first() {
        Some(first) if !years.is_empty() => {
            format!(", without a date; at {} a year that would be {}", percent(first.rate), listed(&years))
        }
        _ => ", without a date".to_owned(),
    }
}

/// The part on the growth that history shows up to the baseline, over the longest window of at most ten years; empty
/// without a history.
///
/// A fall is said as one, without a minus sign. Where the two ends are from different sources, the text says so.
fn shown(assessment: &Assessment) -> String {
    let baseline = assessment.scenario.baseline().period();
    let before = assessment.growth_shown.iter().filter(|shown| shown.to <= baseline && shown.years <= 10.0);
    let longest = before.max_by(|one, other| one.years.total_cmp(&other.years));
    longest.map_or(String::new(), |shown| {
        let sources = match (shown.one_source, same_members(assessment, shown.from, shown.to)) {
            (true, true) => "",
            (false, true) => ", some of which may be a change of source",
            (_, false) => ", some of which is a change of members",
        };
        let (moved, rate) = match percent(shown.rate) {
            fell if fell.starts_with('−') => ("fell", fell.replace('−', "")),
            grew => ("grew", grew),
        };
        let what = match assessment.scenario.flow() {
            None => "their trade",
            Some(_) => "they",
        };
        format!("; from {} to {} {what} {moved} by {rate} a year{sources}", shown.from, shown.to)
    })
}

/// The sentence on what became of other pairs that stood at the baseline. None where the assessment has no base rates.
///
/// The first milestone's base rate gives the number of pairs, which is the same for all of them: they are asked from
/// the same amount. The last one's gives the eras.
fn precedent(assessment: &Assessment) -> Option<String> {
    let first = &assessment.base_rates.first()?.base_rate;
    let panel = &first.panel;
    let prices = prices(&panel.prices).unwrap_or_else(|| "nominal".to_owned());
    // The table that comes with the crate is of goods, whatever the pledge counts. A panel of one's own is named after
    // what it counts.
    let of_goods = BaseRateTable::shipped().is_ok_and(|table| table.panel().name == panel.name);
    let wider = assessment.scenario.coverage() == Some(&Coverage::GoodsAndServices);
    let goods = if of_goods && wider { ", goods alone" } else { "" };
    let source = format!("{}, {prices}{goods}", panel.name);
    let years = span(panel.from, panel.to);
    let near = format!(
        "{} in {years} ({source})",
        near(assessment, assessment.base_rates.first()?, assessment.scenario.baseline().amount())
    );
    if first.entered == 0 {
        return Some(format!("No other pair of countries stood {near}."));
    }
    let start = assessment.scenario.baseline().amount();
    let parts = assessment.base_rates.iter().map(|rate| reached(assessment, start, rate)).collect();
    let pairs = plural(first.entered, "pair");
    let few = if first.too_few { "; so few say little" } else { "" };
    let which = if assessment.base_rates.len() > 1 { "the last" } else { "it" };
    let eras = assessment.base_rates.last().map_or(String::new(), |last| eras(&last.base_rate, which));
    Some(format!("Of {pairs} of countries that stood {near}, {}{few}{eras}.", listed(&some_of(parts))))
}

/// The amount that other pairs stood near, with what the pledge's own is there where the two are in different money.
fn near(assessment: &Assessment, rate: &MilestoneBaseRate, own: Amount) -> String {
    let panel = &rate.base_rate.panel;
    let near = format!("near {}", money(panel.currency, rate.base_rate.asked.from));
    match Amount::new(own.value() * rate.factor) {
        Ok(there) if rate.factor != 1.0 => {
            let prices = prices(&panel.prices).map_or(String::new(), |prices| format!(" {prices}"));
            format!("{near} ({} is {}{prices})", money(assessment.currency(), own), money(panel.currency, there))
        }
        _ => near,
    }
}

/// The part on one milestone: the share of pairs that reached its multiple of their own amount, and within how many
/// years. `start` is the amount from which the milestone is a multiple.
///
/// Where a share is not to be quoted, the number of pairs that reached it stands in its place. Where no pair could be
/// followed to the horizon, the longest time that any could be followed is named.
fn reached(assessment: &Assessment, start: Amount, rate: &MilestoneBaseRate) -> String {
    let found = &rate.base_rate;
    let (milestone, asked) = (rate.milestone, &found.asked);
    let own = milestone.amount().value() / start.value();
    // A table counts only some multiples, so that the nearest one may not be the milestone's own.
    let like = if (asked.multiple / own - 1.0).abs() < SAME {
        format!("like {}", money(assessment.currency(), milestone.amount()))
    } else {
        format!(
            "the nearest counted to the {} times of {}",
            times(own),
            money(assessment.currency(), milestone.amount())
        )
    };
    let did = if asked.falls() { "fell to" } else { "reached" };
    let did = format!("{did} {} times their own amount ({like})", times(asked.multiple));
    let within = plural(asked.within.min(found.followed_years), "year");
    let longest = if found.followed_years < asked.within { ", the longest any could be followed" } else { "" };
    match (found.share.filter(|_| !found.too_few), found.interval) {
        (Some(share), Some(interval)) => {
            let estimated = if found.censored > 0 { "an estimated " } else { "" };
            format!(
                "{estimated}{share} (95% interval {} to {}) {did} within {within}{longest}",
                interval.low, interval.high
            )
        }
        _ if found.followed_years == 0 => "none could be followed".to_owned(),
        _ => format!("{} {did} within {within}{longest}", count(found.reached)),
    }
}

/// The part on the best and the worst era, of those that could be followed to the horizon, where their shares differ
/// much; empty otherwise. `which` says what depends on the era, where several shares were named.
fn eras(found: &BaseRate, which: &str) -> String {
    if found.too_few {
        return String::new();
    }
    let followed = found.eras.iter().filter(|era| !era.too_few && era.followed_years == found.asked.within);
    let mut shares: Vec<(f64, String)> = followed
        .filter_map(|era| {
            Some((era.share?.value(), format!("{} of those from {}", era.share?, span(era.from, era.to))))
        })
        .collect();
    shares.sort_by(|one, other| other.0.total_cmp(&one.0));
    match &shares[..] {
        [(high, most), .., (low, least)] if *high > low * ERAS_APART => {
            format!("; {which} depends on when they started: {most}, but {least}")
        }
        _ => String::new(),
    }
}

/// The sentence of the outlook's chances, and of what the outlook rests on: the pair's own figures, what other pairs
/// did, or both. None without an outlook.
fn chance(assessment: &Assessment) -> Option<String> {
    let outlook = assessment.outlook.as_ref()?;
    let parts = outlook.targets.iter().map(|target| chance_of(assessment, outlook.start, target)).collect();
    let from = match (own_past(assessment), outlook.fitted.learned_as_of) {
        (Some((first, last)), Some(year)) => {
            format!("its own figures of {first} to {last} and from what pairs did up to {year}")
        }
        (Some((first, last)), None) => format!("its own figures of {first} to {last}"),
        (None, Some(year)) => format!("what pairs of its size did up to {year}"),
        (None, None) => "its size alone".to_owned(),
    };
    let in_dollars = outlook.fitted.dollars_a_unit.map_or(String::new(), |rate| {
        format!(
            ", computed in US dollars at the rate of {} ({})",
            outlook.start,
            dollars_for(assessment.currency(), rate)
        )
    });
    Some(format!(
        "Seen from {}, the outlook, from {from}{in_dollars}, gave {}.",
        outlook.start,
        listed(&some_of(parts))
    ))
}

/// The first and the last year of the pair's own figures that the outlook rests on; none where there is a single
/// figure, which shows no growth.
fn own_past(assessment: &Assessment) -> Option<(Period, Period)> {
    assessment.outlook.as_ref()?.fitted.history.filter(|(first, last)| first < last)
}

/// The part on the chance of one target: `$10B by 2030 a chance of 20%`, or `within 10 years` for a milestone without a
/// date.
fn chance_of(assessment: &Assessment, start: Period, target: &TargetAnswer) -> String {
    let amount = money(assessment.currency(), target.amount);
    let when = match start.periods_until(target.by) {
        Ok(years) if !target.dated => format!("within {}", plural(years.unsigned_abs() as u32, "year")),
        _ => format!("by {}", target.by),
    };
    format!("{amount} {when} a chance of {}", target.by_horizon)
}

/// The sentence on milestones where the outlook and the base rate disagree. The chance then lies outside the base
/// rate's interval of 95 %, and is at least five percentage points away from the share. None where they agree, or where
/// nothing can be compared.
///
/// It says why they may differ, and does not say which is right.
fn disagreement(assessment: &Assessment) -> Option<String> {
    let parts = assessment.base_rates.iter().filter_map(|rate| {
        let found = &rate.base_rate;
        let (share, interval) = (found.share?, found.interval?);
        let target = compared(assessment, rate)?;
        let chance = target.by_horizon;
        let within = chance >= interval.low && chance <= interval.high;
        let apart = (chance.value() - share.value()).abs() >= AGREE;
        (apart && !within).then(|| {
            let amount = money(assessment.currency(), target.amount);
            format!(
                "{amount} ({chance} by the outlook, {share} by the base rate, 95% interval {} to {})",
                interval.low, interval.high
            )
        })
    });
    let parts = some_of(parts.collect());
    let outlook = match own_past(assessment) {
        Some(_) => "the outlook adds the pair’s own past and what is expected of all pairs",
        None => "the outlook adds what is expected of all pairs",
    };
    (!parts.is_empty()).then(|| {
        format!(
            "The two disagree on {}: the base rate knows only the size and counts years of fast and of slow trade alike, {outlook}.",
            listed(&parts)
        )
    })
}

/// The outlook's answer to the same milestone, where it can be compared with the base rate. There are two such cases:
/// both have the same horizon; or the base rate's is shorter, and the lower end of its interval is above the outlook's
/// chance all the same.
///
/// Milestones that were met at the start are left out, and base rates that stand on too few cases.
fn compared<'a>(assessment: &'a Assessment, rate: &MilestoneBaseRate) -> Option<&'a TargetAnswer> {
    let outlook = assessment.outlook.as_ref()?;
    let found = &rate.base_rate;
    let same = |target: &&TargetAnswer| {
        target.amount == rate.milestone.amount() && rate.milestone.by().is_none_or(|by| by == target.by) && !target.met
    };
    let target = outlook.targets.iter().find(same)?;
    let years = outlook.start.periods_until(target.by).ok()?;
    let followed = i64::from(found.followed_years);
    // A share only grows with the years, so that a share over fewer years is a lower bound of the share over more.
    let sure = followed == years || (followed < years && Some(target.by_horizon) < found.interval.map(|of| of.low));
    (!found.too_few && sure).then_some(target)
}

/// The sentence on where the pledge stands by the latest figures, milestone by milestone. None without figures after
/// the baseline.
///
/// Milestones without a date that were not reached are listed together at the end.
fn standing(assessment: &Assessment) -> Option<String> {
    let tracking = assessment.tracking.as_ref()?;
    let mut text = format!("In {} it stood at {}", tracking.period, money(assessment.currency(), tracking.amount));
    if let (Some(ahead), Some(route)) = (tracking.ahead, tracking.route_amount) {
        let side = if ahead { "ahead of" } else { "behind" };
        let (there, route) = (money(assessment.currency(), tracking.amount), money(assessment.currency(), route));
        // Two amounts that read the same are neither ahead nor behind.
        text +=
            &if there == route { ", on its route".to_owned() } else { format!(", {side} the {route} of its route") };
    }
    let settled = tracking.remaining.iter().filter(|left| !is_to_come(left));
    let mut left = some_of(settled.map(|left| what_came(assessment, tracking, left)).collect());
    let to_come = tracking.remaining.iter().filter(|left| is_to_come(left));
    let to_come = some_of(to_come.map(|left| money(assessment.currency(), left.amount)).collect());
    if !to_come.is_empty() {
        let verb = if to_come.len() == 1 { "was" } else { "were" };
        left.push(format!("{} {verb} not reached", listed(&to_come)));
    }
    let left = if left.is_empty() { String::new() } else { format!(": {}", listed(&left)) };
    let start = assessment.scenario.baseline().period();
    let members =
        if same_members(assessment, start, tracking.period) { "" } else { ", with other members than at the start" };
    Some(format!("{text}{members}{}{left}.", whose(assessment, tracking)))
}

/// The sentence on what is open, seen from the last figure: the outlook's chances, and what became of pairs that stood
/// at that amount. None where nothing is open, and where neither is known.
fn now(assessment: &Assessment) -> Option<String> {
    let now = assessment.now.as_ref()?;
    let chances = now.outlook.as_ref().map(|outlook| {
        let chance = |target: &TargetAnswer| chance_of(assessment, now.period, target);
        format!("the outlook gives {}", listed(&some_of(outlook.targets.iter().map(chance).collect())))
    });
    let pairs = now.base_rates.first().filter(|rate| rate.base_rate.entered > 0).map(|first| {
        let parts = now.base_rates.iter().map(|rate| reached(assessment, now.amount, rate)).collect();
        let stood = plural(first.base_rate.entered, "pair");
        let near = near(assessment, first, now.amount);
        format!("of {stood} that stood {near}, {}", listed(&some_of(parts)))
    });
    let parts: Vec<String> = chances.into_iter().chain(pairs).collect();
    let rate = now.outlook.as_ref().and_then(|outlook| outlook.fitted.dollars_a_unit);
    let rate = rate.map_or(String::new(), |rate| {
        format!(" and at the exchange rate of {} ({})", now.period, dollars_for(assessment.currency(), rate))
    });
    (!parts.is_empty())
        .then(|| format!("Seen from {}, on the figures up to then{rate}, {}.", now.period, parts.join("; ")))
}

/// The part on what became of a milestone that was reached or has a date: reached in time, reached late, still due at
/// some growth, or not reached by its date.
fn what_came(assessment: &Assessment, tracking: &Tracking, left: &Remaining) -> String {
    let amount = money(assessment.currency(), left.amount);
    match (left.reached, left.by, left.required_rate) {
        (Some(period), Some(by), _) if period > by => format!("{amount} was reached in {period}, after {by}"),
        (Some(period), ..) => format!("{amount} was reached in {period}"),
        (None, Some(by), Some(rate)) => format!("{amount} by {by} takes {} from there", yearly(rate)),
        (None, Some(by), None) if by > tracking.period => format!("{amount} is due by {by}"),
        (None, by, _) => format!("{amount} was not reached{}", by.map_or(String::new(), |by| format!(" by {by}"))),
    }
}

/// The part in brackets on the source of the figures, and on the baseline by these figures where it is not the one that
/// the pledge states. Empty where there is neither. Of a source with an address, the address is left out.
fn whose(assessment: &Assessment, tracking: &Tracking) -> String {
    let seen = assessment.series().and_then(|series| series.at(tracking.period));
    let source = seen.map(|seen| seen.provenance.source.split(": http").next().unwrap_or_default().to_owned());
    let baseline = assessment.scenario.baseline();
    let other = tracking.other_baseline(baseline.amount());
    let other = other.map(|observed| {
        let (observed, stated) =
            (money(assessment.currency(), observed), money(assessment.currency(), baseline.amount()));
        format!("the figures have {observed} for {}, where the pledge says {stated}", baseline.period())
    });
    let parts: Vec<String> = source.filter(|source| !source.is_empty()).into_iter().chain(other).collect();
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join("; ")) }
}

/// Whether a milestone has no date and was not reached yet.
fn is_to_come(left: &Remaining) -> bool {
    left.reached.is_none() && left.by.is_none()
}
