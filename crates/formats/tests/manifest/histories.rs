//! ASC MHL generations and chains.

use etabli_formats::manifest::mhl::{
    Action, Author, Chain, Creation, Made, MadeFolder, chain, generation, number_of, write_chain, write_generation,
};
use etabli_formats::manifest::{Algorithm, Defect, Rule, hash};
use proptest::prelude::*;

use super::{broken, listed};

fn around(hashes: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<hashlist version=\"2.0\" xmlns=\"urn:ASC:MHL:v2.0\">\n<creatorinfo>\
         <creationdate>2020-01-16T09:15:00+00:00</creationdate></creatorinfo>\n<processinfo><ignore><pattern>*.tmp</pattern></ignore>\
         </processinfo>\n<hashes>\n{hashes}\n</hashes>\n</hashlist>\n"
    )
}

#[test]
fn a_generation_lists_files_folders_and_what_it_leaves_out() {
    let text = around(
        "<hash><path size=\"5\">Clips/A &amp; &#233;.mov</path><xxh64 action=\"original\">0ea03b369a463d9d</xxh64>\
         <md5 action=\"failed\">f5ac8127b3b6b85cdc13f237c6005d80</md5><previousPath>old.mov</previousPath>\
         <metadata><hash><path>x</path></hash></metadata></hash>\n\
         <directoryhash><path>Clips/</path><content><xxh64>4c226b42e27d7af3</xxh64></content>\
         <structure><xxh64>906faa843d591a9f</xxh64></structure></directoryhash>",
    );
    let read = generation(text.as_bytes());
    assert_eq!(
        listed(&read.manifest),
        ["Clips/A & é.mov xxh64 0ea03b369a463d9d", "Clips/A & é.mov md5 f5ac8127b3b6b85c", "Clips xxh64 4c226b42e27d7af3"]
    );
    assert_eq!(broken(&read.manifest), [""; 0]);
    let [file, folder] = read.manifest.entries.as_slice() else { panic!("two entries") };
    assert_eq!((file.size, file.previous.as_deref(), file.line, file.is_folder), (Some(5), Some("old.mov"), 6, false));
    assert_eq!(file.values.iter().map(|value| value.is_failed).collect::<Vec<_>>(), [false, true]);
    assert!(folder.is_folder && folder.values[0].structure == Algorithm::Xxh64.parse("906faa843d591a9f").unwrap());
    assert_eq!((read.ignored, read.created.as_str()), (vec!["*.tmp".to_owned()], "2020-01-16T09:15:00+00:00"));
}

#[test]
fn each_broken_place_has_its_rule_and_line() {
    let check = |text: &str, want: &[&str]| assert_eq!(broken(&generation(text.as_bytes()).manifest), want, "{text}");
    let of = |hash: &str| around(&format!("<hash>\n<path>a</path>\n{hash}\n</hash>"));
    check(&of("<xxh64>0ea03b369a463d9d</xxh64>"), &[]);
    check(&of(""), &["6 hash-absent a"]);
    check(&of("<xxh64>0ea03b36</xxh64>"), &["8 malformed-hash xxh64 0ea03b36"]);
    check(&of("<whirlpool>00</whirlpool>"), &["8 unknown-algorithm whirlpool"]);
    check(&of("<xxh64>0ea03b369a463d9d</xxh64><xxh64>0000000000000000</xxh64>"), &["8 conflict a"]);
    check(&around("<hash>\n<path>../a</path>\n<md5>f5ac8127b3b6b85cdc13f237c6005d80</md5></hash>"), &["6 path-escapes ../a"]);
    check(&around("<hash>\n<md5>f5ac8127b3b6b85cdc13f237c6005d80</md5>\n</hash>"), &["8 path-absent"]);
    check(&around("<hash><path size=\"big\">a</path><md5>f5ac8127b3b6b85cdc13f237c6005d80</md5></hash>"), &["6 bad-size big"]);
    let twice = "<hash><path>a</path><xxh64>0ea03b369a463d9d</xxh64></hash>\n<hash><path>a</path><xxh64>0000000000000000</xxh64></hash>";
    check(&around(twice), &["7 conflict a"]);
    let whole = of("<xxh64>0ea03b369a463d9d</xxh64>");
    check(&whole[..whole.len() - 12], &["11 cut"]);
    check(&whole.replace("<hashes>", "<!DOCTYPE x [<!ENTITY e \"a\">]><hashes>"), &["5 doctype"]);
    check(&whole.replace("<path>a", "<path>&e;"), &["7 syntax &e;"]);
    check(&whole.replace("version=\"2.0\"", "version=\"1.1\""), &["2 foreign hashlist 1.1"]);
    check("<manifest/>", &["1 foreign manifest"]);
    check("", &["1 foreign"]);
    check(&format!("{}{}", "<hashlist version=\"2.0\">".repeat(40), ""), &["1 too-large > 32 <…>"]);
    let wrong = generation(b"<hashlist version=\"2.0\">\n\xFF</hashlist>");
    assert_eq!(broken(&wrong.manifest), ["2 encoding UTF-8"]);
    let crossed = generation(whole.replace("</hashes>", "</hash>").as_bytes());
    assert!(matches!(crossed.manifest.defects.as_slice(), [Defect { line: 10, rule: Rule::Syntax(_) }]), "{:?}", crossed.manifest.defects);
}

