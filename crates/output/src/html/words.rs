//! Text in the page: escaped, and in both languages side by side, of which the style sheet shows one.

use std::fmt::Write as _;

use etabli_diagnosis::{Finding, Lang, Text, render};

use crate::count::Noun;
use crate::text::printable;

/// Text as HTML holds it, without what could turn or hide it.
pub(crate) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in printable(text).chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

/// One text in two languages.
pub(crate) fn both(of: impl Fn(Lang) -> String) -> String {
    let [fr, en] = [Lang::Fr, Lang::En].map(|lang| escape(&of(lang)));
    if fr == en { fr } else { format!("<span lang=\"fr\">{fr}</span><span lang=\"en\">{en}</span>") }
}

/// Words of ours.
pub(crate) fn words(fr: &'static str, en: &'static str) -> String {
    let text = Text { fr, en };
    both(|lang| text.set(lang))
}

/// Words of a fault, with the finding's evidence.
pub(crate) fn said(text: &Text, finding: &Finding) -> String {
    both(|lang| render(text, finding, lang))
}

/// A number with its noun.
pub(crate) fn counted(noun: &Noun, n: u64) -> String {
    both(|lang| noun.count(n, lang))
}

/// A path or a command that one click selects whole.
pub(crate) fn copied(class: &str, text: &str) -> String {
    format!("<code class=\"{class} copy\" translate=\"no\" lang=\"en\">{}</code>", escape(text))
}

/// A sign of the page's own set, with no words: they stand beside it.
pub(crate) fn glyph(name: &str) -> String {
    format!("<svg class=\"g is-{name}\" aria-hidden=\"true\"><use href=\"#g-{name}\"/></svg>")
}

/// A list of terms and what they are, without the empty ones.
pub(crate) fn facts(rows: &[(String, String)]) -> String {
    let mut list = String::from("<dl class=\"facts\">");
    for (term, what) in rows.iter().filter(|(_, what)| !what.is_empty()) {
        // Writing into a string cannot fail.
        let _ = write!(list, "<dt>{term}</dt><dd>{what}</dd>");
    }
    list + "</dl>"
}

#[cfg(test)]
mod tests {
    use super::{both, escape};

    #[test]
    fn a_name_stays_text() {
        assert_eq!(escape("<script>\"a\" & 'b'\u{202E}"), r"&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;\u{202e}");
    }

    #[test]
    fn what_is_the_same_in_both_languages_is_written_once() {
        assert_eq!(both(|_| "1019".to_owned()), "1019");
        assert_eq!(both(|lang| format!("{lang:?}")), "<span lang=\"fr\">Fr</span><span lang=\"en\">En</span>");
    }
}
