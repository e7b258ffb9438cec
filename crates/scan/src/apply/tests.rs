//! Every step, its undo, its refusals, and a power cut between any two operations.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;

use etabli_diagnosis::{Patch, Piece, Step, Tree};
use tempfile::TempDir;

use super::{Order, apply, apply_seen, apply_with, carry_out};
use crate::hand::{self, Hand};
use crate::refusal::Obstacle;
use crate::trash::{home, runs};
use crate::undo::{undo, undo_with};
use crate::witness::{Witness, Witnessed};

const NOW: i64 = 1_795_550_400_000_000_000;
const BORN: i64 = 1_600_000_000_123_456_789;

/// Content (or a link's target), mode, modification and inode of every name, our own folder left out.
type Shot = BTreeMap<String, (Vec<u8>, u32, i64, u64)>;

fn shot(root: &Path) -> Shot {
    let mut shot = Shot::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for found in fs::read_dir(folder).unwrap() {
            let path = found.unwrap().path();
            let meta = fs::symlink_metadata(&path).unwrap();
            if path.file_name().unwrap() == ".etabli" {
                continue;
            }
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            if meta.is_dir() {
                shot.insert(name, (Vec::new(), meta.mode(), 0, meta.ino()));
                folders.push(path);
            } else if meta.is_symlink() {
                let target = fs::read_link(&path).unwrap().to_str().unwrap().as_bytes().to_vec();
                shot.insert(name, (target, 0, 0, meta.ino()));
            } else {
                shot.insert(name, (fs::read(&path).unwrap(), meta.mode(), hand::modified(&meta), meta.ino()));
            }
        }
    }
    shot
}

fn root() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("shot")).unwrap();
    for name in ["a.exr", "b.exr", "c.exr"] {
        let path = root.path().join("shot").join(name);
        fs::write(&path, b"0123456789").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        hand::set_modified(&path, BORN).unwrap();
    }
    root
}

fn order() -> Order<'static> {
    Order { what: "test", now: NOW, published: &|path| path.starts_with("published/"), source: Some(Path::new(env!("CARGO_MANIFEST_DIR"))) }
}

fn write(path: &str, pieces: Vec<Piece>) -> Step {
    Step::Write { path: path.into(), pieces }
}

/// Every kind of step, some on the same file.
fn every_step() -> Patch {
    Patch {
        steps: vec![
            write("shot/a.exr", vec![Piece::Keep(0..3), Piece::Bytes(b"ab".to_vec()), Piece::Keep(8..99)]),
            Step::Mode { path: "shot/a.exr".into(), mode: 0o600 },
            write("shot/a.exr", vec![Piece::Keep(0..4)]),
            Step::Rename { from: "shot/a.exr".into(), to: "shot/z.exr".into() },
            Step::Derive { path: "part/z.exr".into(), from: "shot/z.exr".into(), pieces: vec![Piece::Keep(0..2)] },
            write("new/deep/n.exr", vec![Piece::Bytes(b"n".to_vec())]),
            Step::Remove { path: "shot/b.exr".into() },
            Step::Link { path: "shot/b.exr".into(), target: "nowhere".into() },
            Step::Time { path: "shot/c.exr".into(), modified: 7_000_000_001 },
            Step::Mode { path: "shot/c.exr".into(), mode: 0o444 },
            Step::Fetch { path: "Cargo.toml".into(), keep: 0 },
        ],
    }
}

#[test]
fn every_step_is_carried_out_and_undone() {
    let root = root();
    let first = shot(root.path());
    let run = apply(root.path(), &every_step(), &order()).unwrap();
    let now = shot(root.path());
    let content = |path: &str| now.get(path).map(|(bytes, ..)| bytes.as_slice());
    assert_eq!(content("shot/z.exr"), Some(b"012a".as_slice()));
    assert_eq!(content("shot/a.exr"), None);
    assert_eq!(content("shot/b.exr"), Some(b"nowhere".as_slice()));
    assert_eq!(content("new/deep/n.exr"), Some(b"n".as_slice()));
    assert_eq!((now["shot/c.exr"].1 & 0o7777, now["shot/c.exr"].2), (0o444, 7_000_000_001));
    assert_eq!((now["shot/z.exr"].1 & 0o7777, now["shot/z.exr"].2), (0o600, BORN), "a rewritten file keeps its time");
    let undone = undo(root.path(), Some(&run)).unwrap();
    assert_eq!(undone.paths, ["Cargo.toml", "new/deep/n.exr", "part/z.exr", "shot/a.exr", "shot/b.exr", "shot/c.exr", "shot/z.exr"]);
    assert_eq!(shot(root.path()), first);
    assert!(!root.path().join(".etabli").exists());
}

