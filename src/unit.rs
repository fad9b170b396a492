//! What amounts are counted in: a currency, or a quantity such as tonnes.
//!
//! A [`Unit`] is a currency in all but a few pledges. A pledge of tonnes or containers is solved, projected, tracked and
//! drawn like one of money; what needs money, such as exchange rates, prices and base rates, refuses it.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    currency::{Currency, leading_bytes},
    error::{Error, ErrorKind, Result, excerpt},
};

/// A physical quantity in which trade is counted, such as tonnes.
///
/// It is read from its sign (`t`) or its name (`tonnes`), and is shown as its sign. With serde it is the sign as a string.
///
/// ```
/// use tradepath::{Amount, Quantity, StatedAmount};
///
/// let tonnes: Quantity = "t".parse()?;
/// assert_eq!((tonnes, tonnes.name()), ("tonnes".parse()?, "tonnes"));
/// let stated: StatedAmount = "10 million tonnes".parse()?;
/// assert_eq!(stated.amount_in(tonnes)?, Amount::millions(10.0)?);
/// // A ton may be a metric, a long or a short one.
/// assert!("10 million tons".parse::<StatedAmount>().is_err());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[non_exhaustive]
pub enum Quantity {
    /// Tonnes of 1,000 kilograms.
    Tonnes,
    /// Kilograms.
    Kilograms,
    /// Barrels of oil.
    Barrels,
    /// Cubic metres, of gas or of wood.
    CubicMetres,
    /// Kilowatt hours of electricity.
    KilowattHours,
    /// Containers, counted as units of twenty feet.
    Teu,
    /// Things counted one by one, such as cars.
    Items,
    /// People, such as tourists or students.
    People,
}

/// Every quantity with its sign and its name.
const QUANTITIES: [(Quantity, &str, &str); 8] = [
    (Quantity::Tonnes, "t", "tonnes"),
    (Quantity::Kilograms, "kg", "kilograms"),
    (Quantity::Barrels, "bbl", "barrels"),
    (Quantity::CubicMetres, "m3", "cubic metres"),
    (Quantity::KilowattHours, "kWh", "kilowatt hours"),
    (Quantity::Teu, "TEU", "containers (TEU)"),
    (Quantity::Items, "items", "items"),
    (Quantity::People, "people", "people"),
];

/// What a text may name a quantity by, in lower case, and the power of ten that the word brings with it. Where one word
/// begins another, the longer one comes first.
const WORDS: &[(&str, i32, Quantity)] = &[
    ("metric tons", 0, Quantity::Tonnes),
    ("metric ton", 0, Quantity::Tonnes),
    ("tonnes", 0, Quantity::Tonnes),
    ("tonne", 0, Quantity::Tonnes),
    ("тонна", 0, Quantity::Tonnes),
    ("тонны", 0, Quantity::Tonnes),
    ("тонн", 0, Quantity::Tonnes),
    ("kt", 3, Quantity::Tonnes),
    ("t", 0, Quantity::Tonnes),
    ("kilograms", 0, Quantity::Kilograms),
    ("kilogram", 0, Quantity::Kilograms),
    ("kg", 0, Quantity::Kilograms),
    ("кг", 0, Quantity::Kilograms),
    ("barrels", 0, Quantity::Barrels),
    ("barrel", 0, Quantity::Barrels),
    ("bbl", 0, Quantity::Barrels),
    ("cubic metres", 0, Quantity::CubicMetres),
    ("cubic meters", 0, Quantity::CubicMetres),
    ("bcm", 9, Quantity::CubicMetres),
    ("mcm", 6, Quantity::CubicMetres),
    ("m3", 0, Quantity::CubicMetres),
    ("m³", 0, Quantity::CubicMetres),
    ("kilowatt hours", 0, Quantity::KilowattHours),
    ("kwh", 0, Quantity::KilowattHours),
    ("mwh", 3, Quantity::KilowattHours),
    ("gwh", 6, Quantity::KilowattHours),
    ("twh", 9, Quantity::KilowattHours),
    ("containers (teu)", 0, Quantity::Teu),
    ("teus", 0, Quantity::Teu),
    ("teu", 0, Quantity::Teu),
    ("items", 0, Quantity::Items),
    ("people", 0, Quantity::People),
    ("tourists", 0, Quantity::People),
    ("passengers", 0, Quantity::People),
    ("students", 0, Quantity::People),
];

/// Words that name more than one quantity, each with what it may be.
const DOUBTFUL: [(&str, &str); 5] = [
    ("tons", "a ton is 1,000 kg, 1,016 kg or 907 kg; write tonnes for 1,000 kg"),
    ("ton", "a ton is 1,000 kg, 1,016 kg or 907 kg; write tonnes for 1,000 kg"),
    ("mt", "`mt` is a million tonnes or a metric ton; write million tonnes, or tonnes"),
    ("containers", "a container is of twenty or of forty feet; write TEU for units of twenty feet"),
    ("container", "a container is of twenty or of forty feet; write TEU for units of twenty feet"),
];

