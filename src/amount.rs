//! Amounts of money and of quantities, and the ways people write them.

use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    ops::Sub,
    str::FromStr,
};

use serde::{Deserialize, Deserializer, Serialize, de};

use crate::{
    currency::Currency,
    error::{Error, ErrorKind, Result, excerpt},
    number,
    unit::{Quantity, Unit},
};

/// A finite, non-negative sum in units of one currency (dollars, not billions), or of one quantity (tonnes).
///
/// The unit is that of whatever holds the amount: a scenario, a series, a file. Where a text may name one of its own, as
/// `€5B` does, read it as a [`StatedAmount`], which keeps it.
///
/// ```
/// use tradepath::{Amount, Currency};
///
/// for text in [
///     "$3B", "3bn", "US$ 3,000 mn", "3.0 billion", "3 000 000 000", "3 млрд", "3 milyar",
///     "3e9",
/// ] {
///     assert_eq!(text.parse::<Amount>()?, Amount::billions(3.0)?, "{text}");
/// }
/// let turnover = Amount::new(3_171_821_000.0)?;
/// assert_eq!(turnover.to_string(), "3.17B");
/// assert_eq!(format!("{turnover:.1}"), "3.2B");
/// assert_eq!(format!("{turnover:#}"), "3,171,821,000");
/// assert_eq!(turnover.in_unit(Currency::USD).to_string(), "$3.17B");
/// assert!(Amount::new(-1.0).is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
///
/// Functions that take an amount also take a number of units or a text. Amounts are ordered and can be keys of maps.
/// The difference of two amounts is a plain number, as a balance may be negative. A sum could be more than a number
/// holds, and so it is [checked](Self::checked_add).
///
/// ```
/// use tradepath::{Amount, growth};
///
/// let (exports, imports) = (Amount::billions(3.4)?, Amount::billions(1.5)?);
/// assert_eq!(growth::rate(3.4e9, "5B", 5.0)?, growth::rate(exports, 5e9, 5.0)?);
/// assert_eq!((exports - imports).round(), 1.9e9);
/// assert_eq!(exports.checked_add(imports)?.to_string(), "4.9B");
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Amount(f64);

impl Amount {
    /// The amount zero. It is a valid amount, but no growth starts from it and none reaches it.
    pub const ZERO: Self = Self(0.0);

