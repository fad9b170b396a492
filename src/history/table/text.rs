//! Bytes to text, for files whose encoding is not stated.

use std::borrow::Cow;

/// Bytes as text: as UTF-8 where they are that, otherwise as Latin-1, whose bytes are the first 256 characters of
/// Unicode.
///
/// Each field is decoded by itself, so that one that is not UTF-8 does not change how the others read. Every byte has a
/// Latin-1 character, so that decoding never fails.
pub(crate) fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(bytes.iter().map(|byte| char::from(*byte)).collect()),
    }
}
