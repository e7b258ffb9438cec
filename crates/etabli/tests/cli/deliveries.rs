//! Deliveries sealed, spoiled on the way, and verified.

use std::fs;
use std::os::unix::fs::symlink;

use crate::Bench;

/// A delivery of some files beside the shot.
fn delivery() -> Bench {
    let bench = Bench::new();
    bench.write("out/plates/é (1).dat", &vec![7; 150_000]);
    bench.write("out/plates/b.dat", &vec![9; 70_000]);
    bench.write("out/notes.txt", b"one\ntwo\n");
    bench
}

/// Code, rule and path of each finding, and the line or byte where it stands.
fn found(bench: &Bench, line: &str) -> (i32, Vec<String>) {
    let said = bench.run(&format!("{line} --output-format jsonl"));
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let findings = said.events("finding").into_iter().map(|event| {
        let place = [&event["at"]["line"], &event["at"]["byte"]].into_iter().find(|place| !place.is_null()).map(ToString::to_string);
        format!("{} {} {} {}", text(&event["code"]), text(&event["subcode"]), text(&event["path"]), place.unwrap_or_default())
    });
    (said.status, findings.collect())
}

#[test]
fn what_is_sealed_is_valid_and_what_is_spoiled_is_named() {
    let bench = delivery();
    for seal in ["--format md5", "--format xxh3", "--format blake3", ""] {
        assert_eq!(bench.run(&format!("seal out {seal}")).status, 0, "{seal}");
    }
    assert_eq!(found(&bench, "verify out"), (0, vec![]));
    assert_eq!(found(&bench, "check out"), (0, vec![]));
    bench.write("out/plates/b.dat", &vec![8; 70_000]);
    bench.write("out/notes.txt", b"one\r\ntwo\r\n");
    // Four manifests tell the same of a file.
    let want = (1, vec!["XFR004 added notes.txt 3".to_owned(), "XFR001  plates/b.dat ".to_owned()]);
    for line in ["verify out", "verify out/out.md5", "check out"] {
        assert_eq!(found(&bench, line), want, "{line}");
    }
}

#[test]
fn a_source_tells_the_first_differing_byte() {
    let bench = delivery();
    bench.write("source/notes.txt", b"one\ntwo\n");
    bench.run("seal out --format sha256");
    bench.write("out/notes.txt", b"one\ntWo\n");
    assert_eq!(found(&bench, "verify out --source source"), (1, vec!["XFR001  notes.txt 5".into()]));
    bench.write("source/notes.txt", b"one\ntWo\n");
    bench.run("verify out --source source --lang en").holds(&["the source is altered too"]);
    assert_eq!(bench.run("verify out --source nowhere").status, 2);
}

#[test]
fn generations_follow_each_other_and_tell_what_happened() {
    let bench = delivery();
    assert_eq!(bench.run("seal out --algorithm xxh64 --author Zoé --role DIT --comment first").status, 0);
    fs::rename(bench.path("out/plates/b.dat"), bench.path("out/plates/c.dat")).unwrap();
    assert_eq!(bench.run("seal out --algorithm md5").status, 0, "a renamed file is no absent one");
    assert_eq!(found(&bench, "verify out"), (0, vec![]));
    fs::remove_file(bench.path("out/notes.txt")).unwrap();
    bench.write("out/plates/c.dat", &[1; 10]);
    bench.write("out/more.dat", b"more");
    let want = ["XFR005  more.dat ", "XFR002  notes.txt ", "XFR003  plates/c.dat 10"].map(str::to_owned);
    assert_eq!(found(&bench, "verify out"), (1, want.to_vec()));
    let said = bench.run("seal out --lang en");
    assert_eq!(said.status, 1);
    said.holds(&["Differ from an earlier generation:\n  plates/c.dat", "Listed before, and absent:\n  notes.txt"]);
    let (_, after) = found(&bench, "verify out");
    assert!(after.iter().any(|finding| finding.starts_with("XFR003  plates/c.dat")), "a failed value replaces none: {after:?}");
}

#[test]
fn a_broken_history_is_told_and_gets_no_generation() {
    let bench = delivery();
    bench.run("seal out");
    let name = fs::read_dir(bench.path("out/ascmhl")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let generation = name.into_iter().find(|name| name.starts_with("0001_")).unwrap();
    let path = bench.path(&format!("out/ascmhl/{generation}"));
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("<path size=\"8\"", "<path size=\"9\"")).unwrap();
    let (status, findings) = found(&bench, "verify out");
    assert_eq!((status, findings[0].as_str()), (1, "XFR006 altered-generation ascmhl/ascmhl_chain.xml 3"), "{findings:?}");
    let said = bench.run("seal out --lang en");
    assert_eq!(said.status, 2);
    said.holds(&["the history is broken", "altered-generation"]);
}

#[test]
fn a_bag_is_made_around_data() {
    let bench = delivery();
    assert_eq!(bench.run("seal out --format bagit").status, 2, "no data folder");
    bench.write("bag/data/a %.txt", b"a");
    assert_eq!(bench.run("seal bag --format bagit --algorithm sha256,md5 --author Zoé").status, 0);
    assert_eq!(found(&bench, "verify bag"), (0, vec![]));
    assert_eq!(bench.run("seal bag --format bagit").status, 2, "nothing is written over");
    bench.write("bag/data/b.txt", b"b");
    assert_eq!(found(&bench, "verify bag"), (1, vec!["XFR005  data/b.txt ".into()]));
}

#[test]
fn nothing_outside_is_read_or_followed() {
    let bench = delivery();
    bench.write("secret", b"secret");
    symlink("../secret", bench.path("out/link.dat")).unwrap();
    bench.write("out/x.md5", b"5ebe2294ecd0e0f08eab7690d2a6ee69  link.dat\n5ebe2294ecd0e0f08eab7690d2a6ee69  ../secret\n");
    let want = ["XFR006 link-escapes x.md5 1", "XFR006 path-escapes x.md5 2"].map(str::to_owned);
    assert_eq!(found(&bench, "verify out/x.md5"), (1, want.to_vec()));
}

#[test]
fn what_cannot_be_verified_says_what_to_do() {
    let bench = delivery();
    let said = bench.run("verify out --lang fr");
    assert_eq!(said.status, 2);
    said.holds(&["n'a pas de manifeste", "etabli seal"]);
    assert_eq!(bench.run("verify nowhere").status, 2);
    assert_eq!(bench.run("seal out --algorithm sha256").status, 2, "ASC MHL does not know it");
    bench.write("empty/.etabli-ignore", b"");
    fs::remove_file(bench.path("empty/.etabli-ignore")).unwrap();
    assert_eq!(bench.run("seal empty").status, 2);
}

#[test]
fn what_is_declared_of_deliveries_is_checked_with_them() {
    let bench = delivery();
    bench.write("etabli.toml", b"[delivery]\nnaming = \"{shot}_{layer}.{frame}.{ext}\"\n[delivery.range]\nfirst = 1001\nlast = 1024\n");
    assert_eq!(bench.run("seal shot").status, 0);
    let (status, findings) = found(&bench, "verify shot");
    assert_eq!(status, 0, "a name is a warning: {findings:?}");
    assert_eq!(findings, ["NAM004  sq010/sh010/beauty.1001.exr "]);
    fs::remove_file(bench.path("shot/sq010/sh010/beauty.1024.exr")).unwrap();
    let (status, findings) = found(&bench, "verify shot");
    assert_eq!(status, 1);
    for code in ["SEQ007", "XFR002", "NAM004"] {
        assert!(findings.iter().any(|finding| finding.starts_with(code)), "{code} {findings:?}");
    }
}
