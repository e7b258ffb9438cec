//! `etabli.toml`, baselines and earlier reports.

use crate::{Bench, FRAME};

fn spoiled() -> Bench {
    let bench = Bench::new();
    bench.cut(FRAME);
    bench
}

#[test]
fn a_configuration_that_cannot_be_understood_stops_the_check() {
    let bench = Bench::new();
    bench.write("shot/etabli.toml", b"show = \"fox\"\n[image]\nresolutoin = [1, 2]\n");
    let said = bench.run("check shot");
    assert_eq!((said.status, said.out.as_str()), (2, ""));
    said.holds(&["etabli.toml:3:1", "3 | resolutoin = [1, 2]", "  | ^^^^^^^^^^", "write resolution"]);
    let said = bench.run("--lang fr check shot");
    said.holds(&["clé inconnue « resolutoin »", "écrire resolution"]);
}

#[test]
fn a_mistake_below_the_root_stops_it_too() {
    let bench = spoiled();
    bench.write("shot/sq010/sh010/etabli.toml", b"[severity]\nEXR01 = \"note\"\n");
    let said = bench.run("check shot");
    assert_eq!((said.status, said.out.as_str()), (2, ""));
    said.holds(&["sh010/etabli.toml:2:1", "did you mean EXR001?"]);
}

#[test]
fn declared_weights_and_ignores_change_the_outcome() {
    let bench = spoiled();
    let status = |text: &str| {
        bench.write("shot/sq010/etabli.toml", text.as_bytes());
        bench.run("check shot --select EXR001").status
    };
    assert_eq!(status(""), 1);
    assert_eq!(status("[severity]\nEXR001 = \"note\"\n"), 0);
    assert_eq!(status("[severity]\ntruncated-pixels = \"off\"\n"), 0);
    assert_eq!(status("[[ignore]]\ncode = \"EXR001\"\npath = \"sh010/*.exr\"\nreason = \"known\"\n"), 0);
    assert_eq!(status("[[ignore]]\ncode = \"EXR001\"\npath = \"*.exr\"\nreason = \"known\"\n"), 1);
    assert_eq!(status("[[ignore]]\ncode = \"EXR001\"\npath = \"**\"\nreason = \"known\"\nuntil = \"2020-01-01\"\n"), 1);
}

#[test]
fn an_ignore_that_has_expired_is_told() {
    let bench = spoiled();
    bench.write("shot/sq010/etabli.toml", b"[[ignore]]\ncode = \"EXR001\"\npath = \"**\"\nreason = \"known\"\nuntil = \"2020-01-01\"\n");
    let said = bench.run("check shot");
    assert!(said.err.contains("EXR001 is no longer ignored in ** since 2020-01-01"), "{}", said.err);
}

#[test]
fn the_command_line_declares_ranges_and_holes() {
    let bench = Bench::new();
    let codes = |line: &str| {
        let said = bench.run(&format!("check shot --output-format jsonl {line}"));
        said.findings().into_iter().map(|(code, _)| code).collect::<Vec<_>>()
    };
    assert_eq!(codes("--expect-range 1001-1024"), [""; 0]);
    assert_eq!(codes("--expect-range 1001-1030"), ["SEQ007"]);
    std::fs::remove_file(bench.path(FRAME)).unwrap();
    assert_eq!(codes(""), ["SEQ001"]);
    assert_eq!(codes("--allow-holes"), [""; 0]);
}

#[test]
fn a_baseline_hides_what_it_recorded() {
    let bench = spoiled();
    assert_eq!(bench.run("baseline shot -o known.json").status, 0);
    assert_eq!(bench.run("check shot --baseline known.json").status, 0);
    bench.cut("shot/sq010/sh010/beauty.1015.exr");
    let said = bench.run("check shot --baseline known.json --output-format jsonl");
    assert_eq!(said.status, 1);
    assert!(said.findings().iter().all(|(_, path)| path.ends_with("1015.exr")), "{}", said.out);
    assert_eq!(bench.run("check shot --baseline gone.json").status, 2);
    bench.write("broken.json", b"{\n  \"schema\": 1,\n  oops\n}");
    let said = bench.run("check shot --baseline broken.json");
    assert_eq!(said.status, 2);
    said.holds(&["broken.json:3:", "no baseline", "etabli baseline PATH -o FILE"]);
}

#[test]
fn a_baseline_that_has_expired_hides_nothing_and_is_told() {
    let bench = spoiled();
    bench.run("baseline shot -o known.json --until 2020-01-01");
    let said = bench.run("check shot --baseline known.json");
    assert_eq!(said.status, 1);
    said.holds(&["EXR001 sq010/sh010/beauty.#.exr is no longer accepted since 2020-01-01"]);
}

#[test]
fn only_what_an_earlier_report_does_not_name_is_news() {
    let bench = spoiled();
    assert_eq!(bench.run("check shot --output-format jsonl -o before.jsonl").status, 1);
    assert_eq!(bench.run("check shot --since before.jsonl").status, 0);
    bench.cut("shot/sq010/sh010/beauty.1015.exr");
    let said = bench.run("check shot --since before.jsonl --output-format jsonl");
    assert_eq!(said.status, 1);
    assert!(said.findings().iter().all(|(_, path)| path.ends_with("1015.exr")), "{}", said.out);
    bench.write("note.txt", b"not a report\n");
    let said = bench.run("check shot --since note.txt");
    assert_eq!(said.status, 2);
    said.holds(&["note.txt:1:1", "not of a report"]);
}
