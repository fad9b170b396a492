//! The formulas of the indicators, each from plain amounts.
//!
//! Amounts are of one currency and one period; which currency does not matter, as every indicator is a ratio. Shares in
//! the formulas are fractions of 1 unless the formula says percent.

use crate::{
    amount::Amount,
    error::{Error, Result, given},
};

/// One part of an economy's exports beside the same part of the world's exports. A part is what goes to one partner, or
/// what is of one product.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExportShares {
    /// The economy's exports to the partner, or of the product.
    pub part: Amount,
    /// All of the economy's exports.
    pub exports: Amount,
    /// The world's exports to the partner, or of the product.
    pub world_part: Amount,
    /// All of the world's exports.
    pub world_exports: Amount,
}

impl ExportShares {
    /// The part and the whole of an economy's exports, then the part and the whole of the world's.
    ///
    /// ```
    /// use tradepath::history::indicator::{ExportShares, trade_intensity};
    ///
    /// // The partner takes 10 % of the exports of the economy, and 5 % of those of the world.
    /// let shares = ExportShares::new("10M", "100M", "50M", "1B")?;
    /// assert_eq!(trade_intensity(&shares)?, 2.0);
    /// // A negative number is no amount.
    /// assert!(ExportShares::new(-1.0, 100.0, 50.0, 1000.0).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    ///
    /// # Errors
    /// The error of an amount that cannot be read.
    pub fn new(
        part: impl TryInto<Amount, Error: Into<Error>>,
        exports: impl TryInto<Amount, Error: Into<Error>>,
        world_part: impl TryInto<Amount, Error: Into<Error>>,
        world_exports: impl TryInto<Amount, Error: Into<Error>>,
    ) -> Result<Self> {
        Ok(Self {
            part: given(part)?,
            exports: given(exports)?,
            world_part: given(world_part)?,
            world_exports: given(world_exports)?,
        })
    }

    /// The same shares with the economy's own exports subtracted from the world's. Some sources compute intensity so;
    /// this crate leaves the choice to the caller.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`](crate::ErrorKind::OutOfRange) where its exports are more than the world's.
    ///
    /// # Examples
    /// ```
    /// use tradepath::history::indicator::ExportShares;
    ///
    /// let shares = ExportShares::new(20.0, 100.0, 50.0, 1000.0)?.without_own()?;
    /// assert_eq!((shares.world_part.value(), shares.world_exports.value()), (30.0, 900.0));
    /// // The world cannot export less than the economy.
    /// assert!(ExportShares::new(20.0, 100.0, 10.0, 1000.0)?.without_own().is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn without_own(self) -> Result<Self> {
        let rest = |all: Amount, own: Amount| Amount::new(all.value() - own.value());
        Ok(Self {
            world_part: rest(self.world_part, self.part)?,
            world_exports: rest(self.world_exports, self.exports)?,
            ..self
        })
    }
}

/// `a / b`, or an error where that is not a finite number. `what` names the indicator in the message, and `zero` what
/// is zero.
fn ratio(what: &str, a: f64, b: f64, zero: &str) -> Result<f64> {
    let ratio = a / b;
    if ratio.is_finite() {
        return Ok(ratio);
    }
    Err(Error::no_answer(format!("{what} is not defined where {zero} is zero")))
}

/// How many times as large a share of its exports an economy sends to a partner as the world does:
///
/// ```text
/// T_ij = (x_ij / X_i) / (x_wj / X_w)      (UNESCAP/APTIAD, WITS)
/// ```
///
/// Above 1, the two trade more than their sizes alone would suggest. See [`ExportShares::without_own`] for the variant
/// without the economy's own trade in the world's.
///
/// # Errors
/// [`ErrorKind::NoAnswer`](crate::ErrorKind::NoAnswer) where the economy exports nothing, or the world exports nothing
/// to the partner.
///
/// # Examples
/// ```
/// use tradepath::history::indicator::{ExportShares, trade_intensity};
///
/// // The partner takes 20 % of the economy's exports, and 5 % of the world's.
/// let shares = ExportShares::new(20e9, 100e9, 50e9, 1000e9)?;
/// assert_eq!(trade_intensity(&shares)?, 4.0);
///
/// let nothing = ExportShares::new(0.0, 0.0, 50e9, 1000e9)?;
/// assert!(trade_intensity(&nothing).is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
pub fn trade_intensity(shares: &ExportShares) -> Result<f64> {
    relative_share("trade intensity", shares)
}

