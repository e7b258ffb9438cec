//! Base64 (RFC 4648 section 4), for paths that are no UTF-8 and for pictures in a page.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Encodes bytes, padded.
pub(crate) fn encode(bytes: &[u8]) -> String {
    bytes.chunks(3).flat_map(group).collect()
}

fn group(bytes: &[u8]) -> [char; 4] {
    let word = bytes.iter().chain([0, 0].iter()).take(3).fold(0_usize, |word, byte| word << 8 | usize::from(*byte));
    [0, 1, 2, 3].map(|place| if place > bytes.len() { '=' } else { char::from(ALPHABET[word >> (18 - 6 * place) & 63]) })
}

#[cfg(test)]
mod tests {
    use super::encode;

    /// RFC 4648 section 10.
    #[test]
    fn vectors_of_the_rfc() {
        for (text, want) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(encode(text.as_bytes()), want);
        }
        assert_eq!(encode(&[0xFF, 0xFE, 0xE9]), "//7p");
    }
}
