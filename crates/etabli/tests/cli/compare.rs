//! Two renders compared: exit status, the zone of a fault, the shapes of the answer.

use std::fs;

use crate::Bench;

/// A shot, and a copy of it as it was before a fault was made in the first.
fn spoiled(codes: &[&str]) -> Bench {
    let bench = Bench::new();
    for (path, bytes) in bench.shot() {
        let name = path.strip_prefix(bench.path("shot")).unwrap();
        bench.write(&format!("good/{}", name.display()), &bytes);
    }
    for code in codes {
        let made = bench.run(&format!("inject {code} shot --seed 3"));
        assert_eq!(made.status, 0, "{}", made.err);
    }
    bench
}

#[test]
fn the_same_is_0_another_is_1_and_nothing_to_compare_is_2() {
    let bench = spoiled(&[]);
    let said = bench.run("compare shot good");
    assert_eq!(said.status, 0, "{}{}", said.out, said.err);
    said.holds(&["Nothing changed"]);
    let bench = spoiled(&["IMG001"]);
    let said = bench.run("compare shot good --lang fr");
    assert_eq!(said.status, 1);
    said.holds(&["pixels", "NaN de moins", "a changé"]);
    bench.write("empty/note.txt", b"x");
    let said = bench.run("compare empty empty");
    assert_eq!(said.status, 2);
    said.holds(&["nothing to compare"]);
    assert_eq!(bench.run("compare shot absent").status, 2);
}

#[test]
fn a_fix_is_proved_to_have_changed_nothing_outside_the_fault() {
    let bench = spoiled(&["IMG001"]);
    let report = bench.run("check shot --output-format jsonl");
    bench.write("found.jsonl", report.out.as_bytes());
    for inside in ["IMG001", "found.jsonl"] {
        let said = bench.run(&format!("compare shot good --inside {inside}"));
        assert_eq!(said.status, 0, "{inside} {}{}", said.out, said.err);
        said.holds(&["All that changed stays within the zone"]);
    }
    // A second fault lies elsewhere.
    let made = bench.run("inject IMG004 shot --seed 8");
    assert_eq!(made.status, 0, "{}", made.err);
    let said = bench.run("compare shot good --inside IMG001");
    assert_eq!(said.status, 1, "{}", said.out);
    said.holds(&["outside the zone of IMG001"]);
    assert_eq!(bench.run("compare shot good --inside IMG001,IMG004").status, 0);
    let said = bench.run("compare shot good --inside EXR001");
    assert_eq!(said.status, 2);
    said.holds(&["no finding of EXR001 in shot"]);
}

#[test]
fn a_frame_that_is_away_counts_unless_it_is_asked_for() {
    let bench = spoiled(&["SEQ001:one"]);
    assert_eq!(bench.run("compare shot good").status, 1);
    assert_eq!(bench.run("compare shot good --common").status, 0);
    assert_eq!(bench.run("compare shot good --inside SEQ001").status, 0);
}

#[test]
fn what_is_tolerated_or_ignored_does_not_count() {
    let bench = spoiled(&["IMG004"]);
    assert_eq!(bench.run("compare shot good --tolerance 1e30").status, 0);
    assert_eq!(bench.run("compare shot good --percent 100").status, 0);
    assert_eq!(bench.run("compare shot good --percent -1").status, 2);
    assert_eq!(bench.run("compare shot good --ignore-attribute a[").status, 2);
}

#[test]
fn it_is_told_as_lines_as_a_page_and_as_pictures() {
    let bench = spoiled(&["IMG001"]);
    let lines = bench.run("compare shot good --output-format jsonl").out;
    let events: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |verdict: &str| events.iter().filter(|event| event["type"] == "frame" && event["verdict"] == verdict).count();
    assert_eq!(of("different"), 1);
    assert!(of("same") > 3);
    let said = bench.run("compare shot good --output-format html -o diff.html --heat heat");
    assert_eq!(said.status, 1, "{}", said.err);
    let page = fs::read_to_string(bench.path("diff.html")).unwrap();
    assert!(page.contains("class=\"wipe\"") && page.contains("data:image/png"));
    let different =
        events.iter().find(|event| event["verdict"] == "different").unwrap()["before"].as_str().unwrap().replace(".exr", ".png");
    assert!(fs::read(bench.path("heat").join(different)).unwrap().starts_with(b"\x89PNG"));
    let one = bench.run("compare shot good --output-format jsonl --frames 1001").out;
    assert_eq!(one.lines().filter(|line| line.contains("\"type\":\"frame\"")).count(), 1);
}
