//! What each byte of a file is worth. Every sample that the fuzz targets start from is read as it is, cut at each byte, and with each
//! byte spoiled; what is said of it then is compared with what a person approved.
#![allow(clippy::unwrap_used)]
#![allow(clippy::disallowed_methods, reason = "the samples lie in a folder")]

mod readings;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use readings::Reading;

/// Bytes at the beginning of a sample that are spoiled one by one; of the others every so many.
const FIRST: usize = 640;
const STEP: usize = 23;

/// Sayings of one sample that are written out, and runs of places of one saying.
const SAYINGS: usize = 14;
const RUNS: usize = 8;

/// What becomes of a byte.
const SPOILED: [fn(u8) -> u8; 3] = [|byte| byte.wrapping_add(1), |byte| byte.wrapping_sub(1), |byte| byte ^ 0x80];

/// Places by what is said when a file is spoiled there.
type Said = BTreeMap<String, Vec<usize>>;

fn samples(folder: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds").join(folder);
    let mut samples: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|found| found.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap()))
        .collect();
    samples.sort();
    samples
}

/// A page on all samples of a folder: each as it is, and where it shows that it was spoiled.
fn page(folder: &str, read: fn(&str, &[u8]) -> Reading) -> String {
    let mut page = String::new();
    for (name, bytes) in samples(folder) {
        let sound = read(&name, &bytes);
        writeln!(page, "{name}, {} bytes: {}\n  as it is {:016x}", bytes.len(), sound.brief(), sound.digest()).unwrap();
        let places: Vec<usize> = (0..bytes.len()).filter(|at| *at < FIRST || at % STEP == 0).collect();
        let (mut said, mut sum) = (Said::new(), Vec::new());
        for &at in &places {
            note(&mut said, &mut sum, at, &read(&name, &bytes[..at]));
        }
        tell(&mut page, "cut at", &said, &sum);
        let (mut said, mut sum) = (Said::new(), Vec::new());
        let mut spoiled = bytes.clone();
        for &at in &places {
            for change in SPOILED {
                spoiled[at] = change(bytes[at]);
                note(&mut said, &mut sum, at, &read(&name, &spoiled));
            }
            spoiled[at] = bytes[at];
        }
        tell(&mut page, "spoiled at", &said, &sum);
    }
    page
}

fn note(said: &mut Said, sum: &mut Vec<u8>, at: usize, reading: &Reading) {
    let places = said.entry(reading.brief()).or_default();
    if places.last() != Some(&at) {
        places.push(at);
    }
    sum.extend(reading.digest().to_le_bytes());
}

/// The sum of all that was read, then one line for each thing that is said often, with the places that make it said.
fn tell(page: &mut String, how: &str, said: &Said, sum: &[u8]) {
    writeln!(page, "  {how}: {:016x}", readings::sum(sum)).unwrap();
    let mut often: Vec<(&String, &Vec<usize>)> = said.iter().collect();
    often.sort_by_key(|(_, places)| Reverse(places.len()));
    for (what, places) in often.iter().take(SAYINGS) {
        let runs: Vec<&[usize]> = places.chunk_by(|a, b| b - a == 1 || (*a >= FIRST && b - a == STEP)).collect();
        let shown: Vec<String> = runs.iter().take(RUNS).map(|run| range(run[0], run[run.len() - 1])).collect();
        writeln!(page, "    {what}: {}{}", shown.join(" "), more(runs.len(), RUNS)).unwrap();
    }
    if often.len() > SAYINGS {
        writeln!(page, "   {} sayings", more(often.len(), SAYINGS)).unwrap();
    }
}

fn range(first: usize, last: usize) -> String {
    if first == last { first.to_string() } else { format!("{first}-{last}") }
}

fn more(all: usize, shown: usize) -> String {
    if all > shown { format!(" and {} more", all - shown) } else { String::new() }
}

macro_rules! pages {
    ($($folder:ident),*) => {
        $(#[test]
        fn $folder() {
            insta::assert_snapshot!(stringify!($folder), page(stringify!($folder), readings::$folder));
        })*
    };
}

pages!(exr, png, tiff, dpx, jpeg, other, manifest);
