//! Means of values that are not independent, with standard errors that allow for clusters.
//!
//! A backtest scores forecasts of many series from many origins. Scores of one series resemble each other, and so do
//! the scores of one origin, whose years share the same world economy. A standard error that took them for independent
//! would be too small.

/// A cluster's sum of values, and their count.
type Sums = (f64, f64);

/// Sums over clusters from which the variance of the mean follows once the mean is known.
///
/// The mean is known only after the last value. Keeping these three sums saves keeping every cluster.
#[derive(Debug, Clone, Copy, Default)]
struct Spread {
    /// The sum over clusters of the squared sum of values.
    squares: f64,
    /// The sum over clusters of the sum of values times their count.
    products: f64,
    /// The sum over clusters of the squared count.
    pub(crate) counts: f64,
}

impl Spread {
    /// Adds one cluster.
    fn add(&mut self, (sum, count): Sums) {
        self.squares += sum * sum;
        self.products += sum * count;
        self.counts += count * count;
    }

    /// Adds the clusters of another spread. No cluster may be in both.
    fn merge(&mut self, other: &Self) {
        self.squares += other.squares;
        self.products += other.products;
        self.counts += other.counts;
    }

    /// The sum over clusters of the squared sum of deviations from the mean.
    ///
    /// ```text
    /// Σ (sum − mean · count)² = Σ sum² − 2 · mean · Σ sum · count + mean² · Σ count²
    /// ```
    fn about(&self, mean: f64) -> f64 {
        // Rounding can bring the difference under zero.
        (self.squares - 2.0 * mean * self.products + mean * mean * self.counts).max(0.0)
    }
}

/// The mean of values that are clustered by series and by origin at once, and its standard error.
///
/// ```text
/// variance = by series + by origin − by series and origin together
/// ```
///
/// (Cameron, Gelbach and Miller 2011.) The third term takes off what the first two count twice.
///
/// Values are added series by series, and within a series origin by origin: [`add`](Self::add) for each value, then
/// [`end_origin`](Self::end_origin), and [`end_series`](Self::end_series) after the last origin. Sums of different
/// series can be made on different threads and joined by [`merge`](Self::merge).
#[derive(Debug, Clone, Default)]
pub(crate) struct Clustered {
    /// The sum and the count of all values whose origin is closed.
    total: Sums,
    /// The sum and the count of the values of each origin, over all series.
    origins: Vec<Sums>,
    /// The spread over closed series.
    by_series: Spread,
    /// The spread over closed groups of values that share both series and origin.
    by_both: Spread,
    /// The sum and the count of the open series: the one whose values are being added.
    series: Sums,
    /// The sum and the count of the open origin within the open series.
    both: Sums,
}

impl Clustered {
    /// Adds a value to the open origin of the open series.
    pub fn add(&mut self, value: f64) {
        self.both.0 += value;
        self.both.1 += 1.0;
    }

    /// Closes an origin of the open series, after its last value. Origins are numbered from 0, alike in every series.
    pub fn end_origin(&mut self, origin: usize) {
        let (sum, count) = std::mem::take(&mut self.both);
        // An origin without a value is no cluster.
        if count == 0.0 {
            return;
        }
        self.by_both.add((sum, count));
        if self.origins.len() <= origin {
            self.origins.resize(origin + 1, (0.0, 0.0));
        }
        for sums in [&mut self.origins[origin], &mut self.series, &mut self.total] {
            sums.0 += sum;
            sums.1 += count;
        }
    }

    /// Closes a series, after its last origin.
    pub fn end_series(&mut self) {
        self.by_series.add(std::mem::take(&mut self.series));
    }

    /// Adds the closed clusters of other series. No series may be in both.
    pub fn merge(&mut self, other: &Self) {
        self.total.0 += other.total.0;
        self.total.1 += other.total.1;
        if self.origins.len() < other.origins.len() {
            self.origins.resize(other.origins.len(), (0.0, 0.0));
        }
        for (sums, others) in self.origins.iter_mut().zip(&other.origins) {
            sums.0 += others.0;
            sums.1 += others.1;
        }
        self.by_series.merge(&other.by_series);
        self.by_both.merge(&other.by_both);
    }

    /// The number of values.
    pub fn count(&self) -> u64 {
        self.total.1 as u64
    }

    /// The mean of the values; none where there are no values, and where their sum is more than a number holds.
    pub fn mean(&self) -> Option<f64> {
        (self.total.1 > 0.0).then(|| self.total.0 / self.total.1).filter(|mean| mean.is_finite())
    }

    /// The standard error of the mean; none without values, and where it is more than a number holds.
    ///
    /// ```text
    /// sqrt(variance of the sum) / number of values
    /// ```
    pub fn standard_error(&self) -> Option<f64> {
        let mean = self.mean()?;
        let mut by_origin = Spread::default();
        for sums in &self.origins {
            by_origin.add(*sums);
        }
        let (series, origin) = (self.by_series.about(mean), by_origin.about(mean));
        // With few origins the difference can be too small, even negative; neither single variance is undercut. With
        // one origin the variance by origin is that of a single cluster, which says nothing.
        let variance = if self.origins.iter().filter(|sums| sums.1 > 0.0).count() > 1 {
            (series + origin - self.by_both.about(mean)).max(series).max(origin)
        } else {
            series
        };
        Some(variance.sqrt() / self.total.1).filter(|error| error.is_finite())
    }
}

#[cfg(test)]
mod tests {
    use approx::assert_relative_eq;

    use super::*;

    fn of(series: &[&[(usize, f64)]]) -> Clustered {
        let mut all = Clustered::default();
        for values in series {
            for (origin, value) in *values {
                all.add(*value);
                all.end_origin(*origin);
            }
            all.end_series();
        }
        all
    }

    #[test]
    fn independent_series_have_the_usual_error() {
        let all = of(&[&[(0, 1.0)], &[(0, 2.0)], &[(0, 3.0)], &[(0, 6.0)]]);
        assert_eq!((all.count(), all.mean()), (4, Some(3.0)));
        // The root of the sum of squared deviations, 14, over 4.
        assert_relative_eq!(all.standard_error().unwrap(), 14_f64.sqrt() / 4.0, max_relative = 1e-12);
    }

    #[test]
    fn what_all_share_in_a_year_is_not_averaged_away() {
        let shared = |count: usize| {
            let values: Vec<[(usize, f64); 2]> = (0..count).map(|_| [(0, 1.0), (1, -1.0)]).collect();
            let series: Vec<&[(usize, f64)]> = values.iter().map(|values| &values[..]).collect();
            of(&series).standard_error().unwrap()
        };
        assert_relative_eq!(shared(10), shared(1000), max_relative = 1e-9);
        assert!(shared(10) > 0.5);
    }

    #[test]
    fn parts_come_to_the_whole() {
        let one = [(0, 1.0), (2, 5.0)];
        let two = [(1, 2.0), (2, 3.0)];
        let mut merged = of(&[&one]);
        merged.merge(&of(&[&two]));
        assert_eq!(merged.standard_error(), of(&[&one, &two]).standard_error());
        assert_eq!(Clustered::default().standard_error(), None);
    }
}
