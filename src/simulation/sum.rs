//! Several outlooks together: both flows of a pair, sectors, or pairs, whose growth is correlated.

use crate::{
    error::{Error, Result},
    outlook::Outlook,
};

/// The most parts of a sum: their logarithms are kept on the stack for every path and year.
const MOST_PARTS: usize = 32;

/// The sum of several outlooks from the same period, whose yearly growth is correlated.
///
/// ```
/// use tradepath::outlook::{LogRandomWalk, Outlook, OutlookOptions};
/// use tradepath::simulation::{CorrelatedSum, Simulation};
///
/// let options = OutlookOptions::new().years(5);
/// let exports = Outlook::stated(LogRandomWalk::new(0.08, 0.2)?, "2021", "2B", &options)?;
/// let imports = Outlook::stated(LogRandomWalk::new(0.05, 0.2)?, "2021", "1B", &options)?;
/// let sum = CorrelatedSum::of(vec![exports, imports], 0.5)?;
/// let turnover = Simulation::of_sum(sum).paths(50_000).run(&["5B".parse()?])?;
/// assert_eq!(turnover.targets()[0].by[4].to_string(), "32%");
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct CorrelatedSum {
    pub(crate) parts: Vec<Outlook>,
    /// The lower triangle, row by row, that turns independent steps into correlated ones.
    pub(crate) mixing: Vec<Vec<f64>>,
}

impl CorrelatedSum {
    /// Adds up outlooks from the same period. Every two of them have the same correlation of yearly growth.
    ///
    /// Of `n` parts, every two can have a correlation of `-1 / (n - 1)` at the least.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) for no part, for more than 32, and for a correlation
    /// above 1 or below the least that so many parts can have;
    /// [`ErrorKind::Contradiction`](crate::ErrorKind::Contradiction) for parts that start in different periods.
    ///
    /// # Examples
    ///
    /// ```
    /// use tradepath::outlook::{LogRandomWalk, Outlook, OutlookOptions};
    /// use tradepath::simulation::CorrelatedSum;
    ///
    /// let walk = LogRandomWalk::new(0.05, 0.1)?;
    /// let part = Outlook::stated(walk, "2021", "1B", &OutlookOptions::new())?;
    /// assert!(CorrelatedSum::of(vec![part.clone(); 3], -0.5).is_ok());
    /// // Three parts cannot all move against one another so strongly.
    /// assert!(CorrelatedSum::of(vec![part; 3], -0.6).is_err());
    /// assert!(CorrelatedSum::of(Vec::new(), 0.0).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn of(parts: Vec<Outlook>, correlation: f64) -> Result<Self> {
        if !(1..=MOST_PARTS).contains(&parts.len()) {
            return Err(Error::out_of_range("the number of parts", parts.len(), format!("1 to {MOST_PARTS}")));
        }
        let least = if parts.len() > 1 { -1.0 / (parts.len() - 1) as f64 } else { -1.0 };
        if !(least..=1.0).contains(&correlation) {
            let accepted = format!("between {least} and 1 for {} parts", parts.len());
            return Err(Error::out_of_range("the correlation", correlation, accepted));
        }
        if let Some(other) = parts.iter().find(|part| part.start() != parts[0].start()) {
            let message = format!("one part looks ahead from {}, another from {}", parts[0].start(), other.start());
            return Err(Error::contradiction(message));
        }
        let mixing = mixing(parts.len(), correlation);
        Ok(Self { parts, mixing })
    }

    /// The number of years that every part reaches.
    pub(crate) fn years(&self) -> usize {
        self.parts.iter().map(|part| part.years.len()).min().unwrap_or(0)
    }

    /// The logarithm of the sum in a year, given the place of each part's walk.
    pub(crate) fn log(&self, year: usize, places: impl Iterator<Item = f64>) -> f64 {
        let mut logs = [f64::NEG_INFINITY; MOST_PARTS];
        for ((log, part), place) in logs.iter_mut().zip(&self.parts).zip(places) {
            *log = part.log_at(year, place);
        }
        let logs = &logs[..self.parts.len()];
        // The largest is taken out before exponents are formed, so that none overflows (log-sum-exp).
        let largest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        largest + logs.iter().map(|log| (log - largest).exp()).sum::<f64>().ln()
    }
}

/// The Cholesky factor of the matrix with ones on the diagonal and the correlation elsewhere.
fn mixing(parts: usize, correlation: f64) -> Vec<Vec<f64>> {
    let mut rows: Vec<Vec<f64>> = Vec::with_capacity(parts);
    for row in 0..parts {
        let mut weights = vec![0.0; row + 1];
        for column in 0..=row {
            let target = if row == column { 1.0 } else { correlation };
            let of_column = if column == row { &weights } else { &rows[column] };
            let known: f64 = (0..column).map(|at| weights[at] * of_column[at]).sum();
            let rest = target - known;
            // At the least possible correlation the matrix is singular: a pivot that rounding leaves below zero counts
            // as zero, and nothing is divided by it.
            weights[column] = if row == column {
                rest.max(0.0).sqrt()
            } else if rows[column][column] > 0.0 {
                rest / rows[column][column]
            } else {
                0.0
            };
        }
        rows.push(weights);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mixed_steps_have_the_correlation() {
        for (parts, correlation) in [(1, 0.3), (2, -1.0), (2, 1.0), (3, -0.5), (5, 0.7)] {
            let rows = mixing(parts, correlation);
            for (one, other) in (0..parts).flat_map(|one| (0..=one).map(move |other| (one, other))) {
                let product: f64 = rows[one].iter().zip(&rows[other]).map(|(a, b)| a * b).sum();
                let expected = if one == other { 1.0 } else { correlation };
                assert!((product - expected).abs() < 1e-7, "{parts} {correlation}: {product}");
            }
        }
    }
}
