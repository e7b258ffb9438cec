//! Deliveries made by hand: what is a fault in them, and what only looks like one.

use etabli_diagnosis::{Config, Level, MemoryTree, Node, Selection, check, faults};
use etabli_formats::manifest::mhl::{Action, Chain, Creation, Link, Made, MadeFolder, write_chain, write_generation};
use etabli_formats::manifest::{Algorithm, Value, hash};

const NOW: i64 = 1_700_086_400_000_000_000;

/// "code rule path:line" of each finding of the room, in order.
fn found_at(level: Level, files: &[(&str, Vec<u8>)]) -> Vec<String> {
    let tree = MemoryTree::of(files.iter().map(|(path, bytes)| ((*path).to_owned(), Node::file(bytes.clone()))));
    let selection = Selection { faults: faults::transfer::FAULTS.to_vec(), level };
    let shown = |f: &etabli_diagnosis::Finding| {
        let line = f.at.line.map_or_else(String::new, |line| format!(":{line}"));
        format!("{} {} {}{line}", f.fault.code, f.subcode.as_deref().unwrap_or_default(), f.path)
    };
    check(&tree, &Config::default(), &selection, NOW).expect("a tree in memory").iter().map(shown).collect()
}

fn found(files: &[(&str, Vec<u8>)]) -> Vec<String> {
    found_at(Level::Pixels, files)
}

fn text(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

fn md5(text: &str) -> String {
    Algorithm::Md5.write(&hash(Algorithm::Md5, text.as_bytes()))
}

#[test]
fn lists_speak_for_what_they_list() {
    let list = |names: &[&str]| text(&names.iter().map(|name| format!("{}  {name}\n", md5(name))).collect::<Vec<_>>().concat());
    let files = |names: &[&'static str]| names.iter().map(|name| (*name, text(name))).collect::<Vec<_>>();
    let with = |name: &'static str, list: Vec<u8>, there: &[&'static str]| found(&[files(there), vec![(name, list)]].concat());
    let none = [""; 0];
    assert_eq!(with("x.md5", list(&["a", "b"]), &["a", "b"]), none);
    assert_eq!(with("x.md5", list(&["a", "b", "c"]), &["a", "b", "z"]), ["XFR002  c", "XFR005  z"]);
    assert_eq!(with("a.md5", list(&["a"]), &["a", "y", "z"]), none, "a list of one file says nothing of the others");
    assert_eq!(with("a.md5", text(&md5("a")), &["a"]), none, "a value alone is about the file that it is named after");
    assert_eq!(with("a.md5", text(&md5("b")), &["a"]), ["XFR001  a"]);
    assert_eq!(with("hero.md5", text("MD5Version 10\n"), &["a"]), none, "a name alone makes no list");
    assert_eq!(with("x.md5", text(&format!("{}  e\u{301}", md5("é"))), &["é"]), none, "the same letters in other bytes");
    assert_eq!(with("x.md5", text(&format!("{}  d\\f", md5("d/f"))), &["d/f"]), none, "the other slash");
    let broken = |line: &str| [list(&["a", "b"]), text(line)].concat();
    for line in ["900150983cd24fb  c\n", "zzzz  c\n", "zzzz *c\n"] {
        let said = with("x.md5", broken(line), &["a", "b", "c"]);
        assert!(said.iter().all(|said| said.starts_with("XFR006")) && said.len() == 1, "{line} names a file that came: {said:?}");
    }
    let twice = [("a", text("a")), ("x.md5", list(&["a"])), ("x.sha1", text("00  a"))];
    assert_eq!(found(&twice), none, "two digits are no value");
    assert_eq!(found_at(Level::Structure, &[("a", text("b")), ("x.md5", list(&["a"]))]), none, "nothing is read at the level of structure");
}

#[test]
fn a_text_mode_transfer_is_proved_or_not_told() {
    let sealed = |before: &str, after: &str| found(&[("a", text(after)), ("x.md5", text(&format!("{}  a\n", md5(before))))]);
    assert_eq!(sealed("1\n2\r\n", "1\r\n2\r\r\n"), ["XFR004 added a"]);
    assert_eq!(sealed("1\r\n2\r\n", "1\n2\n"), ["XFR004 removed a"]);
    assert_eq!(sealed("1\n2\n", "1\r\n3\r\n"), ["XFR001  a"], "another byte changed too");
    assert_eq!(sealed("1\r\n2\n", "1\n2\n"), ["XFR001  a"], "not every end can be put back");
}

/// A generation: files with their content, action and former path.
type Files<'a> = [(&'a str, &'a str, Action, Option<&'a str>)];

