//! A base rate in sentences: each private method writes one of them, or none where it has nothing to say.

use crate::{
    base_rate::{answer::BaseRate, bounds::FEW_CASES, question::Entries},
    history::Figure,
    period::span,
    wording::{count, plural, prices, times, with_unit},
};

impl BaseRate {
    /// The answer in a few sentences of plain text: how many pairs stood there, how many reached the target, and the
    /// share that follows, with its interval. Where there are too few cases, the text gives counts alone.
    ///
    /// Cases left out because they stood beyond the target, and a plain share that differs, have sentences of their
    /// own.
    ///
    /// ```
    /// use tradepath::base_rate::{BaseRateQuestion, BaseRateTable};
    ///
    /// let table = BaseRateTable::shipped()?;
    /// let found = BaseRateQuestion::to("3B", "10B")?.within(9).run(table)?;
    /// let start = "Of 1,084 country pairs that stood near $3B ($2B to $4.5B) in 2000–2020";
    /// assert!(found.sentence().starts_with(start));
    ///
    /// // Where a table answers for the nearest that it has, the sentence says so first.
    /// let near = BaseRateQuestion::to(3.3e9, 10e9)?.run(table)?;
    /// assert!(near.sentence().starts_with("The table does not count 3 times from $3.3B;"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn sentence(&self) -> String {
        let parts = [self.nearest(), Some(self.counts()), self.raised(), self.beyond(), self.plain_share()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// The sentence that warns of another question: it says what the table does not have, where it answered for the
    /// nearest that it has.
    fn nearest(&self) -> Option<String> {
        let instead = self.asked.instead_of?;
        Some(format!(
            "The table does not count {} times from {}; the nearest that it counts:",
            times(instead.multiple),
            with_unit(self.panel.unit, instead.from)
        ))
    }

    /// The sentence of the counts and the share; without cases, the sentence that there are none.
    fn counts(&self) -> String {
        let within = plural(self.asked.within, "year");
        if self.entered == 0 {
            return match self.beyond_at_entry {
                0 => format!("No {} {}.", self.case(), self.stood()),
                _ => format!(
                    "None of the {}s {} was short of {}.",
                    self.case(),
                    self.stood_there(),
                    with_unit(self.panel.unit, self.asked.to)
                ),
            };
        }
        let of = format!("Of {} {}, {}", plural(self.entered, self.case()), self.stood_there(), count(self.reached));
        format!("{of} {} within {within}{}", self.did(), self.share_in_words(&within))
    }

    /// The end of that sentence: the share with its interval, or why none is quoted. It also says how many cases were
    /// followed for less than the horizon, as these make the share differ from the plain count.
    fn share_in_words(&self, within: &str) -> String {
        let less = match self.censored {
            0 => String::new(),
            less => format!(", and {} could be followed for fewer years only", count(less)),
        };
        if self.too_few {
            let why = if self.entered < FEW_CASES {
                "that is".to_owned()
            } else {
                format!("fewer than {FEW_CASES} could be followed at all,")
            };
            return format!("{less}; {why} too few to speak of a share.");
        }
        let (Some(share), Some(interval)) = (self.share, self.interval) else { return format!("{less}.") };
        let interval = format!("(95% interval {} to {})", interval.low, interval.high);
        if self.censored == 0 {
            return format!(": {share} {interval}.");
        }
        if self.followed_years < self.asked.within && share.value() < 1.0 {
            return format!(
                "{less}. None of those that had not reached it could be followed for {within}; by year {}, the last there is, the share is {share} {interval}.",
                self.followed_years
            );
        }
        format!("{less}; allowing for these, the share is {share} {interval}.")
    }

    /// The sentence that says of which multiple the share is, where it is not of the one asked for.
    fn raised(&self) -> Option<String> {
        let from = self.raised_from.filter(|_| !self.too_few && self.entered > 0)?;
        let (own, from) = (times(self.asked.multiple), times(from));
        Some(format!(
            "The estimate for {own} times alone was lower than that for {from} times, which cannot be, as who reaches {from} times has reached {own}; the share is that of {from} times."
        ))
    }

    /// The sentence on cases left out because they stood at or beyond the target already.
    fn beyond(&self) -> Option<String> {
        let beyond = self.beyond_at_entry;
        let has = if beyond == 1 { "has" } else { "have" };
        (beyond > 0 && self.entered > 0).then(|| {
            format!(
                "{} more that stood there {has} been left out, being past {} already.",
                count(beyond),
                with_unit(self.panel.unit, self.asked.to)
            )
        })
    }

    /// The sentence on the plain share. It is written only where the two shares can differ, with some cases followed
    /// for less than the horizon, and where enough windows are complete.
    fn plain_share(&self) -> Option<String> {
        let share =
            self.plain.share.filter(|_| self.plain.complete >= FEW_CASES && self.censored > 0 && !self.too_few)?;
        Some(format!(
            "Of the {} that stood there {} or more before the end of {}, {} did: {share}.",
            count(self.plain.complete),
            plural(self.asked.within, "year"),
            self.panel.to,
            count(self.plain.reached)
        ))
    }

    /// The part that says near which amount cases stood, with the ends of the band, the prices and the years: `stood
    /// near $3B ($2B to $4.5B) in 2000–2020`.
    fn stood(&self) -> String {
        let (asked, panel) = (&self.asked, &self.panel);
        let prices = prices(&panel.prices).map_or(String::new(), |prices| format!(" {prices}"));
        let (low, high) = (with_unit(self.panel.unit, asked.band_from), with_unit(self.panel.unit, asked.band_to));
        let years = span(panel.from, panel.to);
        format!("stood near {} ({low} to {high}){prices} in {years}", with_unit(self.panel.unit, asked.from))
    }

    /// The same as a relative clause, after the conditions that cases had to meet.
    fn stood_there(&self) -> String {
        match &self.asked.conditions[..] {
            [] => format!("that {}", self.stood()),
            conditions => format!("({}) that {}", conditions.join("; "), self.stood()),
        }
    }

    /// What one case is called, by the kind of series and the entries that count.
    fn case(&self) -> &'static str {
        match (self.panel.figure, self.asked.entries) {
            (Some(Figure::Turnover), Entries::First) => "country pair",
            (Some(Figure::Turnover), Entries::All) => "country-pair spell",
            (Some(Figure::Flow), Entries::First) => "trade flow",
            (Some(Figure::Flow), Entries::All) => "trade-flow spell",
            (None, Entries::First) => "case",
            (None, Entries::All) => "spell",
        }
    }

    /// What the cases that reached the target did: reached or fell to an amount, or to a multiple of their own.
    fn did(&self) -> String {
        let (multiple, target) = (self.asked.multiple, with_unit(self.panel.unit, self.asked.to));
        match (self.asked.same_amount_for_all, self.asked.falls()) {
            (true, false) => format!("reached {target}"),
            (true, true) => format!("fell to {target} or less"),
            (false, false) => format!("reached {} times their own amount", times(multiple)),
            (false, true) if multiple == 1.0 => "fell back to their own amount or less".to_owned(),
            (false, true) => format!("fell to {} times their own amount or less", times(multiple)),
        }
    }
}