    /// An amount in units of currency.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`] for a negative, infinite or NaN value.
    ///
    /// # Examples
    /// ```
    /// use tradepath::Amount;
    ///
    /// assert_eq!(Amount::new(3e9)?, Amount::billions(3.0)?);
    /// let error = Amount::new(-1.0).unwrap_err();
    /// assert_eq!(error.to_string(), "the amount is -1, but must be zero or more, and finite");
    /// assert!(Amount::new(f64::INFINITY).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn new(units: f64) -> Result<Self> {
        if units.is_finite() && units >= 0.0 {
            // -0.0 would show as "-0".
            Ok(Self(units + 0.0))
        } else {
            Err(Error::out_of_range("the amount", units, "zero or more, and finite"))
        }
    }

    /// An amount in billions (10⁹) of currency.
    ///
    /// # Errors
    /// As [`Amount::new`].
    ///
    /// # Examples
    /// ```
    /// use tradepath::Amount;
    ///
    /// assert_eq!(Amount::billions(2.5)?.value(), 2_500_000_000.0);
    /// assert!(Amount::billions(-2.5).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn billions(billions: f64) -> Result<Self> {
        Self::new(billions * 1e9)
    }

    /// An amount in millions (10⁶) of currency.
    ///
    /// # Errors
    /// As [`Amount::new`].
    ///
    /// # Examples
    /// ```
    /// use tradepath::Amount;
    ///
    /// assert_eq!(Amount::millions(350.0)?.value(), 350_000_000.0);
    /// assert_eq!(Amount::millions(350.0)?.to_string(), "350M");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn millions(millions: f64) -> Result<Self> {
        Self::new(millions * 1e6)
    }

    /// The sum of this amount and another, such as exports and imports.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`] where the sum is larger than an `f64` holds (1.8e308).
    ///
    /// # Examples
    /// ```
    /// use tradepath::Amount;
    ///
    /// let turnover = Amount::billions(3.0)?.checked_add(Amount::billions(1.5)?)?;
    /// assert_eq!(turnover, Amount::billions(4.5)?);
    /// let largest = Amount::new(f64::MAX)?;
    /// assert!(largest.checked_add(largest).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn checked_add(self, other: Self) -> Result<Self> {
        Self::new(self.0 + other.0)
    }

    /// The amount multiplied by `factor`: a share of it, or a multiple.
    ///
    /// ```
    /// use tradepath::Amount;
    ///
    /// assert_eq!(Amount::billions(3.0)?.checked_mul(1.5)?.to_string(), "4.5B");
    /// assert!(Amount::billions(3.0)?.checked_mul(-1.0).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::OutOfRange`] for a factor that is negative or NaN, and for a product larger than an `f64` holds
    /// (1.8e308).
    pub fn checked_mul(self, factor: f64) -> Result<Self> {
        Self::new(self.0 * factor)
    }

    /// The sum of all amounts; zero where there are none.
    ///
    /// ```
    /// use tradepath::Amount;
    ///
    /// let parts = [Amount::billions(3.4)?, Amount::billions(1.5)?];
    /// assert_eq!(Amount::checked_sum(parts)?.to_string(), "4.9B");
    /// assert_eq!(Amount::checked_sum([])?, Amount::ZERO);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`checked_add`](Self::checked_add).
    pub fn checked_sum(amounts: impl IntoIterator<Item = Self>) -> Result<Self> {
        Self::new(amounts.into_iter().map(Self::value).sum())
    }

    /// The amount in units of currency: 3e9 for three billion dollars.
    ///
    /// ```
    /// assert_eq!("3B".parse::<tradepath::Amount>()?.value(), 3e9);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn value(self) -> f64 {
        self.0
    }

    /// The amount with its unit, for display: `$3.17B`, `HKD 5B` where the currency has no sign of its own, or `10M t`.
    ///
    /// Takes the same precision and `#` as the amount itself. A code is set apart by a no-break space, so that no line
    /// ends between the code and the number.
    ///
    /// # Examples
    /// ```
    /// use tradepath::{Amount, Currency};
    ///
    /// let amount = Amount::billions(5.0)?;
    /// assert_eq!(amount.in_unit(Currency::USD).to_string(), "$5B");
    /// assert_eq!(amount.in_unit("HKD".parse::<Currency>()?).to_string(), "HKD\u{a0}5B");
    /// assert_eq!(format!("{:#}", amount.in_unit(Currency::EUR)), "€5,000,000,000");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn in_unit(self, unit: impl Into<Unit>) -> impl fmt::Display {
        InUnit { amount: self, unit: unit.into() }
    }

    /// The amount if it is above zero, as growth needs; otherwise an error that calls it `what`.
    pub(crate) fn positive(self, what: &str) -> Result<Self> {
        if self.0 > 0.0 {
            Ok(self)
        } else {
            Err(Error::out_of_range(what, "0", "above zero: growth needs a positive amount"))
        }
    }
}

// Neither NaN nor -0.0 can be held, so that equal amounts have equal bits.
impl Eq for Amount {}

impl PartialOrd for Amount {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Amount {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl Hash for Amount {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.to_bits().hash(state);
    }
}

impl Sub for Amount {
    type Output = f64;

    /// This amount less the other, in units of currency; negative where the other is larger.
    fn sub(self, other: Self) -> f64 {
        self.0 - other.0
    }
}

/// What [`Amount::in_unit`] shows.
struct InUnit {
    amount: Amount,
    unit: Unit,
}

impl fmt::Display for InUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let amount = self.amount.shown(f.precision(), f.alternate());
        match (self.unit, self.unit.currency().and_then(Currency::symbol)) {
            (_, Some(symbol)) => number::pad(f, &format!("{symbol}{amount}")),
            (Unit::Currency(currency), None) => number::pad(f, &format!("{currency}\u{a0}{amount}")),
            (Unit::Quantity(quantity), None) => number::pad(f, &format!("{amount}\u{a0}{quantity}")),
        }
    }
}

