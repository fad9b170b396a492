//! The picture of a base rate: what the charts `base-rate`, `eras` and `precedents` have in common.
//!
//! A picture holds the answer to a base rate's question, a title, and the pledge that the answer is meant for, where
//! there is one. It words what all three charts print alike: amounts, the target, what a case is, and the source line.

use crate::{
    amount::Amount,
    assessment::Assessment,
    base_rate::{BaseRate, Entries, FEW_CASES},
    chart::furniture::{Frame, Rect, Scale},
    error::{Error, Result},
    period::{Period, span},
    series::Series,
    wording::{times, with_unit},
};

/// The picture of a base rate, for the charts `base-rate`, `eras` and `precedents`.
///
/// The three charts ask the same answer three questions: how the share grows with the years since entry, whether it
/// differs by the years of entry, and which pairs there were.
///
/// ```
/// use tradepath::{
///     base_rate::{BaseRateQuestion, BaseRateTable},
///     chart::{BaseRatePicture, Canvas, ChartKind, draw},
/// };
///
/// let question = BaseRateQuestion::to("3B", "10B")?.within(9);
/// let found = question.run(BaseRateTable::shipped()?)?;
/// let picture = BaseRatePicture::new(&found).title("From 3 to 10 billion dollars");
/// let chart = draw(ChartKind::BaseRate, &picture, Canvas::new(800, 450)?)?;
/// assert!(chart.to_svg()?.contains("<title>From 3 to 10 billion dollars</title>"));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct BaseRatePicture<'a> {
    /// The base rate that is drawn.
    pub(crate) found: &'a BaseRate,
    /// The title; none for a title that each chart finds itself, which states its result.
    pub(crate) title: Option<String>,
    /// The pledge's baseline period and amount, and the observed turnover, where there is any. Only the chart
    /// `precedents` draws them.
    pub(crate) pledge: Option<(Period, Amount, Option<&'a Series>)>,
}

