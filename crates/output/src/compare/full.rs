//! The terminal: for each sequence its pairs, then what changed, each thing once with its frames.

use std::collections::BTreeMap;
use std::io::{self, Write};

use etabli_diagnosis::compare::{Comparison, Verdict};
use etabli_diagnosis::{Lang, Text};
use etabli_scan::{Differences, Frame, Sequence};

use super::gathered::{Counts, HeaderGroup, absent, channels, headers, is_silent, ranked, runs};
use super::words::{self, DIFFERENT, INSIDE, LEFT_OUT, ONLY_AFTER, ONLY_BEFORE, PAIRS, SAME, UNREAD};
use crate::count::{Noun, OTHERS, number};
use crate::frames::Runs;
use crate::full::steps;
use crate::paint::{ERROR, NOTE, Paint, SOUND, Tone, UNCHECKED};
use crate::style::Style;
use crate::text::{justify, pad, printable, quote, width, wrap};

/// Frames of a sequence whose figures are shown.
const FRAMES: usize = 4;
/// Channels of a frame whose figures are shown.
const CHANNELS: usize = 6;
/// Columns of a header's value.
const VALUE: usize = 40;
/// Columns of a sentence.
const SENTENCE: usize = 96;

pub(super) fn write(differences: &Differences, command: &str, style: &Style, out: &mut impl Write) -> io::Result<()> {
    let desk = Desk { differences, lang: style.lang, paint: Paint(style.colour), columns: style.width.clamp(40, 140) };
    for sequence in differences.sequences.iter().filter(|sequence| !is_silent(sequence)) {
        desk.sequence(sequence, out)?;
    }
    desk.ending(out)?;
    if differences.verdict() == Verdict::Same {
        return Ok(());
    }
    let page = format!("etabli compare --output-format html -o diff.html {command}");
    let lines = format!("etabli compare --output-format jsonl {command}");
    let [shown, told] = [
        Text { fr: "avant, après et les écarts, à regarder", en: "before, after and the differences, to look at" },
        Text { fr: "chaque image en chiffres, pour un programme", en: "each frame in figures, for a program" },
    ];
    writeln!(out)?;
    steps(&[(&page, shown.of(style.lang)), (&lines, told.of(style.lang))], style, out)
}

struct Desk<'a> {
    differences: &'a Differences,
    lang: Lang,
    paint: Paint,
    columns: usize,
}

