//! Means of scores that are not independent, with standard errors that say so.

/// Sums of a cluster: of values, and how many.
type Sums = (f64, f64);

/// Sums over clusters of which the spread of the mean follows once the mean is known.
#[derive(Debug, Clone, Copy, Default)]
struct Spread {
    /// Of each cluster's sum squared, sum times count, and count squared.
    squares: f64,
    products: f64,
    pub(crate) counts: f64,
}

impl Spread {
    fn add(&mut self, (sum, count): Sums) {
        self.squares += sum * sum;
        self.products += sum * count;
        self.counts += count * count;
    }

    fn merge(&mut self, other: &Self) {
        self.squares += other.squares;
        self.products += other.products;
        self.counts += other.counts;
    }

    /// The sum over clusters of the squared sum of deviations from the mean.
    fn about(&self, mean: f64) -> f64 {
        (self.squares - 2.0 * mean * self.products + mean * mean * self.counts).max(0.0)
    }
}

/// The mean of values that are clustered by series and by origin at once (Cameron, Gelbach and Miller 2011): the variance by
/// series, plus that by origin, less that by both together.
#[derive(Debug, Clone, Default)]
pub(crate) struct Clustered {
    total: Sums,
    origins: Vec<Sums>,
    by_series: Spread,
    by_both: Spread,
    /// Of the series, and of the origin of the series, that values are being added of.
    series: Sums,
    both: Sums,
}

impl Clustered {
    pub fn add(&mut self, value: f64) {
        self.both.0 += value;
        self.both.1 += 1.0;
    }

    /// After the last value of an origin of a series.
    pub fn end_origin(&mut self, origin: usize) {
        let (sum, count) = std::mem::take(&mut self.both);
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

    /// After the last value of a series.
    pub fn end_series(&mut self) {
        self.by_series.add(std::mem::take(&mut self.series));
    }

    /// Adds the values of other series.
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

    pub fn count(&self) -> u64 {
        self.total.1 as u64
    }

    pub fn mean(&self) -> Option<f64> {
        (self.total.1 > 0.0).then(|| self.total.0 / self.total.1)
    }

    pub fn standard_error(&self) -> Option<f64> {
        let mean = self.mean()?;
        let mut by_origin = Spread::default();
        for sums in &self.origins {
            by_origin.add(*sums);
        }
        let (series, origin) = (self.by_series.about(mean), by_origin.about(mean));
        // With few origins the difference can be too small; either alone is the least there is.
        let variance = if self.origins.iter().filter(|sums| sums.1 > 0.0).count() > 1 {
            (series + origin - self.by_both.about(mean)).max(series).max(origin)
        } else {
            series
        };
        Some(variance.sqrt() / self.total.1)
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