/// The scales in which amounts are shown, largest first, with the letter of each.
const SHOWN: [(f64, &str); 5] = [(1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "K"), (1.0, "")];

impl Amount {
    /// The text of an amount: three significant digits and a scale, or `precision` decimals and a scale, or all digits.
    fn shown(self, precision: Option<usize>, all_digits: bool) -> String {
        if all_digits {
            return number::grouped(&format!("{:.*}", precision.unwrap_or(0), self.0));
        }
        // From a thousand trillions on, and under a thousandth, no scale keeps the number short.
        if self.0 >= 1e15 || (self.0 > 0.0 && self.0 < 1e-3) {
            return format!("{:.2e}", self.0);
        }
        // An amount that rounds up to a thousand of one scale is one of the next: 999,999 is 1M.
        let shown = |scale: f64| match precision {
            Some(places) => format!("{:.*}", places, self.0 / scale),
            None => three_digits(self.0 / scale),
        };
        let fits = |scale: f64| shown(scale).parse::<f64>().is_ok_and(|rounded| rounded >= 1.0);
        let (scale, letter) = SHOWN.into_iter().find(|(scale, _)| fits(*scale)).unwrap_or((1.0, ""));
        format!("{}{letter}", shown(scale))
    }
}

impl fmt::Display for Amount {
    /// Three significant digits and a scale (`3.17B`); as many decimals as the precision asks for; all digits with `#`.
    /// Width, fill and alignment are honoured.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        number::pad(f, &self.shown(f.precision(), f.alternate()))
    }
}

/// Three significant digits without trailing zeros (3, 3.17, 12.8), and every digit before the point (350).
fn three_digits(value: f64) -> String {
    // Each bound is where rounding adds a digit before the point: 99.95 would show as 100.0.
    let places = match value {
        v if v >= 99.95 => 0,
        v if v >= 9.995 => 1,
        v if v >= 0.9995 => 2,
        v if v > 0.0 => (2.0 - v.log10().floor()) as usize,
        _ => 0,
    };
    let text = format!("{value:.places$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// An amount as it was stated: the sum, and the currency or quantity where the text names one.
///
/// Use it in place of [`Amount`] where a text may be in another unit than expected.
///
/// ```
/// use tradepath::{Currency, StatedAmount};
///
/// let stated: StatedAmount = "US$ 350 mn".parse()?;
/// assert_eq!(stated.amount().value(), 350e6);
/// assert_eq!(stated.unit(), Some(Currency::USD.into()));
///
/// let error = stated.amount_in(Currency::EUR).unwrap_err();
/// assert!(error.to_string().starts_with("the amount is in USD, but EUR is used here"));
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StatedAmount {
    amount: Amount,
    unit: Option<Unit>,
    /// Whether the text ends in a `t` that was read as a scale, trillion, and could be tonnes.
    bare_t: bool,
}

impl StatedAmount {
    /// The sum, in units of whatever it was stated in.
    pub fn amount(self) -> Amount {
        self.amount
    }

    /// The currency or quantity, where the text names one.
    ///
    /// ```
    /// use tradepath::{Currency, Quantity, StatedAmount};
    ///
    /// assert_eq!("€5B".parse::<StatedAmount>()?.unit(), Some(Currency::EUR.into()));
    /// assert_eq!("5 mn tonnes".parse::<StatedAmount>()?.unit(), Some(Quantity::Tonnes.into()));
    /// assert_eq!("5B".parse::<StatedAmount>()?.unit(), None);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn unit(self) -> Option<Unit> {
        self.unit
    }

    /// The sum, checked to be in `unit`. An amount that names no unit is taken to be in it.
    ///
    /// # Errors
    /// [`ErrorKind::MixedUnits`] if the text named another unit; [`ErrorKind::Ambiguous`] for a text such as `500t` in
    /// tonnes, as it was read as 500 trillion.
    ///
    /// # Examples
    /// ```
    /// use tradepath::{Amount, Currency, Quantity, StatedAmount};
    ///
    /// let plain: StatedAmount = "5B".parse()?;
    /// assert_eq!(plain.amount_in(Currency::EUR)?, Amount::billions(5.0)?);
    /// let dollars: StatedAmount = "$5B".parse()?;
    /// assert_eq!(dollars.amount_in(Currency::EUR).unwrap_err().code(), "mixed-units");
    /// assert_eq!(dollars.amount_in(Quantity::Tonnes).unwrap_err().code(), "mixed-units");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn amount_in(self, unit: impl Into<Unit>) -> Result<Amount> {
        let unit = unit.into();
        self.unit.map_or(Ok(()), |found| unit.require(found))?;
        if self.bare_t && unit == Unit::Quantity(Quantity::Tonnes) {
            let tonnes = self.amount.value() / 1e12;
            let (first, second) = (format!("{tonnes} tonnes"), format!("{tonnes} trillion tonnes"));
            return Err(Error::new(ErrorKind::Ambiguous { what: WHAT, text: format!("{tonnes}t"), first, second }));
        }
        Ok(self.amount)
    }
}

