//! Several hashes of one stream of bytes, in one reading.

use blake3::Hasher as Blake3;
use libdeflater::Crc;
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest as _, Sha224, Sha256, Sha384, Sha512};
use xxhash_rust::xxh3::Xxh3;
use xxhash_rust::xxh32::Xxh32;
use xxhash_rust::xxh64::Xxh64;

use super::Algorithm;

/// Values by algorithm, each algorithm once, in their order.
pub type Digests = Vec<(Algorithm, Vec<u8>)>;

/// Hashes under way over one stream.
pub struct Hasher {
    states: Vec<(Algorithm, State)>,
}

enum State {
    Crc32(Crc),
    Md5(Md5),
    Sha1(Sha1),
    Sha224(Sha224),
    Sha256(Sha256),
    Sha384(Sha384),
    Sha512(Sha512),
    Xxh32(Xxh32),
    Xxh64(Xxh64),
    Xxh3(Box<Xxh3>),
    Blake3(Box<Blake3>),
}

impl Hasher {
    /// Starts these hashes; one that is named twice is computed once.
    pub fn new(algorithms: &[Algorithm]) -> Self {
        let mut wanted = algorithms.to_vec();
        wanted.sort_unstable();
        wanted.dedup();
        Self { states: wanted.into_iter().map(|algorithm| (algorithm, State::of(algorithm))).collect() }
    }

    /// Takes the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        for (_, state) in &mut self.states {
            state.update(bytes);
        }
    }

    /// The values over all that was taken.
    pub fn finish(self) -> Digests {
        self.states.into_iter().map(|(algorithm, state)| (algorithm, state.finish(algorithm))).collect()
    }
}

/// The value of bytes that are all there.
pub fn hash(algorithm: Algorithm, bytes: &[u8]) -> Vec<u8> {
    let mut state = State::of(algorithm);
    state.update(bytes);
    state.finish(algorithm)
}

impl State {
    fn of(algorithm: Algorithm) -> Self {
        match algorithm {
            Algorithm::Crc32 => Self::Crc32(Crc::new()),
            Algorithm::Md5 => Self::Md5(Md5::new()),
            Algorithm::Sha1 => Self::Sha1(Sha1::new()),
            Algorithm::Sha224 => Self::Sha224(Sha224::new()),
            Algorithm::Sha256 => Self::Sha256(Sha256::new()),
            Algorithm::Sha384 => Self::Sha384(Sha384::new()),
            Algorithm::Sha512 | Algorithm::C4 => Self::Sha512(Sha512::new()),
            Algorithm::Xxh32 => Self::Xxh32(Xxh32::new(0)),
            Algorithm::Xxh64 => Self::Xxh64(Xxh64::new(0)),
            Algorithm::Xxh3 | Algorithm::Xxh128 => Self::Xxh3(Box::new(Xxh3::new())),
            Algorithm::Blake3 => Self::Blake3(Box::new(Blake3::new())),
        }
    }

    fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Crc32(state) => state.update(bytes),
            Self::Md5(state) => state.update(bytes),
            Self::Sha1(state) => state.update(bytes),
            Self::Sha224(state) => state.update(bytes),
            Self::Sha256(state) => state.update(bytes),
            Self::Sha384(state) => state.update(bytes),
            Self::Sha512(state) => state.update(bytes),
            Self::Xxh32(state) => state.update(bytes),
            Self::Xxh64(state) => state.update(bytes),
            Self::Xxh3(state) => state.update(bytes),
            Self::Blake3(state) => {
                state.update(bytes);
            }
        }
    }

    fn finish(self, algorithm: Algorithm) -> Vec<u8> {
        match self {
            Self::Crc32(state) => state.sum().to_be_bytes().to_vec(),
            Self::Md5(state) => state.finalize().to_vec(),
            Self::Sha1(state) => state.finalize().to_vec(),
            Self::Sha224(state) => state.finalize().to_vec(),
            Self::Sha256(state) => state.finalize().to_vec(),
            Self::Sha384(state) => state.finalize().to_vec(),
            Self::Sha512(state) => state.finalize().to_vec(),
            Self::Xxh32(state) => state.digest().to_be_bytes().to_vec(),
            Self::Xxh64(state) => state.digest().to_be_bytes().to_vec(),
            Self::Xxh3(state) if algorithm == Algorithm::Xxh128 => state.digest128().to_be_bytes().to_vec(),
            Self::Xxh3(state) => state.digest().to_be_bytes().to_vec(),
            Self::Blake3(state) => state.finalize().as_bytes().to_vec(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Algorithm, Hasher, hash};

    /// Published values of "abc" and of nothing.
    #[test]
    fn values_are_those_that_others_compute() {
        let check = |algorithm: Algorithm, bytes: &[u8], want: &str| assert_eq!(algorithm.write(&hash(algorithm, bytes)), want);
        check(Algorithm::Crc32, b"123456789", "cbf43926");
        check(Algorithm::Md5, b"abc", "900150983cd24fb0d6963f7d28e17f72");
        check(Algorithm::Sha1, b"abc", "a9993e364706816aba3e25717850c26c9cd0d89d");
        check(Algorithm::Sha224, b"abc", "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7");
        check(Algorithm::Sha256, b"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        check(Algorithm::Xxh32, b"", "02cc5d05");
        check(Algorithm::Xxh64, b"", "ef46db3751d8e999");
        check(Algorithm::Xxh3, b"", "2d06800538d394c2");
        check(Algorithm::Xxh128, b"", "99aa06d3014798d86001c324468d497f");
        check(Algorithm::Blake3, b"", "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262");
    }

    #[test]
    fn pieces_and_company_change_no_value() {
        let bytes: Vec<u8> = (0..10_000_u32).map(|i| (i * 7 % 251) as u8).collect();
        let mut hasher = Hasher::new(&[Algorithm::ALL, Algorithm::ALL].concat());
        bytes.chunks(977).for_each(|piece| hasher.update(piece));
        let all = hasher.finish();
        assert_eq!(all.len(), Algorithm::ALL.len());
        for (algorithm, digest) in all {
            assert_eq!(digest, hash(algorithm, &bytes), "{}", algorithm.name());
        }
    }
}
