//! The keys of `etabli.toml`, in one table: the page that explains them and the examples of error messages come from it.

use etabli_diagnosis::{Lang, Text};

/// A table of the file.
pub(crate) struct Table {
    /// Its header as it is written; empty for the keys before the first table.
    pub(crate) header: &'static str,
    /// What it declares.
    pub(crate) what: Text,
    /// Its keys.
    pub(crate) keys: &'static [Key],
}

/// One key.
pub(crate) struct Key {
    /// How it is written, with a value.
    pub(crate) example: &'static str,
    /// What it says.
    pub(crate) what: Text,
}

const fn key(example: &'static str, fr: &'static str, en: &'static str) -> Key {
    Key { example, what: Text { fr, en } }
}

/// Every table, in the order in which a file has them.
pub(crate) const TABLES: &[Table] = &[
    Table {
        header: "",
        what: Text { fr: "La production", en: "The production" },
        keys: &[
            key("show = \"renard\"", "Son nom : ce que {show} vaut dans naming", "Its name: what {show} stands for in naming"),
            key("root = true", "La recherche vers le haut s'arrête à ce fichier", "The search upwards stops at this file"),
            key(
                "naming = \"{shot}_{layer}.{frame}.{ext}\"",
                "Comment les images se nomment : show, episode, sequence, shot, asset, task, layer, view, version, frame, ext",
                "How frames are named: show, episode, sequence, shot, asset, task, layer, view, version, frame, ext",
            ),
            key("allow_holes = false", "Les trous des suites sont voulus", "Holes in sequences are meant"),
            key(
                "published = [\"publish\"]",
                "Dossiers publiés : rien n'y est jamais modifié",
                "Published folders: nothing in them is ever changed",
            ),
        ],
    },
    Table {
        header: "[image]",
        what: Text { fr: "Ce que les images doivent être", en: "What pictures should be" },
        keys: &[
            key(
                "resolution = [2048, 858]",
                "Largeur et hauteur de la fenêtre d'affichage, en pixels",
                "Width and height of the display window, in pixels",
            ),
            key("pixel_aspect = 1.0", "Largeur d'un pixel sur sa hauteur", "Width of a pixel over its height"),
            key("frame_rate = 24.0", "Images par seconde", "Frames per second"),
            key(
                "compression = \"ZIP\"",
                "none, RLE, ZIPS, ZIP, PIZ, PXR24, B44, B44A, DWAA, DWAB, HTJ2K256, HTJ2K32, ZSTD ou LJ2K",
                "none, RLE, ZIPS, ZIP, PIZ, PXR24, B44, B44A, DWAA, DWAB, HTJ2K256, HTJ2K32, ZSTD or LJ2K",
            ),
        ],
    },
    Table {
        header: "[ranges.\"sq010/sh040/**\"]",
        what: Text {
            fr: "La plage d'images des dossiers que ce motif désigne ; le motif le plus long l'emporte",
            en: "The frame range of the folders that this glob names; the longest glob wins",
        },
        keys: &[
            key("first = 1001", "Première image du montage", "First frame of the cut"),
            key("last = 1100", "Dernière image du montage", "Last frame of the cut"),
            key("handles = 8", "Images rendues avant et après le montage", "Frames rendered before and after the cut"),
            key("slate = true", "Une ardoise précède la première image", "A slate stands one frame before the first"),
            key(
                "preroll = 20",
                "Images qu'une simulation peut laisser avant la première",
                "Frames before the first that a simulation may leave",
            ),
            key("holes = \"1013,1015-1017\"", "Images laissées de côté exprès", "Frames that are left out on purpose"),
        ],
    },
    Table {
        header: "[layers]",
        what: Text {
            fr: "Le rôle d'un calque, par un motif sur son nom : colour, alpha, depth, vector, id, matte ou data",
            en: "The role of a layer, by a glob over its name: colour, alpha, depth, vector, id, matte or data",
        },
        keys: &[key("\"lpe_*\" = \"colour\"", "Ces calques sont de la lumière", "These layers are light")],
    },
    Table {
        header: "[colour]",
        what: Text { fr: "Les attributs de couleur que portent les fichiers", en: "The colour attributes that files carry" },
        keys: &[
            key(
                "chromaticities = [0.64, 0.33, 0.30, 0.60, 0.15, 0.06, 0.3127, 0.3290]",
                "Rouge, vert, bleu et blanc, x et y de chacun",
                "Red, green, blue and white, x and y of each",
            ),
            key("space = \"ACEScg\"", "Nom dans un attribut d'espace de couleur", "Name in a colour-space attribute"),
        ],
    },
    Table {
        header: "[targets.compositing]",
        what: Text {
            fr: "Une application qui doit pouvoir lire les fichiers, sous le nom de votre choix",
            en: "An application that must be able to read the files, under a name of your choice",
        },
        keys: &[key(
            "compressions = [\"ZIP\", \"PIZ\"]",
            "Compressions qu'elle lit ; sans cette clé, celles d'OpenEXR 2",
            "Compressions that it reads; without this key, those of OpenEXR 2",
        )],
    },
    Table {
        header: "[textures]",
        what: Text {
            fr: "Ce que les textures peuvent être ; ce qui n'est pas déclaré n'est pas jugé",
            en: "What textures may be; what is not declared is not judged",
        },
        keys: &[
            key("largest = 8192", "Pixels du plus long côté, au plus", "Pixels of the longest side, at most"),
            key("bits = 16", "Bits d'un échantillon, au plus", "Bits of a sample, at most"),
            key("power_of_two = true", "Les côtés sont des puissances de deux", "Sides are powers of two"),
        ],
    },
    Table {
        header: "[delivery]",
        what: Text {
            fr: "Ce que les livraisons doivent être ; chaque clé remplace celle de la production",
            en: "What deliveries should be; each key stands in for the production's own",
        },
        keys: &[
            key("naming = \"{shot}_{version}.{frame}.{ext}\"", "Comment les images livrées se nomment", "How delivered frames are named"),
            key(
                "range = { first = 1001, last = 1100 }",
                "Les images de chaque suite livrée, comme dans ranges",
                "The frames of every delivered sequence, as in ranges",
            ),
            key("image = { resolution = [2048, 858] }", "Comme dans image", "As in image"),
            key("colour = { space = \"ACEScg\" }", "Comme dans colour", "As in colour"),
        ],
    },
    Table {
        header: "[severity]",
        what: Text {
            fr: "Le poids d'un défaut, par son code ou son nom : off, note, warning ou error",
            en: "The weight of a fault, by its code or name: off, note, warning or error",
        },
        keys: &[key("IMG004 = \"off\"", "Ne pas signaler les lucioles", "Do not report fireflies")],
    },
    Table {
        header: "[[ignore]]",
        what: Text {
            fr: "Un constat connu et accepté ; la table se répète",
            en: "A finding that is known and accepted; the table repeats",
        },
        keys: &[
            key("code = \"SEQ001\"", "Code ou nom du défaut", "Code or name of the fault"),
            key(
                "path = \"sq010/sh040/**\"",
                "Motif sur le chemin, depuis le dossier de ce fichier",
                "Glob over the path, from the folder of this file",
            ),
            key("reason = \"on purpose\"", "Pourquoi il est accepté", "Why it is accepted"),
            key(
                "until = \"2027-01-31\"",
                "Dernier jour où il l'est ; sans cette clé, pour toujours",
                "Last day on which it is; for ever without this key",
            ),
        ],
    },
];

