//! One self-contained page: the sentence first, then each sequence with its map, its most changed frames before and after, and what
//! else is said otherwise. No script: the cut between before and after is moved by radio buttons.

use std::fmt::Write as _;
use std::io::{self, Write};

use etabli_diagnosis::compare::Verdict;
use etabli_diagnosis::{Lang, Text};
use etabli_scan::{Differences, Frame, Sequence, Shown};

use super::Pictures;
use super::gathered::{Counts, absent, channels, headers, is_silent, ranked, runs};
use super::words::{self as said, DIFFERENT, INSIDE, LEFT_OUT, ONLY_AFTER, ONLY_BEFORE, PAIRS, SAME, UNREAD};
use crate::html::shell;
use crate::html::words::{both, copied, counted, escape, glyph, words};
use crate::style::Style;

mod frame;

const STYLE: &str = include_str!("page.css");
/// Cells of a frame map.
const CELLS: i64 = 100;
/// Characters of a header's value.
const VALUE: usize = 200;

/// Writes the page, with whatever pictures were made.
pub(super) fn write(differences: &Differences, pictures: &Pictures, command: &str, style: &Style, out: &mut impl Write) -> io::Result<()> {
    let subject = differences.roots.join(" → ");
    let mut page = shell::open(Text { fr: "Comparaison", en: "Comparison" }, &subject, style.lang, STYLE);
    page.push_str(&head(differences));
    for (number, sequence) in differences.sequences.iter().enumerate().filter(|(_, sequence)| !is_silent(sequence)) {
        page.push_str(&section(number, sequence, differences, pictures));
    }
    let again = words("La même comparaison, dans un terminal", "The same comparison, in a terminal");
    let line = copied("cmd", &format!("etabli compare {command}"));
    let _ = write!(page, "<section class=\"drawer\"><h2>{again}</h2>{line}</section>");
    out.write_all((page + &shell::close()).as_bytes())
}

fn head(differences: &Differences) -> String {
    let counts = Counts::total(differences);
    let mut head = format!("<div class=\"head\"><h1>{}</h1></div><p class=\"tags\">", both(|lang| said::whole(differences, lang)));
    // Writing into a string cannot fail.
    let _ = write!(head, "<span class=\"tag\">{}</span> ", counted(&PAIRS, counts.pairs()));
    let [same, inside, different, unread] = counts.files;
    let rows = [
        ("fault", &DIFFERENT, different),
        ("fault", &ONLY_BEFORE, counts.absent[0]),
        ("fault", &ONLY_AFTER, counts.absent[1]),
        ("note", &INSIDE, inside),
        ("sound", &SAME, same),
        ("blank", &UNREAD, unread),
        ("blank", &LEFT_OUT, differences.left_out.iter().sum()),
    ];
    for (sign, noun, count) in rows.into_iter().filter(|(.., count)| *count > 0) {
        let _ = write!(head, "<span class=\"tag\">{}{}</span> ", glyph(sign), counted(noun, count));
    }
    head + "</p>"
}

fn section(number: usize, sequence: &Sequence, differences: &Differences, pictures: &Pictures) -> String {
    let name = if sequence.names[0].is_empty() { &sequence.names[1] } else { &sequence.names[0] };
    let mut page = format!("<section class=\"drawer\"><h2 class=\"path\" translate=\"no\">{}</h2>{}", escape(name), map(sequence));
    page.push_str(&table(sequence, differences));
    let shown: Vec<(usize, &Shown)> =
        pictures.iter().filter(|((of, _), _)| *of == number).map(|((_, frame), shown)| (*frame, shown)).collect();
    for (place, pictures) in &shown {
        if let Some(own) = sequence.frames.get(*place) {
            page.push_str(&frame::article(&format!("f{number}-{place}"), own, pictures, differences));
        }
    }
    page.push_str(&others(sequence, differences, &shown));
    page + "</section>"
}

/// The frames that changed and have no pictures here, each with its line.
fn others(sequence: &Sequence, differences: &Differences, shown: &[(usize, &Shown)]) -> String {
    let mut rows = String::new();
    for place in ranked(sequence, &differences.rules).into_iter().filter(|place| shown.iter().all(|(own, _)| own != place)) {
        let Some((frame, comparison)) = sequence.frames.get(place).and_then(|frame| Some((frame, frame.compared.as_deref().ok()?))) else {
            continue;
        };
        let line = both(|lang| said::pixels(comparison, differences.zone.is_some(), lang));
        let _ = write!(rows, "<tr><th scope=\"row\" class=\"num\">{}</th><td>{line}</td></tr>", subject(frame));
    }
    if rows.is_empty() {
        return rows;
    }
    let [image, change] = [words("Image", "Frame"), words("Ce qui a changé", "What changed")];
    scrolled(&format!("<thead><tr><th scope=\"col\">{image}</th><th scope=\"col\">{change}</th></tr></thead><tbody>{rows}</tbody>"))
}