/// How many times as large a share of its exports a product has in an economy as in the world:
///
/// ```text
/// RCA_ik = (x_ik / X_i) / (x_wk / X_w)      (Balassa 1965)
/// ```
///
/// Above 1, the economy has a revealed comparative advantage in the product.
///
/// # Errors
/// [`ErrorKind::NoAnswer`](crate::ErrorKind::NoAnswer) where the economy exports nothing, or the world exports nothing
/// of the product.
///
/// # Examples
/// ```
/// use tradepath::history::indicator::{ExportShares, revealed_comparative_advantage};
///
/// // The product is 10 % of the economy's exports, and 5 % of the world's.
/// let shares = ExportShares::new("10M", "100M", "50M", "1B")?;
/// assert_eq!(revealed_comparative_advantage(&shares)?, 2.0);
/// // The world exports nothing of the product.
/// let nowhere = ExportShares::new("10M", "100M", 0.0, "1B")?;
/// assert!(revealed_comparative_advantage(&nowhere).is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
pub fn revealed_comparative_advantage(shares: &ExportShares) -> Result<f64> {
    relative_share("revealed comparative advantage", shares)
}

/// The economy's share over the world's: the formula that trade intensity and comparative advantage have in common.
fn relative_share(what: &str, shares: &ExportShares) -> Result<f64> {
    let own = ratio(what, shares.part.value(), shares.exports.value(), "what the economy exports")?;
    let world = ratio(what, shares.world_part.value(), shares.world_exports.value(), "what the world exports")?;
    ratio(what, own, world, "what the world exports of this part")
}

/// How well what one economy exports fits what the other imports, from 0 (nothing in common) to 100 (the same shares):
///
/// ```text
/// 100 - sum_k |m_jk - x_ik| / 2      over shares in percent (WITS)
/// ```
///
/// Each item is one product: what the one exports of it, and what the other imports of it.
///
/// # Errors
/// [`ErrorKind::NoAnswer`](crate::ErrorKind::NoAnswer) where either trades nothing.
///
/// # Examples
/// ```
/// use tradepath::{Amount, history::indicator::complementarity};
///
/// let amount = |units| Amount::new(units).unwrap();
/// let products = [(amount(60.0), amount(10.0)), (amount(40.0), amount(30.0))];
/// assert_eq!(complementarity(&products)?, 65.0);
/// assert!(complementarity(&[]).is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
pub fn complementarity(products: &[(Amount, Amount)]) -> Result<f64> {
    let differences = shares("complementarity", products)?.map(|(x, m)| (100.0 * m - 100.0 * x).abs());
    // Clamped, as rounding may lead a little outside.
    Ok((100.0 - differences.sum::<f64>() / 2.0).clamp(0.0, 100.0))
}

/// How alike the exports of two economies are, from 0 (no product in common) to 100 (the same shares):
///
/// ```text
/// 100 sum_k min(s_ik, s_jk)      (Finger and Kreinin 1979)
/// ```
///
/// Each item is one product: what the one exports of it, and what the other exports of it.
///
/// # Errors
/// [`ErrorKind::NoAnswer`](crate::ErrorKind::NoAnswer) where either exports nothing.
///
/// # Examples
/// ```
/// use tradepath::{Amount, history::indicator::export_similarity};
///
/// let amount = |units| Amount::new(units).unwrap();
/// // Both export the two products in the shares 1 to 3.
/// let alike = [(amount(1.0), amount(2.0)), (amount(3.0), amount(6.0))];
/// assert_eq!(export_similarity(&alike)?, 100.0);
/// let apart = [(amount(1.0), amount(0.0)), (amount(0.0), amount(6.0))];
/// assert_eq!(export_similarity(&apart)?, 0.0);
/// assert!(export_similarity(&[]).is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
pub fn export_similarity(products: &[(Amount, Amount)]) -> Result<f64> {
    Ok((100.0 * shares("export similarity", products)?.map(|(a, b)| a.min(b)).sum::<f64>()).min(100.0))
}

