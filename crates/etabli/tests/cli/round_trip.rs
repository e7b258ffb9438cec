//! A fault made on purpose, found, and undone.

use crate::{Bench, FRAME};

#[test]
fn what_inject_makes_check_finds_and_undo_takes_back() {
    let bench = Bench::new();
    let first = bench.shot();
    for code in ["EXR001", "IMG001:plane", "SEQ001", "LNK001", "FIL001"] {
        let made = bench.run(&format!("inject {code} shot --seed 7 --json"));
        assert_eq!(made.status, 0, "{}", made.err);
        let made: serde_json::Value = serde_json::from_str(&made.out).unwrap();
        assert_ne!(bench.shot(), first, "{code}");
        let found = bench.run("check shot --output-format jsonl").findings();
        let place = made["places"][0]["path"].as_str().unwrap().to_owned();
        assert!(found.contains(&(code[..6].to_owned(), place)), "{code} {found:?}");
        let undone = bench.run(&format!("undo {} --root shot", made["run"].as_str().unwrap()));
        assert_eq!(undone.status, 0, "{}", undone.err);
        assert_eq!(bench.shot(), first, "{code}");
    }
    assert_eq!(bench.run("check shot").status, 0);
}

#[test]
fn a_seed_repeats_and_a_dry_run_changes_nothing() {
    let bench = Bench::new();
    let first = bench.shot();
    let places = || {
        let said = bench.run("inject EXR001 shot --seed 3 --dry-run --json");
        serde_json::from_str::<serde_json::Value>(&said.out).unwrap()["places"].clone()
    };
    assert_eq!(places(), places());
    assert_eq!(bench.shot(), first);
}

#[test]
fn a_production_is_never_spoiled() {
    let bench = Bench::new();
    bench.write("shot/etabli.toml", b"published = [\"publish\"]\n");
    let first = bench.shot();
    for folder in ["shot", "shot/sq010/sh010"] {
        let said = bench.run(&format!("inject EXR001 {folder}"));
        assert_eq!(said.status, 2);
        said.holds(&["belongs to a production", "copy the folder elsewhere"]);
    }
    bench.run("inject EXR001 shot --lang fr").holds(&["appartient à une production", "copier le dossier ailleurs"]);
    assert_eq!(bench.shot(), first);
}

#[test]
fn a_fault_that_does_not_suit_a_folder_is_declined() {
    let bench = Bench::new();
    bench.write("other/note.txt", b"x");
    let said = bench.run("inject EXR001 other");
    assert_eq!(said.status, 2);
    said.holds(&["EXR001 cannot be made in other", "etabli explain EXR001"]);
}

#[test]
fn undo_stops_at_somebodys_work_and_lists_what_it_can_do() {
    let bench = Bench::new();
    let made = bench.run("inject EXR001 shot --seed 7 --json");
    bench.run("undo --list --root shot").holds(&["inject EXR001:pixels --seed 7"]);
    let spoiled = bench.shot();
    let made: serde_json::Value = serde_json::from_str(&made.out).unwrap();
    bench.write(&format!("shot/{}", made["places"][0]["path"].as_str().unwrap()), b"rendered again");
    let said = bench.run("undo --root shot");
    assert_eq!(said.status, 2);
    said.holds(&["was changed since", "nothing was undone"]);
    assert_eq!(bench.shot().len(), spoiled.len());
}

#[test]
fn undo_finds_the_trash_above() {
    let bench = Bench::new();
    let first = bench.shot();
    bench.run("inject EXR001 shot");
    assert_eq!(bench.run("undo --root shot/sq010/sh010").status, 0);
    assert_eq!(bench.shot(), first);
}

#[test]
fn facts_are_kept_and_forgotten() {
    let bench = Bench::new();
    for (path, _) in bench.shot() {
        bench.age(path.to_str().unwrap());
    }
    bench.run("check shot --no-cache");
    bench.run("cache").holds(&["kept, 0 folders"]);
    let fresh = bench.run("check shot --output-format jsonl").out;
    bench.run("cache").holds(&["kept, 1 folders"]);
    assert_eq!(bench.run("check shot --output-format jsonl").out, fresh);
    bench.run(&format!("check {FRAME}"));
    bench.run("cache --clear").holds(&["cleared, 1 folders"]);
    bench.run("cache").holds(&["kept, 0 folders"]);
}
