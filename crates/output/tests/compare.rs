//! What a comparison says: of its schema, in both languages, as a page that is well formed.

use std::collections::BTreeSet;

use etabli_diagnosis::compare::{Change, ChannelChange, Comparison, Rules, Unread, Verdict, What, Zone};
use etabli_diagnosis::{Failure, Lang};
use etabli_formats::Raster;
use etabli_formats::compare::{Changed, ChannelDelta, Largest, Turned};
use etabli_formats::exr::Box2i;
use etabli_output::compare::{Pictures, pictured, write};
use etabli_output::{Format, Style};
use etabli_scan::{Absent, Differences, Frame, Sequence, Shown};
use roxmltree::{Document, ParsingOptions};
use serde_json::Value;

/// A frame in which a NaN went away and another layer came.
fn changed(counts: u64) -> Comparison {
    let changed = Changed { pixels: counts, bbox: Some(Box2i { min: [227, 138], max: [229, 140] }), first: Some([227, 138]) };
    let largest = Some(Largest { difference: 0.5, pixel: [228, 138], values: [0.25, 0.75] });
    let nan = Turned { appeared: 0, vanished: 1 };
    let delta = ChannelDelta {
        samples: 129_600,
        differing: counts,
        sum: 0.5,
        squares: 0.25,
        largest,
        nan,
        bbox: changed.bbox,
        ..ChannelDelta::default()
    };
    Comparison {
        channels: vec![ChannelChange { name: "spec.R".to_owned(), delta }],
        compared: 4,
        area: 129_600,
        changed,
        outside: Changed { pixels: 2, ..changed },
        added: vec!["matte.R".to_owned(), "matte.G".to_owned(), "Z".to_owned()],
        headers: vec![
            Change {
                what: What::Compression,
                name: String::new(),
                before: Some("ZIP".to_owned()),
                after: Some("PIZ".to_owned()),
                is_passing: false,
            },
            Change { what: What::Attribute, name: "capDate".to_owned(), before: Some("2026".to_owned()), after: None, is_passing: true },
            Change {
                what: What::Attribute,
                name: "<b>&\"\u{1B}[2J".to_owned(),
                before: None,
                after: Some("'x'\u{202E}".to_owned()),
                is_passing: false,
            },
        ],
        ..Comparison::default()
    }
}

fn frame(number: i64, verdict: Verdict, compared: Result<Comparison, Failure>) -> Frame {
    let path = format!("render/beauty.{number}.exr");
    Frame { frame: Some(number), paths: [path.clone(), path], compared: compared.map(Box::new), verdict, zone: None }
}

/// Something of everything.
fn rich() -> Differences {
    let same = Comparison { is_same_bytes: true, ..Comparison::default() };
    let empty = Comparison { unread: [Some(Unread::Empty), None], ..Comparison::default() };
    let unread = Comparison { uncompared: vec![("Z".to_owned(), "deep pixels".to_owned())], neither: 2, ..Comparison::default() };
    let cut = Comparison { alone: [4800, 0], ..changed(4800) };
    let frames = vec![
        frame(1001, Verdict::Same, Ok(same)),
        frame(1002, Verdict::Different, Ok(changed(3))),
        frame(1003, Verdict::Different, Ok(empty)),
        frame(1004, Verdict::Unread, Ok(unread)),
        frame(1005, Verdict::Unread, Err(Failure::Died("signal 9".to_owned()))),
        frame(1006, Verdict::Different, Ok(cut)),
    ];
    let absent = |number: i64| Absent { frame: Some(number), path: format!("render/beauty.{number}.exr"), verdict: Verdict::Different };
    let names = ["render/beauty.1001-1007#.exr".to_owned(), "render/beauty.1001-1008#.exr".to_owned()];
    let alone = Absent { frame: None, path: "slate.exr".to_owned(), verdict: Verdict::Different };
    Differences {
        roots: ["v001".to_owned(), "v002".to_owned()],
        sequences: vec![
            Sequence { names, frames, absent: [vec![absent(1007)], vec![absent(1008)]] },
            Sequence { names: [String::new(), "slate.exr".to_owned()], frames: Vec::new(), absent: [Vec::new(), vec![alone]] },
        ],
        left_out: [1, 0],
        rules: Rules::default(),
        zone: None,
    }
}