/// Each item's share in the sum of its side, for both sides.
fn shares<'a>(what: &str, products: &'a [(Amount, Amount)]) -> Result<impl Iterator<Item = (f64, f64)> + 'a> {
    let first: f64 = products.iter().map(|(a, _)| a.value()).sum();
    let second: f64 = products.iter().map(|(_, b)| b.value()).sum();
    // Where the sums are not zero, shares are numbers.
    ratio(what, first, first, "one side's trade")?;
    ratio(what, second, second, "one side's trade")?;
    Ok(products.iter().map(move |(a, b)| (a.value() / first, b.value() / second)))
}

/// How concentrated trade is on few partners or few products (Herfindahl and Hirschman), from `1/n` to 1:
///
/// ```text
/// sum s^2      s: each part's share in the whole
/// ```
///
/// # Errors
/// [`ErrorKind::NoAnswer`](crate::ErrorKind::NoAnswer) where the parts add up to nothing.
///
/// # Examples
/// ```
/// use tradepath::{Amount, history::indicator::herfindahl_hirschman};
///
/// let parts = [Amount::new(3.0)?, Amount::new(1.0)?];
/// assert_eq!(herfindahl_hirschman(&parts)?, 0.625);
/// assert!(herfindahl_hirschman(&[]).is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
pub fn herfindahl_hirschman(parts: &[Amount]) -> Result<f64> {
    let total: f64 = parts.iter().map(|part| part.value()).sum();
    ratio("concentration", total, total, "all trade")?;
    Ok(parts.iter().map(|part| (part.value() / total).powi(2)).sum())
}

/// The concentration of trade, normalised to run from 0 (all parts alike) to 1 (one part is everything):
///
/// ```text
/// (sqrt(sum s^2) - sqrt(1/n)) / (1 - sqrt(1/n))      (UNCTAD)
/// ```
///
/// `n` is the number of parts that are given. UNCTAD counts every product that exists: to compare with its figures,
/// include the products of which nothing was traded as zeros.
///
/// # Errors
/// [`ErrorKind::NoAnswer`](crate::ErrorKind::NoAnswer) where the parts add up to nothing, and for fewer than two parts.
///
/// # Examples
/// ```
/// use tradepath::{Amount, history::indicator::concentration};
///
/// let amounts = |units: &[f64]| {
///     units.iter().map(|units| Amount::new(*units)).collect::<tradepath::Result<Vec<_>>>()
/// };
/// assert_eq!(concentration(&amounts(&[5.0, 5.0, 5.0, 5.0])?)?, 0.0);
/// assert_eq!(concentration(&amounts(&[5.0, 0.0])?)?, 1.0);
/// assert!(concentration(&amounts(&[5.0])?).is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
pub fn concentration(parts: &[Amount]) -> Result<f64> {
    if parts.len() < 2 {
        return Err(Error::no_answer(format!(
            "normalised concentration takes two parts, but there are {}",
            parts.len()
        )));
    }
    let least = (1.0 / parts.len() as f64).sqrt();
    Ok(((herfindahl_hirschman(parts)?.sqrt() - least) / (1.0 - least)).clamp(0.0, 1.0))
}

