//! Things that must not be guessed: 256 bits from the system, of which only a hash is kept.

use sha2::{Digest, Sha256};

use crate::refusal::{Refusal, Status};

/// A new secret, in hexadecimal digits.
pub(crate) fn fresh() -> Result<String, Refusal> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|_| {
        Refusal::new(
            Status::Unavailable,
            "no-randomness",
            [
                "La machine ne donne pas de hasard : personne ne peut être identifié.",
                "The machine gives no randomness: nobody can be let in.",
            ],
            ["Prévenez l'informatique.", "Tell IT."],
        )
    })?;
    Ok(hex(&bytes))
}

/// The hash that is kept of a secret. It is random enough that a fast hash does.
pub(crate) fn hash(secret: &str) -> String {
    hex(&Sha256::digest(secret))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::{fresh, hash};

    #[test]
    fn two_secrets_differ_and_their_hashes_say_nothing_of_them() {
        let (one, other) = (fresh().unwrap(), fresh().unwrap());
        assert_eq!((one.len(), one == other), (64, false));
        assert_eq!(hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