impl From<Amount> for StatedAmount {
    fn from(amount: Amount) -> Self {
        Self { amount, unit: None, bare_t: false }
    }
}

/// A number of units of currency: `3e9` is three billion.
impl TryFrom<f64> for Amount {
    type Error = Error;

    fn try_from(units: f64) -> Result<Self> {
        Self::new(units)
    }
}

/// A text such as `3B`, as [`FromStr`] reads it.
impl TryFrom<&str> for Amount {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self> {
        text.parse()
    }
}

impl From<Amount> for f64 {
    fn from(amount: Amount) -> Self {
        amount.value()
    }
}

/// A number of units of a currency that is not named.
impl TryFrom<f64> for StatedAmount {
    type Error = Error;

    fn try_from(units: f64) -> Result<Self> {
        Amount::new(units).map(Self::from)
    }
}

/// A text such as `$3B`, as [`FromStr`] reads it.
impl TryFrom<&str> for StatedAmount {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self> {
        text.parse()
    }
}

impl fmt::Display for StatedAmount {
    /// Written like an [`Amount`], with its unit where one is named.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.unit {
            Some(unit) => fmt::Display::fmt(&InUnit { amount: self.amount, unit }, f),
            None => fmt::Display::fmt(&self.amount, f),
        }
    }
}

/// What messages call the thing that is read.
const WHAT: &str = "an amount";
/// What a multiple in place of an amount is told.
const A_MULTIPLE: &str = "that is a multiple, and no amount; a milestone states one as multiple = 2";
/// What may follow the number, for the message about anything else.
const ACCEPTED: &str = "expected a scale such as K, M, mn, million, B, bn, billion, T, млн, млрд, milyon or milyar, a currency such as $ or USD, or a quantity such as tonnes";

/// The words for a power of ten, in lower case: English, Russian, Kazakh, Uzbek, Turkish and Indian use. A billion is
/// 10⁹ (the short scale).
const SCALES: &[(i32, &[&str])] = &[
    (3, &["k", "thousand", "thousands", "тыс", "тысяча", "тысячи", "тысяч", "мың", "ming", "bin"]),
    (5, &["lakh", "lakhs"]),
    (6, &["m", "mn", "mm", "mln", "mio", "million", "millions", "млн", "миллион", "миллиона", "миллионов", "milyon"]),
    (7, &["crore", "crores"]),
    (
        9,
        &[
            "b",
            "bn",
            "bln",
            "mrd",
            "mlrd",
            "billion",
            "billions",
            "млрд",
            "миллиард",
            "миллиарда",
            "миллиардов",
            "milyar",
            "milliard",
        ],
    ),
    (
        12,
        &["t", "tn", "trn", "trln", "trillion", "trillions", "трлн", "триллион", "триллиона", "триллионов", "trilyon"],
    ),
];