impl Key {
    /// Its name.
    pub(crate) fn name(&self) -> &'static str {
        self.example.split(" =").next().unwrap_or_default()
    }
}

/// How a key is written.
pub(super) fn example(name: &str) -> Option<&'static str> {
    TABLES.iter().flat_map(|table| table.keys).find(|key| key.name() == name).map(|key| key.example)
}

/// A file that has every key, each under what it says.
pub(crate) fn sample(lang: Lang) -> String {
    let keys = |table: &Table| -> String { table.keys.iter().map(|key| commented(key.what, key.example, lang)).collect() };
    let tables: Vec<String> = TABLES.iter().map(|table| commented(table.what, table.header, lang) + &keys(table)).collect();
    tables.join("\n")
}

/// A line under what it says; nothing under it when it is empty.
fn commented(what: Text, line: &str, lang: Lang) -> String {
    let end = if line.is_empty() { "" } else { "\n" };
    format!("# {}\n{line}{end}", what.set(lang))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use etabli_diagnosis::config::{NAMING_TOKENS, compressions};
    use etabli_diagnosis::{Config, Lang};

    use super::{TABLES, example, sample};
    use crate::config::read::read;

    /// The keys that the reader of a table knows, by its own words about one that it does not know.
    fn known(header: &str) -> BTreeSet<String> {
        let error = toml::from_str::<Config>(&format!("{header}\nzzz = 1\n")).unwrap_err();
        error.message().split('`').skip(3).step_by(2).map(str::to_owned).collect()
    }

    #[test]
    fn the_table_has_every_key_of_the_reader_and_no_other() {
        let open = ["[layers]", "[severity]"];
        for table in TABLES.iter().filter(|table| !open.contains(&table.header)) {
            let mut named: BTreeSet<String> = table.keys.iter().map(|key| key.name().to_owned()).collect();
            if table.header.is_empty() {
                let tables = TABLES.iter().filter(|table| !table.header.is_empty());
                named.extend(tables.map(|table| table.header.trim_matches(['[', ']']).split('.').next().unwrap().to_owned()));
            }
            assert_eq!(named, known(table.header), "{}", table.header);
        }
    }

    #[test]
    fn the_sample_is_a_file_that_is_understood() {
        for lang in [Lang::Fr, Lang::En] {
            read(Path::new("etabli.toml"), &sample(lang)).unwrap();
        }
    }

    #[test]
    fn values_that_are_listed_are_those_that_are_understood() {
        let what = |name: &str| TABLES.iter().flat_map(|t| t.keys).find(|k| k.name() == name).unwrap().what.en;
        for token in NAMING_TOKENS {
            assert!(what("naming").contains(token), "{token}");
        }
        for name in compressions() {
            assert!(what("compression").contains(name), "{name}");
        }
        assert_eq!(example("handles"), Some("handles = 8"));
    }
}