impl Desk<'_> {
    fn sequence(&self, sequence: &Sequence, out: &mut impl Write) -> io::Result<()> {
        let [before, after] = sequence.names.each_ref().map(|name| printable(name));
        let name = match (before.is_empty(), after.is_empty()) {
            (false, false) if before != after => format!("{before} → {after}"),
            (true, _) => after,
            _ => before,
        };
        let counts = Counts::of(sequence);
        let pairs = vec![PAIRS.count(counts.pairs(), self.lang)];
        let notes = together([pairs, self.signals(&counts)].concat(), self.columns - 2);
        if let [note] = notes.as_slice() {
            writeln!(out, "{}", justify(&self.paint.tint(Tone::Strong, &name), note, self.columns))?;
        } else {
            writeln!(out, "{}", self.paint.tint(Tone::Strong, &name))?;
            notes.iter().try_for_each(|note| writeln!(out, "  {note}"))?;
        }
        writeln!(out, "{}", self.paint.tint(Tone::Faint, &"─".repeat(self.columns)))?;
        self.pixels(sequence, out)?;
        self.unread(sequence, out)?;
        self.channels(sequence, out)?;
        self.headers(sequence, out)?;
        self.absent(sequence, out)?;
        writeln!(out)
    }

    fn signals(&self, counts: &Counts) -> Vec<String> {
        let [same, inside, different, unread] = counts.files;
        let fault = self.paint.tint(Tone::Fault, ERROR);
        let rows: [(u64, &Noun, String); 6] = [
            (different, &DIFFERENT, fault.clone()),
            (counts.absent[0], &ONLY_BEFORE, self.paint.tint(Tone::Fault, "□")),
            (counts.absent[1], &ONLY_AFTER, self.paint.tint(Tone::Fault, "□")),
            (inside, &INSIDE, NOTE.to_owned()),
            (unread, &UNREAD, UNCHECKED.to_owned()),
            (same, &SAME, self.paint.tint(Tone::Sound, SOUND)),
        ];
        rows.into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, noun, glyph)| format!("{glyph} {}", noun.count(count, self.lang)))
            .collect()
    }

    /// A line that begins with a sign and a word.
    fn line(&self, is_counted: bool, word: Text, rest: &str, out: &mut impl Write) -> io::Result<()> {
        let glyph = if is_counted { self.paint.tint(Tone::Fault, ERROR) } else { NOTE.to_owned() };
        let head = format!("{glyph} {}  ", pad(word.of(self.lang), 8));
        for (place, line) in wrap(rest, (self.columns - width(&head)).min(SENTENCE)).iter().enumerate() {
            let lead = if place == 0 { head.clone() } else { " ".repeat(width(&head)) };
            writeln!(out, "{lead}{line}")?;
        }
        Ok(())
    }

    fn pixels(&self, sequence: &Sequence, out: &mut impl Write) -> io::Result<()> {
        let frames: Vec<&Frame> =
            ranked(sequence, &self.differences.rules).into_iter().filter_map(|place| sequence.frames.get(place)).collect();
        let changed: Vec<(&Frame, &Comparison)> = frames
            .iter()
            .filter_map(|frame| Some((*frame, frame.compared.as_deref().ok().filter(|one| one.changed.pixels > 0)?)))
            .collect();
        if changed.is_empty() {
            return Ok(());
        }
        let is_counted = changed.iter().any(|(frame, _)| frame.verdict == Verdict::Different);
        let told = runs(changed.iter().filter_map(|(frame, _)| frame.frame)).shown(self.columns.saturating_sub(14));
        let figures = |comparison| words::pixels(comparison, self.differences.zone.is_some(), self.lang);
        let alone = changed.first().map_or_else(String::new, |(_, comparison)| figures(comparison));
        self.line(is_counted, Text { fr: "pixels", en: "pixels" }, if told.is_empty() { &alone } else { &told }, out)?;
        for (frame, comparison) in changed.iter().take(FRAMES) {
            if let Some(number) = frame.frame {
                self.indented(2, &format!("{number} {}", figures(comparison)), out)?;
            }
            self.figures(comparison, out)?;
        }
        let more = changed.len().saturating_sub(FRAMES) as u64;
        if more > 0 {
            self.indented(2, &format!("+{} {}", number(more, self.lang), OTHERS.word(more, self.lang)), out)?;
        }
        Ok(())
    }

    /// The figures of each channel that changed.
    fn figures(&self, comparison: &Comparison, out: &mut impl Write) -> io::Result<()> {
        let changed = || comparison.channels.iter().filter(|change| change.delta.differing > 0);
        let widest = changed().take(CHANNELS).map(|change| width(&printable(&change.name))).max().unwrap_or(0).min(32);
        for change in changed().take(CHANNELS) {
            let name = pad(&printable(&change.name), widest);
            let pieces = words::channel(change, self.lang).join(" · ");
            for (place, line) in wrap(&pieces, self.columns.saturating_sub(widest + 8).clamp(20, SENTENCE)).iter().enumerate() {
                let lead = if place == 0 { name.clone() } else { " ".repeat(width(&name)) };
                writeln!(out, "      {lead}  {line}")?;
            }
        }
        let more = changed().count().saturating_sub(CHANNELS) as u64;
        if more > 0 { self.indented(6, &format!("+{} {}", number(more, self.lang), OTHERS.word(more, self.lang)), out) } else { Ok(()) }
    }

    fn unread(&self, sequence: &Sequence, out: &mut impl Write) -> io::Result<()> {
        let mut reasons: BTreeMap<String, (Vec<i64>, bool)> = BTreeMap::new();
        for frame in &sequence.frames {
            for why in words::unread(frame, self.lang) {
                let (frames, is_counted) = reasons.entry(why).or_default();
                frames.extend(frame.frame);
                *is_counted |= frame.verdict == Verdict::Different;
            }
        }
        for (why, (frames, is_counted)) in reasons {
            self.line(is_counted, Text { fr: "lecture", en: "reading" }, &with_frames(&printable(&why), &runs(frames)), out)?;
        }
        Ok(())
    }

    fn channels(&self, sequence: &Sequence, out: &mut impl Write) -> io::Result<()> {
        for group in channels(sequence) {
            let said = [words::layers("−", group.removed), words::layers("+", group.added)].concat().join(", ");
            self.line(true, Text { fr: "canaux", en: "channels" }, &with_frames(&printable(&said), &group.frames), out)?;
        }
        Ok(())
    }

    fn headers(&self, sequence: &Sequence, out: &mut impl Write) -> io::Result<()> {
        for group in headers(sequence, &self.differences.rules) {
            let said = with_frames(&self.header(&group), &group.frames);
            self.line(group.counts, Text { fr: "en-tête", en: "header" }, &said, out)?;
        }
        Ok(())
    }

    fn header(&self, group: &HeaderGroup) -> String {
        let name = printable(&words::header(group.what, group.name, self.lang));
        let value = |value: Option<&str>| printable(&words::value(value, VALUE, self.lang));
        let colon = Text { fr: "\u{A0}:", en: ":" }.of(self.lang);
        match group.values {
            Some([before, after]) => format!("{name}{colon} {} → {}", value(before), value(after)),
            None => format!("{name}{colon} {}", Text { fr: "plusieurs valeurs", en: "several values" }.of(self.lang)),
        }
    }

    fn absent(&self, sequence: &Sequence, out: &mut impl Write) -> io::Result<()> {
        let sides = [Text { fr: "avant", en: "before" }, Text { fr: "après", en: "after" }];
        for (side, list) in sides.into_iter().zip(&sequence.absent).filter(|(_, list)| !list.is_empty()) {
            let (frames, alone) = absent(list);
            let only = Text { fr: "seulement {} :", en: "only {}:" }.of(self.lang).replace("{}", side.of(self.lang));
            let told = [vec![frames.shown(SENTENCE)], alone.iter().map(|path| printable(path)).collect()].concat();
            let told: Vec<String> = told.into_iter().filter(|one| !one.is_empty()).collect();
            let is_counted = list.iter().any(|one| one.verdict == Verdict::Different);
            self.line(
                is_counted,
                Text { fr: "images", en: "frames" },
                &format!("{} {}", words::set(&only, self.lang), told.join(", ")),
                out,
            )?;
        }
        Ok(())
    }

    fn indented(&self, columns: usize, text: &str, out: &mut impl Write) -> io::Result<()> {
        let lead = " ".repeat(columns + 2);
        for (place, line) in wrap(text, (self.columns - columns - 4).min(SENTENCE)).iter().enumerate() {
            writeln!(out, "{lead}{}{line}", if place == 0 { "" } else { "  " })?;
        }
        Ok(())
    }

    fn ending(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "{}", self.paint.tint(Tone::Faint, &"─".repeat(self.columns)))?;
        for line in wrap(&quote(&words::whole(self.differences, self.lang), self.lang), self.columns.min(SENTENCE)) {
            writeln!(out, "{}", printable(&line))?;
        }
        for line in together(self.signals(&Counts::total(self.differences)), self.columns) {
            writeln!(out, "{line}")?;
        }
        let left_out: u64 = self.differences.left_out.iter().sum();
        if left_out > 0 { writeln!(out, "{}", LEFT_OUT.count(left_out, self.lang)) } else { Ok(()) }
    }
}

/// Counts on as few lines as hold them.
fn together(counts: Vec<String>, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for count in counts {
        match lines.last_mut() {
            Some(line) if width(line) + 2 + width(&count) <= columns => {
                line.push_str("  ");
                line.push_str(&count);
            }
            _ => lines.push(count),
        }
    }
    lines
}

fn with_frames(said: &str, frames: &Runs) -> String {
    if frames.0.is_empty() { said.to_owned() } else { format!("{said} · {}", frames.shown(60)) }
}
