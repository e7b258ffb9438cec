//! The sentences of a comparison, in both languages.

use etabli_diagnosis::compare::{ChannelChange, Comparison, Unread, What};
use etabli_diagnosis::{Failure, Lang, Text, Value};
use etabli_formats::exr::Box2i;
use etabli_scan::{Differences, Frame, Why};

use super::gathered::{Counts, runs};
use crate::count::{FRAMES, Noun, noun, number};
use crate::unchecked;

pub(super) const PAIRS: Noun = noun(("paire", "pair"), ("paires", "pairs"));
pub(super) const DIFFERENT: Noun = noun(("différente", "different"), ("différentes", "different"));
pub(super) const INSIDE: Noun =
    noun(("changée dans la zone", "changed within the zone"), ("changées dans la zone", "changed within the zone"));
pub(super) const SAME: Noun = noun(("identique", "same"), ("identiques", "same"));
pub(super) const UNREAD: Noun = noun(("non comparée", "not compared"), ("non comparées", "not compared"));
pub(super) const ONLY_BEFORE: Noun = noun(("seulement avant", "only before"), ("seulement avant", "only before"));
pub(super) const ONLY_AFTER: Noun = noun(("seulement après", "only after"), ("seulement après", "only after"));
const PIXELS: Noun = noun(("pixel", "pixel"), ("pixels", "pixels"));
const SAMPLES: Noun = noun(("échantillon", "sample"), ("échantillons", "samples"));
pub(super) const LEFT_OUT: Noun = noun(
    ("fichier d’un autre format laissé de côté", "file of another format left out"),
    ("fichiers d’autres formats laissés de côté", "files of other formats left out"),
);

/// Frames of a sentence, at most so many columns.
const LISTED: usize = 44;

/// The whole in one sentence, for an artist.
pub(super) fn whole(differences: &Differences, lang: Lang) -> String {
    let counts = Counts::total(differences);
    let frames = |list: &[i64]| if differences.sequences.len() == 1 { runs(list.iter().copied()).shown(LISTED) } else { String::new() };
    let [same, inside, different, unread] = counts.files;
    let pairs = counts.pairs();
    let absent: u64 = counts.absent.iter().sum();
    if let Some(zone) = &differences.zone {
        return within(zone, different + absent_outside(differences), inside, &frames(&counts.different), lang);
    }
    let changed = FRAMES.count(different, lang);
    let told = frames(&counts.different);
    let told = if told.is_empty() { String::new() } else { Text { fr: " : {}", en: ": {}" }.of(lang).replace("{}", &told) };
    let alone = match absent {
        0 => "",
        1 => Text { fr: " ; 1 autre n’est que d’un côté", en: "; 1 other is on one side only" }.of(lang),
        _ => Text { fr: " ; {a} autres ne sont que d’un côté", en: "; {a} others are on one side only" }.of(lang),
    };
    let told = format!("{told}{}", alone.replace("{a}", &number(absent, lang)));
    let said = match (different, absent, unread) {
        (0, 0, 0) if pairs == 1 => {
            Text { fr: "Rien n’a changé : l’image est la même.", en: "Nothing changed: the picture is the same." }.of(lang).to_owned()
        }
        (0, 0, 0) => Text { fr: "Rien n’a changé : les {} sont les mêmes.", en: "Nothing changed: the {} are the same." }
            .of(lang)
            .replace("{}", &FRAMES.count(same, lang)),
        (0, 0, _) => Text { fr: "Rien n’a changé dans ce qui a pu être comparé.", en: "Nothing changed in what could be compared." }
            .of(lang)
            .to_owned(),
        (0, ..) => {
            Text { fr: "Ce que les deux côtés ont est le même{}.", en: "What both sides have is the same{}." }.of(lang).replace("{}", &told)
        }
        (1, 0, _) if pairs == 1 => Text { fr: "L’image a changé.", en: "The picture changed." }.of(lang).to_owned(),
        (1, ..) => Text { fr: "1 image sur {n} a changé{}.", en: "1 of {n} frames changed{}." }
            .of(lang)
            .replace("{n}", &number(pairs, lang))
            .replace("{}", &told),
        _ => Text { fr: "{c} sur {n} ont changé{}.", en: "{c} of {n} changed{}." }
            .of(lang)
            .replace("{c}", &changed)
            .replace("{n}", &number(pairs, lang))
            .replace("{}", &told),
    };
    set(&said, lang)
}

