//! Counting a panel into a table.
//!
//! For each starting amount, the entries are found once; then each multiple is counted, and a few entries are kept by
//! name.

use crate::{
    amount::Amount,
    base_rate::{
        answer::PanelAbout,
        bounds::MULTIPLES,
        entry::{Entry, Range, entries},
        question::BaseRateQuestion,
        table::{
            broken::Broken,
            counts::Counts,
            layout::{broken_key, entered_key, named_key, reached_key, starts},
            named::Named,
            table::BaseRateTable,
            tabulate,
        },
    },
    error::Result,
    history::AnnualPanel,
};

/// The number of precedents of a starting amount that are chosen for being nearest to it. Those that were followed for
/// ten years or more come first.
const NEAREST: usize = 8;
/// The number of further precedents that are chosen for having grown most within ten years. The nearest alone would
/// seldom show a case that reached a high multiple.
const FASTEST: usize = 8;
/// The years over which a precedent must be followed, and over which its growth is compared.
const NOTABLE_YEARS: u32 = 10;

/// Counts a panel into a table, over all years of the panel. See `BaseRateTable::of`.
pub(crate) fn table(sample: &AnnualPanel) -> Result<BaseRateTable> {
    let range = Range::of(sample, None)?;
    let years = (range.first, range.last);
    let mut lines = Vec::new();
    for start in starts() {
        let from = Amount::new(start as f64)?;
        // Entries do not depend on the multiple; the horizon is longer than the panel, so that nothing is cut off.
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
    // Lines are looked up by halving, which needs them in the order of their bytes.
    lines.sort_unstable();
    let text = lines.into_iter().flat_map(|line| [line, "\n".to_owned()]).collect::<String>();
    Ok(BaseRateTable { panel: PanelAbout::of(sample, range)?, lines: text })
}

/// The entries that are kept as precedents of a starting amount: the nearest, and the fastest of the rest. Every choice
/// between equals is made by name, so that a panel always gives the same table.
fn notable<'a>(mut found: Vec<Entry<'a>>, from: Amount) -> Vec<Entry<'a>> {
    let apart = |entry: &Entry<'_>| (entry.amount() / from.value()).ln().abs();
    let followed = |entry: &Entry<'_>| entry.after().last().is_some_and(|(_, years, _)| years >= NOTABLE_YEARS);
    // Those followed first, and of these the nearest; names decide between equals.
    found.sort_by(|one, other| {
        (followed(other).cmp(&followed(one)))
            .then(apart(one).total_cmp(&apart(other)))
            .then_with(|| one.member.name.cmp(&other.member.name))
    });
    // The first of these stay; of the rest, those that grew most join them.
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
    /// Counts a panel into a table, which answers the usual questions about it and can be [written](Self::write) to a
    /// small file.
    ///
    /// The table has the usual band, first entries, and the starting amounts and multiples of the tables that come with
    /// the crate. It names up to sixteen precedents for each starting amount.
    ///
    /// # Errors
    /// Those of [`BaseRateQuestion::run`] asked of a panel; [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for
    /// more cases of one kind than a table can count.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::base_rate::{BaseRateQuestion, BaseRateTable};
    /// use tradepath::history::{AnnualPanel, MissingFlow, Reader, Reconciliation};
    ///
    /// let table = "year,exporter,importer,value_musd\n\
    ///     2000,KAZ,UZB,100\n2001,KAZ,UZB,300\n2000,KAZ,CHN,100\n2001,KAZ,CHN,90\n";
    /// let panel = Reader::new().read(table.as_bytes(), "trade.csv")?.panel;
    /// let zero = Reconciliation::default().missing_flow(MissingFlow::Zero);
    /// let panel = AnnualPanel::turnovers(&panel, &zero)?;
    ///
    /// // A table answers as its panel does.
    /// let doubling = BaseRateQuestion::multiple("100M", 2.0)?.within(1);
    /// let table = BaseRateTable::of(&panel)?;
    /// assert_eq!(doubling.run(&table)?.curve, doubling.run(&panel)?.curve);
    ///
    /// assert!(BaseRateTable::of(&AnnualPanel::default()).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn of(sample: &AnnualPanel) -> Result<Self> {
        tabulate::table(sample)
    }
}
