//! Forms: labels above, hints below, what was written kept when something is refused, the refusal beside its field.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use etabli_desk::{Lang, Refusal};

use crate::markup::{Markup, escape, glyph};

/// What a form holds, and what was said against it.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    values: BTreeMap<String, String>,
    refusal: Option<Refusal>,
    lang: Lang,
}

impl Form {
    /// An empty form.
    pub(crate) fn new(lang: Lang) -> Self {
        Self { values: BTreeMap::new(), refusal: None, lang }
    }

    /// The form as it was sent, and why it was refused.
    pub(crate) fn refused(lang: Lang, values: BTreeMap<String, String>, refusal: Refusal) -> Self {
        Self { values, refusal: Some(refusal), lang }
    }

    /// Proposes a value where nothing was written.
    pub(crate) fn propose(&mut self, name: &str, value: impl Into<String>) {
        self.values.entry(name.to_owned()).or_insert_with(|| value.into());
    }

    /// The value of a field.
    pub(crate) fn value(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }

    /// Whether a radio button of this value is on; the first one is when nothing was chosen.
    pub(crate) fn is(&self, name: &str, value: impl AsRef<str>, first: impl Borrow<bool>) -> bool {
        self.values.get(name).map_or(*first.borrow(), |chosen| chosen == value.as_ref())
    }

    /// What was refused, when it is about no field in particular.
    pub(crate) fn message(&self) -> Markup {
        match &self.refusal {
            Some(refusal) if refusal.field.is_none() => self.refusal_of(refusal, "refused"),
            _ => Markup::default(),
        }
    }

    /// What was refused about a field.
    pub(crate) fn error(&self, name: &str) -> Markup {
        match self.refusal.as_ref().filter(|refusal| refusal.field == Some(name)) {
            Some(refusal) => self.refusal_of(refusal, &format!("{name}-error")),
            None => Markup::default(),
        }
    }

    /// Attributes of a field that joins it to its hint and its refusal.
    pub(crate) fn attributes(&self, name: &str, hint: bool) -> Markup {
        let is_wrong = self.refusal.as_ref().is_some_and(|refusal| refusal.field == Some(name));
        let mut described = Vec::new();
        if hint {
            described.push(format!("{name}-hint"));
        }
        let mut attributes = String::new();
        if is_wrong {
            described.push(format!("{name}-error"));
            attributes.push_str(" aria-invalid=\"true\"");
        }
        if !described.is_empty() {
            attributes = format!("{attributes} aria-describedby=\"{}\"", described.join(" "));
        }
        Markup(attributes)
    }

    fn refusal_of(&self, refusal: &Refusal, id: &str) -> Markup {
        Markup(format!(
            "<div class=\"msg bad\" id=\"{id}\" role=\"alert\">{}<div><p><b>{}</b></p><p>{}</p></div></div>",
            glyph("fault"),
            escape(&refusal.what(self.lang)),
            escape(&refusal.cure(self.lang)),
        ))
    }

    /// A field of one line, with its label; without a hint when that is empty.
    pub(crate) fn line(&self, name: &str, label: impl AsRef<str>, hint: impl AsRef<str>) -> Markup {
        self.field(name, label.as_ref(), hint.as_ref(), |attributes, value| {
            format!("<input type=\"text\" id=\"{name}\" name=\"{name}\" value=\"{value}\" autocomplete=\"off\"{attributes}>")
        })
    }

    /// A day.
    pub(crate) fn day(&self, name: &str, label: impl AsRef<str>, hint: impl AsRef<str>) -> Markup {
        self.field(name, label.as_ref(), hint.as_ref(), |attributes, value| {
            format!("<input type=\"date\" id=\"{name}\" name=\"{name}\" value=\"{value}\"{attributes}>")
        })
    }

    /// A field of several lines.
    pub(crate) fn area(&self, name: &str, label: impl AsRef<str>, hint: impl AsRef<str>, rows: i32) -> Markup {
        self.field(name, label.as_ref(), hint.as_ref(), |attributes, value| {
            format!("<textarea id=\"{name}\" name=\"{name}\" rows=\"{rows}\"{attributes}>{value}</textarea>")
        })
    }

    fn field(&self, name: &str, label: &str, hint: &str, control: impl Fn(&Markup, &str) -> String) -> Markup {
        let control = control(&self.attributes(name, !hint.is_empty()), &escape(self.value(name)));
        let hint = if hint.is_empty() { String::new() } else { format!("<span class=\"hint\" id=\"{name}-hint\">{}</span>", escape(hint)) };
        Markup(format!("<div class=\"field\"><label for=\"{name}\">{}</label>{control}{hint}{}</div>", escape(label), self.error(name)))
    }
}

#[cfg(test)]
mod tests {
    use super::Form;
    use etabli_desk::Lang;

    #[test]
    fn what_was_written_comes_back_as_text() {
        let mut form = Form::new(Lang::En);
        form.propose("why", "\"><script>");
        let field = form.line("why", "Why", "");
        assert!(field.0.contains("value=\"&quot;&gt;&lt;script&gt;\""), "{field}");
        form.propose("why", "later");
        assert_eq!(form.value("why"), "\"><script>", "what was written is never replaced");
    }
}