#[test]
fn a_power_cut_between_any_two_operations_is_undone() {
    let whole = (0..1000).find(|&operations| {
        let root = root();
        let first = shot(root.path());
        let hand = Hand { left: Some(operations).into() };
        let done = carry_out(root.path(), &every_step(), &order(), &Witnessed::new(), &hand).is_ok();
        match runs(root.path()).unwrap().last() {
            Some(run) => assert_eq!(undo(root.path(), None).unwrap().run, run.name),
            None => assert!(!done),
        }
        assert_eq!(shot(root.path()), first, "cut after {operations} operations");
        done
    });
    assert!(whole.unwrap() > 30);
}

#[test]
fn an_undo_that_was_cut_short_is_run_again() {
    let whole = (0..1000).find(|&operations| {
        let root = root();
        let first = shot(root.path());
        apply(root.path(), &every_step(), &order()).unwrap();
        let done = undo_with(root.path(), None, &Hand { left: Some(operations).into() }).is_ok();
        if !done && !runs(root.path()).unwrap().is_empty() {
            undo(root.path(), None).unwrap();
        }
        assert_eq!(shot(root.path()), first, "cut after {operations} operations");
        done
    });
    assert!(whole.unwrap() > 10);
}

#[test]
fn what_fails_half_way_is_taken_back() {
    let root = root();
    let first = shot(root.path());
    let steps = vec![Step::Remove { path: "shot/a.exr".into() }, write("shot/x", vec![]), write("shot/x/y", vec![])];
    assert!(apply(root.path(), &Patch { steps }, &order()).is_err());
    assert_eq!(shot(root.path()), first);
}

#[test]
fn extended_attributes_are_kept() {
    let root = root();
    let path = root.path().join("shot/a.exr");
    let flags = rustix::fs::XattrFlags::empty();
    if rustix::fs::setxattr(&path, "user.note", b"mine", flags).is_err() {
        return; // This file system has none.
    }
    apply(root.path(), &Patch::write("shot/a.exr", b"new".to_vec()), &order()).unwrap();
    let mut value = [0; 16];
    let length = rustix::fs::getxattr(&path, "user.note", &mut value[..]).unwrap();
    assert_eq!(&value[..length], b"mine");
}

#[test]
fn an_undo_stops_at_what_was_changed_since() {
    let root = root();
    apply(root.path(), &every_step(), &order()).unwrap();
    fs::write(root.path().join("shot/z.exr"), b"somebody's work").unwrap();
    let changed = shot(root.path());
    let refusal = undo(root.path(), None).unwrap_err();
    assert!(matches!(refusal.why, Obstacle::Changed), "{refusal}");
    assert_eq!(refusal.path, "shot/z.exr");
    assert_eq!(shot(root.path()), changed);
}

#[test]
fn runs_are_undone_last_first() {
    let root = root();
    let apply = |bytes: &[u8]| apply(root.path(), &Patch::write("shot/a.exr", bytes.to_vec()), &order()).unwrap();
    let (one, two) = (apply(b"one"), apply(b"two"));
    assert_eq!(runs(root.path()).unwrap().iter().map(|r| r.name.as_str()).collect::<Vec<_>>(), [&one, &two]);
    assert!(undo(root.path(), Some(&one)).is_err(), "the second run stands on the first");
    assert_eq!(undo(root.path(), None).unwrap().run, two);
    assert_eq!(undo(root.path(), None).unwrap().run, one);
    assert!(matches!(undo(root.path(), None).unwrap_err().why, Obstacle::NoRun));
    assert!(!home(root.path()).exists());
}

