//! Words for people: templates filled with evidence, in French and English.

use crate::examine::IN_PROGRESS;
use crate::{Finding, Phrase, Text, Value};

/// A language that people read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// French.
    Fr,
    /// English.
    #[default]
    En,
}

impl Text {
    /// The sentence in one language.
    pub fn of(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Fr => self.fr,
            Lang::En => self.en,
        }
    }

    /// The sentence in one language, as it is printed.
    pub fn set(&self, lang: Lang) -> String {
        typeset(self.of(lang), lang)
    }
}

/// Fills a template with the finding's evidence and place. `{key}` is the value, `{key:one|many}` a word that agrees with it.
/// A key without a value stays visible, in braces.
pub fn render(text: &Text, finding: &Finding, lang: Lang) -> String {
    let mut filled = String::new();
    let mut rest = text.of(lang);
    while let Some((before, (key, after))) = rest.split_once('{').and_then(|(before, after)| Some((before, after.split_once('}')?))) {
        filled.push_str(&typeset(before, lang));
        filled.push_str(&fill(key, finding, lang).unwrap_or_else(|| format!("{{{key}}}")));
        rest = after;
    }
    filled.push_str(&typeset(rest, lang));
    filled
}

/// The artist's sentence about a finding. What a file that is being written explains is said to be in progress.
pub fn artist(finding: &Finding, lang: Lang) -> String {
    let said = render(&finding.fault.words.artist, finding, lang);
    if !finding.evidence.contains_key(IN_PROGRESS) {
        return said;
    }
    format!("{}{said}", UNFINISHED.set(lang))
}

/// What to do about a finding: to wait, when a file that is being written explains it.
pub fn advice(finding: &Finding, lang: Lang) -> String {
    let waits = finding.evidence.contains_key(IN_PROGRESS);
    render(if waits { &WAIT } else { &finding.fault.words.advice }, finding, lang)
}

const UNFINISHED: Text = Text { fr: "En cours : ", en: "In progress: " };
const WAIT: Text = Text {
    fr: "Attendre la fin du rendu ou de la copie, puis vérifier de nouveau.",
    en: "Wait for the render or the copy to end, then check again.",
};

fn fill(key: &str, finding: &Finding, lang: Lang) -> Option<String> {
    let Some((key, (one, many))) = key.split_once(':').and_then(|(key, forms)| Some((key, forms.split_once('|')?))) else {
        return value(finding, key).map(|value| match value {
            Value::Int(n) if PLAIN.contains(&key) => n.to_string(),
            value => value.words(lang),
        });
    };
    let Value::Int(count) = value(finding, key)? else { return None };
    // French counts none as one; English does not.
    let single = count == 1 || (count == 0 && lang == Lang::Fr);
    Some(typeset(if single { one } else { many }, lang))
}

/// Numbers that are names: nothing is counted by them, and their digits stay together.
const PLAIN: [&str; 5] = ["frame", "until", "original", "uid", "gid"];

/// A space that does not break, half as wide.
const NARROW: &str = "\u{202F}";

/// Text as it is printed: in French, curved apostrophes and spaces that do not break before high punctuation.
pub fn typeset(text: &str, lang: Lang) -> String {
    if lang == Lang::En {
        return text.to_owned();
    }
    let marks = [" ;", " ?", " !"].iter().fold(text.replace('\'', "\u{2019}"), |t, mark| t.replace(mark, &mark.replace(' ', NARROW)));
    marks.replace(" :", "\u{A0}:").replace("« ", "«\u{A0}").replace(" »", "\u{A0}»")
}

/// A key of the evidence, or of the place: file, frame, until, byte, pixel, layer, channel, part.
fn value(finding: &Finding, key: &str) -> Option<Value> {
    let at = &finding.at;
    if let Some(value) = finding.evidence.get(key) {
        return Some(value.clone());
    }
    match key {
        "file" => Some(crate::tree::split(&finding.path).1.into()),
        "frame" => finding.frame.map(Value::Int),
        "until" => finding.until.or(finding.frame).map(Value::Int),
        "byte" => at.byte.map(Value::from),
        "pixel" => at.pixel.map(|[x, y]| Value::Text(format!("{x}, {y}"))),
        "layer" => at.layer.clone().map(Value::Text),
        "channel" => at.channel.clone().map(Value::Text),
        "part" => at.part.map(Value::from),
        _ => None,
    }
}

impl Value {
    /// The value as a person of that language writes it.
    pub fn words(&self, lang: Lang) -> String {
        match self {
            Self::Int(n) => grouped(*n, lang),
            Self::Float(x) => decimal(*x, lang),
            Self::Text(text) => text.clone(),
            Self::Said(text) => text.set(lang),
            Self::Phrase(Phrase { fr, en }) => match lang {
                Lang::Fr => fr.clone(),
                Lang::En => en.clone(),
            },
            Self::List(values) => values.iter().map(|v| v.words(lang)).collect::<Vec<_>>().join(", "),
        }
    }
}

