//! Counts and the room's own words, in both languages.

use etabli_diagnosis::{Lang, Severity, Text, Value};
use etabli_scan::Summary;

use crate::paint::{ERROR, NOTE, Paint, Tone, UNCHECKED, WARNING};

/// A noun in the singular and in the plural.
pub(crate) struct Noun {
    one: Text,
    many: Text,
}

/// A noun of these words, each in French and English.
pub(crate) const fn noun(one: (&'static str, &'static str), many: (&'static str, &'static str)) -> Noun {
    Noun { one: Text { fr: one.0, en: one.1 }, many: Text { fr: many.0, en: many.1 } }
}

pub(crate) const ERRORS: Noun = noun(("erreur", "error"), ("erreurs", "errors"));
pub(crate) const WARNINGS: Noun = noun(("avertissement", "warning"), ("avertissements", "warnings"));
pub(crate) const NOTES: Noun = noun(("note", "note"), ("notes", "notes"));
pub(crate) const NOT_CHECKED: Noun = noun(("non vérifié", "not checked"), ("non vérifiés", "not checked"));
pub(crate) const FILES: Noun = noun(("fichier", "file"), ("fichiers", "files"));
pub(crate) const FRAMES: Noun = noun(("image", "frame"), ("images", "frames"));
pub(crate) const SEQUENCES: Noun = noun(("suite", "sequence"), ("suites", "sequences"));
pub(crate) const SOUND_SEQUENCES: Noun = noun(("suite saine", "sequence sound"), ("suites saines", "sequences sound"));
pub(crate) const PAIRS: Noun = noun(
    ("suite de deux images, trop courte pour les comparer", "sequence of two frames, too short to compare them"),
    ("suites de deux images, trop courtes pour les comparer", "sequences of two frames, too short to compare them"),
);
pub(crate) const FINDINGS: Noun = noun(("constat", "finding"), ("constats", "findings"));
const KNOWN: Noun = noun(("constat déjà connu", "finding known before"), ("constats déjà connus", "findings known before"));
const IGNORED: Noun = noun(("constat ignoré", "finding ignored"), ("constats ignorés", "findings ignored"));
pub(crate) const SHOTS: Noun = noun(("plan", "shot"), ("plans", "shots"));
pub(crate) const HOSTS: Noun = noun(("machine", "host"), ("machines", "hosts"));
pub(crate) const OTHERS: Noun = noun(("autre", "more"), ("autres", "more"));
pub(crate) const UNCLAIMED: Noun = noun(
    ("fichier d’un format non lu ici", "file of a format not read here"),
    ("fichiers de formats non lus ici", "files of formats not read here"),
);

impl Noun {
    /// The number and the noun ("3 errors", « 12 345 images »). Zero is singular in French.
    pub(crate) fn count(&self, n: u64, lang: Lang) -> String {
        let gap = if lang == Lang::Fr { '\u{A0}' } else { ' ' };
        format!("{}{gap}{}", number(n, lang), self.word(n, lang))
    }

    /// The noun alone, as that number asks.
    pub(crate) fn word(&self, n: u64, lang: Lang) -> &'static str {
        let one = n == 1 || (n == 0 && lang == Lang::Fr);
        if one { self.one.of(lang) } else { self.many.of(lang) }
    }
}

/// A number as the words write it.
pub(crate) fn number(n: u64, lang: Lang) -> String {
    Value::from(n).words(lang)
}

/// The word of a weight.
pub(crate) fn severity(severity: Severity, lang: Lang) -> &'static str {
    let noun = match severity {
        Severity::Error => ERRORS,
        Severity::Warning => WARNINGS,
        Severity::Note => NOTES,
    };
    noun.word(1, lang)
}

/// How sure a cause is, in words.
pub(crate) fn certainty(sure: f64) -> Text {
    match sure {
        0.9.. => Text { fr: "Cause presque sûre", en: "Almost certain cause" },
        0.6.. => Text { fr: "Cause probable", en: "Likely cause" },
        _ => Text { fr: "Cause possible", en: "Possible cause" },
    }
}

/// Counts of several reports together.
pub(crate) fn total<'a>(summaries: impl Iterator<Item = &'a etabli_scan::Report>) -> Summary {
    summaries.map(etabli_scan::Report::summary).fold(Summary::default(), |sum, one| Summary {
        files: sum.files + one.files,
        errors: sum.errors + one.errors,
        warnings: sum.warnings + one.warnings,
        notes: sum.notes + one.notes,
        unchecked: sum.unchecked + one.unchecked,
        known: sum.known + one.known,
        ignored: sum.ignored + one.ignored,
    })
}

/// "◆ 3 errors  ▲ 2 warnings": what is not zero.
pub(crate) fn signals(summary: &Summary, lang: Lang, paint: Paint) -> Vec<String> {
    let rows = [
        (summary.errors, ERRORS, Some(Tone::Fault), ERROR),
        (summary.warnings, WARNINGS, Some(Tone::Warn), WARNING),
        (summary.notes, NOTES, None, NOTE),
        (summary.unchecked, NOT_CHECKED, None, UNCHECKED),
    ];
    let said = rows.into_iter().filter(|(n, ..)| *n > 0).map(|(n, noun, tone, glyph)| {
        let glyph = tone.map_or_else(|| glyph.to_owned(), |tone| paint.tint(tone, glyph));
        format!("{glyph} {}", noun.count(n, lang))
    });
    said.collect()
}

/// The same as one plain sentence, without glyphs: "3 errors, 2 warnings".
pub(crate) fn sentence(summary: &Summary, lang: Lang) -> String {
    let rows = [(summary.errors, ERRORS), (summary.warnings, WARNINGS), (summary.notes, NOTES), (summary.unchecked, NOT_CHECKED)];
    let said: Vec<String> = rows.into_iter().filter(|(n, _)| *n > 0).map(|(n, noun)| noun.count(n, lang)).collect();
    let said = if said.is_empty() { nothing(summary).of(lang).to_owned() } else { said.join(", ") };
    let hidden = hidden(summary, lang);
    if hidden.is_empty() { said } else { format!("{said} ({})", hidden.join(", ")) }
}

/// "12 known findings, 2 ignored findings": what was left out.
pub(crate) fn hidden(summary: &Summary, lang: Lang) -> Vec<String> {
    let rows = [(summary.known, KNOWN), (summary.ignored, IGNORED)];
    rows.into_iter().filter(|(n, _)| *n > 0).map(|(n, noun)| noun.count(n, lang)).collect()
}

/// What is said where nothing is left to say: nothing found, nothing new, or nothing that is not accepted.
pub(crate) fn nothing(summary: &Summary) -> Text {
    match (summary.known, summary.ignored) {
        (0, 0) => Text { fr: "aucun défaut", en: "nothing found" },
        (0, _) => Text { fr: "rien d’autre que ce qui est accepté", en: "nothing but what is accepted" },
        _ => Text { fr: "rien de nouveau", en: "nothing new" },
    }
}
