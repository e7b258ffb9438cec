//! Faults and a cause with words of their own, so that these tests hold still when the catalogue's words change.

use etabli_diagnosis::causes::Cause;
use etabli_diagnosis::{Cure, Declined, Detect, Dice, Fault, Fix, Healthy, Inject, Needs, Patch, Place, Severity, Site, Text, Words};

fn never(_: &Site, _: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    Err(Declined("these faults are only written out".to_owned()))
}

const INJECT: Inject = Inject { healthy: Healthy::ExrSequence, variants: &[], make: never };

const fn fault(code: &'static str, name: &'static str, words: Words) -> Fault {
    let detect = Detect::Sequence(Needs::ENTRY, |_, _, _| {});
    Fault {
        code,
        name,
        severity: Severity::Error,
        since: "0.1.0",
        words,
        detect,
        outranks: &[],
        implies: &[],
        inject: INJECT,
        fix: Fix::None,
    }
}

pub(crate) static EMPTY: Fault = fault(
    "FIL001",
    "empty-file",
    Words {
        artist: Text { fr: "{file} est vide : rien n’y a été écrit.", en: "{file} is empty: nothing was written into it." },
        td: Text { fr: "{file} fait {size} octet.", en: "{file} holds {size} bytes." },
        advice: Text {
            fr: "Relancer cette image, puis regarder l’espace du disque.",
            en: "Render this frame again, then look at the disk's space.",
        },
        page: Text { fr: "Un nom sans contenu, {sans clé}.", en: "A name without content, {no key}." },
    },
);

pub(crate) static LINK: Fault = fault(
    "LNK001",
    "dangling-link",
    Words {
        artist: Text { fr: "{file} renvoie à un fichier qui n’existe pas.", en: "{file} points to a file that is not there." },
        td: Text { fr: "{file} est un lien vers « {target} » : {problem}.", en: "{file} is a link to \"{target}\": {problem}." },
        advice: Text { fr: "Rétablir la cible.", en: "Bring the target back." },
        page: Text { fr: "La cible a été déplacée.", en: "The target was moved." },
    },
);

pub(crate) static TRUNCATED: Fault = fault(
    "EXR001",
    "truncated-pixels",
    Words {
        artist: Text {
            fr: "{file} est coupée : le bas de l’image manque.",
            en: "{file} is cut short: the rest of the picture is missing.",
        },
        td: Text {
            fr: "{file} s’arrête à l’octet {seen} au lieu de {expected} au moins : {whole} blocs entiers sur {of}.",
            en: "{file} ends at byte {seen}, not before {expected}: {whole} whole chunks out of {of}.",
        },
        advice: Text {
            fr: "Relancer cette image ; les blocs entiers restent lisibles.",
            en: "Render this frame again; its whole chunks can still be read.",
        },
        page: Text { fr: "L’écriture a été interrompue.", en: "The write was interrupted." },
    },
);

pub(crate) static NAN: Fault = fault(
    "IMG001",
    "nan-pixels",
    Words {
        artist: Text {
            fr: "{file} a des points noirs qui s’étaleront au flou.", en: "{file} has black points that a blur will spread."
        },
        td: Text {
            fr: "{count} échantillons NaN dans {channels} de {file} ; le premier en ({pixel}).",
            en: "{count} NaN samples in {channels} of {file}; the first at ({pixel}).",
        },
        advice: Text {
            fr: "Chercher le nœud sous ce pixel : division par zéro, racine d’un négatif, normale nulle.",
            en: "Look for the node under this pixel: a division by zero, a root of a negative, a null normal.",
        },
        page: Text { fr: "Tout calcul qui touche un NaN devient NaN.", en: "Whatever computes with a NaN becomes NaN." },
    },
);

pub(crate) static MISSING: Fault = fault(
    "SEQ001",
    "missing-frame",
    Words {
        artist: Text { fr: "Des images manquent : {missing}.", en: "Frames are missing: {missing}." },
        td: Text {
            fr: "Absentes de {series} ({found} présentes) : {missing}.", en: "Missing from {series} ({found} present): {missing}."
        },
        advice: Text {
            fr: "Relancer ces images, ou déclarer le trou (--allow-holes).",
            en: "Render these frames, or declare the hole (--allow-holes).",
        },
        page: Text { fr: "Une machine a été tuée.", en: "A machine was killed." },
    },
);

pub(crate) static STORAGE: Cause = Cause {
    code: "CAU001",
    name: "storage-full",
    artist: Text {
        fr: "Le disque était plein : ces images sont à refaire.", en: "The disk was full: these frames have to be made again."
    },
    td: Text { fr: "Libérer de la place, puis relancer ces seules images.", en: "Make room, then render these frames alone." },
    spares: true,
    explains: &["EXR001", "SEQ001"],
    relate: |_| Vec::new(),
    story: INJECT,
};

pub(crate) static TRAILING: Fault = Fault {
    fix: Fix::Safe(Cure {
        what: Text { fr: "coupe {count} octets à la fin", en: "cuts {count} bytes at the end" },
        make: |_| Err(Text { fr: "jamais", en: "never" }.into()),
        only: &[],
        leaves: &[],
    }),
    ..fault(
        "EXR006",
        "trailing-data",
        Words {
            artist: Text { fr: "{file} porte des octets en trop.", en: "{file} carries stray bytes." },
            td: Text { fr: "{count} octets suivent le dernier bloc de {file}.", en: "{count} bytes follow the last chunk of {file}." },
            advice: Text { fr: "Chercher qui a écrit deux fois.", en: "Find out what wrote twice." },
            page: Text { fr: "Un transfert repris au mauvais endroit.", en: "A transfer resumed at the wrong place." },
        },
    )
};
