//! One frame: before and after under a cut, the differences, the pixels around the first of them, the figures of each channel.

use std::fmt::Write as _;

use etabli_diagnosis::compare::{Comparison, Verdict};
use etabli_diagnosis::{At, Lang, Text};
use etabli_formats::Raster;
use etabli_scan::{Differences, Frame, Shown};

use super::{said, scrolled, subject};
use crate::html::picture::{image, pixel_box, ring};
use crate::html::words::{both, copied, escape, facts, glyph, words};
use crate::text::quote;

/// Where the cut may stand, percent from the left.
const CUTS: [u8; 9] = [0, 12, 25, 37, 50, 62, 75, 87, 100];
/// Pixels that are a few.
const FEW: u64 = 64;
/// Share of the pixels from which the whole picture changed.
const WHOLE: f64 = 0.9;
/// A change that fills more of the width or of the height than this needs no ring.
const RINGED: f32 = 0.4;

/// The whole article.
pub(super) fn article(id: &str, frame: &Frame, shown: &Shown, differences: &Differences) -> String {
    let Ok(comparison) = &frame.compared else { return String::new() };
    let (sign, state) = match frame.verdict {
        Verdict::Different => ("fault", words("différente", "different")),
        Verdict::Inside => ("note", words("changée dans la zone", "changed within the zone")),
        Verdict::Same => ("sound", words("tolérée", "tolerated")),
        Verdict::Unread => ("blank", words("non comparée", "not compared")),
    };
    let mut page = format!(
        "<article class=\"grp box\" id=\"{id}\"><h3>{}{} <span class=\"note\">{state}</span></h3><p class=\"said\">{}</p><p class=\"dim\">{}</p>",
        glyph(sign),
        subject(frame),
        both(|lang| quote(&artist(frame, comparison, shown, lang), lang)),
        both(|lang| said::pixels(comparison, differences.zone.is_some(), lang)),
    );
    let sides = format!("{}{}", wipe(id, shown), heat(shown, comparison));
    if !sides.is_empty() {
        // Writing into a string cannot fail.
        let _ = write!(page, "<div class=\"sides\">{sides}</div>");
    }
    page.push_str(&near(shown, frame));
    page.push_str(&figures(comparison));
    page + "</article>"
}

/// What an artist sees of it.
fn artist(frame: &Frame, comparison: &Comparison, shown: &Shown, lang: Lang) -> String {
    let [back, gone] = comparison.alone;
    let share = comparison.changed.pixels as f64 / comparison.area.max(1) as f64;
    let text = match frame.verdict {
        Verdict::Inside => Text {
            fr: "L’image a changé là où le défaut était, et nulle part ailleurs.",
            en: "The picture changed where the fault was, and nowhere else.",
        },
        Verdict::Same => Text { fr: "Ce qui a changé est toléré.", en: "What changed is tolerated." },
        Verdict::Unread => Text { fr: "Une partie n’a pas pu être comparée.", en: "A part could not be compared." },
        Verdict::Different if back > gone => {
            Text { fr: "La partie qui manquait est revenue{}.", en: "The part that was missing is back{}." }
        }
        Verdict::Different if gone > 0 => {
            Text { fr: "Une partie de l’image manque maintenant{}.", en: "A part of the picture is missing now{}." }
        }
        Verdict::Different if comparison.changed.pixels == 0 => Text {
            fr: "Les pixels sont les mêmes ; le fichier dit autre chose.",
            en: "The pixels are the same; the file says something else.",
        },
        Verdict::Different if share > WHOLE => Text { fr: "Toute l’image a changé.", en: "The whole picture changed." },
        Verdict::Different if comparison.changed.pixels <= FEW => {
            Text { fr: "Quelques pixels ont changé{}.", en: "A few pixels changed{}." }
        }
        Verdict::Different => Text { fr: "Une partie de l’image a changé{}.", en: "A part of the picture changed{}." },
    };
    text.set(lang).replace("{}", whereabouts(comparison, shown).map_or("", |place| place.of(lang)))
}

/// Where in the picture, as one would point at it.
fn whereabouts(comparison: &Comparison, shown: &Shown) -> Option<Text> {
    let (bbox, window) = (comparison.changed.bbox?, shown.heat.as_ref()?.window);
    let third = |axis: usize, size: u64| {
        let [min, max, start] = [&bbox.min, &bbox.max, &window.min].map(|corner| corner.get(axis).map_or(0, |n| i64::from(*n)));
        let middle = i64::midpoint(min, max) - start;
        let span = (max - min + 1) as f64 / size.max(1) as f64;
        if span > 0.7 { 1 } else { (middle * 3 / i64::try_from(size).unwrap_or(1).max(1)).clamp(0, 2) }
    };
    Some(match (third(0, window.width()), third(1, window.height())) {
        (0, 0) => Text { fr: ", en haut à gauche", en: ", at the top left" },
        (1, 0) => Text { fr: ", en haut", en: ", at the top" },
        (2, 0) => Text { fr: ", en haut à droite", en: ", at the top right" },
        (0, 1) => Text { fr: ", à gauche", en: ", at the left" },
        (2, 1) => Text { fr: ", à droite", en: ", at the right" },
        (0, 2) => Text { fr: ", en bas à gauche", en: ", at the bottom left" },
        (1, 2) => Text { fr: ", en bas", en: ", at the bottom" },
        (2, 2) => Text { fr: ", en bas à droite", en: ", at the bottom right" },
        _ => Text { fr: ", au milieu", en: ", in the middle" },
    })
}