impl Quantity {
    /// The sign, such as `t`.
    ///
    /// ```
    /// assert_eq!(tradepath::Quantity::KilowattHours.sign(), "kWh");
    /// ```
    pub fn sign(self) -> &'static str {
        self.entry().1
    }

    /// The name in the plural, such as `tonnes`.
    ///
    /// ```
    /// assert_eq!(tradepath::Quantity::CubicMetres.name(), "cubic metres");
    /// ```
    pub fn name(self) -> &'static str {
        self.entry().2
    }

    fn entry(self) -> &'static (Self, &'static str, &'static str) {
        // Every quantity is in the table, as a test holds, so that the first never stands in.
        QUANTITIES.iter().find(|(quantity, ..)| *quantity == self).unwrap_or(&QUANTITIES[0])
    }

    /// The quantity whose word begins `text`, the power of ten that the word brings, and how many bytes it takes. None
    /// where the text begins with anything else.
    pub(crate) fn leading(text: &str) -> Option<(Self, i32, usize)> {
        WORDS.iter().find_map(|(word, power, quantity)| Some((*quantity, *power, word_length(text, word)?)))
    }

    /// Why the word that begins `text` cannot be taken for a quantity; none where it is not one of those.
    pub(crate) fn doubt(text: &str) -> Option<&'static str> {
        DOUBTFUL.iter().find_map(|(word, why)| word_length(text, word).map(|_| *why))
    }
}

/// How many bytes of `text` spell `word`, as [`leading_bytes`] counts them; none where the word is part of a longer one.
fn word_length(text: &str, word: &str) -> Option<usize> {
    let goes_on = |end: &usize| text[*end..].starts_with(|c: char| c.is_alphanumeric() || c == '³');
    leading_bytes(text, word).filter(|end| !goes_on(end))
}

impl FromStr for Quantity {
    type Err = Error;

    /// Reads a sign or a name in capitals or small letters. Spaces around it are ignored.
    ///
    /// # Errors
    /// [`ErrorKind::Parse`] for any other text, and for one that brings a power of ten with it, such as `kt`.
    fn from_str(text: &str) -> Result<Self> {
        let word = text.trim();
        let wrong = |why: &str| Err(Error::parse("a quantity", text, 1, why));
        match (Self::leading(word), Self::doubt(word)) {
            (Some((quantity, 0, taken)), _) if taken == word.len() => Ok(quantity),
            (_, Some(why)) => wrong(why),
            _ => {
                let signs: Vec<&str> = QUANTITIES.iter().map(|(_, sign, _)| *sign).collect();
                wrong(&format!("expected one of {}", signs.join(", ")))
            }
        }
    }
}

impl TryFrom<&str> for Quantity {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self> {
        text.parse()
    }
}

/// Reads a sign or a name. Serde reads quantities through it.
impl TryFrom<String> for Quantity {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

/// Gives the sign. Serde writes quantities through it.
impl From<Quantity> for String {
    fn from(quantity: Quantity) -> Self {
        quantity.sign().to_owned()
    }
}

/// Shows the sign.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.sign())
    }
}

/// What amounts are counted in: a currency, or a quantity.
///
/// A text is read as either: `USD` and `t`. In documents a unit is a field of its own name: `"currency": "USD"`, or
/// `"unit": "t"`.
///
/// ```
/// use tradepath::{Amount, Quantity, Unit};
///
/// let dollars: Unit = "USD".parse()?;
/// assert_eq!(dollars, Unit::USD);
/// assert_eq!(Unit::try_from("t")?, Quantity::Tonnes.into());
/// assert_eq!(Amount::millions(10.0)?.in_unit(Quantity::Tonnes).to_string(), "10M\u{a0}t");
/// assert!(dollars.currency().is_some() && Unit::from(Quantity::Tonnes).currency().is_none());
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Unit {
    /// Money of a currency.
    #[serde(rename = "currency")]
    Currency(Currency),
    /// A quantity.
    #[serde(rename = "unit")]
    Quantity(Quantity),
}

impl Unit {
    /// US dollars, in which most trade statistics are published.
    pub const USD: Self = Self::Currency(Currency::USD);

    /// The currency; none for a quantity.
    pub fn currency(self) -> Option<Currency> {
        match self {
            Self::Currency(currency) => Some(currency),
            Self::Quantity(_) => None,
        }
    }

