//! Words of a finding: complete, in both languages, short enough for an artist.

use etabli_diagnosis::{Finding, Lang, render};

/// An artist's sentence is read at a glance.
const ARTIST_LIMIT: usize = 90;

/// Every sentence of every finding is filled, in both languages.
pub(crate) fn complete(found: &[Finding]) -> Result<(), String> {
    for finding in found {
        let words = &finding.fault.words;
        for lang in [Lang::Fr, Lang::En] {
            let artist = render(&words.artist, finding, lang);
            if artist.chars().count() > ARTIST_LIMIT {
                return Err(format!("{}: the artist's sentence is too long: {artist}", finding.fault.code));
            }
            for said in [artist, render(&words.td, finding, lang), render(&words.advice, finding, lang)] {
                if said.contains(['{', '}']) || said.trim().is_empty() {
                    return Err(format!("{}: a key has no value: {said}", finding.fault.code));
                }
            }
            if words.page.of(lang).len() < 80 {
                return Err(format!("{}: its page says nothing", finding.fault.code));
            }
        }
    }
    Ok(())
}