/// Before and after under a cut that nine notches move; alone when the other could not be shown.
fn wipe(id: &str, shown: &Shown) -> String {
    let pictures: Vec<(usize, String)> =
        shown.whole.iter().enumerate().filter_map(|(side, raster)| Some((side, image(raster.as_ref()?)?))).collect();
    let [before, after] = [words("avant", "before"), words("après", "after")];
    let [(_, first), (_, second)] = pictures.as_slice() else {
        let alone = pictures.first().map(|(side, image)| {
            format!("<figure><div class=\"pic\">{image}</div><figcaption>{}</figcaption></figure>", if *side == 0 { before } else { after })
        });
        return alone.unwrap_or_default();
    };
    let notch = |cut: &u8| {
        let checked = if *cut == 50 { " checked=\"\"" } else { "" };
        let said = format!("{} % {}", 100 - cut, words("d’après", "of after"));
        format!("<label><input type=\"radio\" name=\"cut-{id}\" value=\"{cut}\"{checked}/><span class=\"vh\">{said}</span></label>")
    };
    format!(
        "<fieldset class=\"wipe\"><legend class=\"vh\">{}</legend><div class=\"pic\">{first}{second}<span class=\"cap-l\" aria-hidden=\"true\">{before}</span><span class=\"cap-r\" aria-hidden=\"true\">{after}</span></div>\
         <div class=\"notch\">{}</div><div class=\"range\" aria-hidden=\"true\"><span>{}</span><span>{}</span></div></fieldset>",
        words(
            "Position de la coupe entre avant et après. Flèches gauche et droite.",
            "Place of the cut between before and after. Left and right arrows."
        ),
        CUTS.iter().map(notch).collect::<String>(),
        words("tout après", "all after"),
        words("tout avant", "all before"),
    )
}

/// The differences over the picture before, ringed where they are small.
fn heat(shown: &Shown, comparison: &Comparison) -> String {
    let Some((raster, image)) = shown.heat.as_ref().and_then(|raster| Some((raster, image(raster)?))) else { return String::new() };
    let mark = marked(raster, comparison).unwrap_or_default();
    let said = words(
        "Écarts, du violet (1/65 536 et moins) au blanc (4 et plus), sur l’image d’avant assombrie.",
        "Differences, from violet (1/65,536 and less) to white (4 and more), over the darkened picture before.",
    );
    format!("<figure><div class=\"pic\">{image}{mark}</div><figcaption>{said}</figcaption></figure>")
}

fn marked(raster: &Raster, comparison: &Comparison) -> Option<String> {
    let bbox = comparison.changed.bbox?;
    let share = |part: u64, whole: u64| part as f32 / whole.max(1) as f32;
    let is_small = share(bbox.width(), raster.window.width()) < RINGED && share(bbox.height(), raster.window.height()) < RINGED;
    let at = At { bbox: Some([bbox.min[0], bbox.min[1], bbox.max[0], bbox.max[1]]), ..At::default() };
    ring(raster, &at, u64::from(bbox.min[0].unsigned_abs()) << 32 | u64::from(bbox.min[1].unsigned_abs()), false).filter(|_| is_small)
}

/// The pixels around the first that changed, before and after, and where the files are.
fn near(shown: &Shown, frame: &Frame) -> String {
    let loupe = |side: usize, name: String| {
        let (raster, pixel) = shown.near.get(side)?.as_ref().zip(shown.pixel)?;
        let [x, y] = pixel;
        let seen = format!("<div class=\"glass\">{}{}</div>", image(raster)?, pixel_box(raster, pixel));
        Some(format!("<div class=\"loupe\">{seen}<div class=\"x\"><span>x {x} y {y}</span><span>{name}</span></div></div>"))
    };
    let loupes: String = [loupe(0, words("avant", "before")), loupe(1, words("après", "after"))].into_iter().flatten().collect();
    let paths = [(words("Avant", "Before"), copied("path", &frame.paths[0])), (words("Après", "After"), copied("path", &frame.paths[1]))];
    if loupes.is_empty() { facts(&paths) } else { format!("<div class=\"near\">{loupes}<div>{}</div></div>", facts(&paths)) }
}

fn figures(comparison: &Comparison) -> String {
    let mut rows = String::new();
    for change in comparison.channels.iter().filter(|change| change.delta.differing > 0) {
        let figures = both(|lang| said::channel(change, lang).join(" · "));
        let _ = write!(rows, "<tr><th scope=\"row\" class=\"mono\">{}</th><td>{figures}</td></tr>", escape(&change.name));
    }
    if rows.is_empty() {
        return rows;
    }
    let [channel, figures] = [words("Canal", "Channel"), words("Écarts", "Differences")];
    scrolled(&format!("<thead><tr><th scope=\"col\">{channel}</th><th scope=\"col\">{figures}</th></tr></thead><tbody>{rows}</tbody>"))
}
