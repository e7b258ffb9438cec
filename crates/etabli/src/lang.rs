//! The language that a person reads, and words in both.

use clap::ValueEnum;
use etabli_diagnosis::Lang;

/// `--lang`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    /// French.
    Fr,
    /// English.
    En,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::Fr => Self::Fr,
            Language::En => Self::En,
        }
    }
}

/// A sentence in both languages, made at run time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Both {
    fr: String,
    en: String,
}

/// A sentence in French and in English.
pub(crate) fn both(fr: impl Into<String>, en: impl Into<String>) -> Both {
    Both { fr: fr.into(), en: en.into() }
}

impl Both {
    /// The sentence in one language.
    pub(crate) fn of(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
        }
    }
}

/// One of two texts, by language.
pub(crate) fn either<'a>(lang: Lang, fr: &'a str, en: &'a str) -> &'a str {
    match lang {
        Lang::Fr => fr,
        Lang::En => en,
    }
}

/// The language that the environment asks for, by the POSIX order of its variables.
pub(crate) fn of_environment(variable: impl Fn(&str) -> Option<String>) -> Lang {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| variable(name).filter(|value| !value.is_empty()));
    if set.is_some_and(|value| value.to_ascii_lowercase().starts_with("fr")) { Lang::Fr } else { Lang::En }
}

/// The language asked for before the arguments are parsed: for errors in the arguments themselves.
pub(crate) fn of_arguments(arguments: &[String]) -> Option<Lang> {
    let after = arguments.iter().zip(arguments.iter().skip(1)).find(|(name, _)| *name == "--lang").map(|(_, value)| value.as_str());
    let joined = arguments.iter().find_map(|argument| argument.strip_prefix("--lang="));
    match joined.or(after)? {
        "fr" => Some(Lang::Fr),
        "en" => Some(Lang::En),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use etabli_diagnosis::Lang;

    use super::{of_arguments, of_environment};

    #[test]
    fn the_environment_gives_the_language_in_the_posix_order() {
        let check = |set: &[(&str, &str)], want: Lang| {
            let variable = |name: &str| set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
            assert_eq!(of_environment(variable), want, "{set:?}");
        };
        check(&[], Lang::En);
        check(&[("LANG", "fr_FR.UTF-8")], Lang::Fr);
        check(&[("LANG", "fr_FR.UTF-8"), ("LC_ALL", "C.UTF-8")], Lang::En);
        check(&[("LANG", "en_GB.UTF-8"), ("LC_ALL", ""), ("LC_MESSAGES", "fr_CA")], Lang::Fr);
    }

    #[test]
    fn the_arguments_give_it_before_they_are_parsed() {
        let check = |line: &str, want: Option<Lang>| {
            let arguments: Vec<String> = line.split(' ').map(str::to_owned).collect();
            assert_eq!(of_arguments(&arguments), want, "{line}");
        };
        check("etabli --lang fr chek", Some(Lang::Fr));
        check("etabli chek --lang=en", Some(Lang::En));
        check("etabli check --lang de", None);
    }
}