/// How changes stand to a zone.
fn within(zone: &str, outside: u64, inside: u64, told: &str, lang: Lang) -> String {
    let said = match (outside, inside) {
        (0, 0) => Text {
            fr: "Rien n’a changé, ni dans la zone de {z} ni ailleurs.",
            en: "Nothing changed, neither within the zone of {z} nor elsewhere.",
        },
        (0, _) => Text { fr: "Tout ce qui a changé reste dans la zone de {z}.", en: "All that changed stays within the zone of {z}." },
        (1, _) => Text { fr: "1 image change hors de la zone de {z}{}.", en: "1 frame changes outside the zone of {z}{}." },
        _ => Text { fr: "{n} images changent hors de la zone de {z}{}.", en: "{n} frames change outside the zone of {z}{}." },
    };
    let told = if told.is_empty() { String::new() } else { format!("{}{told}", Text { fr: " : ", en: ": " }.of(lang)) };
    set(&said.of(lang).replace("{n}", &number(outside, lang)).replace("{z}", zone).replace("{}", &told), lang)
}

/// Files of one side only that no zone asked for.
fn absent_outside(differences: &Differences) -> u64 {
    let absent = differences.sequences.iter().flat_map(|sequence| sequence.absent.iter().flatten());
    absent.filter(|one| one.verdict == etabli_diagnosis::compare::Verdict::Different).count() as u64
}

/// Our own words with the spaces of the language.
pub(super) fn set(said: &str, lang: Lang) -> String {
    etabli_diagnosis::typeset(said, lang)
}

/// The pixels that changed, for a technical director; empty when none did.
pub(super) fn pixels(comparison: &Comparison, is_zoned: bool, lang: Lang) -> String {
    let changed = &comparison.changed;
    if changed.pixels == 0 {
        return String::new();
    }
    let share = Value::Float(changed.pixels as f64 * 100.0 / comparison.area.max(1) as f64).words(lang);
    let of = Text { fr: "{p} sur {a} ({s} %)", en: "{p} of {a} ({s} %)" }.of(lang);
    let mut said =
        of.replace("{p}", &PIXELS.count(changed.pixels, lang)).replace("{a}", &number(comparison.area, lang)).replace("{s}", &share);
    for piece in [changed.first.map(|pixel| first(pixel, lang)), changed.bbox.map(|bbox| boxed(&bbox, lang))].into_iter().flatten() {
        said = format!("{said} · {piece}");
    }
    if is_zoned {
        let outside = comparison.outside.pixels;
        let text = if outside == 0 {
            Text { fr: "aucun hors de la zone", en: "none outside the zone" }
        } else {
            Text { fr: "{} hors de la zone", en: "{} outside the zone" }
        };
        said = format!("{said} · {}", text.of(lang).replace("{}", &number(outside, lang)));
    }
    for (count, text) in comparison.alone.into_iter().zip([
        Text { fr: "{} illisibles avant", en: "{} unreadable before" },
        Text { fr: "{} illisibles après", en: "{} unreadable after" },
    ]) {
        if count > 0 {
            said = format!("{said} · {}", text.of(lang).replace("{}", &number(count, lang)));
        }
    }
    set(&said, lang)
}

fn first([x, y]: [i32; 2], lang: Lang) -> String {
    format!("{} {x}, {y}", Text { fr: "premier en", en: "first at" }.of(lang))
}

/// A box by its size and its first corner.
fn boxed(bbox: &Box2i, lang: Lang) -> String {
    let at = Text { fr: "en", en: "at" }.of(lang);
    let [x, y] = bbox.min;
    format!("{} {} × {} {at} {x}, {y}", Text { fr: "boîte", en: "box" }.of(lang), number(bbox.width(), lang), number(bbox.height(), lang))
}

/// The figures of a channel, each in a piece of its own.
pub(super) fn channel(change: &ChannelChange, lang: Lang) -> Vec<String> {
    let (delta, number_of) = (&change.delta, |value: f64| Value::Float(value).words(lang));
    let mut said = vec![SAMPLES.count(delta.differing, lang)];
    if let Some(largest) = &delta.largest {
        let [x, y] = largest.pixel;
        let text = Text { fr: "au plus {d} en {x}, {y} ({b} → {a})", en: "at most {d} at {x}, {y} ({b} → {a})" }.of(lang);
        let [before, after] = largest.values.map(number_of);
        let text = text.replace("{d}", &number_of(largest.difference)).replace("{x}", &x.to_string()).replace("{y}", &y.to_string());
        said.push(text.replace("{b}", &before).replace("{a}", &after));
    }
    if delta.sum > 0.0 {
        said.push(Text { fr: "en moyenne {}", en: "mean {}" }.of(lang).replace("{}", &number_of(delta.mean())));
    }
    if let Some(psnr) = delta.psnr() {
        let tenths = (psnr * 10.0).round() / 10.0;
        // A rounded zero has no sign.
        let figure = format!("{:.1}", if tenths == 0.0 { 0.0 } else { tenths });
        said.push(format!("PSNR {} dB", if lang == Lang::Fr { figure.replace('.', ",") } else { figure }));
    }
    for (name, turned) in [("NaN", delta.nan), ("Inf", delta.infinite)] {
        for (count, text) in [
            (turned.appeared, Text { fr: "{n} {w} de plus", en: "{n} {w} new" }),
            (turned.vanished, Text { fr: "{n} {w} de moins", en: "{n} {w} gone" }),
        ] {
            if count > 0 {
                said.push(text.of(lang).replace("{n}", &number(count, lang)).replace("{w}", name));
            }
        }
    }
    said
}

