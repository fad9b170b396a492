//! Sums of scores over many cases, and the means that follow from them.

use crate::{
    outlook::{
        backtest::report::{Decile, MethodScores, TargetScores},
        forecast::{Forecast, at_least_once},
        method::Method,
    },
    stats::{Clustered, quantile},
};

/// The number of scores of a case.
const SCORES: usize = 7;
const DECILES: usize = 10;
/// The levels of the intervals that are scored.
const LEVELS: [f64; 3] = [0.5, 0.8, 0.95];

/// How cases are scored, whatever the method.
pub(crate) struct Rules {
    pub methods: Vec<Method>,
    pub horizon: usize,
    /// The multiples of the last amount whose chances are scored.
    pub multiples: Vec<f64>,
    /// The middles of parts of equal probability.
    pub parts: Vec<(f64, f64)>,
    /// The standard scores of the upper ends of the intervals.
    ends: [f64; 3],
}

impl Rules {
    pub fn new(methods: Vec<Method>, horizon: usize, multiples: Vec<f64>, parts: Vec<(f64, f64)>) -> Self {
        let ends = LEVELS.map(|level| quantile(0.5 + level / 2.0));
        Self { methods, horizon, multiples, parts, ends }
    }
}

/// One series, looked at from one origin.
pub(crate) struct Case<'c> {
    /// The logarithm of the last amount.
    pub last: f64,
    /// The mean absolute change from one year to the next in training, in amounts; none where nothing changed.
    pub scale: Option<f64>,
    /// The logarithm of what came, by year ahead; none where it is not known.
    pub outcomes: &'c [Option<f64>],
}

/// Sums of scores by method and year ahead, and by method and multiple.
#[derive(Debug, Clone)]
pub(crate) struct Tally {
    /// By method: each year ahead, then all of them together.
    scores: Vec<[Clustered; SCORES]>,
    /// By method and multiple, at the last year ahead.
    targets: Vec<Target>,
    /// By multiple, for the default method: by the total of at least one year up to the last.
    some_year: Vec<Target>,
    pub cases: u64,
    pub origins: u64,
}

/// Sums over the chances of one multiple.
#[derive(Debug, Clone, Default)]
struct Target {
    brier: Clustered,
    /// By tenth of the chance: the sum of chances, and by how much what came about differs from them.
    said: [f64; DECILES],
    off: [Clustered; DECILES],
}

impl Tally {
    pub fn new(rules: &Rules) -> Self {
        let methods = rules.methods.len();
        Self {
            scores: vec![Default::default(); methods * (rules.horizon + 1)],
            targets: vec![Target::default(); methods * rules.multiples.len()],
            some_year: vec![Target::default(); rules.multiples.len()],
            cases: 0,
            origins: 0,
        }
    }

    /// Adds what each method said of one case, by method and year ahead.
    pub fn add(&mut self, rules: &Rules, case: &Case<'_>, origin: usize, said: &[Vec<Forecast>]) {
        self.origins += 1;
        self.cases += case.outcomes.iter().flatten().count() as u64;
        for (method, forecasts) in said.iter().enumerate() {
            let of_method = method * (rules.horizon + 1);
            for (ahead, (forecast, outcome)) in forecasts.iter().zip(case.outcomes).enumerate() {
                if let Some(outcome) = outcome {
                    let scores = scores(forecast, *outcome, case.scale, rules);
                    for place in [of_method + ahead, of_method + rules.horizon] {
                        for (sums, score) in self.scores[place].iter_mut().zip(scores) {
                            score.into_iter().for_each(|score| sums.add(score));
                        }
                    }
                }
            }
            self.add_targets(rules, case, method, forecasts);
            if rules.methods[method] == Method::Pooled {
                self.add_some_year(rules, case, forecasts);
            }
        }
        self.sums().for_each(|sums| sums.end_origin(origin));
    }

    /// Adds the chances of each multiple at the last year ahead.
    fn add_targets(&mut self, rules: &Rules, case: &Case<'_>, method: usize, forecasts: &[Forecast]) {
        let last = rules.horizon - 1;
        let (Some(forecast), Some(Some(outcome))) = (forecasts.get(last), case.outcomes.get(last)) else { return };
        let targets = &mut self.targets[method * rules.multiples.len()..];
        for (target, multiple) in targets.iter_mut().zip(&rules.multiples) {
            let level = case.last + multiple.ln();
            target.add(forecast.at_least(level), *outcome >= level);
        }
    }

    /// Adds the chances of each multiple by the last year, where it is known whether the multiple was reached.
    fn add_some_year(&mut self, rules: &Rules, case: &Case<'_>, forecasts: &[Forecast]) {
        if forecasts.len() < rules.horizon || case.outcomes.len() < rules.horizon {
            return;
        }
        for (target, multiple) in self.some_year.iter_mut().zip(&rules.multiples) {
            let level = case.last + multiple.ln();
            let reached = case.outcomes.iter().flatten().any(|outcome| *outcome >= level);
            // A multiple that the start reaches already is no question. A case with a year missing is left out whichever
            // way it went: to keep those alone that reached it would make all of them come about.
            if level > case.last && case.outcomes.iter().all(Option::is_some) {
                target.add(at_least_once(forecasts, level), reached);
            }
        }
    }

    /// Every sum whose standard error is clustered.
    fn sums(&mut self) -> impl Iterator<Item = &mut Clustered> {
        let targets = self.targets.iter_mut().chain(&mut self.some_year);
        let targets = targets.flat_map(|target| std::iter::once(&mut target.brier).chain(&mut target.off));
        self.scores.iter_mut().flatten().chain(targets)
    }

