//! A base rate in a sentence that can be printed.

use std::fmt::Write as _;

use super::{BaseRate, Entries};
use crate::{
    amount::Amount,
    history::Figure,
    number::{count, plural, times},
};

impl BaseRate {
    /// The answer in one to three sentences: how many stood there, how many made it, and the share that follows; counts
    /// alone where there are too few.
    ///
    /// ```
    /// use tradepath::outlook::BaseRateQuestion;
    ///
    /// let found = BaseRateQuestion::to("3B".parse()?, "10B".parse()?)?.within(9).ask_shipped()?;
    /// assert!(found.sentence().contains("stood near $3B"), "{}", found.sentence());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn sentence(&self) -> String {
        let money = |amount: Amount| amount.in_currency(self.panel.currency).to_string();
        let asked = &self.asked;
        let (from, years) = (money(asked.from), asked.within);
        let span = format!("{}–{}", self.panel.from, self.panel.to);
        let cases = self.cases();
        if self.entered == 0 {
            return format!("No {} stood near {from} in {span}.", self.one());
        }
        let band = format!("({} to {})", money(asked.band_from), money(asked.band_to));
        let verb = self.verb();
        let mut text = format!(
            "Of {} {cases} that stood near {from} {band} in {span}, {} {verb} within {}",
            count(self.entered),
            count(self.reached),
            plural(years, "year")
        );
        let end = self.panel.to;
        if self.too_few {
            let _ = write!(
                text,
                ", and {} could not be followed so long; that is too few to speak of a share.",
                self.censored
            );
            return text;
        }
        let (Some(share), Some(interval)) = (self.share, self.interval) else { return text + "." };
        let _ = match self.censored {
            0 => write!(text, ": {share} of them (95% interval {} to {}).", interval.low, interval.high),
            censored if self.followed_years < years => write!(
                text,
                ". None could be followed for more than {}; by then {share} had (95% interval {} to {}), with {censored} of them followed no further.",
                plural(self.followed_years, "year"),
                interval.low,
                interval.high
            ),
            censored => write!(
                text,
                "; allowing for the {censored} that could be followed for fewer years only, the share is {share} (95% interval {} to {}).",
                interval.low, interval.high
            ),
        };
        if let (Some(plain), true) = (self.plain.share, self.censored > 0) {
            let _ = write!(
                text,
                " Of the {} whose {} all lie before the end of {end}, {} did: {plain}.",
                count(self.plain.complete),
                plural(years, "year"),
                count(self.plain.reached)
            );
        }
        text
    }

    /// What the cases are.
    fn cases(&self) -> &'static str {
        match (self.panel.figure, self.asked.entries) {
            (_, Entries::All) => "stays of country pairs",
            (Some(Figure::Turnover), _) => "country pairs",
            (Some(Figure::Flow), _) => "flows of trade",
            (None, _) => "series",
        }
    }

    fn one(&self) -> &'static str {
        match self.panel.figure {
            Some(Figure::Turnover) => "country pair",
            Some(Figure::Flow) => "flow of trade",
            None => "series",
        }
    }

    /// What they did.
    fn verb(&self) -> String {
        let multiple = self.asked.multiple;
        let target = self.asked.to.in_currency(self.panel.currency);
        match (self.asked.same_amount_for_all, self.asked.falls()) {
            (true, false) => format!("are on record as having reached {target}"),
            (true, true) => format!("are on record as having fallen to {target}"),
            (false, false) => format!("are on record as having reached {} times that", times(multiple)),
            (false, true) if multiple == 1.0 => "are on record as having fallen below where they stood".to_owned(),
            (false, true) => format!("are on record as having fallen to {} times that", times(multiple)),
        }
    }
}
