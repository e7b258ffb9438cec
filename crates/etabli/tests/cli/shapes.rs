//! What is scanned, and in what shape it is told.

use std::fs;
use std::io::Read;
use std::process::Stdio;

use crate::{Bench, FRAME};

#[test]
fn every_format_tells_the_same_fault() {
    let bench = Bench::new();
    bench.cut(FRAME);
    for format in ["full", "concise", "grouped", "jsonl", "sarif", "junit", "csv", "markdown"] {
        let said = bench.run(&format!("check shot --output-format {format}"));
        assert_eq!(said.status, 1, "{format}\n{}", said.err);
        said.holds(&["EXR001"]);
        assert!(!said.out.contains('\u{1B}'), "{format}: no colour in a pipe");
        let again = bench.run(&format!("check shot --output-format {format}"));
        assert_eq!(said.out, again.out, "{format}");
    }
    bench.run("check shot --statistics").holds(&["EXR001"]);
    let wanted = bench.run("check shot --output-format sarif").out;
    bench.run("check shot --output-format sarif -o report.sarif");
    assert_eq!(fs::read_to_string(bench.path("report.sarif")).unwrap(), wanted);
}

#[test]
fn colour_obeys_the_environment() {
    let bench = Bench::new();
    bench.cut(FRAME);
    let is_coloured = |variables: &[(&str, &str)]| bench.run_with("check shot", variables, b"").out.contains('\u{1B}');
    assert!(is_coloured(&[("CLICOLOR_FORCE", "1")]));
    assert!(!is_coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
}

#[test]
fn words_are_in_the_readers_language() {
    let bench = Bench::new();
    bench.cut(FRAME);
    bench.run("check shot --lang fr").holds(&["coupée"]);
    bench.run("check shot --lang en").holds(&["cut short"]);
}

#[test]
fn files_come_from_a_list() {
    let bench = Bench::new();
    bench.cut(FRAME);
    bench.cut("shot/sq010/sh010/beauty.1015.exr");
    let judged = |list: &str| {
        let said = bench.run_with("check --files-from - --select EXR001 --output-format jsonl", &[], list.as_bytes());
        said.findings().into_iter().map(|(_, path)| path).collect::<Vec<_>>()
    };
    assert_eq!(judged(&format!("{FRAME}\0shot/sq010/sh010/beauty.1011.exr\0")), ["beauty.1010.exr"]);
    assert_eq!(judged(&format!("{FRAME}\nshot/sq010/sh010/beauty.1015.exr\n")), ["beauty.1010.exr", "beauty.1015.exr"]);
    assert_eq!(judged("shot/sq010\n"), ["sh010/beauty.1010.exr", "sh010/beauty.1015.exr"]);
    let said = bench.run_with("check --files-from -", &[], b"shot/gone.exr\0");
    assert_eq!(said.status, 2);
    said.holds(&["shot/gone.exr does not exist"]);
}

#[test]
fn files_named_together_are_not_missed_between_themselves() {
    let bench = Bench::new();
    let said = bench.run("check shot/sq010/sh010/beauty.1001.exr shot/sq010/sh010/beauty.1009.exr --output-format jsonl");
    assert_eq!(said.findings(), []);
    assert_eq!(said.events("start").len(), 1);
    assert_eq!(said.events("summary")[0]["files"], 2);
}

#[test]
fn a_task_answers_for_its_own_frames_compared_with_their_neighbours() {
    let bench = Bench::new();
    let status = |line: &str| bench.run(&format!("check --no-cache {line}")).status;
    assert_eq!(bench.run("inject IMG003 shot --seed 3").status, 0);
    let said = bench.run("check shot --no-cache --select IMG003 --output-format jsonl");
    let finding = said.out.lines().find(|line| line.contains("\"finding\"")).unwrap();
    let frame = finding.split("\"frame\":").nth(1).unwrap().split(',').next().unwrap();
    for line in [format!("shot/sq010/sh010/beauty.{frame}.exr"), format!("shot --frames {frame}")] {
        assert_eq!((status(&line), status(&format!("{line} --ignore IMG003"))), (1, 0), "{line}: black beside its neighbours");
    }
    let bench = Bench::new();
    let status = |line: &str| bench.run(&format!("check --no-cache {line}")).status;
    fs::remove_file(bench.path("shot/sq010/sh010/beauty.1007.exr")).unwrap();
    for (line, expected) in [
        ("shot/sq010/sh010/beauty.1001.exr", 0),
        ("shot/sq010/sh010/beauty.1001.exr shot/sq010/sh010/beauty.1002.exr", 0),
        ("shot/sq010/sh010/beauty.1006.exr shot/sq010/sh010/beauty.1008.exr", 1),
        ("shot --frames 1001-1006", 0),
        ("shot --frames 1007", 1),
        ("shot --frames 2007", 0),
        ("shot/sq010/sh010/beauty.1001.exr --expect-range 1001-1100", 0),
        ("shot --expect-range 1001-1100", 1),
        ("shot/sq010 --expect-range 1001-1100 --exclude sh010", 3),
        ("shot/sq010/sh010/beauty.####.exr", 1),
        ("shot/sq010/sh010/beauty.1001-1006#.exr", 0),
        ("shot/sq010/sh010/beauty.1001-1007#.exr", 3),
    ] {
        assert_eq!(status(line), expected, "{line}");
    }
}

#[test]
fn frames_globs_and_moments_bound_a_check() {
    let bench = Bench::new();
    bench.cut(FRAME);
    let codes = |line: &str| {
        let said = bench.run(&format!("check shot --select EXR001,SEQ001 --output-format jsonl {line}"));
        assert!(said.status < 2, "{}", said.err);
        said.findings().len()
    };
    assert_eq!(codes(""), 1);
    assert_eq!(codes("--frames 1001-1009"), 0);
    assert_eq!(codes("--frames 1002-1020x2"), 1);
    assert_eq!(codes("--exclude *.1010.exr --allow-holes"), 0);
    assert_eq!(codes("--exclude sh010"), 0);
    assert_eq!(codes("--since 2020-01-01"), 1);
    assert_eq!(codes("--since 2100-01-01"), 0);
    assert_eq!(codes("--ops-max 1000 --jobs 1 --memory 1GiB"), 1);
}

#[test]
fn a_young_file_is_still_being_written() {
    let bench = Bench::new();
    bench.cut(FRAME);
    assert_eq!(bench.run("check shot --select EXR001,FIL004 --min-age 1h --fail-on warning").status, 0);
    assert_eq!(bench.run("check shot --select EXR001,FIL004 --fail-on warning").status, 1);
}

#[test]
fn the_first_line_comes_before_anything_is_read() {
    let bench = Bench::new();
    let fed =
        bench.command(&["check", "--files-from", "-", "--output-format", "jsonl"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut child = fed.unwrap();
    drop(child.stdin.take());
    let mut out = String::new();
    child.stdout.take().unwrap().read_to_string(&mut out).unwrap();
    assert_eq!((child.wait().unwrap().code(), out.as_str()), (Some(2), ""), "an empty list proves nothing");
    let first = bench.run("check shot --output-format jsonl").out;
    let start: serde_json::Value = serde_json::from_str(first.lines().next().unwrap()).unwrap();
    assert_eq!((start["type"].as_str(), start["schema"].as_u64(), start["root"].as_str()), (Some("start"), Some(1), Some("shot")));
}

#[test]
fn a_closed_pipe_is_quiet() {
    let bench = Bench::new();
    bench.cut(FRAME);
    let mut child = bench.command(&["list"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""));
    let mut child =
        bench.command(&["check", "shot", "--output-format", "jsonl"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(1), ""));
}
