//! The hashes that manifests hold, and how each writes its value.

use serde::{Deserialize, Serialize};

/// A hash algorithm that some manifest uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Algorithm {
    /// CRC-32 of `.sfv` files (ISO 3309).
    Crc32,
    /// MD5 (RFC 1321).
    Md5,
    /// SHA-1 (FIPS 180-4).
    Sha1,
    /// SHA-224 (FIPS 180-4).
    Sha224,
    /// SHA-256 (FIPS 180-4).
    Sha256,
    /// SHA-384 (FIPS 180-4).
    Sha384,
    /// SHA-512 (FIPS 180-4).
    Sha512,
    /// `XXH32`.
    Xxh32,
    /// `XXH64`.
    Xxh64,
    /// `XXH3`, 64 bits.
    Xxh3,
    /// `XXH3`, 128 bits.
    Xxh128,
    /// BLAKE3, 256 bits.
    Blake3,
    /// C4 (SMPTE ST 2114): SHA-512 in base 58.
    C4,
}

/// Digits of C4 identifiers: no zero, no capital O or I, no small l.
const C4_DIGITS: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// Characters of a C4 identifier, its `c4` included.
const C4_LENGTH: usize = 90;

impl Algorithm {
    /// Every algorithm.
    pub const ALL: &'static [Self] = &[
        Self::Crc32,
        Self::Md5,
        Self::Sha1,
        Self::Sha224,
        Self::Sha256,
        Self::Sha384,
        Self::Sha512,
        Self::Xxh32,
        Self::Xxh64,
        Self::Xxh3,
        Self::Xxh128,
        Self::Blake3,
        Self::C4,
    ];

    /// Its name, in the small letters that manifests and tools write.
    pub fn name(self) -> &'static str {
        match self {
            Self::Crc32 => "crc32",
            Self::Md5 => "md5",
            Self::Sha1 => "sha1",
            Self::Sha224 => "sha224",
            Self::Sha256 => "sha256",
            Self::Sha384 => "sha384",
            Self::Sha512 => "sha512",
            Self::Xxh32 => "xxh32",
            Self::Xxh64 => "xxh64",
            Self::Xxh3 => "xxh3",
            Self::Xxh128 => "xxh128",
            Self::Blake3 => "blake3",
            Self::C4 => "c4",
        }
    }

    /// The algorithm of a name as tools write it: any case, with or without a hyphen.
    pub fn of_name(name: &str) -> Option<Self> {
        let plain: String = name.chars().filter(|c| !matches!(c, '-' | '_' | '/')).map(|c| c.to_ascii_lowercase()).collect();
        match plain.as_str() {
            "xxhash" | "xxhash64" => Some(Self::Xxh64),
            "xxhash32" => Some(Self::Xxh32),
            "xxh364" => Some(Self::Xxh3),
            "xxh3128" => Some(Self::Xxh128),
            "b3" => Some(Self::Blake3),
            "crc" | "sfv" => Some(Self::Crc32),
            _ => Self::ALL.iter().copied().find(|a| a.name() == plain),
        }
    }

    /// Bytes of a value.
    pub fn bytes(self) -> usize {
        match self {
            Self::Crc32 | Self::Xxh32 => 4,
            Self::Xxh64 | Self::Xxh3 => 8,
            Self::Md5 | Self::Xxh128 => 16,
            Self::Sha1 => 20,
            Self::Sha224 => 28,
            Self::Sha256 | Self::Blake3 => 32,
            Self::Sha384 => 48,
            Self::Sha512 | Self::C4 => 64,
        }
    }

    /// The algorithm that a bare value of so many hexadecimal digits most likely comes from; with `is_xxh`, among those of `xxhsum`.
    pub fn of_digits(digits: usize, is_xxh: bool) -> Option<Self> {
        match digits {
            8 if is_xxh => Some(Self::Xxh32),
            32 if is_xxh => Some(Self::Xxh128),
            8 => Some(Self::Crc32),
            16 => Some(Self::Xxh64),
            32 => Some(Self::Md5),
            40 => Some(Self::Sha1),
            56 => Some(Self::Sha224),
            64 => Some(Self::Sha256),
            96 => Some(Self::Sha384),
            128 => Some(Self::Sha512),
            _ => None,
        }
    }

    /// A value as it is written: small hexadecimal digits, base 58 for C4.
    pub fn write(self, digest: &[u8]) -> String {
        if self == Self::C4 { c4(digest) } else { hexadecimal(digest) }
    }

    /// A value from its text; `None` when that is no value of this algorithm.
    pub fn parse(self, text: &str) -> Option<Vec<u8>> {
        let digest = if self == Self::C4 { of_c4(text)? } else { of_hexadecimal(text)? };
        (digest.len() == self.bytes()).then_some(digest)
    }
}