/// The English scale words. Before one of them `1,250` is one thousand two hundred and fifty; before a word of another
/// language the comma may be a decimal mark.
const ENGLISH: &[&str] = &[
    "k",
    "thousand",
    "thousands",
    "lakh",
    "lakhs",
    "m",
    "mn",
    "mm",
    "million",
    "millions",
    "crore",
    "crores",
    "b",
    "bn",
    "billion",
    "billions",
    "t",
    "tn",
    "trn",
    "trillion",
    "trillions",
];

/// Whether the first word of `rest` is an English scale, so that a comma before it separates groups of digits.
fn reads_commas_as_groups(rest: &str) -> bool {
    let word = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
    ENGLISH.contains(&word.as_str())
}

/// A text that is being read, and how far it has been read.
struct Cursor<'a> {
    /// The whole text, for messages.
    text: &'a str,
    /// The byte at which reading goes on.
    at: usize,
}

impl<'a> Cursor<'a> {
    /// What has not been read yet.
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Skips spaces of every kind, no-break spaces among them.
    fn skip_spaces(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    /// Reads a currency's sign, name or code and the spaces after it, where one comes next.
    fn currency(&mut self) -> Option<Currency> {
        let (currency, taken) = Currency::leading(self.rest())?;
        self.at += taken;
        self.skip_spaces();
        Some(currency)
    }

    /// Reads a currency or a quantity and the spaces after it, where one comes next, and gives it with the power of ten
    /// that its word brings: 9 for billion cubic metres, `bcm`.
    fn unit(&mut self) -> Option<(Unit, i32)> {
        if let Some(currency) = self.currency() {
            return Some((currency.into(), 0));
        }
        let (quantity, power, taken) = Quantity::leading(self.rest())?;
        self.at += taken;
        self.skip_spaces();
        Some((quantity.into(), power))
    }

    /// Reads the scale word that comes next and gives its power of ten; reads nothing where the word is not a scale.
    fn scale(&mut self) -> Option<i32> {
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let word = rest[..end].to_lowercase();
        // `m3` is a quantity, and no million.
        if rest[end..].starts_with(|c: char| c.is_numeric()) {
            return None;
        }
        let (power, _) = SCALES.iter().find(|(_, words)| words.contains(&word.as_str()))?;
        self.at += end;
        // The full stop of an abbreviation: `млрд.`.
        if self.rest().starts_with('.') {
            self.at += 1;
        }
        self.skip_spaces();
        Some(*power)
    }

    /// An error at the character where reading stopped, counted from 1.
    fn error(&self, expected: impl Into<String>) -> Error {
        let at = self.text[..self.at].chars().count() + 1;
        Error::parse(WHAT, self.text, at, expected)
    }
}

impl FromStr for StatedAmount {
    type Err = Error;

