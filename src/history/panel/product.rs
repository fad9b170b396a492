//! Products, and how they are held.

/// A product's code as a number, in the order of the codes; zero where there is none. Codes of more than eight bytes are
/// hashed, and their names kept.
pub(crate) fn product_key(code: &[u8]) -> u64 {
    if code.len() <= 8 && code.iter().all(u8::is_ascii) {
        return code.iter().fold(0, |key, byte| key << 8 | u64::from(*byte)) << (8 * (8 - code.len() as u32) % 64);
    }
    let hash = code
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3));
    hash | HASHED
}

pub(crate) const HASHED: u64 = 1 << 63;

/// The code of a [`product_key`] that is not hashed.
pub(crate) fn product_code(key: u64) -> Option<String> {
    let bytes = key.to_be_bytes();
    let code: Vec<u8> = bytes.into_iter().take_while(|byte| *byte != 0).collect();
    if key & HASHED == 0 { String::from_utf8(code).ok() } else { None }
}

/// How fine a product code is: 0 for all products together, the length of a code that begins with a digit, and more than
/// any of these for a name.
pub(crate) fn product_level(code: &[u8]) -> u8 {
    let total = ["", "total", "all products", "ag0", "all"];
    if code.first().is_none_or(u8::is_ascii_alphabetic)
        && total.iter().any(|name| code.eq_ignore_ascii_case(name.as_bytes()))
    {
        return 0;
    }
    match code {
        [b'0'..=b'9', ..] => code.len().min(12) as u8,
        [b'A'..=b'Z', b'0'..=b'9', b' ', b'0'..=b'9', ..] => CLASSED,
        _ => NAMED,
    }
}

/// The level of products that go by a name.
pub(crate) const NAMED: u8 = 13;

/// The level of products of another classification than the Harmonised System, whose names begin with that.
pub(crate) const CLASSED: u8 = 14;

/// The level of product groups that overlap.
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
