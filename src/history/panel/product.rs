//! Product codes packed into numbers, while the rows of files are put together.

/// A product's code as a number, ordered as the codes are; zero where there is no code; none where the code is longer
/// than eight bytes or has other than visible ASCII and spaces.
///
/// The bytes of the code are held as they are, the first highest, so that two codes are equal where their keys are.
pub(crate) fn product_key(code: &[u8]) -> Option<u64> {
    // A zero byte would be lost.
    if code.len() > 8 || !code.iter().all(|byte| matches!(byte, b' '..=b'~')) {
        return None;
    }
    // The modulo makes the shift of an empty code 0 instead of 64, which would overflow.
    Some(code.iter().fold(0, |key, byte| key << 8 | u64::from(*byte)) << (8 * (8 - code.len() as u32) % 64))
}

/// Marks the key of a long code: the other bits are its place in a list of names. ASCII leaves this bit free.
const NAMED_BELOW: u64 = 1 << 63;

/// The key of a long code by its place in a list of names.
pub(crate) fn long_product_key(place: usize) -> u64 {
    NAMED_BELOW | place as u64
}

/// The place of a long code in its list of names; none for the key of a code that is packed.
pub(crate) fn long_product_place(key: u64) -> Option<usize> {
    (key & NAMED_BELOW != 0).then_some((key & !NAMED_BELOW) as usize)
}

/// The code of a [`product_key`].
pub(crate) fn product_code(key: u64) -> String {
    key.to_be_bytes().into_iter().take_while(|byte| *byte != 0).map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn product_keys_are_in_the_order_of_the_codes() {
        let keys = ["", "01", "010121", "0102", "27", "TOTAL"].map(|code| product_key(code.as_bytes()).unwrap());
        assert!(keys.is_sorted_by(|a, b| a < b));
        assert_eq!(keys.map(product_code), ["", "01", "010121", "0102", "27", "TOTAL"]);
        assert_eq!(product_key(b"Machinery and Transport"), None);
        assert_eq!(product_key("Güter".as_bytes()), None);
        assert_eq!(long_product_place(long_product_key(7)), Some(7));
        assert_eq!(long_product_place(keys[5]), None);
    }
}
