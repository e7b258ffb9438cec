//! The reader as a process: its walls, its death, and what it may follow. This program is its own reader, so it has its own
//! `main` instead of the usual harness.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, UNIX_EPOCH};

use etabli_diagnosis::{Config, Failure, Healthy, Level, Selection, Severity, healthy};
use etabli_scan::{CHILD_ARGUMENT, Options, Progress, Report, Scope, Why, probe_confinement, run_child, scan};

/// First argument of the run that tries the walls.
const PROBE: &str = "__probe";
/// Name of the reader that dies when it is sent a file named so.
const FRAIL: &str = "frail";
const DEADLY: &str = "deadly.exr";

type Test = (&'static str, fn());
const TESTS: &[Test] = &[
    ("the_walls_leave_nothing_but_reading_below_the_root", the_walls_leave_nothing_but_reading_below_the_root),
    ("who_dies_of_one_file_answers_for_all_others", who_dies_of_one_file_answers_for_all_others),
    ("links_that_lead_elsewhere_are_read", links_that_lead_elsewhere_are_read),
    ("a_folder_whose_name_is_no_utf_8_is_read", a_folder_whose_name_is_no_utf_8_is_read),
    ("what_opened_files_tell_is_what_a_walk_sees", what_opened_files_tell_is_what_a_walk_sees),
    ("a_frame_whose_write_pauses_is_no_fault", a_frame_whose_write_pauses_is_no_fault),
];

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let said = |word: &str| arguments.iter().any(|a| a == word);
    if said(CHILD_ARGUMENT) {
        return if arguments[0].ends_with(FRAIL) { run_frail() } else { run_child() };
    }
    if said(PROBE) {
        return try_the_walls(Path::new(&arguments[2]), Path::new(&arguments[3]));
    }
    let chosen = TESTS.iter().filter(|(name, _)| !said("--exact") || said(name));
    for (name, test) in chosen.filter(|_| !said("--ignored")) {
        writeln!(io::stdout(), "{name}: test")?;
        if !said("--list") {
            test();
        }
    }
    Ok(())
}

/// A reader that hands everything on to a true one, and aborts when it meets the deadly name.
fn run_frail() -> io::Result<()> {
    let mut reader = Command::new(std::env::current_exe()?).arg(CHILD_ARGUMENT).stdin(Stdio::piped()).spawn()?;
    let mut requests = reader.stdin.take().unwrap();
    let mut bytes = vec![0; 1 << 16];
    loop {
        let count = io::stdin().lock().read(&mut bytes)?;
        if count == 0 {
            break;
        }
        if bytes[..count].windows(DEADLY.len()).any(|w| w == DEADLY.as_bytes()) {
            std::process::abort();
        }
        requests.write_all(&bytes[..count])?;
    }
    drop(requests);
    reader.wait().map(drop)
}

fn try_the_walls(root: &Path, outside: &Path) -> io::Result<()> {
    let inside = root.join("a.exr");
    let held = File::options().write(true).open(&inside)?;
    let walls = probe_confinement(&[root.to_owned()]);
    let tries = [
        ("open inside", File::open(&inside).is_ok()),
        ("open outside", File::open(outside).is_ok() && walls.files),
        ("list outside", fs::read_dir(outside.parent().unwrap()).is_ok() && walls.files),
        ("open for writing", File::options().write(true).open(&inside).is_ok() && walls.files),
        ("truncate", nix::unistd::truncate(&inside, 0).is_ok() && walls.calls),
        ("truncate what is open", held.set_len(0).is_ok() && walls.calls),
        ("make", File::create(root.join("new")).is_ok() && walls.files),
        ("change mode", fs::set_permissions(&inside, fs::Permissions::from_mode(0o777)).is_ok() && walls.calls),
        ("rename", fs::rename(&inside, root.join("b.exr")).is_ok()),
        ("remove", fs::remove_file(&inside).is_ok()),
        ("socket", std::net::UdpSocket::bind("127.0.0.1:0").is_ok() && walls.calls),
        ("program", Command::new("/bin/true").spawn().is_ok() && walls.calls),
    ];
    let done: Vec<&str> = tries.iter().filter(|(_, done)| *done).map(|(what, _)| *what).collect();
    write!(io::stdout(), "{}", done.join(", "))
}

fn the_walls_leave_nothing_but_reading_below_the_root() {
    let (root, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::write(root.path().join("a.exr"), b"inside").unwrap();
    let outside = elsewhere.path().join("secret");
    fs::write(&outside, b"outside").unwrap();
    let own = std::env::current_exe().unwrap();
    let output = Command::new(own).arg(PROBE).args([root.path(), &outside]).output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "open inside");
    assert_eq!(fs::read(root.path().join("a.exr")).unwrap(), b"inside");
}

struct Quiet;

impl Progress for Quiet {
    fn expect(&self, _: u64) {}
    fn step(&self) {}
}

fn scanned(root: &Path, binary: PathBuf) -> Report {
    scanned_at(root, binary, i64::MAX / 2)
}

fn scanned_at(root: &Path, binary: PathBuf, now: i64) -> Report {
    scan(root, &options(binary, now), &Quiet).unwrap()
}

