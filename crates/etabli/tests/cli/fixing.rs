//! Fixes as a person meets them: shown, made, refused, saved apart, undone; and cut short at any moment.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::{Bench, FRAME};

/// Content, rights and time of every file of the shot; a link's target. What lies in the trash is left out.
fn state(bench: &Bench) -> BTreeMap<PathBuf, (Vec<u8>, u32, i64)> {
    let mut found = BTreeMap::new();
    let mut folders = vec![bench.path("shot")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let meta = fs::symlink_metadata(&path).unwrap();
            if meta.is_symlink() {
                found.insert(path.clone(), (fs::read_link(&path).unwrap().to_str().unwrap().into(), 0, 0));
            } else if meta.is_file() {
                found.insert(path.clone(), (fs::read(&path).unwrap(), meta.mode(), meta.mtime_nsec()));
            } else if !path.ends_with(".etabli") {
                folders.push(path);
            }
        }
    }
    found
}

/// A bench with these faults in its shot, each made on purpose, and nothing to undo.
fn spoiled(faults: &[&str]) -> Bench {
    let bench = Bench::new();
    for (seed, fault) in faults.iter().enumerate() {
        let made = bench.run(&format!("inject {fault} shot --seed {seed}"));
        assert_eq!(made.status, 0, "{fault}: {}", made.err);
    }
    fs::remove_dir_all(bench.path("shot/.etabli")).unwrap();
    bench
}

#[test]
fn a_safe_fix_is_shown_made_and_undone() {
    let bench = Bench::new();
    let healthy = state(&bench);
    bench.run("inject EXR006 shot --seed 3");
    fs::remove_dir_all(bench.path("shot/.etabli")).unwrap();
    let first = state(&bench);
    let plan = bench.run("check shot --diff");
    plan.holds(&["EXR006 trailing-data", "safe fix: cuts", "- bytes", "nothing was changed"]);
    bench.run("check shot --diff --lang fr").holds(&["correction sûre", "- octets", "rien n’a été changé"]);
    assert_eq!(state(&bench), first);
    let said = bench.run("check shot --fix --fail-on note");
    assert_eq!(said.status, 0, "{}", said.out);
    said.holds(&["1 fixed", "etabli undo --root shot"]);
    let contents = |state: &BTreeMap<PathBuf, (Vec<u8>, u32, i64)>| state.values().map(|(bytes, ..)| bytes.clone()).collect::<Vec<_>>();
    assert_eq!(contents(&state(&bench)), contents(&healthy), "the file is whole again to the byte");
    assert_eq!(bench.run("undo --root shot").status, 0);
    assert_eq!(state(&bench), first);
    assert!(!bench.path("shot/.etabli").exists());
}

#[test]
fn an_unsafe_fix_waits_to_be_asked_for_and_all_are_undone_together() {
    let bench = spoiled(&["EXR006", "IMG001:plane", "NAM002", "PRM001", "EXR003:half", "SEQ006:moved"]);
    let first = state(&bench);
    let safe = bench.run("check shot --fix --output-format jsonl");
    let outcomes = |said: &crate::Said| -> Vec<(String, String)> {
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        said.events("fix").iter().map(|event| (text(&event["code"]), text(&event["outcome"]))).collect()
    };
    assert!(outcomes(&safe).iter().all(|(code, outcome)| code.starts_with("EXR") && outcome == "fixed"), "{:?}", outcomes(&safe));
    assert_eq!(safe.status, 1, "the others are left");
    let all = bench.run("check shot --unsafe-fixes --output-format jsonl --fail-on note");
    assert_eq!(all.status, 0, "{}", all.out);
    assert!(outcomes(&all).iter().all(|(_, outcome)| outcome == "fixed"), "{:?}", outcomes(&all));
    assert!(outcomes(&all).len() >= 4, "{:?}", outcomes(&all));
    for _ in 0..2 {
        let undone = bench.run("undo --root shot");
        assert_eq!(undone.status, 0, "{}", undone.err);
    }
    assert_eq!(state(&bench), first);
}