    /// Reads a number, plain or grouped, with an optional scale and an optional unit: a currency before or after it, or a
    /// quantity after it.
    ///
    /// # Errors
    /// [`ErrorKind::Parse`] with the character at which reading stopped; [`ErrorKind::Ambiguous`] where one comma may
    /// be a group or a decimal mark (`1,250 млрд`); [`ErrorKind::OutOfRange`] for an amount above 1.8e308.
    fn from_str(text: &str) -> Result<Self> {
        let mut cursor = Cursor { text, at: 0 };
        cursor.skip_spaces();
        let before = cursor.currency();
        if cursor.rest().starts_with(['-', '−']) {
            return Err(cursor.error("an amount is not negative; a fall is a negative growth, a deficit a balance"));
        }
        let number = number::read(cursor.rest()).map_err(|(at, expected)| {
            cursor.at += at;
            cursor.error(format!("{expected}, as in $3B, 350 mn or 1,250,000"))
        })?;
        cursor.at += number.taken;
        cursor.skip_spaces();
        let word = cursor.rest();
        let scale = cursor.scale();
        let bare_t = cursor.rest().is_empty() && word.trim().eq_ignore_ascii_case("t");
        let (after, more) = cursor.unit().unzip();
        if !cursor.rest().is_empty() {
            let multiple = ["x", "X", "×", "times"].contains(&cursor.rest().trim());
            let otherwise = Quantity::doubt(cursor.rest()).unwrap_or(ACCEPTED);
            return Err(cursor.error(if multiple { A_MULTIPLE } else { otherwise }));
        }
        let before = before.map(Unit::from);
        if let (Some(first), Some(second)) = (before, after) {
            if first != second {
                return Err(cursor.error(format!("names two units, {first} and {second}")));
            }
        }
        // Without a scale word `1,250` is read as grouped, as a decimal of three places would be an odd amount of
        // money.
        let power = scale.unwrap_or(0) + more.unwrap_or(0);
        if number.one_comma && scale.is_some() && !reads_commas_as_groups(word) {
            return Err(Error::new(ErrorKind::Ambiguous {
                what: WHAT,
                text: excerpt(text),
                first: format!("{} {word}", number.scaled(0)),
                second: format!("{} {word}", number.with_decimal_comma()),
            }));
        }
        let amount = Amount::new(number.scaled(power))
            .map_err(|_| Error::out_of_range(WHAT, excerpt(text), "finite: at most 1.8e308"))?;
        Ok(Self { amount, unit: before.or(after), bare_t: bare_t && before.is_none() })
    }
}

impl FromStr for Amount {
    type Err = Error;

    /// Reads what [`StatedAmount`] reads and drops the unit's name. Use that type where units may differ.
    ///
    /// # Errors
    /// As [`StatedAmount`].
    fn from_str(text: &str) -> Result<Self> {
        text.parse().map(StatedAmount::amount)
    }
}

impl<'de> Deserialize<'de> for StatedAmount {
    /// A number of units, or a text such as `"$3B"`.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AmountVisitor)
    }
}

impl<'de> Deserialize<'de> for Amount {
    /// A number of units, or a text such as `"$3B"`, whose unit is dropped as by [`FromStr`].
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        StatedAmount::deserialize(deserializer).map(StatedAmount::amount)
    }
}

/// Takes a number of units or a text.
struct AmountVisitor;

