//! Words of screens, from `words/desk.fr.ftl` and `words/desk.en.ftl`.

use std::sync::OnceLock;

use etabli_desk::{Lang, typeset};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

type Bundle = FluentBundle<FluentResource>;

const FR: &str = include_str!("../words/desk.fr.ftl");
const EN: &str = include_str!("../words/desk.en.ftl");

/// A sentence by its key, with what it is filled with. A key that is nowhere is shown itself, in brackets; a test finds those first.
pub(crate) fn say(lang: Lang, key: &str, given: &[(&str, Given)]) -> String {
    let bundle = bundle(lang);
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else { return format!("[{key}]") };
    let mut args = FluentArgs::new();
    for (name, value) in given {
        args.set(*name, value.fluent());
    }
    let mut wrong = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&args), &mut wrong);
    typeset(&text, lang)
}

/// Whether a key has its words.
#[cfg(test)]
fn knows(lang: Lang, key: &str) -> bool {
    bundle(lang).has_message(key)
}

/// What a sentence is filled with.
#[derive(Debug, Clone)]
pub(crate) enum Given {
    /// A count, which words agree with.
    Count(i64),
    /// A text.
    Text(String),
}

impl Given {
    fn fluent(&self) -> FluentValue<'_> {
        match self {
            Self::Count(count) => FluentValue::from(*count),
            Self::Text(text) => FluentValue::from(text.as_str()),
        }
    }
}

impl From<i64> for Given {
    fn from(count: i64) -> Self {
        Self::Count(count)
    }
}
impl From<u64> for Given {
    fn from(count: u64) -> Self {
        Self::Count(count as i64)
    }
}
impl From<usize> for Given {
    fn from(count: usize) -> Self {
        Self::Count(count as i64)
    }
}
impl From<&i64> for Given {
    fn from(count: &i64) -> Self {
        Self::Count(*count)
    }
}
impl From<&u64> for Given {
    fn from(count: &u64) -> Self {
        Self::Count(*count as i64)
    }
}
impl From<&&u64> for Given {
    fn from(count: &&u64) -> Self {
        Self::Count(**count as i64)
    }
}
impl From<&usize> for Given {
    fn from(count: &usize) -> Self {
        Self::Count(*count as i64)
    }
}
impl From<&String> for Given {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}
impl From<&str> for Given {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
impl From<String> for Given {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

fn bundle(lang: Lang) -> &'static Bundle {
    static FRENCH: OnceLock<Bundle> = OnceLock::new();
    static ENGLISH: OnceLock<Bundle> = OnceLock::new();
    match lang {
        Lang::Fr => FRENCH.get_or_init(|| made("fr", FR)),
        Lang::En => ENGLISH.get_or_init(|| made("en", EN)),
    }
}

fn made(tag: &str, text: &str) -> Bundle {
    let tag: LanguageIdentifier = tag.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // Marks of direction around what is filled in would be copied with it.
    bundle.set_use_isolating(false);
    let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(understood, _)| understood);
    bundle.add_resource_overriding(resource);
    bundle
}

#[cfg(test)]
mod templates;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use fluent_bundle::FluentResource;

    use super::{EN, FR, say};
    use etabli_desk::Lang;

    /// The keys of a file, in the order of the alphabet.
    fn keys(text: &str) -> BTreeSet<String> {
        assert!(FluentResource::try_new(text.to_owned()).is_ok(), "a line is no message");
        let begins = |line: &str| line.split_once(" =").map(|(key, _)| key.to_owned());
        text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase())).filter_map(begins).collect()
    }

    #[test]
    fn every_key_has_its_words_in_both_languages() {
        assert_eq!(keys(FR), keys(EN));
    }

    #[test]
    fn words_agree_with_counts() {
        assert_eq!(say(Lang::En, "files-read", &[("n", 1_i64.into())]), "1 file read");
        assert_eq!(say(Lang::Fr, "files-read", &[("n", 2_i64.into())]), "2 fichiers lus");
    }
}
