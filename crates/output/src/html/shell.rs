//! What every page has around its content: style, signs, the switches of language and theme.

use etabli_diagnosis::{Lang, Text};

use super::words::{escape, words};

const STYLE: &str = include_str!("page.css");
const SIGNS: &str = include_str!("signs.svg");
/// What the page may do, whatever a name in it tries: show itself.
const POLICY: &str = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// A page up to its content: what it is, of what, the language shown first, and style of its own.
pub(crate) fn open(title: Text, subject: &str, lang: Lang, style: &str) -> String {
    let (tag, subject) = (if lang == Lang::Fr { "fr" } else { "en" }, escape(subject));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{tag}\"><head><meta charset=\"utf-8\"/><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\"/><meta name=\"color-scheme\" content=\"dark light\"/><title>{} · {subject}</title>\n<style>\n{STYLE}{style}</style></head>\n<body>\n{}\
         <main id=\"main\" class=\"page\">",
        title.of(lang),
        header(&subject, lang)
    )
}

/// The end of a page.
pub(crate) fn close() -> String {
    let self_contained = words("Ce fichier se suffit à lui-même et ne charge rien.", "This file is self-contained and loads nothing.");
    format!(
        "</main>\n<footer class=\"foot\"><span>{self_contained}</span><span class=\"mono\">etabli {}</span></footer>\n</body></html>\n",
        crate::VERSION
    )
}

fn header(subject: &str, lang: Lang) -> String {
    let skip = words("Aller au contenu", "Skip to content");
    let radio = |name: &str, id: &str, checked: bool, label: &str| {
        let checked = if checked { " checked=\"\"" } else { "" };
        format!("<label class=\"pick\"><input type=\"radio\" name=\"{name}\" id=\"{name}-{id}\"{checked}/>{label}</label>")
    };
    let langs = radio("lang", "fr", lang == Lang::Fr, "<span lang=\"fr\" class=\"keep\">Français</span>")
        + &radio("lang", "en", lang == Lang::En, "<span lang=\"en\" class=\"keep\">English</span>");
    let themes = radio("theme", "system", true, &words("Système", "System"))
        + &radio("theme", "dark", false, &words("Sombre", "Dark"))
        + &radio("theme", "light", false, &words("Clair", "Light"));
    format!(
        "<a class=\"skip\" href=\"#main\">{skip}</a>\n{SIGNS}<header class=\"bar\"><span class=\"brand\"><svg aria-hidden=\"true\"><use href=\"#g-peg\"/></svg>établi</span>\
         <span class=\"prod\"><b translate=\"no\">{subject}</b></span><form class=\"switches\"><fieldset><legend>{}</legend>{langs}</fieldset><fieldset><legend>{}</legend>{themes}</fieldset></form></header>\n",
        words("Langue", "Language"),
        words("Thème", "Theme"),
    )
}
