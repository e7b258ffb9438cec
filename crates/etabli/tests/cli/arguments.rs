//! Exit status, and what is said of arguments that cannot be followed.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::os::unix::process::CommandExt;

use crate::{Bench, FRAME, Said};

#[test]
fn the_exit_status_says_how_a_check_ended() {
    let bench = Bench::new();
    let check = |line: &str, want: i32| {
        let said = bench.run(line);
        assert_eq!(said.status, want, "{line}\n{}\n{}", said.out, said.err);
    };
    check("check shot", 0);
    bench.cut(FRAME);
    check("check shot", 1);
    check("check shot --exit-zero", 0);
    check("check shot --ignore EXR", 0);
    check("check shot --ignore truncated-pixels,EXR003", 0);
    check("check shot --select SEQ", 0);
    check(&format!("check {FRAME}"), 1);
    check("check shot --level structure", 1);
    check("check elsewhere", 2);
    check("check shot --memory lots", 2);
    check("check shot --memory 1MiB", 2);
}

#[test]
fn a_lighter_weight_fails_only_when_asked() {
    let bench = Bench::new();
    bench.write("shot/sq010/sh010/beauty.1030.exr.tmp", b"x");
    bench.age("shot/sq010/sh010/beauty.1030.exr.tmp");
    let status = |line: &str| bench.run(line).status;
    assert_eq!(status("check shot --select FIL003"), 0);
    assert_eq!(status("check shot --select FIL003 --fail-on warning"), 1);
}

#[test]
fn a_codec_that_nobody_reads_fails_only_a_strict_check() {
    let bench = Bench::new();
    let mut bytes = fs::read(bench.path(FRAME)).unwrap();
    let name = b"compression\0compression\0\x01\0\0\0";
    let value = bytes.windows(name.len()).position(|window| window == name).unwrap() + name.len();
    bytes[value] = HTJ2K;
    bench.write(FRAME, &bytes);
    let status = |line: &str| bench.run(&format!("check {FRAME} --select EXR001,IMG {line}")).status;
    assert_eq!(status(""), 0);
    assert_eq!(status("--strict"), 3);
    assert_eq!(status("--strict --exit-zero"), 0);
}

/// Compression that OpenEXR 3.4 added, by its number in the file.
const HTJ2K: u8 = 10;