#[test]
fn what_must_not_be_changed_is_refused_before_anything_is() {
    let root = root();
    let shot_folder = root.path().join("shot");
    fs::hard_link(shot_folder.join("a.exr"), shot_folder.join("twin.exr")).unwrap();
    symlink("b.exr", shot_folder.join("link.exr")).unwrap();
    symlink("shot", root.path().join("linked")).unwrap();
    fs::create_dir(root.path().join("published")).unwrap();
    fs::write(root.path().join("published/p.exr"), b"p").unwrap();
    fs::set_permissions(shot_folder.join("c.exr"), fs::Permissions::from_mode(0o444)).unwrap();
    fs::create_dir(root.path().join("closed")).unwrap();
    fs::write(root.path().join("closed/a.exr"), b"p").unwrap();
    fs::set_permissions(root.path().join("closed"), fs::Permissions::from_mode(0o555)).unwrap();
    let first = shot(root.path());
    let refused = |step: Step| {
        let steps = vec![Step::Remove { path: "shot/b.exr".into() }, step];
        apply(root.path(), &Patch { steps }, &order()).unwrap_err().why
    };
    let remove = |path: &str| refused(Step::Remove { path: path.into() });
    assert!(matches!(remove("shot/a.exr"), Obstacle::HardLink(2)));
    assert!(matches!(remove("shot/link.exr"), Obstacle::SymbolicLink));
    assert!(matches!(remove("linked/b.exr"), Obstacle::SymbolicLink));
    assert!(matches!(remove("shot/c.exr"), Obstacle::ReadOnly));
    assert!(matches!(remove("closed/a.exr"), Obstacle::ReadOnly));
    assert!(matches!(remove("published/p.exr"), Obstacle::Published));
    assert!(matches!(remove("shot/b.exr"), Obstacle::Absent), "the step before took it away");
    assert!(matches!(remove("../b.exr"), Obstacle::Outside));
    assert!(matches!(remove(".etabli/trash/x"), Obstacle::Outside));
    assert!(matches!(remove("shot"), Obstacle::NotAFile));
    let rename = refused(Step::Rename { from: "shot/twin.exr".into(), to: "shot/link.exr".into() });
    assert!(matches!(rename, Obstacle::HardLink(2)));
    assert!(matches!(refused(Step::Link { path: "shot/a.exr".into(), target: "x".into() }), Obstacle::Occupied));
    assert_eq!(shot(root.path()), first);
    assert!(!root.path().join(".etabli").exists());
}

#[test]
fn a_run_with_a_damaged_journal_is_not_passed_over() {
    let root = root();
    let run = apply(root.path(), &Patch::write("shot/a.exr", b"new".to_vec()), &order()).unwrap();
    let journal = home(root.path()).join(run).join("journal.jsonl");
    let mut bytes = fs::read(&journal).unwrap();
    bytes[0] = 0xff;
    fs::write(&journal, bytes).unwrap();
    let error = runs(root.path()).unwrap_err().to_string();
    assert!(error.contains("journal.jsonl") && error.contains("restore it"), "{error}");
    assert!(undo(root.path(), None).is_err());
}

#[test]
fn an_undo_stops_at_rights_and_times_that_were_changed_since() {
    let changes: [fn(&Path); 2] =
        [|path| fs::set_permissions(path, fs::Permissions::from_mode(0o604)).unwrap(), |path| hand::set_modified(path, 5).unwrap()];
    for change in changes {
        let root = root();
        apply(root.path(), &every_step(), &order()).unwrap();
        change(&root.path().join("shot/c.exr"));
        let changed = shot(root.path());
        let refusal = undo(root.path(), None).unwrap_err();
        assert!(matches!(refusal.why, Obstacle::Changed) && refusal.path == "shot/c.exr", "{refusal}");
        assert_eq!(shot(root.path()), changed, "nothing is undone");
    }
}