    /// Ends a series: what follows belongs to another cluster.
    pub fn end_series(&mut self) {
        self.sums().for_each(Clustered::end_series);
    }

    /// Adds the sums of other series.
    pub fn merge(&mut self, other: &Self) {
        for (sums, others) in self.scores.iter_mut().flatten().zip(other.scores.iter().flatten()) {
            sums.merge(others);
        }
        let targets = self.targets.iter_mut().chain(&mut self.some_year);
        for (target, others) in targets.zip(other.targets.iter().chain(&other.some_year)) {
            target.brier.merge(&others.brier);
            for at in 0..DECILES {
                target.said[at] += others.said[at];
                target.off[at].merge(&others.off[at]);
            }
        }
        self.cases += other.cases;
        self.origins += other.origins;
    }

    /// The mean scores by method and year ahead.
    pub fn by_method(&self, rules: &Rules) -> Vec<MethodScores> {
        let places = rules.methods.iter().flat_map(|method| (1..=rules.horizon + 1).map(move |ahead| (*method, ahead)));
        let of_place = |((method, ahead), sums): ((Method, usize), &[Clustered; SCORES])| {
            let horizon = (ahead <= rules.horizon).then_some(ahead);
            let [crps, mase, smape, coverage_50, coverage_80, coverage_95, msis_95] =
                sums.each_ref().map(Clustered::mean);
            MethodScores {
                method,
                horizon,
                cases: sums[0].count(),
                crps: crps?,
                crps_error: sums[0].standard_error()?,
                mase,
                smape: smape?,
                coverage_50: coverage_50?,
                coverage_80: coverage_80?,
                coverage_80_error: sums[4].standard_error()?,
                coverage_95: coverage_95?,
                coverage_95_error: sums[5].standard_error()?,
                msis_95,
            }
            .into()
        };
        places.zip(&self.scores).filter_map(of_place).collect()
    }

    /// The scores of chances at the last year ahead, by method and multiple.
    pub fn targets(&self, rules: &Rules) -> Vec<TargetScores> {
        let places =
            rules.methods.iter().flat_map(|method| rules.multiples.iter().map(move |multiple| (*method, *multiple)));
        places.zip(&self.targets).filter_map(|((method, multiple), of)| of.scores(rules, method, multiple)).collect()
    }

    /// The scores of the default method's chances by the total of at least one year up to the last.
    pub fn some_year(&self, rules: &Rules) -> Vec<TargetScores> {
        let places = rules.multiples.iter().zip(&self.some_year);
        places.filter_map(|(multiple, of)| of.scores(rules, Method::Pooled, *multiple)).collect()
    }
}

impl Target {
    fn scores(&self, rules: &Rules, method: Method, multiple: f64) -> Option<TargetScores> {
        Some(TargetScores {
            method,
            multiple,
            horizon: rules.horizon,
            cases: self.brier.count(),
            brier: self.brier.mean()?,
            brier_error: self.brier.standard_error()?,
            reliability: self.reliability(),
        })
    }

    fn add(&mut self, chance: f64, came: bool) {
        let came = if came { 1.0 } else { 0.0 };
        self.brier.add((chance - came) * (chance - came));
        // A chance of one belongs to the last tenth.
        let decile = ((chance * DECILES as f64) as usize).min(DECILES - 1);
        self.said[decile] += chance;
        self.off[decile].add(came - chance);
    }

    /// By tenth of the chance, what was predicted and what was observed.
    fn reliability(&self) -> Vec<Decile> {
        let decile = |at: usize| {
            let (sums, cases) = (&self.off[at], self.off[at].count());
            let predicted = self.said[at] / cases as f64;
            Some(Decile {
                from: at as f64 / DECILES as f64,
                to: (at + 1) as f64 / DECILES as f64,
                cases,
                predicted,
                observed: (predicted + sums.mean()?).clamp(0.0, 1.0),
                observed_error: sums.standard_error()?,
            })
        };
        (0..DECILES).filter_map(decile).collect()
    }
}

/// CRPS, MASE, sMAPE, coverage at three levels, and MSIS. Scores relative to the change in training are left out where
/// nothing changed.
fn scores(forecast: &Forecast, outcome: f64, scale: Option<f64>, rules: &Rules) -> [Option<f64>; SCORES] {
    let (amount, point) = (outcome.exp(), forecast.median().exp());
    let covered = |end: f64| {
        let inside = (forecast.at(-end)..=forecast.at(end)).contains(&outcome);
        Some(if inside { 1.0 } else { 0.0 })
    };
    let [half, most, nearly] = rules.ends;
    [
        Some(forecast.crps(outcome, &rules.parts)),
        scale.map(|scale| (amount - point).abs() / scale),
        // The sMAPE of amounts, 2 |a - f| / (a + f), equals 2 tanh(|ln a - ln f| / 2), which cannot overflow.
        Some(2.0 * ((outcome - forecast.median()).abs() / 2.0).tanh()),
        covered(half),
        covered(most),
        covered(nearly),
        scale.map(|scale| interval_score(forecast.at(-nearly).exp(), forecast.at(nearly).exp(), amount) / scale),
    ]
    .map(|score| score.filter(|score| score.is_finite()))
}

/// The score of a 95 % interval: its width, and 2 / 0.05 = 40 times by how far the amount misses it.
fn interval_score(low: f64, high: f64, amount: f64) -> f64 {
    let missed = (low - amount).max(0.0) + (amount - high).max(0.0);
    high - low + 40.0 * missed
}
