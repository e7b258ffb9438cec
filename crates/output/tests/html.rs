//! The page: well formed, whole in itself, in both languages.

use std::collections::BTreeSet;

use common::{hostile, rich, sound, style, written};
use etabli_diagnosis::Lang;
use etabli_output::Format;
use roxmltree::{Document, ParsingOptions};

mod common;

fn page(lang: Lang) -> String {
    written(&[rich(), hostile()], style(Format::Html, lang, 80))
}

fn parsed(page: &str) -> Document<'_> {
    Document::parse_with_options(page, ParsingOptions { allow_dtd: true, ..ParsingOptions::default() }).unwrap()
}

#[test]
fn it_is_well_formed_and_every_link_leads_somewhere() {
    let page = page(Lang::En);
    let document = parsed(&page);
    let ids: Vec<&str> = document.descendants().filter_map(|node| node.attribute("id")).collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "{ids:?}");
    let links: Vec<&str> = document.descendants().filter_map(|node| node.attribute("href")).collect();
    assert!(links.len() > 10, "{links:?}");
    for link in links {
        assert!(link.strip_prefix('#').is_some_and(|id| unique.contains(id)), "{link} leads nowhere");
    }
}

#[test]
fn it_runs_nothing_and_fetches_nothing() {
    let page = page(Lang::Fr);
    let document = parsed(&page);
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        assert_ne!(node.tag_name().name(), "script");
        if node.attribute("http-equiv") == Some("Content-Security-Policy") {
            assert!(node.attribute("content").is_some_and(|policy| policy.starts_with("default-src 'none';")));
        }
        for attribute in node.attributes() {
            assert!(!attribute.name().starts_with("on") && attribute.name() != "style", "{}", attribute.name());
            assert!(attribute.name() != "src" || attribute.value().starts_with("data:"), "{}", attribute.value());
        }
    }
    for word in ["http:", "https:", "url(", "@import"] {
        assert!(!page.contains(word), "{word}");
    }
}

#[test]
fn each_language_has_its_sentences_and_one_is_shown_first() {
    let page = page(Lang::Fr);
    let document = parsed(&page);
    let texts =
        |lang: &str| document.descendants().filter(|node| node.attribute("lang") == Some(lang) && node.has_tag_name("span")).count();
    assert!(texts("fr") > 30, "{}", texts("fr"));
    assert_eq!(document.root_element().attribute("lang"), Some("fr"));
    let checked: Vec<&str> =
        document.descendants().filter(|node| node.has_attribute("checked")).filter_map(|node| node.attribute("id")).collect();
    assert_eq!(checked, ["lang-fr", "theme-system"]);
}

#[test]
fn nothing_found_says_so() {
    let page = written(&[sound()], style(Format::Html, Lang::En, 80));
    assert!(page.contains("Nothing to report"));
}
