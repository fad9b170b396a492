//! Currencies by their ISO 4217 codes, and the signs and names that people write for them.
//!
//! A [`Currency`] says what an [`Amount`](crate::Amount) is counted in. An amount in a text brings its currency in
//! front of the number or behind it, as a sign (`$3B`), a name (`3 billion dollars`) or a code (`USD 3B`). This file
//! finds the currency in such a text; the amount itself is read in `amount.rs`.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// A currency of ISO 4217, such as USD.
///
/// It is read from its three-letter code, in capitals or small letters, and is shown as that code. With serde it is the
/// code as a string.
///
/// # Examples
/// ```
/// use tradepath::Currency;
///
/// let tenge: Currency = "KZT".parse()?;
/// assert_eq!(tenge.name(), "Kazakhstani tenge");
/// assert_eq!(Currency::USD.symbol(), Some("$"));
/// assert!("ZZZ".parse::<Currency>().is_err());
///
/// assert_eq!(serde_json::to_string(&Currency::EUR).unwrap(), r#""EUR""#);
/// assert_eq!(serde_json::from_str::<Currency>(r#""usd""#).unwrap(), Currency::USD);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency(iso_currency::Currency);

/// The signs and names that are read as a currency, in small letters, each with its currency.
///
/// The table is searched from the top and the first mark that fits is taken. Where one mark begins another, the longer
/// one therefore comes first; a test checks this. A bare `$` is the US dollar. The names are English, Russian, Kazakh
/// and Turkish words.
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

    /// The three-letter code of ISO 4217, such as `USD`, in capitals.
    ///
    /// # Examples
    /// ```
    /// use tradepath::Currency;
    ///
    /// assert_eq!("kzt".parse::<Currency>()?.code(), "KZT");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// The English name of the currency, such as `Kazakhstani tenge`.
    ///
    /// # Examples
    /// ```
    /// use tradepath::Currency;
    ///
    /// assert_eq!("KZT".parse::<Currency>()?.name(), "Kazakhstani tenge");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn name(&self) -> &str {
        self.0.name()
    }

    /// The sign with which this crate shows the currency, such as `$` or `€`.
    ///
    /// None where the crate knows no sign that belongs to this currency alone: the Hong Kong dollar is written `HK$`,
    /// which contains letters, and is shown by its code instead.
    ///
    /// # Examples
    /// ```
    /// use tradepath::Currency;
    ///
    /// assert_eq!(Currency::EUR.symbol(), Some("€"));
    /// assert_eq!("KZT".parse::<Currency>()?.symbol(), Some("₸"));
    /// assert_eq!("HKD".parse::<Currency>()?.symbol(), None);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn symbol(self) -> Option<&'static str> {
        // A mark with a letter is a name (`tenge`) or a sign that needs one (`hk$`): neither stands alone before a
        // number.
        let sign = |mark: &str| mark.chars().all(|c| !c.is_alphabetic());
        MARKS.iter().find(|(mark, currency)| *currency == self.0 && sign(mark)).map(|(mark, _)| *mark)
    }

    /// The currency whose sign, name or code begins `text`, and how many bytes of the text that takes. None where the
    /// text begins with anything else.
    ///
    /// ```text
    /// input            result
    /// US$ 350          USD, 3 bytes
    /// usd 350          USD, 3 bytes
    /// dollarydoos      none: the name is part of a longer word
    /// 350              none
    /// ```
    pub(crate) fn leading(text: &str) -> Option<(Self, usize)> {
        let first = text.chars().next()?;
        // No sign, name or code begins with a digit, so that the table need not be searched.
        if first.is_ascii_digit() {
            return None;
        }
        Self::leading_mark(text).or_else(|| Self::leading_code(text))
    }

    /// The currency whose sign or name begins `text`, in capitals or small letters, and how many bytes that takes. A
    /// name counts only as a word of its own.
    fn leading_mark(text: &str) -> Option<(Self, usize)> {
        MARKS.iter().find_map(|(mark, currency)| {
            let taken = leading_bytes(text, mark)?;
            // A name inside a longer word is not that currency: `dollarydoos`.
            let goes_on = text[taken..].starts_with(char::is_alphabetic) && mark.ends_with(char::is_alphabetic);
            (!goes_on).then_some((Self(*currency), taken))
        })
    }

    /// The currency whose three-letter code begins `text`, in capitals or small letters, and the three bytes that it
    /// takes. The code counts only as a word of its own, so that `euros` is not read as the code `EUR`.
    fn leading_code(text: &str) -> Option<(Self, usize)> {
        // None where the third byte lies inside a letter of several bytes: such a text begins with no code.
        let code = text.get(..3)?;
        let goes_on = text[3..].starts_with(char::is_alphabetic);
        if goes_on || !code.bytes().all(|b| b.is_ascii_alphabetic()) {
            return None;
        }
        let currency = iso_currency::Currency::from_code(&code.to_ascii_uppercase())?;
        Some((Self(currency), 3))
    }
}

/// How many bytes of `text` spell the word `lowercase`, in capitals or small letters. None where the text begins
/// otherwise.
///
/// The bytes are counted in the text itself: a capital letter may take more or fewer bytes than its small letter.
pub(crate) fn leading_bytes(text: &str, lowercase: &str) -> Option<usize> {
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

    /// Reads a three-letter code in capitals or small letters. Spaces around it are ignored.
    ///
    /// # Errors
    /// [`ErrorKind::Parse`](crate::ErrorKind::Parse) for any other text. Signs and names such as `$` or `tenge` are
    /// refused too: they are read with an amount only.
    ///
    /// # Examples
    /// ```
    /// use tradepath::{Currency, ErrorKind};
    ///
    /// assert_eq!("usd".parse::<Currency>()?, Currency::USD);
    /// let error = "$".parse::<Currency>().unwrap_err();
    /// assert!(matches!(error.kind(), ErrorKind::Parse { .. }));
    /// assert!(error.to_string().contains("expected an ISO 4217 code such as USD, EUR or KZT"));
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    fn from_str(text: &str) -> Result<Self> {
        match Self::leading_code(text.trim()) {
            // `leading_code` also accepts a code with more behind it, such as `USD 350`.
            Some((currency, 3)) if text.trim().len() == 3 => Ok(currency),
            _ => Err(Error::parse("a currency", text, 1, "expected an ISO 4217 code such as USD, EUR or KZT")),
        }
    }
}

/// Reads a code such as `KZT`, as [`FromStr`] does.
impl TryFrom<&str> for Currency {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self> {
        text.parse()
    }
}

/// Reads a code such as `KZT`, as [`FromStr`] does. Serde reads currencies through it.
impl TryFrom<String> for Currency {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

/// Gives the three-letter code, as [`Currency::code`] does. Serde writes currencies through it.
impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

/// Shows the three-letter code.
///
/// # Examples
/// ```
/// use tradepath::Currency;
///
/// assert_eq!(Currency::USD.to_string(), "USD");
/// assert_eq!(format!("{:>5}", Currency::EUR), "  EUR");
/// ```
impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

/// Shows the three-letter code alone, without the name of the type.
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