    /// The currency, for something that needs money, which `what` names in the plural.
    ///
    /// # Errors
    /// [`ErrorKind::NotMoney`] for a quantity.
    ///
    /// # Examples
    /// ```
    /// use tradepath::{Currency, Unit};
    ///
    /// assert_eq!(Unit::USD.money_for("exchange rates")?, Currency::USD);
    /// let error = Unit::try_from("t")?.money_for("exchange rates").unwrap_err();
    /// assert_eq!(error.to_string(), "exchange rates need amounts of money, and these are in tonnes");
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn money_for(self, what: &str) -> Result<Currency> {
        let found = match self {
            Self::Currency(currency) => return Ok(currency),
            Self::Quantity(quantity) => quantity.name().to_owned(),
        };
        Err(Error::new(ErrorKind::NotMoney { what: what.to_owned(), found }))
    }

    /// Refuses `found` where it is another unit than this one.
    ///
    /// # Errors
    /// [`ErrorKind::MixedUnits`] with both: amounts are never converted in silence.
    pub(crate) fn require(self, found: impl Into<Self>) -> Result<()> {
        let found = found.into();
        if self == found {
            return Ok(());
        }
        let (expected, found) = (self.to_string(), found.to_string());
        Err(Error::new(ErrorKind::MixedUnits { expected, found }))
    }

    /// The unit of two fields, of which one at most may be given.
    ///
    /// # Errors
    /// [`ErrorKind::Contradiction`] where both are.
    pub(crate) fn of_fields(currency: Option<Currency>, quantity: Option<Quantity>) -> Result<Option<Self>> {
        match (currency, quantity) {
            (Some(currency), Some(quantity)) => Err(Error::contradiction(format!(
                "amounts are in {currency} or in {quantity}; keep one of currency and unit"
            ))),
            (currency, quantity) => Ok(currency.map(Self::Currency).or(quantity.map(Self::Quantity))),
        }
    }

    /// The two fields that [`of_fields`](Self::of_fields) reads.
    pub(crate) fn into_fields(self) -> (Option<Currency>, Option<Quantity>) {
        match self {
            Self::Currency(currency) => (Some(currency), None),
            Self::Quantity(quantity) => (None, Some(quantity)),
        }
    }
}

impl From<Currency> for Unit {
    fn from(currency: Currency) -> Self {
        Self::Currency(currency)
    }
}

impl From<Quantity> for Unit {
    fn from(quantity: Quantity) -> Self {
        Self::Quantity(quantity)
    }
}

impl FromStr for Unit {
    type Err = Error;

    /// Reads a currency's code, or a quantity's sign or name.
    ///
    /// # Errors
    /// [`ErrorKind::Parse`] for any other text.
    fn from_str(text: &str) -> Result<Self> {
        if let Ok(currency) = text.parse::<Currency>() {
            return Ok(currency.into());
        }
        text.parse::<Quantity>().map(Self::from).map_err(|error| match Quantity::doubt(text.trim()) {
            Some(_) => error,
            None => {
                let text = excerpt(text);
                Error::parse("a unit", &text, 1, "expected an ISO 4217 code such as USD, or a quantity such as t")
            }
        })
    }
}

impl TryFrom<&str> for Unit {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self> {
        text.parse()
    }
}

/// Shows the code of a currency or the sign of a quantity.
impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Currency(currency) => fmt::Display::fmt(currency, f),
            Self::Quantity(quantity) => fmt::Display::fmt(quantity, f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_quantity_is_read_from_its_sign_and_its_name() {
        for (quantity, sign, name) in QUANTITIES {
            assert_eq!(sign.parse::<Quantity>().unwrap(), quantity);
            assert_eq!(name.to_uppercase().parse::<Quantity>().unwrap(), quantity, "{name}");
            assert_eq!((quantity.sign(), quantity.name()), (sign, name));
        }
    }

    #[test]
    fn a_word_is_never_hidden_by_a_shorter_one_and_is_no_currency() {
        for (word, power, quantity) in WORDS {
            assert_eq!(Quantity::leading(word), Some((*quantity, *power, word.len())), "{word}");
            assert!(word.parse::<Currency>().is_err() || *word == "twh", "{word}");
        }
        assert_eq!(Quantity::leading("tonnesque"), None);
        assert_eq!(Quantity::leading("M³ of gas"), Some((Quantity::CubicMetres, 0, 3)));
    }

    #[test]
    fn what_may_be_several_quantities_is_refused_with_the_reason() {
        let message = |text: &str| text.parse::<Unit>().unwrap_err().to_string();
        assert!(message("tons").contains("write tonnes for 1,000 kg"));
        assert!(message("containers").contains("TEU"));
        assert!(message("kt").contains("a quantity such as t"));
        assert!(message("furlongs").contains("an ISO 4217 code such as USD"));
    }

    #[test]
    fn a_unit_is_a_field_of_its_own_name() {
        let json = |unit: Unit| serde_json::to_string(&unit).unwrap();
        assert_eq!(json(Unit::USD), r#"{"currency":"USD"}"#);
        assert_eq!(json(Quantity::Tonnes.into()), r#"{"unit":"t"}"#);
    }
}