/// How far two economies trade the same products in both directions, from 0 (one way only) to 1 (balanced in every
/// product):
///
/// ```text
/// 1 - sum_k |X_k - M_k| / sum_k (X_k + M_k)      (Grubel and Lloyd 1975)
/// ```
///
/// Each item is one product: exports and imports.
///
/// # Errors
/// [`ErrorKind::NoAnswer`](crate::ErrorKind::NoAnswer) where nothing is traded.
///
/// # Examples
/// ```
/// use tradepath::{Amount, history::indicator::intra_industry_trade};
///
/// let amount = |units| Amount::new(units).unwrap();
/// let balanced = [(amount(5.0), amount(5.0)), (amount(2.0), amount(2.0))];
/// assert_eq!(intra_industry_trade(&balanced)?, 1.0);
/// let one_way = [(amount(5.0), amount(0.0)), (amount(0.0), amount(2.0))];
/// assert_eq!(intra_industry_trade(&one_way)?, 0.0);
/// assert!(intra_industry_trade(&[]).is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
pub fn intra_industry_trade(products: &[(Amount, Amount)]) -> Result<f64> {
    let apart: f64 = products.iter().map(|(x, m)| (x.value() - m.value()).abs()).sum();
    let all: f64 = products.iter().map(|(x, m)| x.value() + m.value()).sum();
    ratio("intra-industry trade", apart, all, "all trade").map(|share| 1.0 - share)
}

/// The share of imports that exports cover:
///
/// ```text
/// X / M
/// ```
///
/// # Errors
/// [`ErrorKind::NoAnswer`](crate::ErrorKind::NoAnswer) where nothing is imported.
///
/// # Examples
/// ```
/// use tradepath::{Amount, history::indicator::cover_ratio};
///
/// assert_eq!(cover_ratio(Amount::new(30.0)?, Amount::new(10.0)?)?, 3.0);
/// assert!(cover_ratio(Amount::new(30.0)?, Amount::ZERO).is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
pub fn cover_ratio(exports: Amount, imports: Amount) -> Result<f64> {
    ratio("the cover ratio", exports.value(), imports.value(), "what is imported")
}

/// The balance over the turnover, from -1 (imports only) to 1 (exports only):
///
/// ```text
/// (X - M) / (X + M)
/// ```
///
/// # Errors
/// [`ErrorKind::NoAnswer`](crate::ErrorKind::NoAnswer) where nothing is traded.
///
/// # Examples
/// ```
/// use tradepath::{Amount, history::indicator::normalised_balance};
///
/// assert_eq!(normalised_balance(Amount::new(30.0)?, Amount::new(10.0)?)?, 0.5);
/// assert_eq!(normalised_balance(Amount::ZERO, Amount::new(10.0)?)?, -1.0);
/// assert!(normalised_balance(Amount::ZERO, Amount::ZERO).is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
pub fn normalised_balance(exports: Amount, imports: Amount) -> Result<f64> {
    let (x, m) = (exports.value(), imports.value());
    ratio("the normalised balance", x - m, x + m, "all trade")
}

/// Turnover with the world over the gross domestic product:
///
/// ```text
/// (X + M) / GDP      (WITS)
/// ```
///
/// # Errors
/// [`ErrorKind::NoAnswer`](crate::ErrorKind::NoAnswer) for a gross domestic product of zero.
///
/// # Examples
/// ```
/// use tradepath::{Amount, history::indicator::openness};
///
/// assert_eq!(openness(Amount::new(50.0)?, Amount::new(200.0)?)?, 0.25);
/// assert!(openness(Amount::new(50.0)?, Amount::ZERO).is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
pub fn openness(turnover: Amount, gdp: Amount) -> Result<f64> {
    ratio("openness", turnover.value(), gdp.value(), "the gross domestic product")
}

/// The mean of exports and imports over the gross domestic product, half of [`openness`]:
///
/// ```text
/// ((X + M) / 2) / GDP      (UNCTAD)
/// ```
///
/// # Errors
/// As for [`openness`].
///
/// # Examples
/// ```
/// use tradepath::{Amount, history::indicator::mean_openness};
///
/// assert_eq!(mean_openness(Amount::new(50.0)?, Amount::new(200.0)?)?, 0.125);
/// assert!(mean_openness(Amount::new(50.0)?, Amount::ZERO).is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
pub fn mean_openness(turnover: Amount, gdp: Amount) -> Result<f64> {
    openness(turnover, gdp).map(|openness| openness / 2.0)
}

