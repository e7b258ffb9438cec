//! The rules of PNG, as people say them.

use etabli_formats::png::Rule;

use crate::Text;
use crate::faults::broken::{Said, hex, stream, worded};

/// What is wrong with the place of a chunk.
const ORDER: &[(&str, Text)] = &[
    ("after-palette", Text { fr: "un bloc vient après la palette", en: "a chunk comes after the palette" }),
    ("after-data", Text { fr: "un bloc vient après les pixels", en: "a chunk comes after the pixels" }),
    ("apart", Text { fr: "les blocs de pixels ne se suivent pas", en: "the pixel chunks do not follow each other" }),
    ("twice", Text { fr: "un bloc vient deux fois", en: "a chunk comes twice" }),
    ("not-allowed", Text { fr: "un bloc n'a pas sa place dans ce type d'image", en: "a chunk has no place in such a picture" }),
    ("sequence", Text { fr: "les blocs de l'animation ne se suivent pas", en: "the animation's chunks do not follow each other" }),
];

/// How a text exhausts its reader.
const TEXT: &[(&str, Text)] = &[
    ("too-long", Text { fr: "un texte compressé se déplie sans fin", en: "a packed text unfolds without end" }),
    ("nesting", Text { fr: "des métadonnées s'emboîtent sans fin", en: "metadata nest without end" }),
    ("list", Text { fr: "des métadonnées sortent de leur modèle", en: "metadata leave their model" }),
];

/// The words of a rule; `None` for one that another fault says.
pub(super) fn said(rule: &Rule) -> Option<Said> {
    let said = match rule {
        Rule::Signature { seen } => Said::plain("signature", "la signature est fausse", "the signature is wrong").with(hex(seen)),
        Rule::Truncated { chunk, expected } => {
            Said::plain("truncated", "le fichier s'arrête trop tôt", "the file ends early").of(chunk).with(format!("< {expected}"))
        }
        Rule::Checksum { chunk } => Said::plain("checksum", "la somme d'un bloc est fausse", "the sum of a chunk is wrong").of(chunk),
        Rule::NoChunk { seen } => {
            Said::plain("no-chunk", "aucun bloc ne commence là où il devrait", "no chunk begins where one should").with(hex(seen))
        }
        Rule::Order { chunk, problem } => worded("order", ORDER, problem)?.of(chunk),
        Rule::Missing { chunk } => Said::plain("missing", "un bloc obligatoire manque", "a required chunk is missing").of(chunk),
        Rule::Size { chunk, seen } => {
            Said::plain("size", "un bloc a une taille fausse", "a chunk has a wrong size").of(chunk).with(seen.to_string())
        }
        Rule::Field { chunk, field, seen } => {
            Said::plain("field", "un champ a une valeur fausse", "a field has a wrong value").of(chunk).with(format!("{field} = {seen}"))
        }
        Rule::Stream { chunk, problem, seen, expected: 0 } => stream("stream", problem)?.of(chunk).with(seen.to_string()),
        Rule::Stream { chunk, problem, seen, expected } => stream("stream", problem)?.of(chunk).with(format!("{seen} / {expected}")),
        Rule::Filter { line, seen } => {
            Said::plain("filter", "une ligne nomme un filtre inconnu", "a line names an unknown filter").with(format!("{seen}, y = {line}"))
        }
        Rule::Frames { announced, seen } => {
            Said::plain("frames", "l'animation n'a pas les images annoncées", "the animation lacks frames that it announces")
                .with(format!("{seen} / {announced}"))
        }
        Rule::Text { chunk, problem } => worded("text", TEXT, problem)?.of(chunk),
        Rule::Zeros { run } => {
            Said::plain("zeros", "le fichier n'est plus que des zéros jusqu'à sa fin", "the file is nothing but zeros to its end")
                .with(run.to_string())
        }
        Rule::Trailing { count } => Said::plain("trailing", "des octets suivent la fin", "bytes follow the end").with(count.to_string()),
        Rule::Oversize { .. } => return None,
    };
    Some(said)
}

#[cfg(test)]
mod tests {
    use etabli_formats::png::Rule;

    use super::said;

    #[test]
    fn every_word_of_the_reader_is_said() {
        let chunk = || "IDAT".to_owned();
        for problem in ["header", "dictionary", "block", "code", "distance", "short", "long", "checksum"] {
            assert!(said(&Rule::Stream { chunk: chunk(), problem: problem.to_owned(), seen: 1, expected: 0 }).is_some(), "{problem}");
        }
        for problem in ["after-palette", "after-data", "apart", "twice", "not-allowed", "sequence"] {
            assert!(said(&Rule::Order { chunk: chunk(), problem: problem.to_owned() }).is_some(), "{problem}");
        }
        for problem in ["too-long", "nesting", "list"] {
            assert!(said(&Rule::Text { chunk: chunk(), problem: problem.to_owned() }).is_some(), "{problem}");
        }
    }
}
