//! Words for people: templates filled with evidence, in French and English.

use crate::{Finding, Text, Value};

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
}

/// Fills a template with the finding's evidence and place. A key without a value stays visible, in braces.
pub fn render(text: &Text, finding: &Finding, lang: Lang) -> String {
    let mut filled = String::new();
    let mut rest = text.of(lang);
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((key, after)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        match value(finding, key) {
            Some(value) => filled.push_str(&value.words(lang)),
            None => filled.push_str(&format!("{{{key}}}")),
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
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
            Self::Said(text) => text.of(lang).to_owned(),
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
        if place > 0 && (digits.len() - place) % 3 == 0 {
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
        let places = (2 - size.log10().floor() as i32).max(0) as usize;
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
    use super::{Lang, Value};

    #[test]
    fn numbers_are_written_as_people_write_them() {
        let check =
            |value: Value, fr: &str, en: &str| assert_eq!((value.words(Lang::Fr).as_str(), value.words(Lang::En).as_str()), (fr, en));
        check(Value::Int(1019), "1019", "1019");
        check(Value::Int(-1_234_567), "-1\u{202F}234\u{202F}567", "-1,234,567");
        check(Value::Float(0.5), "0,5", "0.5");
        check(Value::Float(65504.0), "65504", "65504");
        check(Value::Float(0.000_012_345), "1,23e-5", "1.23e-5");
        check(Value::Float(12.345), "12,3", "12.3");
        check(Value::Float(0.0), "0", "0");
        check(vec!["R", "G"].into(), "R, G", "R, G");
    }
}
