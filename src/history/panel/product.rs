//! Product codes, and how they are packed into numbers.

/// A product's code as a number, ordered as the codes are; zero where there is no code.
///
/// A code of at most eight ASCII bytes is held as those bytes, the first highest. A longer one is hashed (FNV-1a), and
/// its name is kept beside.
pub(crate) fn product_key(code: &[u8]) -> u64 {
    if code.len() <= 8 && code.iter().all(u8::is_ascii) {
        // The modulo makes the shift of an empty code 0 instead of 64, which would overflow.
        return code.iter().fold(0, |key, byte| key << 8 | u64::from(*byte)) << (8 * (8 - code.len() as u32) % 64);
    }
    let hash = code
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3));
    hash | HASHED
}

/// Marks a hashed key. ASCII leaves the highest bit of a packed code free.
pub(crate) const HASHED: u64 = 1 << 63;

/// The code of a [`product_key`]; none where the key is a hash.
pub(crate) fn product_code(key: u64) -> Option<String> {
    let bytes = key.to_be_bytes();
    let code: Vec<u8> = bytes.into_iter().take_while(|byte| *byte != 0).collect();
    if key & HASHED == 0 { String::from_utf8(code).ok() } else { None }
}

/// How fine a product code is: 0 for all products together; the length of a code that begins with a digit, at most 12;
/// [`CLASSED`] or [`NAMED`] for others.
pub(crate) fn product_level(code: &[u8]) -> u8 {
    let total = ["", "total", "all products", "ag0", "all"];
    if code.first().is_none_or(u8::is_ascii_alphabetic)
        && total.iter().any(|name| code.eq_ignore_ascii_case(name.as_bytes()))
    {
        return 0;
    }
    match code {
        [b'0'..=b'9', ..] => code.len().min(12) as u8,
        // A classification other than the Harmonised System, then its code: such as `S3 0`.
        [b'A'..=b'Z', b'0'..=b'9', b' ', b'0'..=b'9', ..] => CLASSED,
        _ => NAMED,
    }
}

/// The level of products that go by a name.
pub(crate) const NAMED: u8 = 13;

/// The level of products of a classification other than the Harmonised System, whose codes begin with its name.
pub(crate) const CLASSED: u8 = 14;

/// The level of named product groups that overlap, which are never added up.
pub(crate) const GROUPS: u8 = 15;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn product_keys_are_in_the_order_of_the_codes() {
        let mut keys: Vec<u64> =
            ["", "01", "010121", "0102", "27", "TOTAL"].map(|code| product_key(code.as_bytes())).to_vec();
        assert!(keys.is_sorted_by(|a, b| a < b));
        assert_eq!(product_code(keys.remove(2)).unwrap(), "010121");
        assert_eq!(product_code(0).unwrap(), "");
        assert_eq!(product_code(product_key(b"Machinery and Transport")), None);
        assert_eq!(["TOTAL", "All Products", "27", "270900"].map(|code| product_level(code.as_bytes())), [0, 0, 2, 6]);
    }
}
