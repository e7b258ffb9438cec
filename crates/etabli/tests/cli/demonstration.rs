//! The demonstration, and what README.md says of it and of the command line.

use std::collections::BTreeSet;
use std::fs;

use etabli_diagnosis::faults;

use crate::Bench;

const READ_ME: &str = include_str!("../../../../README.md");

/// The folder that README.md shows.
const SHOWN: &str = "/tmp/etabli-demo";

/// The fenced blocks of one language.
fn blocks(language: &str) -> Vec<&'static str> {
    let fence = format!("```{language}\n");
    READ_ME.split(&fence).skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

/// Words between single spaces; numbers of bytes, which follow a compressor's version, as one sign.
fn plain(text: &str) -> String {
    let is_size = |word: &str| word.contains(',') && word.trim_end_matches([',', '.']).chars().all(|c| c.is_ascii_digit() || c == ',');
    text.split_whitespace().map(|word| if is_size(word) { "#" } else { word }).collect::<Vec<_>>().join(" ")
}

/// Codes of faults in a text.
fn codes(text: &str) -> BTreeSet<&str> {
    text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| faults::all().any(|fault| fault.code == *word)).collect()
}

/// The word behind "etabli undo".
fn run_of(text: &str) -> &str {
    text.split("etabli undo ").nth(1).and_then(|rest| rest.split(' ').next()).unwrap()
}

#[test]
fn the_demonstration_says_what_the_read_me_shows_and_undo_heals_it() {
    let bench = Bench::new();
    let said = bench.run_with("demo keeper", &[("COLUMNS", "100")], b"");
    assert_eq!(said.status, 0, "{}", said.err);
    let (shown, run) = (blocks("console")[0], run_of(&said.out));
    let seen = plain(&said.out);
    let story = shown.replace(SHOWN, "keeper").replace(run_of(shown), run);
    for line in story.lines().filter(|line| !line.starts_with('$') && !line.contains('…')) {
        assert!(seen.contains(&plain(line)), "README.md shows: {line}\nit says now:\n{}", said.out);
    }
    let report = bench.run("check keeper --output-format jsonl");
    let found = report.findings();
    let named = READ_ME.split("The faults behind it are").nth(1).and_then(|rest| rest.lines().next()).unwrap();
    assert_eq!(found.iter().map(|(code, _)| code.as_str()).collect::<BTreeSet<_>>(), codes(named));
    assert!(fs::read(bench.path("keeper/contact-sheet.png")).unwrap().starts_with(b"\x89PNG"));

    assert_eq!(bench.run("demo keeper").status, 2, "a folder that holds something is left alone");
    assert_eq!(bench.run(&format!("undo {run} --root keeper")).status, 0);
    let healthy = bench.run("check keeper");
    assert_eq!(healthy.status, 0, "{}", healthy.out);
    healthy.holds(&["nothing found"]);
}

#[test]
fn the_commands_of_the_read_me_are_understood() {
    let bench = Bench::new();
    let lines: Vec<&str> = blocks("sh").into_iter().flat_map(str::lines).filter_map(|line| line.strip_prefix("etabli ")).collect();
    assert!(lines.len() > 5);
    for line in lines {
        let arguments = line.split(" #").next().unwrap_or_default();
        let said = bench.run(&format!("{arguments} --help"));
        assert_eq!(said.status, 0, "{line}\n{}", said.err);
    }
}

#[test]
fn the_configuration_of_the_read_me_is_understood() {
    let bench = Bench::new();
    bench.write("shot/etabli.toml", blocks("toml")[0].as_bytes());
    let said = bench.run("check shot");
    assert_ne!(said.status, 2, "{}", said.err);
    said.holds(&["SEQ003"]);
}

#[test]
fn the_read_me_counts_the_faults_that_there_are() {
    let rows = READ_ME.lines().filter(|line| line.starts_with("| ") && line.contains("| `"));
    let mut counted = 0;
    for row in rows {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let families: Vec<&str> = cells[2].split('`').filter(|family| !family.trim().is_empty()).collect();
        let count = faults::all().filter(|fault| families.iter().any(|family| fault.code.starts_with(family))).count();
        assert_eq!(cells[3].parse(), Ok(count), "{row}");
        counted += count;
    }
    assert_eq!(counted, faults::all().count());
}
