//! One product: a classification and a code.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    coverage::classification::Classification,
    error::{Error, Result},
};

/// A product: a code of a classification, or a name.
///
/// It is written as the classification and the code: `HS 8542`, `S4 33`. A code alone is of the Harmonised System, and a
/// text that is no code is a name.
///
/// ```
/// use tradepath::{Classification, Product};
///
/// let chips: Product = "HS 8542".parse()?;
/// assert_eq!((chips.code(), chips.classification().is_harmonised()), ("8542", true));
/// assert_eq!("8542".parse::<Product>()?, chips);
/// assert_eq!("Machinery".parse::<Product>()?.classification(), &Classification::Names);
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Product {
    classification: Classification,
    code: String,
}

impl Product {
    /// A product from its classification and its code or name.
    ///
    /// A code of the Harmonised System has an even number of digits; where a spreadsheet took the first zero, it is put
    /// back.
    ///
    /// ```
    /// use tradepath::{Classification, Product};
    ///
    /// let horses = Product::new(Classification::Harmonised(None), "10121")?;
    /// assert_eq!(horses.to_string(), "HS 010121");
    /// assert!(Product::new("S4", "").is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Missing`](crate::ErrorKind::Missing) for a code without letters and digits.
    pub fn new(classification: impl Into<Classification>, code: &str) -> Result<Self> {
        let (classification, code) = (classification.into(), code.trim());
        if !code.chars().any(char::is_alphanumeric) {
            return Err(Error::missing("product", "give a code, such as 27 or HS 8542"));
        }
        let short = classification.is_harmonised() && code.len() % 2 == 1 && is_digits(code);
        let code = if short { format!("0{code}") } else { code.to_owned() };
        Ok(Self { classification, code })
    }

    /// The classification that the code is of.
    pub fn classification(&self) -> &Classification {
        &self.classification
    }

    /// The code, or the name of a product without one.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The classification's name and the code, whatever the revision of the Harmonised System: two sides of a flow may
    /// report the same product in two revisions.
    pub(crate) fn in_any_revision(&self) -> (&str, &str) {
        let classification = match &self.classification {
            Classification::Harmonised(_) => "HS",
            Classification::Other(name) => name,
            Classification::Names => "names",
            Classification::Groups => "groups",
        };
        (classification, &self.code)
    }
}

/// Whether a text is digits alone.
fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

impl fmt::Display for Product {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.classification.has_codes() {
            true => f.pad(&format!("{} {}", self.classification, self.code)),
            false => f.pad(&self.code),
        }
    }
}

impl FromStr for Product {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let text = text.trim();
        let starts_with_digit = |code: &str| code.starts_with(|first: char| first.is_ascii_digit());
        match text.rsplit_once(' ') {
            // Names of several words are no codes: `Machinery and transport`.
            Some((classification, code)) if starts_with_digit(code) => Self::new(classification, code),
            None if starts_with_digit(text) => Self::new(Classification::Harmonised(None), text),
            _ => Self::new(Classification::Names, text),
        }
    }
}

impl TryFrom<&str> for Product {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self> {
        text.parse()
    }
}

impl TryFrom<String> for Product {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl From<Product> for String {
    fn from(product: Product) -> Self {
        product.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_read_back_from_their_texts() {
        for text in ["HS 8542", "H4 010121", "S4 33", "SITC Rev. 4 33", "Machinery and transport"] {
            assert_eq!(text.parse::<Product>().unwrap().to_string(), text);
        }
        assert_ne!("H4 27".parse::<Product>().unwrap(), "H5 27".parse().unwrap());
        assert!(" - ".parse::<Product>().is_err());
    }
}
