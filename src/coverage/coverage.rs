//! What an amount counts.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    coverage::{
        classification::Classification,
        name::one_line,
        product::{Product, is_code, is_coded, quoted},
    },
    error::{Error, Result},
};

/// What an amount counts: all goods, goods and services, services, or some products.
///
/// Amounts of different coverage measure different things. They are never added, and never compared without saying so.
///
/// It is written in words: `goods`, `goods and services`, `HS 8542`, `products 1005 and 1202 of H1`.
///
/// ```
/// use tradepath::Coverage;
///
/// assert_eq!(Coverage::default(), Coverage::Goods);
/// let grains: Coverage = "products 1202 and 1005 of H1".parse()?;
/// assert_eq!(grains.to_string(), "products 1005 and 1202 of H1");
/// assert!(!grains.is_goods());
/// assert_eq!("HS 8542".parse::<Coverage>()?.to_string(), "HS 8542");
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[non_exhaustive]
pub enum Coverage {
    /// All goods together, which statistics call merchandise trade.
    #[default]
    Goods,
    /// Goods and services together.
    GoodsAndServices,
    /// Services alone.
    Services,
    /// One product, or several added.
    Products(Products),
    /// A part of all goods that has too many products to list, in words such as `12 chapters of H4`.
    Part(String),
}

/// One or more products of one classification, which an amount counts together.
///
/// ```
/// use tradepath::{Classification, Products};
///
/// let grains = Products::new(Classification::Harmonised(Some(1)), ["1202", "1005"])?;
/// assert_eq!(grains.codes(), ["1005", "1202"]);
/// assert_eq!(grains.to_string(), "products 1005 and 1202 of H1");
/// # Ok::<(), tradepath::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Products {
    classification: Classification,
    /// At least one, in alphabetical order, each once.
    codes: Vec<String>,
}

impl Products {
    /// Products from their classification and their codes, in any order.
    ///
    /// ```
    /// use tradepath::Products;
    ///
    /// assert_eq!(Products::new("S4", ["33"])?.to_string(), "S4 33");
    /// assert!(Products::new("S4", [""; 0]).is_err());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`Product::new`]; [`ErrorKind::Missing`](crate::ErrorKind::Missing) without a code.
    pub fn new<C: AsRef<str>>(
        classification: impl Into<Classification>,
        codes: impl IntoIterator<Item = C>,
    ) -> Result<Self> {
        let classification = classification.into();
        let code = |code: C| Ok(Product::new(classification.clone(), code.as_ref())?.code().to_owned());
        let mut codes = codes.into_iter().map(code).collect::<Result<Vec<String>>>()?;
        if codes.is_empty() {
            return Err(Error::missing("product", "give the code of at least one, such as 27"));
        }
        codes.sort_unstable();
        codes.dedup();
        Ok(Self { classification, codes })
    }

    /// The classification that the codes are of.
    pub fn classification(&self) -> &Classification {
        &self.classification
    }

    /// The codes or names in alphabetical order, each once.
    pub fn codes(&self) -> &[String] {
        &self.codes
    }
}

impl From<Product> for Products {
    fn from(product: Product) -> Self {
        Self { classification: product.classification().clone(), codes: vec![product.code().to_owned()] }
    }
}

impl fmt::Display for Products {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let codes: Vec<String> = self.codes.iter().map(|code| listed(code)).collect();
        let of = match &self.classification {
            Classification::Names => String::new(),
            named => format!(" {OF} {named}"),
        };
        match codes.as_slice() {
            // A classification that begins as `part of goods` and `products` do is named after its product.
            [only] if self.classification.has_codes() && is_coded(only) && !of.starts_with(" of p") => {
                f.pad(&format!("{} {only}", self.classification))
            }
            [only] => f.pad(&format!("product {only}{of}")),
            [first @ .., last] => f.pad(&format!("products {} {AND} {last}{of}", first.join(", "))),
            [] => Ok(()),
        }
    }
}

/// Characters and words that separate codes in a list.
const COMMA: &str = ",";
const AND: &str = "and";
const OF: &str = "of";

/// A code as it stands in a list: in quotation marks where it has a space or a separator in it.
fn listed(code: &str) -> String {
    if is_code(code) && ![AND, OF].contains(&code) { code.to_owned() } else { quoted(code) }
}

impl Coverage {
    /// Whether it is all goods together, the usual meaning of a country's trade with another.
    ///
    /// ```
    /// use tradepath::Coverage;
    ///
    /// assert!(Coverage::Goods.is_goods());
    /// assert!(!"goods and services".parse::<Coverage>()?.is_goods());
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    pub fn is_goods(&self) -> bool {
        *self == Self::Goods
    }

