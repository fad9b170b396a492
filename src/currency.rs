//! Currencies by their ISO 4217 codes, and the signs and names people write for them.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};

/// A currency of ISO 4217, such as USD.
///
/// ```
/// use tradepath::Currency;
///
/// let tenge: Currency = "KZT".parse()?;
/// assert_eq!(tenge.name(), "Kazakhstani tenge");
/// assert_eq!(Currency::USD.symbol(), Some("$"));
/// assert!("ZZZ".parse::<Currency>().is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency(iso_currency::Currency);

/// Signs and names that are read as a currency. Where one begins another, the longer comes first. A bare `$` is the US
/// dollar.
const MARKS: &[(&str, iso_currency::Currency)] = {
    use iso_currency::Currency as Iso;
    &[
        ("долларов сша", Iso::USD),
        ("us dollars", Iso::USD),
        ("долл. сша", Iso::USD),
        ("us dollar", Iso::USD),
        ("долларов", Iso::USD),
        ("доллара", Iso::USD),
        ("dollars", Iso::USD),
        ("доллар", Iso::USD),
        ("рублей", Iso::RUB),
        ("dollar", Iso::USD),
        ("долл.", Iso::USD),
        ("tenge", Iso::KZT),
        ("тенге", Iso::KZT),
        ("теңге", Iso::KZT),
        ("rupees", Iso::INR),
        ("dolar", Iso::USD),
        ("долл", Iso::USD),
        ("euros", Iso::EUR),
        ("евро", Iso::EUR),
        ("euro", Iso::EUR),
        ("руб.", Iso::RUB),
        ("hk$", Iso::HKD),
        ("nz$", Iso::NZD),
        ("us$", Iso::USD),
        ("руб", Iso::RUB),
        ("a$", Iso::AUD),
        ("c$", Iso::CAD),
        ("s$", Iso::SGD),
        ("$", Iso::USD),
        ("€", Iso::EUR),
        ("£", Iso::GBP),
        ("₹", Iso::INR),
        ("₸", Iso::KZT),
        ("₽", Iso::RUB),
        ("₺", Iso::TRY),
        ("₩", Iso::KRW),
        ("₴", Iso::UAH),
        ("₫", Iso::VND),
        ("₼", Iso::AZN),
        ("₾", Iso::GEL),
        ("₮", Iso::MNT),
    ]
};

impl Currency {
    /// The US dollar, in which most trade statistics are published.
    pub const USD: Self = Self(iso_currency::Currency::USD);
    /// The euro.
    pub const EUR: Self = Self(iso_currency::Currency::EUR);

    /// The three-letter code of ISO 4217, such as `USD`.
    ///
    /// ```
    /// use tradepath::Currency;
    ///
    /// assert_eq!("kzt".parse::<Currency>()?.code(), "KZT");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// The English name, such as `Kazakhstani tenge`.
    pub fn name(&self) -> &str {
        self.0.name()
    }

    /// The sign with which this crate shows the currency; none where the crate knows no sign that is this currency's
    /// alone.
    ///
    /// ```
    /// use tradepath::Currency;
    ///
    /// assert_eq!(Currency::EUR.symbol(), Some("€"));
    /// assert_eq!("HKD".parse::<Currency>()?.symbol(), None);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn symbol(self) -> Option<&'static str> {
        let sign = |mark: &str| mark.chars().all(|c| !c.is_alphabetic());
        MARKS.iter().find(|(mark, currency)| *currency == self.0 && sign(mark)).map(|(mark, _)| *mark)
    }

    /// Refuses `found` where it is another currency than this one.
    pub(crate) fn require(self, found: Self) -> Result<()> {
        if self == found {
            return Ok(());
        }
        let (expected, found) = (self.to_string(), found.to_string());
        Err(Error::new(ErrorKind::MixedCurrencies { expected, found }))
    }

    /// The currency whose sign, name or code begins `text`, and how many bytes that takes.
    pub(crate) fn leading(text: &str) -> Option<(Self, usize)> {
        let first = text.chars().next()?;
        if first.is_ascii_digit() {
            return None;
        }
        Self::leading_mark(text).or_else(|| Self::leading_code(text))
    }

    /// The currency whose sign or name begins `text`, and how many bytes that takes.
    fn leading_mark(text: &str) -> Option<(Self, usize)> {
        MARKS.iter().find_map(|(mark, currency)| {
            let taken = leading_bytes(text, mark)?;
            // A name inside a longer word is not that currency: `dollarydoos`.
            let goes_on = text[taken..].starts_with(char::is_alphabetic) && mark.ends_with(char::is_alphabetic);
            (!goes_on).then_some((Self(*currency), taken))
        })
    }

    /// The currency whose three-letter code begins `text` as a word of its own, and the bytes it takes.
    fn leading_code(text: &str) -> Option<(Self, usize)> {
        let code = text.get(..3)?;
        let goes_on = text[3..].starts_with(char::is_alphabetic);
        if goes_on || !code.bytes().all(|b| b.is_ascii_alphabetic()) {
            return None;
        }
        let currency = iso_currency::Currency::from_code(&code.to_ascii_uppercase())?;
        Some((Self(currency), 3))
    }
}

/// How many bytes of `text` spell the word `lowercase` in any case; none where it begins otherwise. The count is of the
/// text's own bytes, as a capital may take more or fewer than its small letter.
fn leading_bytes(text: &str, lowercase: &str) -> Option<usize> {
    let mut given = text.char_indices();
    for wanted in lowercase.chars() {
        let (_, c) = given.next()?;
        if !c.to_lowercase().eq([wanted]) {
            return None;
        }
    }
    Some(given.offset())
}

impl FromStr for Currency {
    type Err = Error;

    /// Reads a three-letter code in capitals or small letters.
    ///
    /// # Errors
    /// [`ErrorKind::Parse`](crate::ErrorKind::Parse) for anything else, a sign or a name among it.
    fn from_str(text: &str) -> Result<Self> {
        match Self::leading_code(text.trim()) {
            Some((currency, 3)) if text.trim().len() == 3 => Ok(currency),
            _ => Err(Error::parse("a currency", text, 1, "expected an ISO 4217 code such as USD, EUR or KZT")),
        }
    }
}

/// A code such as `KZT`, as [`FromStr`] reads it.
impl TryFrom<&str> for Currency {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self> {
        text.parse()
    }
}

impl TryFrom<String> for Currency {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

/// The three-letter code.
impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_codes_are_found_at_the_start_of_a_text() {
        assert_eq!(Currency::leading("US$ 350"), Some((Currency::USD, 3)));
        assert_eq!(Currency::leading("usd 350"), Some((Currency::USD, 3)));
        assert_eq!(Currency::leading("Долл. США"), Some((Currency::USD, "Долл. США".len())));
        assert_eq!(Currency::leading("dollarydoos"), None);
        assert_eq!(Currency::leading("350"), None);
        assert_eq!(Currency::leading("é"), None);
    }

    #[test]
    fn a_mark_is_never_hidden_by_a_shorter_one_before_it() {
        for (later, (mark, _)) in MARKS.iter().enumerate() {
            for (shorter, _) in &MARKS[..later] {
                assert!(!mark.starts_with(shorter), "{shorter} hides {mark}");
            }
        }
    }
}
