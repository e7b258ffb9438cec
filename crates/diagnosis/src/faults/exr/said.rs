//! The reader's stable words, as people say them.

use crate::{Text, Value};

/// What the reader names by a stable word, in both languages.
const SAID: &[(&str, Text)] = &[
    // Where a header ends.
    ("magic", Text { fr: "signature", en: "magic number" }),
    ("version", Text { fr: "version", en: "version" }),
    ("attribute", Text { fr: "attribut", en: "attribute" }),
    ("chunk table", Text { fr: "table des blocs", en: "chunk table" }),
    // What is wrong with an offset.
    ("swapped", Text { fr: "entrées échangées", en: "entries swapped" }),
    ("outside", Text { fr: "hors du fichier", en: "outside the file" }),
    ("overlap", Text { fr: "blocs qui se recouvrent", en: "overlapping chunks" }),
    ("inside-header", Text { fr: "dans l'en-tête", en: "inside the header" }),
    // What a decoder met.
    ("checksum", Text { fr: "somme de contrôle fausse", en: "wrong checksum" }),
    ("short", Text { fr: "données trop courtes", en: "too little data" }),
    ("long", Text { fr: "données trop longues", en: "too much data" }),
    ("size", Text { fr: "taille fausse", en: "wrong size" }),
    ("ratio", Text { fr: "taux de compression impossible", en: "impossible compression ratio" }),
    ("run", Text { fr: "plage fausse", en: "broken run" }),
    // Fields of a leader.
    ("y", Text { fr: "ligne", en: "line" }),
    ("tile x", Text { fr: "colonne de tuile", en: "tile column" }),
    ("tile y", Text { fr: "rangée de tuile", en: "tile row" }),
    ("level x", Text { fr: "niveau en x", en: "level in x" }),
    ("level y", Text { fr: "niveau en y", en: "level in y" }),
    ("part", Text { fr: "partie", en: "part" }),
    // What is wrong with an attribute.
    ("missing", Text { fr: "absent", en: "missing" }),
    ("duplicate", Text { fr: "en double", en: "given twice" }),
    ("wrong-size", Text { fr: "taille fausse", en: "wrong size" }),
    ("wrong-type", Text { fr: "type faux", en: "wrong type" }),
    ("not-openexr", Text { fr: "ce n'est pas celle d'un fichier OpenEXR", en: "not that of an OpenEXR file" }),
];

/// The words for a stable word; the word itself when it has none.
pub(super) fn said(word: &str) -> Value {
    SAID.iter().find(|(known, _)| *known == word).map_or_else(|| Value::from(word.replace('-', " ")), |(_, text)| Value::Said(*text))
}