impl<'a> BaseRatePicture<'a> {
    /// A picture of a base rate, without a pledge. Each chart has a title that states its result, until
    /// [`title`](Self::title) gives another.
    ///
    /// # Examples
    ///
    /// A base rate of few cases has no share, so that only its precedents can be drawn:
    ///
    /// ```
    /// use tradepath::{
    ///     ErrorKind,
    ///     base_rate::BaseRateQuestion,
    ///     chart::{BaseRatePicture, Canvas, ChartKind, draw},
    ///     history::{AnnualPanel, MissingFlow, Reader, Reconciliation},
    /// };
    ///
    /// let table = "year,exporter,importer,value\n\
    ///     2001,KAZ,UZB,3\n2002,KAZ,UZB,4\n2003,KAZ,UZB,6\n\
    ///     2001,IND,CHN,2\n2003,IND,CHN,3\n";
    /// let panel = Reader::new().read(table.as_bytes(), "trade.csv")?.panel;
    /// let zero = Reconciliation::default().missing_flow(MissingFlow::Zero);
    /// let sample = AnnualPanel::turnovers(&panel, &zero)?;
    /// let found = BaseRateQuestion::multiple("3", 2.0)?.within(2).run(&sample)?;
    /// let picture = BaseRatePicture::new(&found);
    /// let error = draw(ChartKind::BaseRate, &picture, Canvas::new(800, 450)?).unwrap_err();
    /// assert!(matches!(error.kind(), ErrorKind::Missing { .. }));
    /// assert!(error.to_string().contains("2 entered"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn new(found: &'a BaseRate) -> Self {
        Self { found, title: None, pledge: None }
    }

    /// A picture of one of an assessment's [base rates](Assessment::base_rates), counted from zero, with the pledge and
    /// the turnover since.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) where the assessment has no such base rate, with the reason.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::{
    ///     AssessmentOptions, assess,
    ///     chart::{BaseRatePicture, Canvas, ChartKind, draw},
    ///     scenario::shipped,
    /// };
    ///
    /// let pledge = shipped("kazakhstan-uzbekistan-2021")?;
    /// let (scenario, history) = (pledge.scenario()?, pledge.history()?);
    /// let assessment = assess(&scenario, Some(&history), &AssessmentOptions::new())?;
    /// let first = BaseRatePicture::of_milestone(&assessment, 0)?;
    /// draw(ChartKind::BaseRate, &first, Canvas::new(800, 450)?)?;
    /// // The pledge has two milestones.
    /// assert!(BaseRatePicture::of_milestone(&assessment, 2).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn of_milestone(assessment: &'a Assessment, at: usize) -> Result<Self> {
        let rate = assessment.base_rates.get(at).ok_or_else(|| assessment.why_absent("base_rates"))?;
        let baseline = assessment.scenario.baseline();
        Ok(Self::new(&rate.base_rate).pledge(baseline.period(), baseline.amount(), assessment.series()))
    }

    /// Sets the title. It takes the place of the title that states a chart's result.
    ///
    /// ```
    /// use tradepath::{
    ///     base_rate::{BaseRateQuestion, BaseRateTable},
    ///     chart::{BaseRatePicture, Canvas, ChartKind, draw},
    /// };
    ///
    /// let found = BaseRateQuestion::to("3B", "10B")?.run(BaseRateTable::shipped()?)?;
    /// let picture = BaseRatePicture::new(&found).title("By the years of entry");
    /// let chart = draw(ChartKind::Eras, &picture, Canvas::new(800, 450)?)?;
    /// assert!(chart.to_svg()?.contains("<title>By the years of entry</title>"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn title(self, title: impl Into<String>) -> Self {
        Self { title: Some(title.into()), ..self }
    }

    /// Adds a pledge that starts from an amount in a period, and the turnover that was observed, where there is any.
    /// The chart of precedents then names the pledge's own path, and shows the turnover since beside the precedents.
    ///
    /// ```
    /// use tradepath::{
    ///     Amount, Period,
    ///     base_rate::{BaseRateQuestion, BaseRateTable},
    ///     chart::{BaseRatePicture, Canvas, ChartKind, SvgFont, draw},
    /// };
    ///
    /// let question = BaseRateQuestion::to("3B", "10B")?.within(9);
    /// let found = question.run(BaseRateTable::shipped()?)?;
    /// let (start, amount) = (Period::year(2021)?, Amount::new(3e9)?);
    /// let picture = BaseRatePicture::new(&found).pledge(start, amount, None);
    /// let chart = draw(ChartKind::Precedents, &picture, Canvas::new(800, 450)?)?;
    /// assert!(chart.to_svg_with(SvgFont::Named)?.contains("the pledge"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn pledge(self, start: Period, amount: Amount, series: Option<&'a Series>) -> Self {
        Self { pledge: Some((start, amount, series)), ..self }
    }

    /// An amount in the unit of the panel that the base rate was counted from: `$3B`.
    pub(crate) fn with_unit(&self, amount: Amount) -> String {
        with_unit(self.found.panel.unit, amount)
    }

    /// The target in words: `3.3 times`, or an amount where the target is the same amount for all pairs.
    pub(crate) fn target(&self) -> String {
        let asked = &self.found.asked;
        if asked.same_amount_for_all { self.with_unit(asked.to) } else { format!("{} times", times(asked.multiple)) }
    }

    /// What a case is called: `pairs` where only a pair's first entry counts, `spells of pairs` where all its entries
    /// do.
    pub(crate) fn cases(&self) -> &'static str {
        match self.found.asked.entries {
            Entries::First => "pairs",
            Entries::All => "spells of pairs",
        }
    }

    /// Refuses a base rate with too few cases to speak of a share, for the charts that show shares.
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) with the number of cases that entered and the number that it
    /// takes.
    pub(crate) fn enough(&self) -> Result<()> {
        if self.found.too_few {
            let hint = format!("{} entered, and under {FEW_CASES} are shown as counts", self.found.entered);
            return Err(Error::missing("share to draw", hint));
        }
        Ok(())
    }

    /// The source line: the panel, its years, the prices of its amounts, and the method of the shares.
    pub(crate) fn source(&self) -> String {
        let panel = &self.found.panel;
        let prices = panel.kind_of_amounts();
        format!("Source: {}, {}, {prices}; shares by Kaplan and Meier", panel.name, span(panel.from, panel.to))
    }
}

/// Draws a bottom axis of years since entry under `plot`, and returns its scale.
///
/// The axis goes from 0 to `years`, and ends at the pixel `right`. The plot may reach further: to the right of the
/// axis, the ends of lines have their names.
pub(crate) fn years_since(frame: &mut Frame, plot: &Rect, years: u32, right: f64) -> Scale {
    let x = Scale { low: 0.0, high: f64::from(years), from: plot.left + 14.0 * frame.unit, to: right };
    let label = frame.width("00", &frame.axis_style());
    let ticks = crate::chart::furniture::year_ticks(0.0, f64::from(years), (x.to - x.from) / f64::from(years), label);
    let places: Vec<(f64, String)> = ticks.iter().map(|year| (x.at(f64::from(*year)), year.to_string())).collect();
    frame.bottom_axis(&places, plot.bottom);
    x
}