#[test]
fn what_is_left_of_a_cut_frame_is_saved_apart() {
    let bench = Bench::new();
    bench.cut(FRAME);
    let first = state(&bench);
    let said = bench.run("check shot --unsafe-fixes");
    assert_eq!(said.status, 1, "the frame is still to be rendered again");
    said.holds(&["1 saved apart", "salvaged/beauty."]);
    bench.run("check shot --unsafe-fixes").holds(&["1 refused", "is there already"]);
    assert_eq!(bench.run("undo --root shot").status, 0);
    assert_eq!(state(&bench), first);
    let frame = bench.run("check shot --output-format jsonl").findings()[0].1.clone();
    let saved = bench.run(&format!("salvage shot/{frame} -o saved.exr"));
    assert_eq!(saved.status, 0, "{}{}", saved.out, saved.err);
    saved.holds(&["chunks kept ", ", lost lines "]);
    assert_eq!(bench.run("check saved.exr").status, 0);
    let again = bench.run(&format!("salvage shot/{frame} -o saved.exr --lang fr"));
    assert_eq!(again.status, 1);
    again.holds(&["saved.exr existe déjà"]);
    let sound = FRAME.replace("1010", "1011");
    bench.run(&format!("salvage {sound} -o whole.exr")).holds(&["the file is whole"]);
    assert_eq!(state(&bench), first);
}

/// A shot whose one fault could be fixed safely, made unfit for it, and what is said then.
#[track_caller]
fn refused(prepare: impl Fn(&Bench, &Path), options: &str, said: &str) {
    let bench = Bench::new();
    let frame = bench.path(FRAME);
    let mut bytes = fs::read(&frame).unwrap();
    bytes.extend(b"garbage");
    fs::write(&frame, bytes).unwrap();
    prepare(&bench, &frame);
    let first = state(&bench);
    let check = bench.run(&format!("check shot --fix {options}"));
    check.holds(&["1 refused", said]);
    assert_eq!(state(&bench), first);
    assert!(!bench.path("shot/.etabli").exists());
}

#[test]
fn what_must_not_be_changed_is_refused() {
    let elsewhere = |bench: &Bench| bench.path("elsewhere.exr");
    refused(|bench, frame| fs::hard_link(frame, elsewhere(bench)).unwrap(), "", "2 names (hard links)");
    let link = |bench: &Bench, frame: &Path| {
        fs::rename(frame, elsewhere(bench)).unwrap();
        symlink(elsewhere(bench), frame).unwrap();
    };
    refused(link, "", "is a symbolic link");
    let mode = |path: &Path, mode: u32| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    refused(|_, frame| mode(frame, 0o444), "", "is read-only");
    refused(|_, frame| mode(frame.parent().unwrap(), 0o555), "", "is read-only");
    refused(|bench, _| bench.write("shot/etabli.toml", b"published = [\"sq010\"]\n"), "", "is declared published");
    refused(|bench, _| bench.write("shot/sq010/ascmhl/0001.mhl", b"<hashlist/>"), "", "belongs to a sealed delivery");
    refused(|bench, _| bench.write("shot/bagit.txt", b"BagIt-Version: 1.0\n"), "", "belongs to a sealed delivery");
    let list = |bench: &Bench, frame: &Path| {
        let line = format!("d41d8cd98f00b204e9800998ecf8427e  {}\n", frame.strip_prefix(bench.path("shot")).unwrap().display());
        bench.write("shot/shot.md5", line.as_bytes());
    };
    refused(list, "--ignore XFR001", "belongs to a sealed delivery");
    refused(|_, _| {}, "--min-age 1h", "is being written");
}

#[test]
fn a_fix_that_is_killed_at_any_moment_loses_nothing() {
    let bench = spoiled(&["EXR006", "IMG001", "NAM002", "PRM001", "FIL003", "SEQ006", "EXR003:half", "EXR001"]);
    let first = state(&bench);
    let fix = ["check", "shot", "--unsafe-fixes"];
    let began = Instant::now();
    bench.run(&fix.join(" "));
    let whole = began.elapsed();
    assert_ne!(state(&bench), first);
    undo_all(&bench);
    assert_eq!(state(&bench), first);
    let mut killed = 0;
    for moment in 0..50 {
        let mut child = bench.command(&fix).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(whole * moment / 50 + Duration::from_micros(u64::from(moment) * 137 % 1000));
        killed += u32::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
        undo_all(&bench);
        assert_eq!(state(&bench), first, "killed at moment {moment} of {whole:?}");
    }
    assert!(killed > 25, "{killed} kills came while it worked");
}

fn undo_all(bench: &Bench) {
    while bench.path("shot/.etabli/trash").exists() && bench.run("undo --root shot").status == 0 {}
}