fn options(binary: PathBuf, now: i64) -> Options<'static> {
    Options {
        selection: Selection::all(Level::Pixels),
        config: &|_| Config::default(),
        binary,
        jobs: 2,
        memory: 2 << 30,
        min_age: 0,
        cache: None,
        now,
        wanted: &|_| true,
        scope: Scope::default(),
        pace: 0,
        manifests: true,
        volume: &(),
    }
}

fn who_dies_of_one_file_answers_for_all_others() {
    for others in [0, 1, 40] {
        let (root, bin) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        for number in 0..others {
            fs::write(root.path().join(format!("a.{number:04}.exr")), b"no image").unwrap();
        }
        fs::write(root.path().join(DEADLY), b"no image").unwrap();
        let frail = bin.path().join(FRAIL);
        symlink(std::env::current_exe().unwrap(), &frail).unwrap();
        let report = scanned(root.path(), frail);
        let why: Vec<_> = report.unchecked.iter().map(|u| (u.path.as_str(), &u.why)).collect();
        assert!(matches!(why[..], [(DEADLY, Why::Failed(Failure::Died(_)))]), "{why:?}");
        assert_eq!(report.files + report.unclaimed, others + 1);
    }
}

fn links_that_lead_elsewhere_are_read() {
    let place = tempfile::tempdir().unwrap();
    let (root, sibling) = (place.path().join("root"), place.path().join("sibling"));
    fs::create_dir(&root).unwrap();
    fs::create_dir(&sibling).unwrap();
    fs::write(sibling.join("a.exr"), b"no image").unwrap();
    symlink("../sibling/a.exr", root.join("b.exr")).unwrap();
    let report = scanned(&root, std::env::current_exe().unwrap());
    assert!(report.unchecked.is_empty(), "{:?}", report.unchecked);
    assert_eq!(report.files + report.unclaimed, 1);
}

fn a_folder_whose_name_is_no_utf_8_is_read() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join(OsStr::from_bytes(b"plan_\xe9t\xe9"));
    fs::create_dir(&folder).unwrap();
    for name in [b"a.exr".as_slice(), b"\xe9.exr"] {
        fs::write(folder.join(OsStr::from_bytes(name)), b"no image").unwrap();
    }
    let report = scanned(root.path(), std::env::current_exe().unwrap());
    assert!(report.unchecked.is_empty(), "{:?}", report.unchecked);
    assert_eq!(report.files + report.unclaimed, 2);
}

/// With a bound in time the walk asks the file system itself; without one, files tell about themselves when they are opened.
fn what_opened_files_tell_is_what_a_walk_sees() {
    let root = tempfile::tempdir().unwrap();
    let set = healthy::make(Healthy::ExrSequence);
    for ((_, frame), number) in set.nodes().zip(1001..1006) {
        fs::write(root.path().join(format!("a.{number}.exr")), frame.bytes.as_slice()).unwrap();
    }
    fs::write(root.path().join("a.1003.exr"), b"").unwrap();
    symlink("nowhere", root.path().join("a.1006.exr")).unwrap();
    let said = |since: Option<i64>, wanted: &dyn Fn(&str) -> bool| {
        let scope = Scope { since, ..Scope::default() };
        let options = Options { wanted, scope, ..options(std::env::current_exe().unwrap(), i64::MAX / 2) };
        let report = scan(root.path(), &options, &Quiet).unwrap();
        let findings: Vec<_> = report.findings.iter().map(|f| (f.fault.code, f.path.clone())).collect();
        (report.files, findings, report.unchecked.len())
    };
    let walked = said(Some(0), &|_| true);
    assert!(walked.1.contains(&("FIL001", "a.1003.exr".to_owned())), "{walked:?}");
    let gone = root.path().join("a.0990.exr");
    fs::write(&gone, b"no image").unwrap();
    let opened = said(None, &|path| path != "a.0990.exr" || fs::remove_file(&gone).is_ok());
    assert_eq!(opened, walked, "a file that went away after it was listed is none");
}

fn a_frame_whose_write_pauses_is_no_fault() {
    let root = tempfile::tempdir().unwrap();
    let set = healthy::make(Healthy::ExrSequence);
    let (_, frame) = set.nodes().next().unwrap();
    let path = root.path().join("a.1001.exr");
    fs::write(&path, &frame.bytes[..frame.bytes.len() / 2]).unwrap();
    let written = fs::metadata(&path).unwrap().modified().unwrap().duration_since(UNIX_EPOCH).unwrap();
    let now = i64::try_from(written.as_nanos()).unwrap();
    let said = |report: &Report| report.findings.iter().map(|f| (f.fault.code, f.severity)).collect::<Vec<_>>();
    let binary = || std::env::current_exe().unwrap();

    let still = scanned_at(root.path(), binary(), now);
    assert_eq!(said(&still), [("EXR001", Severity::Error)], "it did not move");
    let moving = thread::scope(|scope| {
        let scan = scope.spawn(|| scanned_at(root.path(), binary(), now));
        thread::sleep(Duration::from_millis(700));
        File::options().append(true).open(&path).unwrap().write_all(&frame.bytes[frame.bytes.len() / 2..]).unwrap();
        scan.join().unwrap()
    });
    assert_eq!(said(&moving), [("EXR001", Severity::Note), ("FIL004", Severity::Note)]);
}
