//! The contract that every fault keeps: one test for all of them, for ever.
//!
//! For each fault, variant and seed: the healthy set is silent; the injected fault is found at its place; no other code speaks
//! but those it implies; it is found as well when nothing else is looked for; undoing gives back the first bytes; its words are complete;
//! its fix, where it has one, makes the next check clean and touches nothing else. `ETABLI_SEEDS` sets the number of seeds.

mod approved;
mod bench;
mod causes;
mod fixes;
mod words;

use bench::{Bench, seeds};
use etabli_diagnosis::{Fault, Finding, Healthy, MemoryTree, Patch, Place, faults};

fn keep(room: &[&'static Fault]) {
    let bench = Bench::default();
    for fault in room {
        let mut fixed = false;
        for variant in fault.inject.variants {
            for seed in 0..seeds() {
                let outcome = keep_one(&bench, fault, fault.inject.healthy, variant, seed);
                fixed |= outcome.unwrap_or_else(|broken| panic!("{} {}:{variant}: {broken}", fault.code, fault.name));
            }
        }
        let is_fixable = fault.fix.cure().is_some() && !fault.inject.variants.is_empty();
        assert!(fixed || !is_fixable || later(&bench, fault), "{} is never fixed", fault.code);
    }
}

/// Whether some seed beyond those tried leaves something to be fixed.
fn later(bench: &Bench, fault: &'static Fault) -> bool {
    let cases = fault.inject.variants.iter().flat_map(|variant| (seeds()..20).map(move |seed| (variant, seed)));
    cases.into_iter().any(|(variant, seed)| keep_one(bench, fault, fault.inject.healthy, variant, seed) == Ok(true))
}

/// Whether it was fixed, too.
fn keep_one(bench: &Bench, fault: &'static Fault, kind: Healthy, variant: &str, seed: u64) -> Result<bool, String> {
    let case = bench.inject(fault, kind, variant, seed)?;
    let found = bench.check(&case.spoiled, kind);
    let broken = |what: String| format!("seed {seed}: {what}\nplaces {:#?}\nfound {}", case.places, listed(&found));
    for place in &case.places {
        if !found.iter().any(|f| f.fault.code == fault.code && stands_at(f, place)) {
            return Err(broken(format!("not found at {place:?}")));
        }
    }
    let at_home = |f: &&Finding| case.places.iter().any(|place| stands_in(f, place));
    if let Some(stray) = found.iter().filter(|f| f.fault.code == fault.code).find(|f| !at_home(f)) {
        return Err(broken(format!("found at {} too, where nothing was made", stray.path)));
    }
    if let Some(other) = found.iter().find(|f| f.fault.code != fault.code && !fault.implies.contains(&f.fault.code)) {
        return Err(broken(format!("{} speaks beside it", other.fault.code)));
    }
    if seed == 0 && !bench.alone(fault, &case.spoiled, kind).iter().any(|f| case.places.iter().any(|place| stands_at(f, place))) {
        return Err(broken("not found when no other fault is looked for".to_owned()));
    }
    words::complete(&found).map_err(broken)?;
    let fixed = fixes::keep(bench, fault, &case, &found).map_err(broken)?;
    let mut undone: MemoryTree = case.spoiled;
    undone.apply(&case.undo).map_err(|e| e.to_string())?;
    if undone == bench.healthy(kind) {
        return Ok(fixed);
    }
    Err(format!("seed {seed}: undo does not give the first bytes back"))
}

/// In the file, or over the frame, of a place.
fn stands_in(found: &Finding, place: &Place) -> bool {
    let run = found.frame.map(|first| first..=found.until.unwrap_or(first));
    found.path == place.path || run.is_some_and(|run| place.frame.is_some_and(|frame| run.contains(&frame)))
}

fn stands_at(found: &Finding, place: &Place) -> bool {
    let same_file = stands_in(found, place);
    let same_byte = place.bytes.as_ref().is_none_or(|bytes| found.at.byte.is_some_and(|b| bytes.contains(&b)));
    let same_pixel = place.pixel.is_none_or(|pixel| found.at.pixel == Some(pixel));
    let same_channel = place.channel.as_ref().is_none_or(|channel| found.at.channel.as_ref() == Some(channel));
    let same_line = place.line.is_none_or(|line| found.at.line == Some(line));
    same_file && same_byte && same_pixel && same_channel && same_line
}

fn listed(found: &[Finding]) -> String {
    let line = |f: &Finding| format!("\n  {} {} {:?} {:?} {:?}", f.fault.code, f.path, f.frame, f.at, f.evidence);
    found.iter().map(line).collect::<Vec<_>>().concat()
}

#[test]
fn files_names_and_rights() {
    keep(faults::file::FAULTS);
    keep(faults::name::FAULTS);
    keep(faults::right::FAULTS);
}

#[test]
fn openexr() {
    keep(faults::exr::FAULTS);
}

#[test]
fn other_formats() {
    keep(faults::png::FAULTS);
    keep(faults::tiff::FAULTS);
    keep(faults::dpx::FAULTS);
    keep(faults::jpeg::FAULTS);
}

#[test]
fn textures() {
    keep(faults::texture::FAULTS);
}

#[test]
fn images() {
    keep(faults::image::FAULTS);
}

#[test]
fn sequences() {
    keep(faults::sequence::FAULTS);
}

/// Faults of pictures, made in a sequence of integers. What integers cannot hold is declined.
#[test]
fn pictures_of_integers() {
    let bench = Bench::default();
    let (kind, mut made) = (Healthy::PngSequence, Vec::new());
    for fault in faults::image::FAULTS.iter().chain(faults::sequence::FAULTS).filter(|f| f.inject.healthy == Healthy::ExrSequence) {
        for variant in fault.inject.variants {
            for seed in 0..seeds() {
                if bench.inject(fault, kind, variant, seed).is_ok() {
                    let outcome = keep_one(&bench, fault, kind, variant, seed);
                    outcome.unwrap_or_else(|broken| panic!("{} {}:{variant}: {broken}", fault.code, fault.name));
                    made.push(fault.code);
                }
            }
        }
    }
    made.dedup();
    assert_eq!(made, ["IMG003", "IMG005", "IMG008", "IMG009", "IMG010", "SEQ001", "SEQ002", "SEQ003", "SEQ009"]);
}

/// Frames of JPEG, which nobody writes back with a fault in it: one is made anew instead.
#[test]
fn pictures_of_jpeg() {
    let bench = Bench::default();
    let found = |level: Option<u8>| {
        let mut tree = bench.healthy(Healthy::JpegSequence);
        let paths: Vec<String> = tree.nodes().map(|(path, _)| path.to_owned()).filter(|path| path.contains(".jpg")).collect();
        let bytes = match level {
            Some(level) => etabli_formats::jpeg::write(96, 64, &[level; 96], "a renderer"),
            None => tree.nodes().find(|(path, _)| *path == paths[10]).map(|(_, node)| node.bytes.to_vec()).unwrap(),
        };
        tree.apply(&Patch::write(&paths[11], bytes)).unwrap();
        let found = bench.check(&tree, Healthy::JpegSequence).into_iter().map(|f| (f.fault.code, f.path == paths[11]));
        found.collect::<Vec<_>>()
    };
    assert_eq!(found(Some(0)), [("IMG003", true)]);
    assert_eq!(found(Some(255)), [("IMG005", true)]);
    assert_eq!(found(None), [("SEQ002", true)]);
}

#[test]
fn deliveries() {
    keep(faults::transfer::FAULTS);
}

#[test]
fn each_variant_makes_something_of_its_own() {
    let bench = Bench::default();
    for fault in faults::all() {
        for (n, one) in fault.inject.variants.iter().enumerate() {
            for other in &fault.inject.variants[n + 1..] {
                let spoiled = |variant: &str| bench.inject(fault, fault.inject.healthy, variant, 3).map(|case| case.spoiled);
                let alike = spoiled(one).is_ok_and(|one| spoiled(other) == Ok(one));
                assert!(!alike, "{}: {one} and {other} are one", fault.code);
            }
        }
    }
}

#[test]
fn every_healthy_set_is_silent() {
    let bench = Bench::default();
    for kind in Healthy::ALL {
        let found = bench.check(&bench.healthy(*kind), *kind);
        assert!(found.is_empty(), "{kind:?}: {}", listed(&found));
    }
}

#[test]
fn codes_and_names_are_unique_and_known_to_each_other() {
    let codes: Vec<&str> = faults::all().map(|f| f.code).collect();
    let names: std::collections::BTreeSet<&str> = faults::all().map(|f| f.name).collect();
    assert_eq!(names.len(), codes.len());
    for fault in faults::all() {
        assert_eq!(codes.iter().filter(|c| **c == fault.code).count(), 1, "{}", fault.code);
        let strangers: Vec<&&str> = fault.outranks.iter().chain(fault.implies).filter(|c| !codes.contains(c)).collect();
        assert!(strangers.is_empty(), "{} names {strangers:?}, which are no codes", fault.code);
        assert!(!fault.outranks.contains(&fault.code), "{} outranks itself", fault.code);
    }
}