/// Channels by their layers: `main.AO (B G R)`.
pub(super) fn layers(sign: &str, names: &[String]) -> Vec<String> {
    let split = |name: &String| {
        name.rsplit_once('.').map_or((String::new(), name.clone()), |(layer, channel)| (layer.to_owned(), channel.to_owned()))
    };
    let mut layers: Vec<(String, Vec<String>)> = Vec::new();
    for (layer, channel) in names.iter().map(split) {
        match layers.last_mut() {
            Some((last, channels)) if *last == layer => channels.push(channel),
            _ => layers.push((layer, vec![channel])),
        }
    }
    let said = |(layer, channels): (String, Vec<String>)| {
        let channels = channels.join(" ");
        if layer.is_empty() { format!("{sign}\u{A0}{channels}") } else { format!("{sign}\u{A0}{layer} ({channels})") }
    };
    layers.into_iter().map(said).collect()
}

/// The name of what a header says.
pub(super) fn header(what: What, name: &str, lang: Lang) -> String {
    let own = match what {
        What::Format => Text { fr: "format", en: "format" },
        What::Layout => Text { fr: "disposition", en: "layout" },
        What::Compression => Text { fr: "compression", en: "compression" },
        What::DataWindow => Text { fr: "fenêtre de données", en: "data window" },
        What::DisplayWindow => Text { fr: "fenêtre d’affichage", en: "display window" },
        What::PixelAspect => Text { fr: "rapport de pixel", en: "pixel aspect" },
        What::SampleType => Text { fr: "type du canal", en: "type of channel" },
        What::Attribute => return name.to_owned(),
    };
    if name.is_empty() { own.of(lang).to_owned() } else { format!("{} {name}", own.of(lang)) }
}

/// A value of a header, cut short; what is not there is said.
pub(super) fn value(value: Option<&str>, columns: usize, lang: Lang) -> String {
    let Some(text) = value else { return Text { fr: "rien", en: "nothing" }.of(lang).to_owned() };
    let mut short: String = text.chars().take(columns).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    if short.is_empty() { "\"\"".to_owned() } else { short }
}

/// Why a pair could not be compared, or one side of it; nothing when it could.
pub(super) fn unread(frame: &Frame, lang: Lang) -> Vec<String> {
    let comparison = match &frame.compared {
        Err(failure) => return vec![failed(failure, lang)],
        Ok(comparison) => comparison,
    };
    let sides = [Text { fr: "avant", en: "before" }, Text { fr: "après", en: "after" }];
    let mut said: Vec<String> = Vec::new();
    for (side, why) in sides.iter().zip(&comparison.unread) {
        if let Some(why) = why {
            let colon = Text { fr: "\u{A0}: ", en: ": " }.of(lang);
            said.push(format!("{}{colon}{}", side.of(lang), reason(why, lang)));
        }
    }
    let mut whys: Vec<&str> = comparison.uncompared.iter().map(|(_, why)| why.as_str()).collect();
    whys.dedup();
    let text = Text { fr: "canaux dont les pixels ne sont pas lus ici ({})", en: "channels whose pixels are not read here ({})" }.of(lang);
    said.extend(whys.iter().map(|why| text.replace("{}", why)));
    if comparison.neither > 0 {
        let text = Text { fr: "{} morceaux illisibles des deux côtés", en: "{} pieces that neither side could be read of" }.of(lang);
        said.push(text.replace("{}", &number(comparison.neither, lang)));
    }
    said
}

fn failed(failure: &Failure, lang: Lang) -> String {
    unchecked::words(&Why::Failed(failure.clone()), lang)
}

fn reason(why: &Unread, lang: Lang) -> String {
    match why {
        Unread::Empty => Text { fr: "fichier vide", en: "empty file" }.of(lang).to_owned(),
        Unread::Broken => Text { fr: "en-tête illisible", en: "unreadable header" }.of(lang).to_owned(),
        Unread::Format(name) => Text { fr: "{} n’est pas lu ici", en: "{} is not read here" }.of(lang).replace("{}", name),
    }
}
