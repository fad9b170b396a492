//! One product: a classification and a code.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    coverage::{classification::Classification, name::one_line},
    error::{Error, Result},
};

/// A product: a code of a classification, or a name.
///
/// It is written as the classification and the code: `HS 8542`, `S4 33`. A code alone is of the Harmonised System, and a
/// text that is no code is a name. In quotation marks, any text is a name, or a code: `"2026"`, `ISIC4 "A01"`.
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
    /// back. Line ends and tabs in a name are spaces.
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
        let (classification, code) = (classification.into(), one_line(code));
        if !code.chars().any(char::is_alphanumeric) {
            return Err(Error::missing("product", "give a code, such as 27 or HS 8542"));
        }
        let short = classification.is_harmonised() && code.len() % 2 == 1 && is_digits(&code);
        let code = if short { format!("0{code}") } else { code.into_owned() };
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

/// A product from a text without quotation marks around its code.
fn unquoted(text: &str) -> Result<Product> {
    match text.rsplit_once(' ') {
        // Names of several words are no codes: `Machinery and transport`.
        Some((classification, code)) if is_coded(code) => Product::new(classification, code),
        None if is_coded(text) => Product::new(Classification::Harmonised(None), text),
        _ => Product::new(Classification::Names, text),
    }
}

/// Whether a text can stand as a code without quotation marks.
pub(crate) fn is_code(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_/".contains(&byte))
}

/// Whether a text is known for a code without the name of its classification.
pub(crate) fn is_coded(text: &str) -> bool {
    is_code(text) && text.starts_with(|first: char| first.is_ascii_digit())
}

/// A text in quotation marks, those inside it as JSON has them.
pub(crate) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Whether a text is digits alone.
fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

impl fmt::Display for Product {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.classification.has_codes() {
            let code = if is_coded(&self.code) { self.code.clone() } else { quoted(&self.code) };
            return f.pad(&format!("{} {code}", self.classification));
        }
        // A name that would be read as a code, or that has quotation marks of its own, stands in quotation marks.
        let is_read =
            self.code.parse::<Self>().is_ok_and(|read| !read.classification.has_codes() && read.code == self.code);
        f.pad(&if is_read { self.code.clone() } else { quoted(&self.code) })
    }
}

impl FromStr for Product {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let text = text.trim();
        let at = text.find('"').filter(|at| text.ends_with('"') && *at + 1 < text.len());
        let in_quotes = at.and_then(|at| Some((text[..at].trim(), serde_json::from_str::<String>(&text[at..]).ok()?)));
        match in_quotes {
            Some(("", name)) => Self::new(Classification::Names, &name),
            Some((classification, code)) => Self::new(classification, &code),
            None => unquoted(text),
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
        for (classification, code) in
            [("names", "4"), ("names", "Oil 5"), ("ISIC4", "A01"), ("S4", "33 oil"), ("names", "\"")]
        {
            let Ok(product) = Product::new(classification, code) else { continue };
            assert_eq!(product.to_string().parse::<Product>().unwrap(), product, "{product}");
        }
        assert_ne!("H4 27".parse::<Product>().unwrap(), "H5 27".parse().unwrap());
        assert!(" - ".parse::<Product>().is_err());
    }
}
