//! Counting a panel into a table.

use crate::{
    amount::Amount,
    base_rate::{
        answer::PanelAbout,
        entry::{Entry, Range, entries},
        question::BaseRateQuestion,
        table::{
            broken::Broken,
            counts::Counts,
            layout::{MULTIPLES, broken_key, entered_key, named_key, reached_key, starts},
            named::Named,
            table::BaseRateTable,
            tabulate,
        },
    },
    error::Result,
    history::AnnualPanel,
};

/// How many precedents a starting amount has: the nearest to it that were followed for ten years or more, and of the others
/// those that grew most within ten.
const NEAREST: usize = 8;
const FASTEST: usize = 8;
const NOTABLE_YEARS: u32 = 10;

pub(crate) fn table(sample: &AnnualPanel) -> Result<BaseRateTable> {
    let range = Range::of(sample, None)?;
    let years = (range.first, range.last);
    let mut lines = Vec::new();
    for start in starts() {
        let from = Amount::new(start as f64)?;
        let question = BaseRateQuestion::multiple(from, 1.0)?.within((range.last - range.first + 1) as u32);
        let found: Vec<Entry<'_>> =
            sample.members().iter().flat_map(|member| entries(member, range, &question)).collect();
        let inside = found.iter().filter(|entry| entry.inside_at_start).count();
        let mut named: Vec<String> = notable(found.clone(), from).iter().map(Named::line).collect();
        let (broken, found): (Vec<_>, Vec<_>) = found.into_iter().partition(Broken::is);
        lines.push(entered_key(start) + &Counts::line(&found, years, inside)?);
        lines.extend(broken.iter().map(|entry| broken_key(start) + &Broken::line(entry)));
        for (at, multiple) in MULTIPLES.into_iter().enumerate() {
            let question = BaseRateQuestion::multiple(from, multiple)?.within(question.within);
            lines.push(reached_key(start, at) + &Counts::reached_line(&found, years, &question)?);
        }
        lines.extend(named.drain(..).map(|line| named_key(start) + &line));
    }
    lines.sort_unstable();
    let text = lines.into_iter().flat_map(|line| [line, "\n".to_owned()]).collect::<String>();
    Ok(BaseRateTable { panel: PanelAbout::of(sample, range)?, lines: text })
}

fn notable<'a>(mut found: Vec<Entry<'a>>, from: Amount) -> Vec<Entry<'a>> {
    let apart = |entry: &Entry<'_>| (entry.amount() / from.value()).ln().abs();
    let followed = |entry: &Entry<'_>| entry.after().last().is_some_and(|(_, years, _)| years >= NOTABLE_YEARS);
    // Those followed first, and of these the nearest; names decide between equals.
    found.sort_by(|one, other| {
        (followed(other).cmp(&followed(one)))
            .then(apart(one).total_cmp(&apart(other)))
            .then_with(|| one.member.name.cmp(&other.member.name))
    });
    let mut rest = found.split_off(NEAREST.min(found.len()));
    let most = |entry: &Entry<'_>| {
        let within = entry.after().take_while(|(_, years, _)| *years <= NOTABLE_YEARS);
        within.map(|(.., amount)| amount / entry.amount()).fold(0.0, f64::max)
    };
    rest.sort_by(|one, other| most(other).total_cmp(&most(one)).then_with(|| one.member.name.cmp(&other.member.name)));
    found.extend(rest.into_iter().take(FASTEST));
    found
}

impl BaseRateTable {
    /// Counts a panel.
    ///
    /// # Errors
    /// As [`BaseRateQuestion::ask`].
    pub fn of(sample: &AnnualPanel) -> Result<Self> {
        tabulate::table(sample)
    }
}