#[cfg(test)]
mod tests {
    use approx::assert_relative_eq;

    use super::*;

    fn amount(units: f64) -> Amount {
        Amount::new(units).unwrap()
    }

    fn two(products: &[(f64, f64)]) -> Vec<(Amount, Amount)> {
        products.iter().map(|(a, b)| (amount(*a), amount(*b))).collect()
    }

    #[test]
    fn alike_structures_are_complementary_and_similar_and_others_not() {
        let alike = two(&[(1.0, 2.0), (3.0, 6.0)]);
        assert_eq!((complementarity(&alike).unwrap(), export_similarity(&alike).unwrap()), (100.0, 100.0));
        let apart = two(&[(1.0, 0.0), (0.0, 6.0)]);
        assert_eq!((complementarity(&apart).unwrap(), export_similarity(&apart).unwrap()), (0.0, 0.0));
    }

    #[test]
    fn grubel_and_lloyd_is_one_for_balanced_and_zero_for_one_way_trade() {
        assert_eq!(intra_industry_trade(&two(&[(5.0, 5.0), (2.0, 2.0)])).unwrap(), 1.0);
        assert_eq!(intra_industry_trade(&two(&[(5.0, 0.0), (0.0, 2.0)])).unwrap(), 0.0);
        assert_eq!(intra_industry_trade(&two(&[(6.0, 2.0), (1.0, 1.0)])).unwrap(), 0.6);
    }

    #[test]
    fn the_variant_without_own_trade_differs() {
        let shares = ExportShares {
            part: amount(20.0),
            exports: amount(100.0),
            world_part: amount(50.0),
            world_exports: amount(1000.0),
        };
        let without = trade_intensity(&shares.without_own().unwrap()).unwrap();
        assert_relative_eq!(without, (20.0 / 100.0) / (30.0 / 900.0), max_relative = 1e-14);
        assert!(ExportShares { part: amount(60.0), ..shares }.without_own().is_err());
    }

    #[test]
    fn nothing_is_ever_zero_over_zero() {
        let none = ExportShares {
            part: Amount::ZERO,
            exports: Amount::ZERO,
            world_part: Amount::ZERO,
            world_exports: Amount::ZERO,
        };
        let zeros = two(&[(0.0, 0.0)]);
        for error in [
            trade_intensity(&none).unwrap_err(),
            revealed_comparative_advantage(&none).unwrap_err(),
            complementarity(&zeros).unwrap_err(),
            export_similarity(&[]).unwrap_err(),
            intra_industry_trade(&zeros).unwrap_err(),
            herfindahl_hirschman(&[]).unwrap_err(),
            concentration(&[Amount::ZERO, Amount::ZERO]).unwrap_err(),
            concentration(&[amount(1.0)]).unwrap_err(),
            cover_ratio(amount(1.0), Amount::ZERO).unwrap_err(),
            normalised_balance(Amount::ZERO, Amount::ZERO).unwrap_err(),
            openness(amount(1.0), Amount::ZERO).unwrap_err(),
        ] {
            assert!(matches!(error.kind(), crate::error::ErrorKind::NoAnswer(_)), "{error}");
        }
    }

    #[test]
    fn concentration_lies_between_none_and_all() {
        assert_relative_eq!(herfindahl_hirschman(&[amount(3.0), amount(1.0)]).unwrap(), 0.625);
        let expected = (0.625_f64.sqrt() - 0.5_f64.sqrt()) / (1.0 - 0.5_f64.sqrt());
        assert_relative_eq!(concentration(&[amount(3.0), amount(1.0)]).unwrap(), expected, max_relative = 1e-14);
    }
}
