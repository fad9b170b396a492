//! Two ends with two dots between, such as `2000..2015` or `5%..20%`.

use std::{fmt::Display, str::FromStr};

/// Two ends, either of which may be left out where the option allows it.
#[derive(Debug, Clone, Copy)]
pub struct Range<T> {
    pub low: Option<T>,
    pub high: Option<T>,
}

impl<T> Range<T> {
    /// Both ends.
    ///
    /// # Errors
    /// Where one was left out.
    pub fn both(self) -> Result<(T, T), String> {
        self.low.zip(self.high).ok_or_else(|| "give both ends, such as 0.5..2".to_owned())
    }
}

impl<T: FromStr> FromStr for Range<T>
where
    T::Err: Display,
{
    type Err = String;

    /// Reads `LOW..HIGH`; also `LOW..=HIGH`, as both ends are included, and one value alone for both.
    fn from_str(text: &str) -> Result<Self, String> {
        let (low, high) = text.split_once("..").unwrap_or((text, text));
        let end = |text: &str| match text.trim() {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|error: T::Err| error.to_string()),
        };
        Ok(Self { low: end(low)?, high: end(high.trim_start_matches('='))? })
    }
}
