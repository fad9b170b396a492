//! The answer that a panel gives to a question, and the part of it that a table's answer shares.
//!
//! The order is: the years, the pairs, their entries, the conditions on entries, the counts, and then what needs the
//! names of the cases.

use crate::{
    base_rate::{
        answer::{BaseRate, BaseRateAsked, Era, Estimate, IntervalMethod, PacePoint, PanelAbout},
        bootstrap::Bootstrap,
        bounds::MULTIPLES,
        cases::Cases,
        entry::{Entry, Range, entries},
        life_table::are_too_few,
        precedent::Precedents,
        question::{BaseRateQuestion, Entries, Target},
    },
    error::Result,
    history::AnnualPanel,
    schema::Schema,
};

impl BaseRateQuestion {
    /// The answer of a panel of turnovers, or of flows.
    ///
    /// # Errors
    /// Those of `BaseRateQuestion::run` for a panel.
    pub(super) fn by_panel(&self, sample: &AnnualPanel) -> Result<BaseRate> {
        self.checked()?;
        let range = Range::of(sample, self.years)?;
        self.conditions.answerable(sample)?;
        let figure = sample.about().figure;
        let asked = sample.members().iter().filter(|member| {
            self.except.is_none_or(|pair| !member.is_of(pair)) && self.conditions.admit(member, figure)
        });
        let entered = asked.flat_map(|member| entries(member, range, self));
        let admitted = entered.filter(|entry| self.conditions.admit_entry(entry, sample.context(), figure));
        let (beyond, found): (Vec<_>, Vec<_>) = admitted.partition(|entry| self.is_beyond(entry));
        let cases = Cases::of(&found, range, self);
        // First entries are one case a pair, and need no draws of pairs.
        let bootstrap = (self.entries == Entries::All).then(|| Bootstrap::of(&found, &cases, self));
        let mut answer = self.answer(&cases, bootstrap.as_ref(), PanelAbout::of(sample, range)?)?;
        answer = answer.in_order(self.farther().map(|multiple| {
            let question = Self { target: Target::Multiple(MULTIPLES[multiple]), ..self.clone() };
            (multiple, Cases::of(&found, range, &question).whole().curve(self.within))
        }));
        answer.beyond_at_entry = beyond.len() as u32;
        answer.on_pace = self.pace(|question| Cases::of(&found, range, question));
        let precedents = Precedents::of(&found, range, self);
        answer.precedents = precedents.nearest_of_either(self.precedents)?;
        answer.most_alike = precedents.most_alike();
        Ok(answer)
    }

    /// The part of an answer that follows from the cases alone, whether of a panel or of a table.
    ///
    /// `bootstrap` has the intervals from draws of pairs, where all entries count. Pace, precedents, the cases most
    /// alike and those beyond the target are left empty, for the caller to fill in.
    pub(crate) fn answer(&self, cases: &Cases, bootstrap: Option<&Bootstrap>, panel: PanelAbout) -> Result<BaseRate> {
        let whole = cases.whole();
        let Estimate { curve, share, interval, plain } =
            Estimate::of(cases, bootstrap.map(|drawn| &drawn.whole), self.within);
        Ok(BaseRate {
            schema: Schema::default(),
            asked: BaseRateAsked::of(self)?,
            entered: whole.entered(),
            reached: whole.reached(),
            censored: whole.left_before(self.within),
            inside_at_start: cases.inside_at_start,
            beyond_at_entry: 0,
            too_few: are_too_few(&curve),
            share,
            interval,
            raised_from: None,
            method: if bootstrap.is_some() { IntervalMethod::PairBootstrap } else { IntervalMethod::GreenwoodLogLog },
            followed_years: curve.len() as u32,
            plain,
            median_years: curve.iter().find(|point| point.share.value() >= 0.5).map(|point| point.years),
            curve,
            on_pace: Vec::new(),
            eras: self.eras(cases, bootstrap)?,
            most_alike: None,
            precedents: Vec::new(),
            panel,
        })
    }

    /// The answer for the cases of each era that has any, in the order of time.
    fn eras(&self, cases: &Cases, bootstrap: Option<&Bootstrap>) -> Result<Vec<Era>> {
        let drawn = |at: usize| bootstrap.and_then(|bootstrap| bootstrap.eras.get(at));
        cases.eras().enumerate().map(|(at, era)| Era::of(&era, drawn(at), self.within)).collect()
    }

    /// The share that was on pace, by years after entry. It asks, for each year, a question of its own, whose target is
    /// the multiple that constant growth requires by then and whose horizon ends with that year. `cases` counts the
    /// cases of such a question.
    ///
    /// It is empty for a target that is the same amount for all pairs, because the growth that this requires differs
    /// from pair to pair.
    fn pace(&self, cases: impl Fn(&Self) -> Cases) -> Vec<PacePoint> {
        let Target::Multiple(multiple) = self.target else { return Vec::new() };
        let mut points = Vec::new();
        for years in 1..=self.within {
            // After t of n years, constant growth to a multiple m has come to m^(t/n).
            let required = multiple.powf(f64::from(years) / f64::from(self.within));
            let question = Self { target: Target::Multiple(required), within: years, ..self.clone() };
            let whole = cases(&question).whole();
            // Where no case was followed for so many years, none was for more.
            if whole.followed_years() < years {
                break;
            }
            points.extend(whole.shares(years).last().map(|share| PacePoint { years, multiple: required, share }));
        }
        points
    }

    /// Whether a pair stood at or beyond the target when it entered. That is possible only for an amount that is the
    /// same for all pairs.
    fn is_beyond(&self, entry: &Entry<'_>) -> bool {
        matches!(self.target, Target::Amount(_)) && self.is_reached(self.target_of(entry.amount()), entry.amount())
    }
}