fn zoned() -> Differences {
    let mut differences = rich();
    differences.zone = Some("IMG001".to_owned());
    differences.sequences[0].frames[1].zone = Some(Zone::Boxes(vec![Box2i { min: [0, 0], max: [9, 9] }]));
    differences.sequences[0].frames[1].verdict = Verdict::Inside;
    differences
}

fn pictures(differences: &Differences) -> Pictures {
    let raster = || Some(Raster { width: 2, height: 1, window: Box2i { min: [0, 0], max: [479, 269] }, rgb: vec![9; 6] });
    let shown = Shown { whole: [raster(), raster()], near: [raster(), raster()], heat: raster(), pixel: Some([227, 138]) };
    pictured(differences).into_iter().map(|place| (place, shown.clone())).collect()
}

fn written(differences: &Differences, format: Format, lang: Lang, width: usize) -> String {
    let mut out = Vec::new();
    let style = Style { format, lang, width, ..Style::default() };
    write(differences, &pictures(differences), "v001 v002", &style, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn the_terminal_says_each_thing_once_with_its_frames() {
    insta::assert_snapshot!("compare_full_en_100", written(&rich(), Format::Full, Lang::En, 100));
    insta::assert_snapshot!("compare_full_fr_80", written(&zoned(), Format::Full, Lang::Fr, 80));
}

#[test]
fn every_event_is_of_the_schema_and_says_all_of_it() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../schema/compare.schema.json");
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    let validator = jsonschema::validator_for(&schema).unwrap();
    let lines = [rich(), zoned()].map(|differences| written(&differences, Format::Jsonl, Lang::Fr, 80)).concat();
    let events: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for event in &events {
        let errors: Vec<String> = validator.iter_errors(event).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:#?} in {event:#}");
        let declared = &schema["$defs"][event["type"].as_str().unwrap()];
        let names = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<BTreeSet<String>>();
        assert_eq!(names(event), names(&declared["properties"]));
    }
    let mut spoiled = events.iter().find(|event| event["type"] == "frame").unwrap().clone();
    spoiled["verdict"] = Value::from("maybe");
    assert!(!validator.is_valid(&spoiled));
}

#[test]
fn the_page_is_well_formed_runs_nothing_and_fetches_nothing() {
    for (differences, lang) in [(rich(), Lang::En), (zoned(), Lang::Fr)] {
        let page = written(&differences, Format::Html, lang, 80);
        let document = Document::parse_with_options(&page, ParsingOptions { allow_dtd: true, ..ParsingOptions::default() }).unwrap();
        let ids: Vec<&str> = document.descendants().filter_map(|node| node.attribute("id")).collect();
        assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{ids:?}");
        for node in document.descendants().filter(roxmltree::Node::is_element) {
            assert_ne!(node.tag_name().name(), "script");
            for attribute in node.attributes() {
                assert!(!attribute.name().starts_with("on") && attribute.name() != "style", "{}", attribute.name());
                assert!(attribute.name() != "src" || attribute.value().starts_with("data:"), "{}", attribute.value());
            }
        }
        let cuts = document.descendants().filter(|node| node.attribute("type") == Some("radio") && node.attribute("value") == Some("50"));
        assert_eq!(cuts.count(), 2, "one cut for each frame that is shown");
        assert!(!page.contains("http:") && !page.contains("https") && !page.contains("url("));
    }
}

#[test]
fn pictures_are_shared_out_among_sequences() {
    let frames = |count: i64| (1..=count).map(|number| frame(number, Verdict::Different, Ok(changed(1)))).collect();
    let sequence = |count: i64| Sequence { frames: frames(count), ..Sequence::default() };
    let differences = Differences { sequences: vec![sequence(40), sequence(1), sequence(3)], ..Differences::default() };
    let wanted = pictured(&differences);
    let of = |number: usize| wanted.iter().filter(|(own, _)| *own == number).count();
    assert_eq!([of(0), of(1), of(2)], [8, 1, 3]);
}
