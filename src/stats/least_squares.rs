//! Weighted least squares with three predictors, drawn towards assumed coefficients.
//!
//! The weights of an outlook's predictors are learned with it from the histories of many pairs. Assumed coefficients
//! keep the answer sensible where the evidence is thin.

/// The least evidence that an assumed coefficient counts for: that of one observation whose predictor is as large as
/// its volatility.
const LEAST_EVIDENCE: f64 = 1.0;

/// One observation: three predictors, the response, and the observation's weight.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    /// The predictors.
    pub signs: [f64; 3],
    /// The response: the change that the predictors are to explain.
    pub change: f64,
    /// How much the observation counts, zero or more.
    pub weight: f64,
}

/// The weighted sums of products that the normal equations need: of the predictors with one another, and with the
/// response.
#[derive(Debug, Default)]
pub(crate) struct LeastSquares {
    /// The weighted sums of the products of each two predictors: the matrix of the normal equations.
    products: [[f64; 3]; 3],
    /// The weighted sums of each predictor's product with the response: their right-hand side.
    with_change: [f64; 3],
}

impl LeastSquares {
    /// Adds rows, after subtracting a share of their weighted mean from each predictor and from the response.
    ///
    /// With a share of 1 the rows have an intercept of their own; with 0 they have none. A share in between suits few
    /// rows, whose mean is itself uncertain.
    pub fn add(&mut self, rows: &[Row], share: f64) {
        let total: f64 = rows.iter().map(|row| row.weight).sum();
        let mean = |sum: f64| if total > 0.0 { share * sum / total } else { 0.0 };
        let signs: [f64; 3] = std::array::from_fn(|at| mean(rows.iter().map(|row| row.weight * row.signs[at]).sum()));
        let change = mean(rows.iter().map(|row| row.weight * row.change).sum());
        for row in rows {
            let off: [f64; 3] = std::array::from_fn(|at| row.signs[at] - signs[at]);
            for (at, sign) in off.iter().enumerate() {
                let weighted = row.weight * sign;
                self.with_change[at] += weighted * (row.change - change);
                for (product, other) in self.products[at].iter_mut().zip(&off) {
                    *product += weighted * other;
                }
            }
        }
    }

    /// The coefficients, drawn towards assumed ones; none where they are not finite.
    ///
    /// ```text
    /// (P + E) w = p + E a,    E = diag(share · P_kk + 1)
    /// ```
    ///
    /// `P` are the products of the predictors, `p` those with the response, and `a` the assumed coefficients. An
    /// assumed coefficient thus counts like `share` times the evidence for its predictor, plus that of one observation.
    /// With little evidence the answer is therefore close to what is assumed.
    pub fn solve(mut self, assumed: [f64; 3], share: f64) -> Option<[f64; 3]> {
        for (at, assumed) in assumed.iter().enumerate() {
            let evidence = self.products[at][at] * share + LEAST_EVIDENCE;
            self.products[at][at] += evidence;
            self.with_change[at] += evidence * assumed;
        }
        let determinant = determinant(&self.products);
        // Cramer's rule is accurate enough for three unknowns, and the matrix is positive definite: its diagonal was
        // raised.
        let solved: [f64; 3] = std::array::from_fn(|at| {
            let mut replaced = self.products;
            for (row, value) in replaced.iter_mut().zip(self.with_change) {
                row[at] = value;
            }
            self::determinant(&replaced) / determinant
        });
        solved.iter().all(|weight| weight.is_finite()).then_some(solved)
    }
}

/// The determinant of a matrix of three rows, expanded along the first.
fn determinant([a, b, c]: &[[f64; 3]; 3]) -> f64 {
    a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) + a[2] * (b[0] * c[1] - b[1] * c[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_found_where_there_is_evidence_and_assumed_where_not() {
        let rows: Vec<Row> = (0..3000)
            .map(|at| {
                let signs = [f64::from(at % 7) - 3.0, f64::from(at % 5) - 2.0, 0.0];
                Row { signs, change: 0.3 * signs[0] - 0.8 * signs[1] + 5.0, weight: 1.0 + f64::from(at % 2) }
            })
            .collect();
        let mut sums = LeastSquares::default();
        sums.add(&rows, 1.0);
        let found = sums.solve([0.0, 0.0, 0.25], 1e-9).unwrap();
        for (found, expected) in found.iter().zip([0.3, -0.8, 0.25]) {
            assert!((found - expected).abs() < 1e-3, "{found} {expected}");
        }
        assert_eq!(LeastSquares::default().solve([0.1, 0.2, 0.3], 1.0), Some([0.1, 0.2, 0.3]));
    }
}
