//! What a name says of a manifest.

use super::Algorithm;

/// A kind of manifest, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A generation of an ASC MHL history (`.mhl`).
    Generation,
    /// The chain file of such a history.
    Chain,
    /// The declaration of a bag (`bagit.txt`).
    Bag,
    /// A bag's manifest of its payload.
    Payload(Algorithm),
    /// A bag's manifest of its other files.
    Tags(Algorithm),
    /// What a bag leaves to be fetched (`fetch.txt`).
    Fetch,
    /// A list of a checksum tool, with the algorithm when the name tells it.
    List(Option<Algorithm>),
}

impl Kind {
    /// The kind of a file's name; `None` when it promises no manifest.
    pub fn of_name(name: &str) -> Option<Self> {
        let lower = name.to_ascii_lowercase();
        match lower.as_str() {
            "ascmhl_chain.xml" => return Some(Self::Chain),
            "bagit.txt" => return Some(Self::Bag),
            "fetch.txt" => return Some(Self::Fetch),
            _ => {}
        }
        if let Some(algorithm) = between(&lower, "manifest-") {
            return Some(Self::Payload(algorithm));
        }
        if let Some(algorithm) = between(&lower, "tagmanifest-") {
            return Some(Self::Tags(algorithm));
        }
        // Copies between systems leave `._` twins.
        if lower.strip_suffix(".mhl").is_some_and(|stem| !stem.starts_with("._")) {
            return Some(Self::Generation);
        }
        list(&lower)
    }
}

fn between(name: &str, start: &str) -> Option<Algorithm> {
    Algorithm::of_name(name.strip_prefix(start)?.strip_suffix(".txt")?)
}

/// `MD5SUMS`, `sha256sum.txt`, `shot.md5`, `checksums.xxh3`, `plates.sfv`.
fn list(name: &str) -> Option<Kind> {
    let stem = name.strip_suffix(".txt").unwrap_or(name);
    let sums = stem.strip_suffix("sums").or_else(|| stem.strip_suffix("sum"));
    if let Some(algorithm) = sums.and_then(Algorithm::of_name) {
        return Some(Kind::List(Some(algorithm)));
    }
    if matches!(stem, "checksum" | "checksums") {
        return Some(Kind::List(None));
    }
    let (_, extension) = name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty())?;
    match extension {
        // These say by their values which one of their family they are.
        "xxh" | "sha" | "sha2" | "hash" | "hashes" | "checksum" | "checksums" => Some(Kind::List(None)),
        // These endings are other things: a compiled CRC table, a container.
        "crc" | "c4" => None,
        _ => Algorithm::of_name(extension).map(|algorithm| Kind::List(Some(algorithm))),
    }
}

#[cfg(test)]
mod tests {
    use super::{Algorithm, Kind};

    #[test]
    fn names_promise_manifests() {
        let check = |name: &str, want: Option<Kind>| assert_eq!(Kind::of_name(name), want, "{name}");
        check("0001_A002_2020-01-16_091500Z.mhl", Some(Kind::Generation));
        check("._0001_A002_2020-01-16_091500Z.mhl", None);
        check("ascmhl_chain.xml", Some(Kind::Chain));
        check("bagit.txt", Some(Kind::Bag));
        check("manifest-sha512.txt", Some(Kind::Payload(Algorithm::Sha512)));
        check("tagmanifest-md5.txt", Some(Kind::Tags(Algorithm::Md5)));
        check("manifest-notes.txt", None);
        check("MD5SUMS", Some(Kind::List(Some(Algorithm::Md5))));
        check("sha256sum.txt", Some(Kind::List(Some(Algorithm::Sha256))));
        check("B3SUMS", Some(Kind::List(Some(Algorithm::Blake3))));
        check("shot.MD5", Some(Kind::List(Some(Algorithm::Md5))));
        check("shot.xxh3", Some(Kind::List(Some(Algorithm::Xxh3))));
        check("plates.sfv", Some(Kind::List(Some(Algorithm::Crc32))));
        check("checksums.txt", Some(Kind::List(None)));
        check("hero.md5mesh", None);
        check(".md5", None);
        check("sums.txt", None);
        check("beauty.1001.exr", None);
    }
}
