//! Where in a file, in words.

use etabli_diagnosis::{At, Lang, Text, Value};

use crate::count::number;
use crate::text::printable;

/// "pixel 227, 138 · channel R"; empty when nothing is known.
pub(crate) fn words(at: &At, lang: Lang) -> String {
    let int = |n: Option<u64>| n.map(|n| number(n, lang));
    let pieces = [
        (Text { fr: "octet", en: "byte" }, int(at.byte)),
        (Text { fr: "pixel", en: "pixel" }, at.pixel.map(|[x, y]| format!("{x}, {y}"))),
        (Text { fr: "boîte", en: "box" }, at.bbox.and_then(|bbox| sized(bbox, lang))),
        (Text { fr: "partie", en: "part" }, int(at.part.filter(|part| *part > 0).map(u64::from))),
        (Text { fr: "canal", en: "channel" }, at.channel.clone()),
        (Text { fr: "calque", en: "layer" }, at.layer.clone().filter(|_| at.channel.is_none())),
        (Text { fr: "ligne", en: "line" }, int(at.line)),
        (Text { fr: "colonne", en: "column" }, int(at.column)),
        (Text { fr: "nœud", en: "node" }, at.node.clone()),
        (Text { fr: "pointeur", en: "pointer" }, at.pointer.clone()),
    ];
    let said = pieces.into_iter().filter_map(|(name, value)| Some(format!("{} {}", name.of(lang), printable(&value?))));
    said.collect::<Vec<_>>().join(" · ")
}

/// Whether it leads to one spot of the file; a channel alone does not.
pub(crate) fn is_exact(at: &At) -> bool {
    at.byte.is_some() || at.pixel.is_some() || at.line.is_some() || at.node.is_some() || at.pointer.is_some()
}

/// A box of more than one pixel, by its size: its first corner is hardly ever asked for.
fn sized([x0, y0, x1, y1]: [i32; 4], lang: Lang) -> Option<String> {
    let side = |from: i32, to: i32| Value::Int(i64::from(to) - i64::from(from) + 1).words(lang);
    (x0 != x1 || y0 != y1).then(|| format!("{} × {}", side(x0, x1), side(y0, y1)))
}

#[cfg(test)]
mod tests {
    use etabli_diagnosis::{At, Lang};

    use super::words;

    #[test]
    fn a_place_says_only_what_it_knows() {
        let at = At { byte: Some(20_829), part: Some(0), ..At::default() };
        assert_eq!(words(&at, Lang::En), "byte 20,829");
        let at = At {
            pixel: Some([1079, 363]),
            bbox: Some([1079, 363, 1136, 403]),
            layer: Some("spec".into()),
            channel: Some("spec.R".into()),
            part: Some(2),
            ..At::default()
        };
        assert_eq!(words(&at, Lang::Fr), "pixel 1079, 363 · boîte 58 × 41 · partie 2 · canal spec.R");
        let at = At { pixel: Some([0, 0]), bbox: Some([0, 0, 0, 0]), layer: Some("N".into()), ..At::default() };
        assert_eq!(words(&at, Lang::En), "pixel 0, 0 · layer N");
        assert_eq!(words(&At::default(), Lang::En), "");
    }
}