#[test]
fn a_file_that_cannot_be_read_is_told_apart_from_a_fault() {
    let bench = Bench::new();
    fs::set_permissions(bench.path(FRAME), fs::Permissions::from_mode(0o0)).unwrap();
    fs::set_permissions(bench.path(""), fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = bench.command(&["check", "shot", "--select", "IMG", "--output-format", "jsonl"]);
    if fs::metadata("/proc/self").unwrap().uid() == 0 {
        command.uid(NOBODY); // An administrator reads everything.
    }
    let said = Said::of(command.output().unwrap());
    assert_eq!(said.status, 3, "{}", said.out);
    assert_eq!(said.events("unchecked").len(), 1, "{}", said.out);
}

const NOBODY: u32 = 65_534;

#[test]
fn frames_behind_links_are_read() {
    let bench = Bench::new();
    bench.cut(FRAME);
    fs::create_dir(bench.path("linked")).unwrap();
    for frame in 1008..1014 {
        let name = format!("beauty.{frame}.exr");
        symlink(bench.path(&format!("shot/sq010/sh010/{name}")), bench.path(&format!("linked/{name}"))).unwrap();
    }
    let said = bench.run("check linked --output-format jsonl");
    assert_eq!(said.events("unchecked"), [] as [serde_json::Value; 0], "{}", said.out);
    assert!(said.findings().contains(&("EXR001".to_owned(), "beauty.1010.exr".to_owned())), "{}", said.out);
}

#[test]
fn slips_are_met_with_what_was_meant() {
    let bench = Bench::new();
    let check = |line: &str, en: &[&str], fr: &[&str]| {
        for (lang, wanted) in [("C.UTF-8", en), ("fr_FR.UTF-8", fr)] {
            let said = bench.run_with(line, &[("LC_ALL", lang)], b"");
            assert_eq!(said.status, 2, "{line}");
            assert!(said.out.is_empty(), "{}", said.out);
            said.holds(wanted);
        }
    };
    check("check shto", &["error: shto does not exist", "did you mean shot?"], &["erreur : shto n'existe pas", "vouliez-vous dire shot ?"]);
    check("check shot/sq01/sh010", &["did you mean shot/sq010?"], &["vouliez-vous dire shot/sq010 ?"]);
    check("check shot --select IMG0001", &["no fault is called \"IMG0001\"", "did you mean IMG001?"], &["vouliez-vous dire IMG001 ?"]);
    check("explain nan-pixel", &["did you mean nan-pixels?"], &["aucun défaut ne s'appelle « nan-pixel »"]);
    check("inject IMG001:plan shot", &["did you mean plane?", "one, plane"], &["vouliez-vous dire plane ?"]);
    check("chek shot", &["'chek'", "check"], &["commande inconnue : chek", "vouliez-vous dire check ?"]);
    check("check --levle pixels", &["'--levle'", "--level"], &["argument inconnu : --levle", "vouliez-vous dire --level ?"]);
    check("check --level pixel", &["'pixel'", "pixels"], &["« pixel » n'est pas une valeur permise", "pixels"]);
    check("check shot --frames 1001-", &["--frames", "no frame range", "write "], &["n'est pas une plage d'images", "écrire "]);
    check("check shot --min-age soon", &["--min-age: \"soon\"", "90s"], &["--min-age : « soon »"]);
    check("check shot --since yesterday", &["neither a moment nor a report", "2026-11-24"], &["ni un moment ni un rapport"]);
    check("check shot --exclude a[", &["--exclude: \"a[\""], &["--exclude : « a[ »"]);
    check("check shot -o nowhere/report.txt", &["nowhere/report.txt"], &["nowhere/report.txt", "remède : vérifier le chemin"]);
    check("undo 2026 --root shot", &["nothing to undo in shot"], &["rien à annuler dans shot"]);
    check("man chek", &["did you mean check?"], &["vouliez-vous dire check ?"]);
}

#[test]
fn the_language_option_is_above_the_environment() {
    let bench = Bench::new();
    let said = bench.run_with("--lang en check shto", &[("LC_ALL", "fr_FR.UTF-8")], b"");
    said.holds(&["error: shto does not exist"]);
    bench.run_with("explain IMG001 --lang fr", &[], b"").holds(&["Ce que voit l’artiste", "Le faire exprès"]);
}

#[test]
fn the_other_commands_answer() {
    let bench = Bench::new();
    let check = |line: &str, wanted: &[&str]| {
        let said = bench.run(line);
        assert_eq!(said.status, 0, "{line}\n{}", said.err);
        said.holds(wanted);
    };
    check("version", &["etabli "]);
    check("list", &["IMG001", "nan-pixels"]);
    check("list --output-format jsonl", &["\"code\":\"SEQ001\""]);
    check("explain SEQ001 EXR001", &["missing-frame", "What the artist sees", "Making it on purpose", "etabli inject EXR001"]);
    check("doctor", &["reader: files closed off", "jobs by default"]);
    check("completions bash", &["_etabli()", "--expect-range"]);
    check("man", &[".TH etabli"]);
    check("man check", &["files\\-from"]);
    check("check --help", &["--ops-max", "--allow-holes"]);
}

#[test]
fn doctor_tells_what_a_child_found() {
    let bench = Bench::new();
    let facts: serde_json::Value = serde_json::from_str(&bench.run("doctor --json").out).unwrap();
    assert!(facts["walls"]["files"].is_boolean() && facts["walls"]["calls"].is_boolean(), "{facts}");
    assert!(facts["faults"].as_u64() > Some(40));
}