/// A sealed delivery beside the folder that it was copied from, spoiled in each way that a fix knows.
fn delivery() -> Bench {
    let bench = Bench::new();
    let lines = |end: &str| (0..200).flat_map(|n| format!("plan {n}{end}").into_bytes()).collect::<Vec<u8>>();
    let data = |seed: u8, size: usize| (0..size).map(|at| (at / 7) as u8 ^ seed).collect::<Vec<u8>>();
    for folder in ["out", "source"] {
        for name in ["a", "b", "c"] {
            bench.write(&format!("{folder}/plates/{name}.dat"), &data(name.as_bytes()[0], 150_000));
        }
        bench.write(&format!("{folder}/notes.txt"), &lines("\n"));
        bench.write(&format!("{folder}/later/lost.dat"), &data(9, 999));
    }
    assert_eq!(bench.run("seal out").status, 0);
    let cut = data(b'a', 131_072);
    bench.write("out/plates/a.dat", &cut);
    let mut altered = data(b'b', 150_000);
    altered[70_000] ^= 4;
    bench.write("out/plates/b.dat", &altered);
    bench.write("out/notes.txt", &lines("\r\n"));
    fs::remove_dir_all(bench.path("out/later")).unwrap();
    bench
}

fn outcomes(bench: &Bench, line: &str) -> (i32, Vec<String>) {
    let said = bench.run(&format!("{line} --output-format jsonl"));
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let told = said.events("fix").into_iter().map(|fix| format!("{} {} {}", text(&fix["outcome"]), text(&fix["code"]), text(&fix["path"])));
    (said.status, told.collect())
}

#[test]
fn a_delivery_is_made_the_listed_one_again() {
    let bench = delivery();
    let safe = (1, vec!["fixed XFR004 notes.txt".to_owned()]);
    assert_eq!(outcomes(&bench, "verify out --fix"), safe);
    assert_eq!(bench.run("undo --root out").status, 0);
    assert_eq!(outcomes(&bench, "check out --fix"), safe, "a check that meets the delivery fixes it as well");
    let alone = outcomes(&bench, "verify out --unsafe-fixes");
    assert_eq!(alone.1, ["refused XFR002 later/lost.dat", "refused XFR003 plates/a.dat", "refused XFR001 plates/b.dat"]);
    bench.run("verify out --unsafe-fixes").holds(&["the folder that was copied is needed"]);
    bench.run("verify out --unsafe-fixes --diff --source source").holds(&["from the source, bytes 131,072-149,999", "bytes 0-149,999"]);
    let all = outcomes(&bench, "verify out --unsafe-fixes --source source");
    assert_eq!(
        all,
        (0, vec!["fixed XFR002 later/lost.dat".into(), "fixed XFR003 plates/a.dat".into(), "fixed XFR001 plates/b.dat".into()])
    );
    for name in ["plates/a.dat", "plates/b.dat", "plates/c.dat", "notes.txt", "later/lost.dat"] {
        assert_eq!(
            fs::read(bench.path(&format!("out/{name}"))).unwrap(),
            fs::read(bench.path(&format!("source/{name}"))).unwrap(),
            "{name}"
        );
    }
    for _ in 0..2 {
        assert_eq!(bench.run("undo --root out").status, 0);
    }
    assert!(!bench.path("out/later").exists() && !bench.path("out/.etabli").exists());
    assert_eq!(outcomes(&bench, "verify out --diff").1.len(), 1, "everything is spoiled again");
}

#[test]
fn what_the_source_lost_too_is_not_copied() {
    let bench = delivery();
    let mut bytes = fs::read(bench.path("source/plates/b.dat")).unwrap();
    bytes[3] ^= 1;
    bench.write("source/plates/b.dat", &bytes);
    fs::remove_file(bench.path("source/later/lost.dat")).unwrap();
    // What arrived before the cut is damaged: the copy is made anew.
    let mut bytes = fs::read(bench.path("out/plates/a.dat")).unwrap();
    bytes[5] ^= 1;
    bench.write("out/plates/a.dat", &bytes);
    let said = bench.run("verify out --unsafe-fixes --source source --fix-only");
    said.holds(&["2 fixed · 2 refused", "the source has no file at this path", "is not the one that the manifest lists either"]);
    assert_eq!(fs::read(bench.path("out/plates/a.dat")).unwrap(), fs::read(bench.path("source/plates/a.dat")).unwrap());
}
