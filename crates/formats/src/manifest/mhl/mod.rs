//! ASC MHL 2: generations of hash lists, chained.

mod chain;
mod generation;
mod write;
mod xml;

pub use chain::{Chain, Link, chain};
pub use generation::{Generation, Reference, generation};
pub use write::{Action, Author, Creation, Made, MadeFolder, Root, write_chain, write_generation};

/// The folder of a history, in the folder that it is about.
pub const FOLDER: &str = "ascmhl";

/// The chain file of a history.
pub const CHAIN: &str = "ascmhl_chain.xml";

/// What no history lists.
pub const IGNORED: &[&str] = &[".DS_Store", "ascmhl", "ascmhl/"];

/// The algorithms that the format knows (its XML schema), by which a new generation may be made.
pub const ALGORITHMS: &[super::Algorithm] = &[
    super::Algorithm::Xxh128,
    super::Algorithm::Xxh3,
    super::Algorithm::Xxh64,
    super::Algorithm::Md5,
    super::Algorithm::Sha1,
    super::Algorithm::C4,
];

/// The number that the name of a generation begins with.
pub fn number_of(name: &str) -> Option<u64> {
    let digits = name.split('_').next()?;
    let is_number = digits.len() >= 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().ok()).flatten()
}
