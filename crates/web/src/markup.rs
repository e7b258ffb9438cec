//! Pieces of pages that are markup of ours around text of others, which is always escaped.

use std::fmt;

use askama::filters::HtmlSafe;

/// Markup that may stand in a page as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Markup(pub(crate) String);

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Markup {}

/// Text as HTML holds it, in an element or a quoted attribute.
pub(crate) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            // What turns the direction of the text after it could make a name read as another.
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {}
            c => safe.push(c),
        }
    }
    safe
}

/// A sign of the house's own set. Its word stands beside it.
pub(crate) fn glyph(name: &str) -> Markup {
    Markup(format!("<svg class=\"g is-{name}\" aria-hidden=\"true\"><use href=\"#g-{name}\"></use></svg>"))
}

/// A path or a command, one click of which takes the whole.
pub(crate) fn path(text: &str) -> Markup {
    Markup(format!("<span class=\"path copy\" translate=\"no\">{}</span>", escape(text)))
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn text_stays_text() {
        assert_eq!(escape("<img src=x onerror=\"a\">'\u{202E}&"), "&lt;img src=x onerror=&quot;a&quot;&gt;&#39;&amp;");
    }
}
