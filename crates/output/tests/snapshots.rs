//! Every format as people and machines receive it. `INSTA_UPDATE=always cargo test` rewrites `snapshots/`; look at them before you keep them.

mod common;

use common::{divided, emptied, hostile, mended, rich, sound, style, written};
use etabli_diagnosis::Lang;
use etabli_output::{Format, Style, plans};

const LANGS: [(&str, Lang); 2] = [("fr", Lang::Fr), ("en", Lang::En)];

fn keep(name: &str, text: &str) {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, { insta::assert_snapshot!(name, text) });
}

#[test]
fn terminal_formats_at_both_widths() {
    for (word, lang) in LANGS {
        for width in [80, 140] {
            for (name, format) in [("full", Format::Full), ("grouped", Format::Grouped)] {
                keep(&format!("{name}-{word}-{width}"), &written(&[rich()], style(format, lang, width)));
            }
        }
    }
}

#[test]
fn other_formats_in_both_languages() {
    let names = ["concise", "jsonl", "sarif", "junit", "csv", "markdown"];
    for (word, lang) in LANGS {
        for name in names {
            keep(&format!("{name}-{word}"), &written(&[rich()], style(Format::of(name).unwrap(), lang, 80)));
        }
        let statistics = Style { statistics: true, ..style(Format::Full, lang, 80) };
        keep(&format!("statistics-{word}"), &written(&[rich()], statistics));
    }
}

#[test]
fn a_sound_show_is_two_lines() {
    for (word, lang) in LANGS {
        keep(&format!("sound-{word}"), &written(&[sound()], style(Format::Full, lang, 80)));
    }
}

#[test]
fn fixes_are_counted_and_those_that_were_not_made_say_why() {
    let said = [
        (Lang::En, ["fixed EXR006 ", "saved apart EXR006 ", "2 withdrawn", "has 3 names (hard links)", "there is nothing to save"]),
        (Lang::Fr, ["corrigé EXR006 ", "sauvé à part EXR006 ", "2\u{A0}retirés", "a 3 noms (liens physiques)", "il n’y a rien à sauver"]),
    ];
    for (lang, wanted) in said {
        let text = written(&[mended()], style(Format::Concise, lang, 80));
        for want in wanted {
            assert!(text.contains(want), "{want}\n{text}");
        }
    }
}

#[test]
fn a_plan_shows_what_changes_before_and_after() {
    let mut plan = Vec::new();
    plans(&[mended()], &style(Format::Full, Lang::En, 80), &mut plan).unwrap();
    let text = String::from_utf8(plan).unwrap();
    for want in [
        "- beauty_1003.exr",
        "+ beauty.1003.exr",
        "- bytes 20,829-20,865",
        "- displayWindow: 1920x1081+0+0",
        "R (227, 138): NaN -> 0.5",
        "chunks kept 12/17",
        "left, lost lines 400-540",
        "1 to be done",
    ] {
        assert!(text.contains(want), "{want}\n{text}");
    }
}

#[test]
fn what_is_known_alike_of_several_frames_is_said_once() {
    let text = written(&[emptied()], style(Format::Full, Lang::En, 80));
    assert!(text.contains("FIL001 empty-file  1013-1014"), "{text}");
    assert_eq!(text.matches("holds 0 bytes").count(), 1, "{text}");
}

/// Every format for people says both differences, each with its own frames.
#[test]
fn different_things_are_not_said_in_one_sentence() {
    for format in [Format::Full, Format::Markdown, Format::Junit, Format::Html] {
        let text = written(&[divided()], style(format, Lang::En, 140));
        assert!(text.contains("1004,1006: another sample type, float"), "{format:?} {text}");
        assert!(text.contains("1009: another compression, PIZ"), "{format:?} {text}");
        assert!(!text.contains("Likewise"), "{format:?} {text}");
    }
    let page = written(&[divided()], style(Format::Html, Lang::En, 140));
    let ids: Vec<&str> = page.split(" id=\"g").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(ids.len(), ids.iter().collect::<std::collections::BTreeSet<_>>().len(), "{ids:?}");
}

#[test]
fn what_is_known_is_not_sound() {
    let text = written(&[divided()], style(Format::Full, Lang::En, 140));
    let map = text.lines().find(|line| line.contains("··")).unwrap();
    assert_eq!(map.trim_start().chars().nth(18), Some('◆'), "the known cut keeps its mark: {map}");
    let known = etabli_scan::Report { findings: Vec::new(), ..divided() };
    for format in [Format::Full, Format::Concise, Format::Markdown] {
        let text = written(std::slice::from_ref(&known), style(format, Lang::En, 140));
        assert!(text.contains("nothing new") && !text.contains("sound: nothing found"), "{text}");
    }
}

#[test]
fn commands_that_lead_on_are_those_that_were_given() {
    let verified = Style { verifies: true, ..style(Format::Full, Lang::En, 140) };
    let text = written(&[rich()], verified);
    assert!(text.contains("etabli verify --output-format concise") && !text.contains("etabli check --output-format"), "{text}");
}

#[test]
fn hostile_names_stay_text() {
    for (name, format) in [("full", Format::Full), ("concise", Format::Concise), ("csv", Format::Csv), ("markdown", Format::Markdown)] {
        keep(&format!("hostile-{name}"), &written(&[hostile()], style(format, Lang::En, 80)));
    }
}

#[test]
fn colour_adds_nothing_but_colour() {
    let painted = Style { colour: true, ..style(Format::Full, Lang::En, 80) };
    let text = written(&[rich()], painted);
    assert!(text.contains("\u{1B}[31m◆"));
    let mut plain = String::new();
    for piece in text.split('\u{1B}') {
        plain.push_str(piece.split_once('m').filter(|_| piece.starts_with('[')).map_or(piece, |(_, rest)| rest));
    }
    assert_eq!(plain, written(&[rich()], Style { colour: false, ..painted }));
}

/// Commands alone may be longer: they are there to be copied.
#[test]
fn lines_keep_to_the_terminal() {
    for (_, lang) in LANGS {
        for width in [80, 100, 140] {
            let text = written(&[rich()], style(Format::Full, lang, width));
            let over: Vec<&str> =
                text.lines().filter(|line| line.chars().count() > width && !line.trim_start().starts_with("etabli ")).collect();
            assert!(over.is_empty(), "wider than {width}: {over:#?}");
        }
    }
}
