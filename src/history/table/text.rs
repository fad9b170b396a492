//! Bytes to text.

use std::borrow::Cow;

/// Bytes as text: as UTF-8 where they are that, otherwise as Latin-1, whose bytes are the first 256 characters of
/// Unicode.
pub(crate) fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(bytes.iter().map(|byte| char::from(*byte)).collect()),
    }
}