#[test]
fn what_moved_since_it_was_seen_is_being_written() {
    let root = root();
    let seen = |path: &str| {
        let witness = Witness::new(root.path());
        witness.open(path).unwrap();
        witness.into_seen()
    };
    let patch = Patch::cut("shot/a.exr", 4);
    let then = seen("shot/a.exr");
    fs::write(root.path().join("shot/a.exr"), b"0123456789+").unwrap();
    let first = shot(root.path());
    let refusal = apply_seen(root.path(), &patch, &order(), &then).unwrap_err();
    assert!(matches!(refusal.why, Obstacle::BeingWritten), "{refusal}");
    assert_eq!(shot(root.path()), first);
    assert!(apply_seen(root.path(), &patch, &order(), &seen("shot/a.exr")).is_ok());
}

#[test]
fn a_file_is_fetched_from_the_source_after_what_is_here() {
    let (root, source) = (root(), tempfile::tempdir().unwrap());
    fs::create_dir(source.path().join("shot")).unwrap();
    let from = source.path().join("shot/a.exr");
    fs::write(&from, b"abcdefghijklmno").unwrap();
    hand::set_modified(&from, BORN + 9_000_000_000).unwrap();
    let first = shot(root.path());
    let order = Order { source: Some(source.path()), ..order() };
    let run = apply(root.path(), &Patch::one(Step::Fetch { path: "shot/a.exr".into(), keep: 10 }), &order).unwrap();
    let now = shot(root.path());
    let (bytes, mode, modified, _) = &now["shot/a.exr"];
    assert_eq!((bytes.as_slice(), mode & 0o7777, *modified), (b"0123456789klmno".as_slice(), 0o640, BORN + 9_000_000_000));
    undo(root.path(), Some(&run)).unwrap();
    assert_eq!(shot(root.path()), first);
    let absent = apply(root.path(), &Patch::one(Step::Fetch { path: "shot/b.exr".into(), keep: 0 }), &order).unwrap_err();
    assert!(matches!(absent.why, Obstacle::Absent), "the source has no such file: {absent}");
    assert_eq!(shot(root.path()), first);
}

#[test]
fn an_undo_whose_original_is_gone_says_so_and_does_nothing() {
    let steps = [write("shot/a.exr", vec![Piece::Bytes(b"new".to_vec())]), Step::Remove { path: "shot/a.exr".into() }];
    for step in steps {
        let root = root();
        let run = apply(root.path(), &Patch::one(step), &order()).unwrap();
        fs::remove_file(home(root.path()).join(&run).join("1")).unwrap();
        let changed = shot(root.path());
        // A second try of an undo that was cut short knows it as well, where new content stands in the original's place.
        for _ in 0..2 {
            let refusal = undo(root.path(), None).unwrap_err();
            assert!(matches!(refusal.why, Obstacle::Lost) && refusal.path == "shot/a.exr", "{refusal}");
            assert_eq!(shot(root.path()), changed);
        }
        let mut journal = fs::OpenOptions::new().append(true).open(home(root.path()).join(&run).join("journal.jsonl")).unwrap();
        std::io::Write::write_all(&mut journal, b"{\"step\":\"undo\"}\n").unwrap();
        assert!(matches!(undo(root.path(), None).unwrap_err().why, Obstacle::Lost));
        assert_eq!(shot(root.path()), changed);
    }
}

#[test]
fn a_run_that_cannot_be_taken_back_is_told_and_undone_later() {
    let patch = every_step();
    let told = (0..1000).map_while(|operations| {
        let root = root();
        let first = shot(root.path());
        let hand = Hand { left: Some(operations).into() };
        let refusal = apply_with(root.path(), &patch, &order(), &Witnessed::new(), &hand).err()?;
        let run = match refusal.why {
            Obstacle::HalfDone { run, .. } => Some(run),
            _ => None,
        };
        if let Some(run) = &run {
            undo(root.path(), Some(run)).unwrap();
        }
        assert_eq!(shot(root.path()), first, "cut after {operations} operations");
        Some(run.is_some())
    });
    assert!(told.filter(|told| *told).count() > 30);
}
