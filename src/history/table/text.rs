//! Bytes as text.

use std::borrow::Cow;

/// Text from bytes that are UTF-8 or else Latin-1, whose bytes are the first characters of Unicode.
pub(crate) fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(bytes.iter().map(|byte| char::from(*byte)).collect()),
    }
}