fn hexadecimal(digest: &[u8]) -> String {
    let digit = |n: u8| char::from_digit(n.into(), 16).unwrap_or('0');
    digest.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

fn of_hexadecimal(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16).map(|n| n as u8);
    if !text.len().is_multiple_of(2) {
        return None;
    }
    text.as_bytes().chunks_exact(2).map(|pair| Some(digit(pair.first()?)? << 4 | digit(pair.last()?)?)).collect()
}

/// Base 58 of a big-endian number, filled up with its zero, after `c4`.
fn c4(digest: &[u8]) -> String {
    let mut number = digest.to_vec();
    let mut digits = vec![b'1'; C4_LENGTH - 2];
    for digit in digits.iter_mut().rev() {
        let rest = number.iter_mut().fold(0_u32, |rest, byte| {
            let value = rest << 8 | u32::from(*byte);
            *byte = (value / 58) as u8;
            value % 58
        });
        *digit = C4_DIGITS.get(rest as usize).copied().unwrap_or(b'1');
    }
    format!("c4{}", String::from_utf8_lossy(&digits))
}

fn of_c4(text: &str) -> Option<Vec<u8>> {
    let digits = text.strip_prefix("c4").filter(|_| text.len() == C4_LENGTH)?;
    let mut number = vec![0_u8; 64];
    for digit in digits.bytes() {
        let value = C4_DIGITS.iter().position(|known| *known == digit)? as u32;
        let over = number.iter_mut().rev().fold(value, |carry, byte| {
            let value = u32::from(*byte) * 58 + carry;
            *byte = value as u8;
            value >> 8
        });
        if over != 0 {
            return None;
        }
    }
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::Algorithm;

    #[test]
    fn values_are_read_as_they_are_written() {
        for algorithm in Algorithm::ALL {
            for seed in [0_u8, 1, 0x7F, 0xFF] {
                let digest: Vec<u8> = (0..algorithm.bytes()).map(|i| seed.wrapping_mul(i as u8 | 1)).collect();
                let text = algorithm.write(&digest);
                assert_eq!(algorithm.parse(&text).as_deref(), Some(digest.as_slice()), "{text}");
                assert_eq!(algorithm.parse(text.get(1..).unwrap()), None, "a cut value is none");
            }
            assert_eq!(Algorithm::of_name(&algorithm.name().to_uppercase()), Some(*algorithm));
        }
        assert_eq!(Algorithm::Md5.parse("é23456789012345678901234567890a"), None);
        let largest = "z".repeat(88);
        assert_eq!(Algorithm::C4.parse(&format!("c4{largest}")), None, "more than 512 bits");
    }

    /// The C4 identifier of no bytes, as SMPTE ST 2114 gives it.
    #[test]
    fn an_empty_file_has_the_published_c4() {
        let digest = Algorithm::Sha512
            .parse("cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e")
            .unwrap();
        let published = "c459dsjfscH38cYeXXYogktxf4Cd9ibshE3BHUo6a58hBXmRQdZrAkZzsWcbWtDg5oQstpDuni4Hirj75GEmTc1sFT";
        assert_eq!(Algorithm::C4.write(&digest), published);
    }
}