/// Thousands apart from five digits on, so that frame numbers stay as they are written in file names.
fn grouped(n: i64, lang: Lang) -> String {
    let digits = n.unsigned_abs().to_string();
    if digits.len() < 5 {
        return n.to_string();
    }
    let gap = match lang {
        Lang::Fr => '\u{202F}',
        Lang::En => ',',
    };
    let mut out = String::from(if n < 0 { "-" } else { "" });
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(gap);
        }
        out.push(digit);
    }
    out
}

/// Three significant digits; very large and very small values in powers of ten.
fn decimal(x: f64, lang: Lang) -> String {
    let size = x.abs();
    let text = if !x.is_finite() || size == 0.0 {
        format!("{x}")
    } else if (1e-4..1e6).contains(&size) {
        let magnitude = size.log10().floor() as i32;
        if magnitude > 2 {
            let unit = 10_f64.powi(magnitude - 2);
            return grouped(((x / unit).round() * unit) as i64, lang);
        }
        let places = (2 - magnitude) as usize;
        let fixed = format!("{x:.places$}");
        if fixed.contains('.') { fixed.trim_end_matches('0').trim_end_matches('.').to_owned() } else { fixed }
    } else {
        format!("{x:.2e}")
    };
    match lang {
        Lang::Fr => text.replace('.', ","),
        Lang::En => text,
    }
}

#[cfg(test)]
mod tests {
    use super::{IN_PROGRESS, Lang, Value, advice, artist, render, typeset};
    use crate::{Findings, Text, faults};

    fn said(template: &'static str, count: i64, lang: Lang) -> String {
        let fault = faults::find("IMG001").unwrap();
        let mut finding = Findings::of(fault).blank("a/b.exr".to_owned());
        finding.with("count", count);
        render(&Text { fr: template, en: template }, &finding, lang)
    }

    #[test]
    fn numbers_are_written_as_people_write_them() {
        let check =
            |value: Value, fr: &str, en: &str| assert_eq!((value.words(Lang::Fr).as_str(), value.words(Lang::En).as_str()), (fr, en));
        check(Value::Int(1019), "1019", "1019");
        check(Value::Int(-1_234_567), "-1\u{202F}234\u{202F}567", "-1,234,567");
        check(Value::Float(0.5), "0,5", "0.5");
        check(Value::Float(65504.0), "65\u{202F}500", "65,500");
        check(Value::Float(-1234.5), "-1230", "-1230");
        check(Value::Float(0.000_012_345), "1,23e-5", "1.23e-5");
        check(Value::Float(12.345), "12,3", "12.3");
        check(Value::Float(0.0), "0", "0");
        check(vec!["R", "G"].into(), "R, G", "R, G");
    }

    #[test]
    fn words_agree_with_their_number() {
        let check = |count, lang, want: &str| assert_eq!(said("{count} {count:cheval|chevaux}.", count, lang), want);
        check(0, Lang::Fr, "0 cheval.");
        check(0, Lang::En, "0 chevaux.");
        check(1, Lang::Fr, "1 cheval.");
        check(1, Lang::En, "1 cheval.");
        check(2, Lang::Fr, "2 chevaux.");
    }

    #[test]
    fn what_is_in_progress_is_waited_for() {
        let mut finding = Findings::of(faults::find("EXR001").unwrap()).blank("a/b.exr".to_owned());
        assert!(advice(&finding, Lang::En).starts_with("Render this frame again"));
        finding.with(IN_PROGRESS, 1);
        assert!(advice(&finding, Lang::En).starts_with("Wait for the render"));
        assert_eq!(artist(&finding, Lang::Fr), "En cours\u{A0}: b.exr est coupée\u{A0}: une partie de l\u{2019}image manque.");
    }

    #[test]
    fn frames_and_accounts_are_names_not_counts() {
        let mut finding = Findings::of(faults::find("IMG001").unwrap()).blank("a/b.exr".to_owned());
        finding.run(12_345, 12_346).with("uid", 10_001).with("count", 12_345);
        let text = Text { fr: "", en: "{frame} {until} {uid} {count}" };
        assert_eq!(render(&text, &finding, Lang::En), "12345 12346 10001 12,345");
    }

    #[test]
    fn a_key_without_a_value_stays_visible() {
        assert_eq!(said("{file}: {nothing} {count", 1, Lang::En), "b.exr: {nothing} {count");
        assert_eq!(said("{file:one|many}", 1, Lang::En), "{file:one|many}");
    }

    #[test]
    fn french_is_set_with_its_own_marks_and_values_are_left() {
        assert_eq!(typeset("l'image : « a » ; b ?", Lang::Fr), "l\u{2019}image\u{A0}: «\u{A0}a\u{A0}»\u{202F}; b\u{202F}?");
        assert_eq!(typeset("the image's : name", Lang::En), "the image's : name");
    }
}