fn generation(files: &Files, folder: Option<&MadeFolder>, references: &[(&str, &[u8])]) -> Vec<u8> {
    let made: Vec<Made> = files
        .iter()
        .map(|(path, content, action, previous)| Made {
            path: (*path).to_owned(),
            size: content.len() as u64,
            modified: "2026-01-01T00:00:00+00:00".to_owned(),
            values: vec![(Algorithm::Md5, hash(Algorithm::Md5, content.as_bytes()), *action)],
            previous: previous.map(str::to_owned),
        })
        .collect();
    let creation = Creation {
        ignored: vec!["*.tmp".to_owned()],
        references: references.iter().map(|(path, bytes)| ((*path).to_owned(), hash(Algorithm::C4, bytes))).collect(),
        ..Creation::default()
    };
    write_generation(&creation, &Vec::new(), made.iter().map(Ok).chain(folder.map(Err)))
}

/// A history with these generations, and what is found beside these files.
fn history(generations: &[Vec<u8>], files: &[(&'static str, &str)]) -> Vec<String> {
    const NAMES: [&str; 3] = ["ascmhl/0001_x_2026.mhl", "ascmhl/0002_x_2026.mhl", "ascmhl/0003_x_2026.mhl"];
    let mut all: Vec<(&str, Vec<u8>)> = files.iter().map(|(path, content)| (*path, text(content))).collect();
    let (mut chain, mut chained) = (Chain::default(), Vec::new());
    for ((number, name), generation) in (1..).zip(NAMES).zip(generations) {
        let (name, digest) = (&name[7..], hash(Algorithm::C4, generation));
        chained = write_chain(&chain, number, name, &digest);
        chain.links.push(Link { number, name: name.to_owned(), value: Value::of(Algorithm::C4, digest), line: 0 });
        all.push((NAMES[number as usize - 1], generation.clone()));
    }
    all.push(("ascmhl/ascmhl_chain.xml", chained));
    found(&all)
}

#[test]
fn generations_come_to_what_holds_now() {
    use Action::{Failed, Original, Verified};
    let one = |files: &Files| generation(files, None, &[]);
    let first = one(&[("a", "a", Original, None), ("b", "b", Original, None)]);
    let none = [""; 0];
    assert_eq!(history(std::slice::from_ref(&first), &[("a", "a"), ("b", "b"), ("c.tmp", "left out")]), none);
    let renamed = one(&[("c", "b", Original, Some("b"))]);
    assert_eq!(history(&[first.clone(), renamed.clone()], &[("a", "a"), ("c", "b")]), none, "a renamed file is not absent");
    let again = one(&[("d", "b", Original, Some("c"))]);
    assert_eq!(history(&[first.clone(), renamed, again], &[("a", "a"), ("d", "b")]), none, "nor one that was renamed twice");
    assert_eq!(history(std::slice::from_ref(&first), &[("a", "a")]), ["XFR002  b"]);
    let failed = one(&[("a", "X", Failed, None), ("b", "b", Verified, None)]);
    assert_eq!(history(&[first.clone(), failed], &[("a", "X"), ("b", "b")]), ["XFR001  a"], "a failed value replaces none");
    let forged = one(&[("a", "X", Verified, None), ("b", "b", Verified, None)]);
    let want = ["XFR001  a", "XFR006 conflict ascmhl/0002_x_2026.mhl:15"];
    assert_eq!(history(&[first.clone(), forged], &[("a", "X"), ("b", "b")]), want, "nor does one that contradicts it");
    assert_eq!(history(std::slice::from_ref(&first), &[("a", "a"), ("b", "b"), ("ascmhl/0009_x_2026.mhl", "<x/>")]).len(), 2);
}

#[test]
fn the_value_of_a_folder_speaks_when_no_file_does() {
    let value = |text: &str| hash(Algorithm::Md5, text.as_bytes());
    let folder = MadeFolder { path: "d".to_owned(), modified: String::new(), values: vec![(Algorithm::Md5, value("x"), value("y"))] };
    let sealed = generation(&[("d/a", "a", Action::Original, None)], Some(&folder), &[]);
    assert_eq!(history(std::slice::from_ref(&sealed), &[("d/a", "a")]), ["XFR001 folder d"]);
    assert_eq!(history(std::slice::from_ref(&sealed), &[("d/a", "b")]), ["XFR001  d/a"]);
    assert_eq!(history(std::slice::from_ref(&sealed), &[("d/a", "a"), ("d/b", "b")]), ["XFR005  d/b"]);
}

#[test]
fn nested_histories_are_judged_by_themselves() {
    let inner = generation(&[("a", "a", Action::Original, None)], None, &[]);
    let digest = hash(Algorithm::C4, &inner);
    let chain = write_chain(&Chain::default(), 1, "0001_n_2026.mhl", &digest);
    let path = "n/ascmhl/0001_n_2026.mhl";
    let outer = |bytes: &[u8]| generation(&[("b", "b", Action::Original, None)], None, &[(path, bytes)]);
    let with = |outer: Vec<u8>, there: &[(&'static str, &str)]| history(&[outer], &[&[("b", "b")], there].concat());
    let (inner, chain) = (String::from_utf8(inner).unwrap(), String::from_utf8(chain).unwrap());
    let nested = [(path, inner.as_str()), ("n/ascmhl/ascmhl_chain.xml", chain.as_str())];
    let none = [""; 0];
    assert_eq!(with(outer(inner.as_bytes()), &[&nested[..], &[("n/a", "a")]].concat()), none);
    assert_eq!(with(outer(b"other"), &[&nested[..], &[("n/a", "a")]].concat()).len(), 1, "an altered reference");
    assert_eq!(with(outer(inner.as_bytes()), &nested), ["XFR002  n/a"]);
    assert_eq!(with(outer(inner.as_bytes()), &[])[0].split(':').next(), Some("XFR006 missing-reference ascmhl/0001_x_2026.mhl"));
}

#[test]
fn bags_are_whole_or_say_what_is_not() {
    let declared = |version: &str| text(&format!("BagIt-Version: {version}\nTag-File-Character-Encoding: UTF-8\n"));
    let line = |path: &str| format!("{}  data/{path}\n", md5(path));
    let bag = |version: &str, manifest: &str, more: &[(&'static str, Vec<u8>)]| {
        found(&[&[("bagit.txt", declared(version)), ("manifest-md5.txt", text(manifest))], more].concat())
    };
    let a = ("data/a", text("a"));
    let none = [""; 0];
    assert_eq!(bag("1.0", &line("a"), &[a.clone(), ("bag-info.txt", text("Payload-Oxum: 1.1"))]), none);
    assert_eq!(bag("1.0", &line("a"), &[a.clone(), ("bag-info.txt", text("x: y\nPayload-Oxum: 2.1"))]), ["XFR006 oxum bag-info.txt:2"]);
    assert_eq!(
        bag("1.0", &line("a"), &[("data/b", text("b")), ("bag-info.txt", text("Payload-Oxum: 2.2"))]),
        ["XFR002  data/a", "XFR005  data/b"]
    );
    let fetched = [("fetch.txt", text("http://x/a 1 data/a\n")), ("data/b", text("b"))];
    assert_eq!(bag("1.0", &(line("a") + &line("b")), &fetched), ["XFR002 to-fetch data/a"]);
    let sha1 = format!("{}  data/a\n", Algorithm::Sha1.write(&hash(Algorithm::Sha1, b"a")));
    let two = [a.clone(), ("data/b", text("b")), ("manifest-sha1.txt", text(&sha1))];
    assert_eq!(bag("1.0", &(line("a") + &line("b")), &two), ["XFR006 incomplete manifest-sha1.txt"]);
    assert_eq!(bag("0.97", &(line("a") + &line("b")), &two), none, "before 1.0 one manifest may list what another does not");
    assert_eq!(found(&[("bagit.txt", declared("1.0")), a.clone()]), ["XFR006 no-payload-manifest bagit.txt"]);
    assert_eq!(found(&[("manifest-md5.txt", text(&line("a"))), a.clone()]), ["XFR006 no-declaration bagit.txt"]);
    assert_eq!(found(&[("bagit.txt", text("a note about bags"))]), none, "a name alone makes no bag");
    let inner = [a, ("data/bagit.txt", text("broken")), ("data/data/x", text("x"))];
    let listed = format!("{}{}  data/bagit.txt\n{}  data/data/x\n", line("a"), md5("broken"), md5("x"));
    assert_eq!(bag("1.0", &listed, &inner), none, "what a bag delivers is data, a bag too");
}
