//! Exponential smoothing of level and trend, where the trend fades.

use crate::outlook::forecast::Normals;

/// The grids of level, trend and fading that are searched.
const LEVELS: [f64; 6] = [0.1, 0.3, 0.5, 0.7, 0.85, 0.99];
const TRENDS: [f64; 4] = [0.01, 0.1, 0.2, 0.4];
const FADINGS: [f64; 4] = [0.8, 0.88, 0.95, 0.98];
/// The number of changes over which the first trend is measured.
const FIRST: usize = 4;

/// By year ahead, the mean and the standard deviation of a model with additive errors and an additive damped trend
/// (Hyndman, Koehler, Ord and Snyder 2008, class 1):
///
/// ```text
/// l(t) = l(t-1) + f b(t-1) + a e(t)      b(t) = f b(t-1) + a b* e(t)
/// y(n + h) = l(n) + (f + ... + f^h) b(n)
/// variance   s^2 (1 + sum over j < h of (a + a b* (f + ... + f^j))^2)
/// ```
///
/// Level `a`, trend `b*` and fading `f` are those of the least squared errors on a grid, which on a dozen amounts is as
/// good as any search.
pub(crate) fn normals(logs: &[f64], years: usize) -> Normals {
    let of_level = |level| TRENDS.into_iter().flat_map(move |trend| FADINGS.map(move |fading| [level, trend, fading]));
    let fits = LEVELS.into_iter().flat_map(of_level).map(|parameters| Fit::of(logs, parameters));
    let Some(best) = fits.min_by(|one, other| one.squares.total_cmp(&other.squares)) else {
        return Vec::new();
    };
    // At least one degree of freedom is kept where amounts are few.
    let free = (logs.len() as f64 - 4.0).max(1.0);
    let deviation = (best.squares / free).sqrt();
    let [level, trend, fading] = best.parameters;
    let (mut faded, mut power, mut variance) = (0.0, 1.0, 1.0);
    let mut ahead = Vec::with_capacity(years);
    for _ in 0..years {
        power *= fading;
        faded += power;
        ahead.push((best.level + faded * best.trend, deviation * f64::sqrt(variance)));
        variance += (level + level * trend * faded).powi(2);
    }
    ahead
}

/// The state after the last amount, and the sum of squared errors one year ahead.
struct Fit {
    parameters: [f64; 3],
    level: f64,
    trend: f64,
    squares: f64,
}

impl Fit {
    fn of(logs: &[f64], parameters: [f64; 3]) -> Self {
        let [of_level, of_trend, fading] = parameters;
        let first = FIRST.min(logs.len() - 1);
        let (mut level, mut trend) = (logs[0], (logs[first] - logs[0]) / first as f64);
        let mut squares = 0.0;
        for log in &logs[1..] {
            let expected = level + fading * trend;
            let error = log - expected;
            squares += error * error;
            level = expected + of_level * error;
            trend = fading * trend + of_level * of_trend * error;
        }
        Self { parameters, level, trend, squares }
    }
}