#[test]
fn a_chain_runs_from_one() {
    let link = |number: &str, name: &str, value: &str| {
        format!("<hashlist sequencenr=\"{number}\">\n<path>{name}</path>\n<c4>{value}</c4>\n</hashlist>\n")
    };
    let c4 = Algorithm::C4.write(&hash(Algorithm::C4, b"x"));
    let check = |links: &str, names: &[&str], want: &[&str]| {
        let read = chain(format!("<ascmhldirectory xmlns=\"urn:ASC:MHL:DIRECTORY:v2.0\">\n{links}</ascmhldirectory>").as_bytes());
        assert_eq!(read.links.iter().map(|link| link.name.as_str()).collect::<Vec<_>>(), names, "{links}");
        assert_eq!(broken(&read.broken), want, "{links}");
    };
    check(&(link("1", "a.mhl", &c4) + &link("2", "b.mhl", &c4)), &["a.mhl", "b.mhl"], &[]);
    check(&link("2", "b.mhl", &c4), &["b.mhl"], &["2 sequence 2 ≠ 1"]);
    check(&(link("1", "a.mhl", &c4) + &link("1", "b.mhl", &c4)), &["a.mhl", "b.mhl"], &["6 sequence 1 ≠ 2"]);
    check(&link("1", "../a.mhl", &c4), &[], &["3 path-escapes ../a.mhl", "2 path-absent"]);
    check(&link("1", "a.mhl", "c4x"), &[], &["4 malformed-hash c4 c4x"]);
    check("<hashlist sequencenr=\"1\">\n<path>a.mhl</path>\n</hashlist>\n", &[], &["2 hash-absent a.mhl"]);
    assert_eq!(broken(&chain(b"<x/>").broken), ["1 foreign x"]);
    assert_eq!(number_of("0012_A002_2020-01-16_091500Z.mhl"), Some(12));
    assert_eq!(number_of("A002_2020.mhl"), None);
}

fn creation(comment: &str) -> Creation {
    Creation {
        date: "2026-11-24T10:30:00+00:00".to_owned(),
        host: "ws<1>".to_owned(),
        tool: ("etabli".to_owned(), "1".to_owned()),
        author: Some(Author { name: "Zoé & co".to_owned(), role: Some("\"DIT\"".to_owned()), email: None }),
        comment: Some(comment.to_owned()),
        ignored: vec!["*.tmp".to_owned()],
        references: vec![("n/ascmhl/0001_n.mhl".to_owned(), hash(Algorithm::C4, b"n"))],
        ..Creation::default()
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read(paths in prop::collection::btree_set("[a-zé&<>\"' ]{0,8}[a-zé]", 1..5), comment in ".{0,20}") {
        let comment: String = comment.chars().filter(|c| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}')).collect();
        let made: Vec<Made> = paths.iter().map(|path| Made {
            path: path.clone(),
            size: 7,
            modified: "2026-11-24T10:30:00+00:00".to_owned(),
            values: vec![(Algorithm::Md5, vec![3; 16], Action::Verified), (Algorithm::C4, vec![9; 64], Action::Failed)],
            previous: Some("before".to_owned()),
        }).collect();
        let root = vec![(Algorithm::Md5, vec![1; 16], vec![2; 16])];
        let folder = MadeFolder { path: "dir".to_owned(), modified: "2026-11-24T10:30:00+00:00".to_owned(), values: root.clone() };
        let text = write_generation(&creation(&comment), &root, made.iter().map(Ok).chain([Err(&folder)]));
        let read = generation(&text);
        prop_assert_eq!(broken(&read.manifest), [""; 0]);
        let files: Vec<&str> = read.manifest.entries.iter().filter(|entry| !entry.is_folder).map(|entry| entry.path.as_str()).collect();
        let mut wanted: Vec<&str> = paths.iter().map(String::as_str).collect();
        wanted.retain(|path| !path.is_empty());
        prop_assert_eq!(files, wanted);
        prop_assert_eq!(read.references[0].path.as_str(), "n/ascmhl/0001_n.mhl");
        prop_assert_eq!(read.ignored, ["*.tmp"]);
        let chained = chain(&write_chain(&Chain::default(), 1, "0001_a & b.mhl", &hash(Algorithm::C4, &text)));
        prop_assert_eq!(chained.links[0].name.as_str(), "0001_a & b.mhl");
        prop_assert!(chained.broken.defects.is_empty());
    }
}