/// A frame's number, or its path when it has none.
fn subject(frame: &Frame) -> String {
    frame.frame.map_or_else(|| escape(&frame.paths[0]), |number| number.to_string())
}

fn scrolled(rows: &str) -> String {
    format!("<div class=\"scroll\" tabindex=\"0\" role=\"group\"><table class=\"t\">{rows}</table></div>")
}

/// What changed beside the pixels, each thing once with its frames.
fn table(sequence: &Sequence, differences: &Differences) -> String {
    let mut rows = String::new();
    let mut row = |counts: bool, kind: String, what: String, change: String, frames: &str| {
        let sign = glyph(if counts { "fault" } else { "note" });
        let _ = write!(
            rows,
            "<tr><td class=\"num\">{sign} <span class=\"kind\">{kind}</span></td><th scope=\"row\">{what}</th><td class=\"wide\">{change}</td><td class=\"mono\">{frames}</td></tr>"
        );
    };
    for group in channels(sequence) {
        let list = [said::layers("−", group.removed), said::layers("+", group.added)].concat();
        let change = list.iter().map(|layer| escape(layer)).collect::<Vec<_>>().join("<br/>");
        row(true, words("canaux", "channels"), String::new(), change, &group.frames.shown(60));
    }
    for group in headers(sequence, &differences.rules) {
        let value = |value: Option<&str>| both(|lang| said::value(value, VALUE, lang));
        let several = || words("plusieurs valeurs", "several values");
        let change = group.values.map_or_else(several, |[before, after]| format!("{} → {}", value(before), value(after)));
        row(
            group.counts,
            words("en-tête", "header"),
            both(|lang| said::header(group.what, group.name, lang)),
            change,
            &group.frames.shown(60),
        );
    }
    let sides = [words("seulement avant", "only before"), words("seulement après", "only after")];
    for (side, list) in sides.into_iter().zip(&sequence.absent).filter(|(_, list)| !list.is_empty()) {
        let (frames, alone) = absent(list);
        let counts = list.iter().any(|one| one.verdict == Verdict::Different);
        row(
            counts,
            words("images", "frames"),
            side,
            alone.iter().map(|path| escape(path)).collect::<Vec<_>>().join("<br/>"),
            &frames.shown(60),
        );
    }
    for frame in sequence.frames.iter().filter(|frame| !said::unread(frame, Lang::En).is_empty()) {
        let why = both(|lang| said::unread(frame, lang).join(" · "));
        row(frame.verdict == Verdict::Different, words("lecture", "reading"), String::new(), why, &subject(frame));
    }
    if rows.is_empty() { rows } else { scrolled(&format!("<tbody>{rows}</tbody>")) }
}

/// One cell a frame, or for so many frames: the worst of them.
fn map(sequence: &Sequence) -> String {
    let present = sequence.frames.iter().filter_map(|frame| Some((frame.frame?, class(frame.verdict))));
    let gone = sequence.absent.iter().flatten().filter_map(|one| Some((one.frame?, (3, "missing"))));
    let cells: Vec<(i64, (u8, &str))> = present.chain(gone).collect();
    let (Some(first), Some(last)) = (cells.iter().map(|(frame, _)| *frame).min(), cells.iter().map(|(frame, _)| *frame).max()) else {
        return String::new();
    };
    let per = last.saturating_sub(first).saturating_add(CELLS) / CELLS;
    let mut row: Vec<(u8, &str)> = vec![(0, "gap"); usize::try_from((last - first) / per + 1).unwrap_or(0)];
    for (frame, own) in cells {
        let place = usize::try_from((frame - first) / per).unwrap_or(usize::MAX);
        if let Some(cell) = row.get_mut(place) {
            *cell = own.max(*cell);
        }
    }
    if row.len() < 2 {
        return String::new();
    }
    let drawn: String =
        row.iter().map(|(_, class)| if class.is_empty() { "<i></i>".to_owned() } else { format!("<i class=\"{class}\"></i>") }).collect();
    let different =
        runs(sequence.frames.iter().filter(|frame| frame.verdict == Verdict::Different).filter_map(|frame| frame.frame)).shown(80);
    let aloud = format!("{} {different}", words("Différentes :", "Different:"));
    format!(
        "<div class=\"map\" aria-hidden=\"true\">{drawn}</div><div class=\"ends mono\" aria-hidden=\"true\"><span>{first}</span><span>{last}</span></div><p class=\"vh\">{aloud}</p>"
    )
}

/// Rank and class of a cell.
fn class(verdict: Verdict) -> (u8, &'static str) {
    match verdict {
        Verdict::Same => (1, ""),
        Verdict::Inside => (2, "note"),
        Verdict::Unread => (2, "blank"),
        Verdict::Different => (4, "error"),
    }
}