impl de::Visitor<'_> for AmountVisitor {
    type Value = StatedAmount;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an amount such as \"3B\" or 3000000000")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<StatedAmount, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_f64<E: de::Error>(self, units: f64) -> Result<StatedAmount, E> {
        Amount::new(units).map(StatedAmount::from).map_err(E::custom)
    }

    fn visit_i64<E: de::Error>(self, units: i64) -> Result<StatedAmount, E> {
        self.visit_f64(units as f64)
    }

    fn visit_u64<E: de::Error>(self, units: u64) -> Result<StatedAmount, E> {
        self.visit_f64(units as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> f64 {
        text.parse::<Amount>().unwrap_or_else(|error| panic!("{error}")).value()
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, units) in [
            ("$3B", 3e9),
            ("3bn", 3e9),
            ("US$ 350 mn", 350e6),
            ("3.0 billion", 3e9),
            ("1,250,000", 1_250_000.0),
            ("3 млрд", 3e9),
            ("3,5 млрд. долл. США", 3.5e9),
            ("3 milyar", 3e9),
            ("3.1 billion US dollars", 3.1e9),
            ("EUR 2 million", 2e6),
            ("2 million EUR", 2e6),
            ("USD3bn", 3e9),
            ("5 crore", 5e7),
            ("$1,250 million", 1.25e9),
            ("  0 ", 0.0),
            ("1e6", 1e6),
            ("44.5K", 44_500.0),
        ] {
            assert_eq!(read(text), units, "{text}");
        }
    }

    #[test]
    fn quantities_are_read_with_their_scale_and_nothing_doubtful_is() {
        let tonnes = Unit::from(Quantity::Tonnes);
        for (text, units, unit) in [
            ("10 million tonnes", 10e6, tonnes),
            ("10 mln t", 10e6, tonnes),
            ("350 kt", 350e3, tonnes),
            ("3 млн тонн", 3e6, tonnes),
            ("25 bcm", 25e9, Quantity::CubicMetres.into()),
            ("1.5 TWh", 1.5e9, Quantity::KilowattHours.into()),
            ("500,000 TEU", 5e5, Quantity::Teu.into()),
        ] {
            let stated: StatedAmount = text.parse().unwrap();
            assert_eq!((stated.amount().value(), stated.unit()), (units, Some(unit)), "{text}");
        }
        let bare: StatedAmount = "500t".parse().unwrap();
        assert_eq!(bare.amount_in(Currency::USD).unwrap().value(), 500e12);
        let error = bare.amount_in(Quantity::Tonnes).unwrap_err().to_string();
        assert!(error.contains("500 tonnes or 500 trillion tonnes"), "{error}");
        let message = |text: &str| text.parse::<Amount>().unwrap_err().to_string();
        assert!(message("10 million tons").contains("write tonnes"));
        assert!(message("10 Mt").contains("million tonnes"));
        assert!(message("$10 million tonnes").contains("names two units"));
    }

    #[test]
    fn scales_are_applied_in_decimal_so_that_nothing_is_rounded_twice() {
        assert_eq!(read("3.1B"), 3.1e9);
        assert_eq!(read("1.005B"), 1.005e9);
    }

    #[test]
    fn errors_show_the_text_the_place_and_what_is_accepted() {
        let message = |text: &str| text.parse::<Amount>().unwrap_err().to_string();
        assert!(message("3 zillion").contains("`3 zillion` at character 3: expected a scale such as K"));
        assert!(message("$-3B").contains("at character 2: an amount is not negative"));
        assert!(message("").contains("at character 1: expected a number, as in $3B"));
        assert!(message("$3B EUR").contains("names two units, USD and EUR"));
        assert!(message("1,250 млрд").contains("it could be 1250 млрд or 1.25 млрд"));
        assert!(message("1,250 milyar").contains("it could be 1250 milyar or 1.25 milyar"));
        assert!(message("NaN").contains("at character 1"));
        assert!(message("1e999").contains("finite"));
        assert!(message("1e99999999999").contains("at character 2"));
    }

    #[test]
    fn a_rounded_amount_takes_the_next_scale() {
        let show = |units: f64| Amount::new(units).unwrap().to_string();
        assert_eq!(show(0.0), "0");
        assert_eq!(show(999_999.0), "1M");
        assert_eq!(show(999.96e9), "1T");
        assert_eq!(show(12.84e9), "12.8B");
        assert_eq!(show(350e6), "350M");
        assert_eq!(show(0.25), "0.25");
        assert_eq!(show(5e15), "5.00e15");
        assert_eq!(format!("{:.2}", Amount::new(999.999e6).unwrap()), "1.00B");
    }

    #[test]
    fn serde_takes_numbers_and_texts_and_gives_numbers() {
        let read = |json: &str| serde_json::from_str::<Amount>(json);
        assert_eq!(read("3000000000").unwrap().value(), 3e9);
        assert_eq!(read("\"3B\"").unwrap().value(), 3e9);
        assert!(read("-1").is_err());
        assert_eq!(read("\"€3B\"").unwrap().value(), 3e9);
        assert!(read("true").unwrap_err().to_string().contains("expected an amount such as \"3B\""));
        let amount = Amount::new(0.1 + 0.2).unwrap();
        assert_eq!(serde_json::from_str::<Amount>(&serde_json::to_string(&amount).unwrap()).unwrap(), amount);
    }
}
