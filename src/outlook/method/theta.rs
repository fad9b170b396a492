//! The dynamic optimised theta method.

use crate::outlook::forecast::Normals;

/// By year ahead, the mean and the standard deviation of the dynamic optimised theta model (Fiorucci, Pellegrini,
/// Louzada, Petropoulos and Koehler 2016): simple exponential smoothing, and a share `w = 1 - 1/theta` of the straight
/// line through the amounts so far.
///
/// ```text
/// y(n + h) = l(n) + w ((1 - a)^n A(n) + (h - 1 + (1 - (1 - a)^(n+1)) / a) B(n))
/// variance   s^2 (1 + (h - 1) a^2)
/// ```
///
/// Here `A(n) + B(n) t` is the least-squares line through the first `n` amounts. Smoothing `a` and share `w` are those
/// of the least squared errors one year ahead. The share follows from the smoothing in closed form; the smoothing is
/// searched on a grid.
pub(crate) fn normals(logs: &[f64], years: usize) -> Normals {
    // Counted from the first amount, so that the unit of amounts changes nothing.
    let first = logs[0];
    let logs: Vec<f64> = logs.iter().map(|log| log - first).collect();
    let logs = &logs[..];
    let lines: Vec<Line> = (1..=logs.len()).map(|known| Line::through(&logs[..known])).collect();
    let line = &lines[logs.len() - 1];
    let fits = (1..=20).map(|part| Fit::of(logs, &lines, f64::from(part) / 20.0));
    let Some(best) = fits.min_by(|one, other| one.squares.total_cmp(&other.squares)) else {
        return Vec::new();
    };
    let free = (logs.len() as f64 - 3.0).max(1.0);
    let deviation = (best.squares / free).sqrt();
    let smoothing = best.smoothing;
    let ahead = (1..=years).map(|year| {
        let further = year as f64 - 1.0;
        let trend = best.share * (line.carried(smoothing, logs.len()) + further * line.slope);
        (first + best.level + trend, deviation * (1.0 + further * smoothing * smoothing).sqrt())
    });
    ahead.collect()
}

/// The least-squares line `intercept + slope t` over t = 1, 2, and so on.
struct Line {
    intercept: f64,
    slope: f64,
}

impl Line {
    /// The least-squares line through the first amounts.
    fn through(logs: &[f64]) -> Self {
        let count = logs.len() as f64;
        let middle = (count + 1.0) / 2.0;
        let mean = logs.iter().sum::<f64>() / count;
        let weighted: f64 = (1..).zip(logs).map(|(t, log)| (f64::from(t) - middle) * (log - mean)).sum();
        // One amount has no slope.
        let slope = if count > 1.0 { 12.0 * weighted / (count * (count * count - 1.0)) } else { 0.0 };
        Self { intercept: mean - slope * middle, slope }
    }

    /// What the line adds one year after the first `n`: `(1 - a)^n A + (1 - (1 - a)^(n+1)) / a B`.
    fn carried(&self, smoothing: f64, n: usize) -> f64 {
        let kept = (1.0 - smoothing).powi(n as i32);
        kept * self.intercept + (1.0 - kept * (1.0 - smoothing)) / smoothing * self.slope
    }
}

/// The state after the last amount, and the sum of squared errors one year ahead.
struct Fit {
    smoothing: f64,
    share: f64,
    level: f64,
    squares: f64,
}

impl Fit {
    fn of(logs: &[f64], lines: &[Line], smoothing: f64) -> Self {
        let mut level = logs[0];
        let (mut errors, mut added) = (Vec::with_capacity(logs.len()), Vec::with_capacity(logs.len()));
        for (known, log) in logs.iter().enumerate().skip(1) {
            errors.push(log - level);
            added.push(lines[known - 1].carried(smoothing, known));
            level += smoothing * (log - level);
        }
        let product = |one: &[f64], other: &[f64]| -> f64 { one.iter().zip(other).map(|(a, b)| a * b).sum() };
        // For a given smoothing the errors are linear in the share, which least squares give; it is kept between 0 and
        // 1.
        let of_line = product(&added, &added);
        let share = if of_line > 0.0 { (product(&errors, &added) / of_line).clamp(0.0, 1.0) } else { 0.0 };
        let squares = errors.iter().zip(&added).map(|(error, added)| (error - share * added).powi(2)).sum();
        Self { smoothing, share, level, squares }
    }
}
