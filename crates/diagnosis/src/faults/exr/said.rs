//! The reader's stable words, as people say them: every one, in both languages.

use etabli_formats::exr::{Damage, Field, Flaw, Inside, Misplaced};

use crate::Text;

const fn text(fr: &'static str, en: &'static str) -> Text {
    Text { fr, en }
}

/// Where a header ends.
pub(super) fn inside(inside: Inside) -> Text {
    match inside {
        Inside::Magic => text("signature", "magic number"),
        Inside::Version => text("version", "version"),
        Inside::Attribute => text("attribut", "attribute"),
        Inside::ChunkTable => text("table des blocs", "chunk table"),
    }
}

/// What is wrong with an offset.
pub(super) fn misplaced(misplaced: Misplaced) -> Text {
    match misplaced {
        Misplaced::InsideHeader => text("dans l'en-tête", "inside the header"),
        Misplaced::Outside => text("hors du fichier", "outside the file"),
        Misplaced::Overlap => text("blocs qui se recouvrent", "overlapping chunks"),
        Misplaced::Swapped => text("entrées échangées", "entries swapped"),
    }
}

/// A field of a leader.
pub(super) fn field(field: Field) -> Text {
    match field {
        Field::Y => text("ligne", "line"),
        Field::TileX => text("colonne de tuile", "tile column"),
        Field::TileY => text("rangée de tuile", "tile row"),
        Field::LevelX => text("niveau en x", "level in x"),
        Field::LevelY => text("niveau en y", "level in y"),
        Field::Part => text("partie", "part"),
        Field::Size => text("taille", "size"),
    }
}

/// What a decoder met.
pub(super) fn damage(damage: Damage) -> Text {
    match damage {
        Damage::Checksum => text("somme de contrôle fausse", "wrong checksum"),
        Damage::Counts => text("nombres d'échantillons impossibles", "impossible sample counts"),
        Damage::Deflate => text("flux compressé rompu", "broken compressed stream"),
        Damage::ImageData => text("données de l'image abîmées", "damaged picture data"),
        Damage::Long => text("données trop longues", "too much data"),
        Damage::Ratio => text("taux de compression impossible", "impossible compression ratio"),
        Damage::Run => text("plage fausse", "broken run"),
        Damage::Short => text("données trop courtes", "too little data"),
        Damage::Size => text("taille fausse", "wrong size"),
        Damage::Undecodable => text("données que rien ne décode", "data that nothing decodes"),
        Damage::UnknownCompression => text("compression inconnue", "unknown compression"),
    }
}

/// What is wrong with an attribute.
pub(super) fn flaw(flaw: Flaw) -> Text {
    match flaw {
        Flaw::BadSampling => text("sous-échantillonnage impossible", "impossible subsampling"),
        Flaw::ContradictingFlags => text("drapeaux qui se contredisent", "flags that contradict each other"),
        Flaw::ContradictsFlags => text("contraire aux drapeaux du fichier", "contrary to the file's flags"),
        Flaw::ContradictsLayout => text("contraire au nombre de blocs", "contrary to the number of chunks"),
        Flaw::Duplicate => text("donné deux fois", "given twice"),
        Flaw::DuplicateChannel => text("canal donné deux fois", "a channel given twice"),
        Flaw::DuplicateName => text("nom d'une autre partie", "the name of another part"),
        Flaw::Empty => text("vide", "empty"),
        Flaw::InsideOut => text("coins inversés", "corners swapped"),
        Flaw::Missing => text("absent", "missing"),
        Flaw::MissingTerminator => text("sans fin marquée", "without its end mark"),
        Flaw::MissingType => text("sans type", "without a type"),
        Flaw::NameTooLong => text("nom trop long", "name too long"),
        Flaw::NegativeSize => text("taille négative", "negative size"),
        Flaw::NoParts => text("aucune partie", "no part"),
        Flaw::NotForDeep => text("interdite aux images profondes", "not allowed for deep pictures"),
        Flaw::NotOpenExr => text("ce n'est pas celle d'un fichier OpenEXR", "not that of an OpenEXR file"),
        Flaw::NotShared => text("différent de la première partie", "unlike that of the first part"),
        Flaw::OutOfRange => text("hors des bornes", "out of range"),
        Flaw::Oversize => text("plus grand que le fichier ne permet", "larger than the file allows"),
        Flaw::SamplingNotDividing => {
            text("sous-échantillonnage qui ne divise pas la fenêtre", "subsampling that does not divide the window")
        }
        Flaw::TileSize => text("taille de tuile impossible", "impossible tile size"),
        Flaw::TooFar => text("coordonnées trop lointaines", "coordinates too far"),
        Flaw::UnknownCompression => text("compression inconnue", "unknown compression"),
        Flaw::UnknownFlag => text("drapeau inconnu", "unknown flag"),
        Flaw::UnknownLevelMode => text("mode de niveaux inconnu", "unknown level mode"),
        Flaw::UnknownLineOrder => text("ordre des lignes inconnu", "unknown line order"),
        Flaw::UnknownRounding => text("mode d'arrondi inconnu", "unknown rounding mode"),
        Flaw::UnknownSampleType => text("type d'échantillon inconnu", "unknown sample type"),
        Flaw::UnknownType => text("type d'image inconnu", "unknown picture type"),
        Flaw::UnknownValue => text("valeur inconnue", "unknown value"),
        Flaw::UnknownVersion => text("version inconnue", "unknown version"),
        Flaw::Unsorted => text("canaux non triés", "channels not sorted"),
        Flaw::WrongSize => text("taille fausse", "wrong size"),
        Flaw::WrongType => text("type faux", "wrong type"),
    }
}