    /// Coverages each once, in the order of their first mention.
    pub(crate) fn each_once<'c>(coverages: impl IntoIterator<Item = &'c Self>) -> Vec<&'c Self> {
        let mut found: Vec<&Self> = Vec::new();
        for coverage in coverages {
            if !found.contains(&coverage) {
                found.push(coverage);
            }
        }
        found
    }

    /// What two amounts count when they are put together: what both count, or products of the Harmonised System from both
    /// lists. None where the two measure different things.
    ///
    /// ```
    /// use tradepath::Coverage;
    ///
    /// let (a, b): (Coverage, Coverage) = ("H4 27".parse()?, "products 27 and 31 of H5".parse()?);
    /// assert_eq!(a.with(&b).unwrap().to_string(), "products 27 and 31 of HS");
    /// assert_eq!(a.with(&Coverage::Goods), None);
    /// # Ok::<(), tradepath::Error>(())
    /// ```
    #[must_use]
    pub fn with(&self, other: &Self) -> Option<Self> {
        if self == other {
            return Some(self.clone());
        }
        let (Self::Products(a), Self::Products(b)) = (self, other) else { return None };
        let classification = match (&a.classification, &b.classification) {
            (one, other) if one == other => one.clone(),
            (Classification::Harmonised(_), Classification::Harmonised(_)) => Classification::Harmonised(None),
            _ => return None,
        };
        Products::new(classification, a.codes.iter().chain(&b.codes)).ok().map(Self::Products)
    }
}

impl From<Products> for Coverage {
    fn from(products: Products) -> Self {
        Self::Products(products)
    }
}

impl From<Product> for Coverage {
    fn from(product: Product) -> Self {
        Self::Products(product.into())
    }
}

const GOODS: &str = "goods";
const GOODS_AND_SERVICES: &str = "goods and services";
const SERVICES: &str = "services";
const PART: &str = "part of goods: ";

impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Goods => f.pad(GOODS),
            Self::GoodsAndServices => f.pad(GOODS_AND_SERVICES),
            Self::Services => f.pad(SERVICES),
            Self::Products(products) => products.fmt(f),
            Self::Part(words) => f.pad(&format!("{PART}{words}")),
        }
    }
}

impl FromStr for Coverage {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let words = text.trim();
        if let Some(part) = words.strip_prefix(PART) {
            // Control characters alone are no words.
            let part = one_line(part).into_owned();
            return if part.is_empty() { Err(unreadable(text)) } else { Ok(Self::Part(part)) };
        }
        if let Some(listed) = words.strip_prefix("products ").or_else(|| words.strip_prefix("product ")) {
            return Ok(Self::Products(list(listed).ok_or_else(|| unreadable(text))?));
        }
        match words.to_ascii_lowercase().as_str() {
            GOODS => Ok(Self::Goods),
            GOODS_AND_SERVICES => Ok(Self::GoodsAndServices),
            SERVICES => Ok(Self::Services),
            _ => match words.parse::<Product>() {
                Ok(product) if product.classification().has_codes() => Ok(product.into()),
                _ => Err(unreadable(text)),
            },
        }
    }
}

fn unreadable(text: &str) -> Error {
    let expected =
        "expected goods, goods and services, services, or products such as HS 27 or products 1005 and 1202 of H1";
    Error::parse("what an amount counts", text, 1, expected)
}

/// Reads `1005, 1006 and 1202 of H1`, or names without a classification; none where it is no such list.
fn list(text: &str) -> Option<Products> {
    let mut codes = Vec::new();
    let mut rest = text;
    loop {
        let (code, after) = code(rest)?;
        codes.push(code);
        rest = after.trim_start();
        if rest.is_empty() {
            return Products::new(Classification::Names, codes).ok();
        }
        if let Some(classification) = rest.strip_prefix(OF).filter(|name| name.starts_with(' ')) {
            return Products::new(classification.trim(), codes).ok();
        }
        rest = rest.strip_prefix(COMMA).or_else(|| rest.strip_prefix(AND))?.trim_start();
    }
}

/// The code at the start of a text, without its quotation marks, and what follows it.
fn code(text: &str) -> Option<(String, &str)> {
    if !text.starts_with('"') {
        let end = text.find([' ', ',']).unwrap_or(text.len());
        return (end > 0).then(|| (text[..end].to_owned(), &text[end..]));
    }
    let mut code = serde_json::Deserializer::from_str(text).into_iter::<String>();
    let name = code.next()?.ok()?;
    Some((name, &text[code.byte_offset()..]))
}

impl TryFrom<&str> for Coverage {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self> {
        text.parse()
    }
}

impl TryFrom<String> for Coverage {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

impl From<Coverage> for String {
    fn from(coverage: Coverage) -> Self {
        coverage.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_coverage_that_is_none_is_refused_with_what_is_read() {
        for text in ["", "everything", "products of H1", "products ", "Goods, services"] {
            let message = text.parse::<Coverage>().unwrap_err().to_string();
            assert!(message.contains("goods and services"), "{message}");
        }
    }

    proptest! {
        #[test]
        fn every_list_of_products_reads_back(codes in prop::collection::vec("\\PC{1,12}", 1..5), class in "HS|H4|S4|names|groups") {
            let products = Products::new(class.as_str(), &codes);
            prop_assume!(products.is_ok());
            let coverage = Coverage::Products(products.unwrap());
            prop_assert_eq!(coverage.to_string().parse::<Coverage>().unwrap(), coverage);
        }
    }
}
