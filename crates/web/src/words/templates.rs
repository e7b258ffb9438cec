//! Templates hold no words of their own, and every key that they name has its words.

use std::fs;
use std::path::Path;

use etabli_desk::may::ROLES;
use etabli_desk::{Lang, State};

use super::knows;

/// Names that are the same in every language, and marks that are no words.
const NAMES: [&str; 8] = ["établi", "Français", "English", "Windows", "macOS", "Linux", "Ctrl", "N-"];

/// Every file below a folder, with its text.
fn files(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
        }
    }
}

fn all(ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found.retain(|(path, _)| path.ends_with(ending));
    found
}

/// The text without what stands between two marks.
fn without(text: &str, open: &str, close: &str) -> String {
    let mut rest = text;
    let mut left = String::new();
    while let Some((before, after)) = rest.split_once(open) {
        left.push_str(before);
        left.push(' ');
        rest = after.split_once(close).map_or("", |(_, after)| after);
    }
    left + rest
}

#[test]
fn no_template_holds_words_of_its_own() {
    for (path, text) in all(".html") {
        let mut bare = without(&without(&text, "{%", "%}"), "{{", "}}");
        bare = without(&bare, "<", ">");
        for key in ["j", "k", "c", "r", "n", "a", "d"] {
            bare = bare.replace(&format!(" {key} "), " ");
        }
        let words: Vec<&str> =
            bare.split_whitespace().filter(|word| !NAMES.contains(word)).filter(|word| word.chars().any(char::is_alphabetic)).collect();
        assert_eq!(words, Vec::<&str>::new(), "{path}");
    }
}

/// The keys that stand, written out, behind a call.
fn keys<'t>(text: &'t str, call: &str) -> Vec<&'t str> {
    text.split(call).skip(1).filter_map(|after| after.split('"').next()).collect()
}

#[test]
fn every_key_that_a_page_names_has_its_words() {
    let mut count = 0;
    for (path, text) in all(".html").into_iter().chain(all(".rs")).filter(|(path, _)| !path.contains("words")) {
        for call in ["f.t(\"", "f.w(\"", "f.w2(\"", "frame(\""] {
            for key in keys(&text, call) {
                assert!(knows(Lang::Fr, key) && knows(Lang::En, key), "{path}: {key}");
                count += 1;
            }
        }
    }
    assert!(count > 200, "the calls are still spelled that way");
}

#[test]
fn every_name_of_a_kind_has_its_words() {
    let states = State::all().map(State::name);
    let steps =
        ["reformulate", "confirm", "diagnose", "propose", "decide", "tell", "answer", "plan", "deliver", "try", "write", "file", "closed"];
    let kinds: [(&str, Vec<&str>); 13] = [
        ("state", states.to_vec()),
        ("mine-next", states.to_vec()),
        ("role", ROLES.map(etabli_desk::Role::name).to_vec()),
        ("do", steps.to_vec()),
        ("waiting", vec!["artist", "rd", "vendor", "farm"]),
        ("whom", vec!["artist", "rd", "vendor", "farm"]),
        ("blocking", vec!["blocked", "slowed", "question"]),
        ("is", vec!["blocked", "slowed", "question"]),
        ("kind", vec!["debug", "code", "tool", "around"]),
        ("view", vec!["all", "mine", "free", "diagnose", "waiting", "alike", "try", "lesson"]),
        ("severity", vec!["error", "warning", "note"]),
        ("term", vec!["impact", "alike", "urgency", "ready", "age"]),
        ("why", vec!["impact-blocked", "impact-slowed", "impact-question", "alike", "urgency", "ready", "age"]),
    ];
    for (kind, names) in kinds {
        for name in names {
            let key = format!("{kind}-{name}");
            assert!(knows(Lang::Fr, &key) && knows(Lang::En, &key), "{key}");
        }
    }
    let gates = include_str!("../../../desk/src/gates.rs");
    for name in keys(gates, "(\"")
        .into_iter()
        .filter(|name| gates.contains(&format!("(\"{name}\", true)")) || gates.contains(&format!("(\"{name}\", false)")))
    {
        assert!(knows(Lang::En, &format!("gate-{name}")), "gate-{name}");
    }
    let story = include_str!("../../../desk/src/story.rs");
    for kind in story
        .split("=> \"")
        .skip(1)
        .filter_map(|after| after.split('"').next())
        .filter(|kind| !["confirmed", "answered", "tried"].contains(kind))
    {
        let key = format!("did-{}", kind.replace('_', "-"));
        assert!(knows(Lang::Fr, &key), "{key}");
    }
}
