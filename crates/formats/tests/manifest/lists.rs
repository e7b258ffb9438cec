//! Lists of checksum tools.

use etabli_formats::manifest::{Algorithm, list};
use proptest::prelude::*;

use super::{broken, listed};

const MD5: &str = "900150983cd24fb0d6963f7d28e17f72";
const SHA256: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

#[test]
fn every_tools_form_is_read() {
    let check = |name: &str, hint: Option<Algorithm>, text: &str, want: &[&str]| {
        let manifest = list::read(text.as_bytes(), name, hint);
        assert_eq!(listed(&manifest), want, "{text}");
        assert_eq!(broken(&manifest), [""; 0], "{text}");
    };
    let md5 = Some(Algorithm::Md5);
    check("MD5SUMS", md5, &format!("{MD5}  a b.exr\n{MD5} *c.exr\n"), &["a b.exr md5 900150983cd24fb0", "c.exr md5 900150983cd24fb0"]);
    check("MD5SUMS", md5, &format!("\\{MD5}  a\\\\b\\nc\n"), &["a\\b\nc md5 900150983cd24fb0"]);
    check("MD5SUMS", md5, &format!("\u{FEFF}{}  é/x\r\n", MD5.to_uppercase()), &["é/x md5 900150983cd24fb0"]);
    check(
        "sums.txt",
        None,
        &format!("# made by hand\n\n; note\n{SHA256}\tx\n{MD5}  ./y//z\n"),
        &["x sha256 ba7816bf8f01cfea", "y/z md5 900150983cd24fb0"],
    );
    check(
        "x.tag",
        None,
        &format!("MD5 (a (1).exr) = {MD5}\nSHA256 (b) = {SHA256}\n"),
        &["a (1).exr md5 900150983cd24fb0", "b sha256 ba7816bf8f01cfea"],
    );
    check(
        "x.tag",
        None,
        &format!("MD5(c)= {MD5}\n\\BLAKE3 (d\\ne) = {SHA256}\n"),
        &["c md5 900150983cd24fb0", "d\ne blake3 ba7816bf8f01cfea"],
    );
    check("x.xxh", None, "0ea03b369a463d9d  a\nXXH3_0ea03b369a463d9d  b\n", &["a xxh64 0ea03b369a463d9d", "b xxh3 0ea03b369a463d9d"]);
    check(
        "x.xxh",
        None,
        "XXH64_LE (a) = 9d3d469a363ba00e\nXXH3 (b) = XXH3_0ea03b369a463d9d\n",
        &["a xxh64 0ea03b369a463d9d", "b xxh3 0ea03b369a463d9d"],
    );
    check("x.xxh", None, "02cc5d05  a\n99aa06d3014798d86001c324468d497f  b\n", &["a xxh32 02cc5d05", "b xxh128 99aa06d3014798d8"]);
    check("x.b3", Some(Algorithm::Blake3), &format!("{SHA256}  a\n"), &["a blake3 ba7816bf8f01cfea"]);
    check("a.mov.md5", md5, &format!("{MD5}\n"), &["a.mov md5 900150983cd24fb0"]);
    check("a.mov.md5", md5, &format!("{MD5}  a.mov\n{MD5}  a.mov\n"), &["a.mov md5 900150983cd24fb0"]);
    check("x.sfv", Some(Algorithm::Crc32), "; sfv\nplate 1.dpx CBF43926\n", &["plate 1.dpx crc32 cbf43926"]);
}

#[test]
fn windows_writes_sixteen_bits() {
    let text: Vec<u8> = format!("\u{FEFF}{MD5}  é.exr\r\n").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(listed(&list::read(&text, "x.md5", Some(Algorithm::Md5))), ["é.exr md5 900150983cd24fb0"]);
}

#[test]
fn names_that_are_no_utf8_are_kept() {
    let text = [MD5.as_bytes(), b"  \xE9t\xE9.exr\n"].concat();
    let manifest = list::read(&text, "x.md5", None);
    assert_eq!(manifest.entries[0].raw.as_deref(), Some(&b"\xE9t\xE9.exr"[..]));
    assert_eq!(manifest.entries[0].path, "\u{FFFD}t\u{FFFD}.exr");
}

#[test]
fn each_broken_line_has_its_rule() {
    let check = |text: &str, want: &[&str]| {
        let manifest = list::read(text.as_bytes(), "x.md5", Some(Algorithm::Md5));
        assert_eq!(broken(&manifest), want, "{text}");
    };
    check(&format!("{MD5}  a\n900150983cd24fb0  b\n"), &["2 malformed-hash md5 900150983cd24fb0"]);
    check(&format!("{MD5}  a\n{MD5}  ../b\n"), &["2 path-escapes ../b"]);
    check(&format!("{MD5}  /etc/passwd\n"), &["1 path-escapes /etc/passwd"]);
    check(&format!("{MD5}  a\nb\n"), &["2 line b"]);
    check(&format!("{MD5}  a\n     UNSUPPORTED  b\n"), &["2 hash-absent b"]);
    check(&format!("{MD5}  a\n                                  b.exr\n"), &["2 hash-absent b.exr"]);
    check(&format!("{MD5}  a\n00000000000000000000000000000000  a\n"), &["2 conflict a"]);
    check(&format!("WHIRLPOOL (a) = {MD5}\n"), &["1 unknown-algorithm WHIRLPOOL"]);
}

#[test]
fn a_file_with_the_name_of_a_list_may_be_none() {
    let is_list = |text: &[u8]| list::is_list(&list::read(text, "hero.md5", Some(Algorithm::Md5)));
    assert!(!is_list(b"MD5Version 10\ncommandline \"\"\n") && !is_list(b"\x00\x01\x02\xFF") && !is_list(b""));
    assert!(is_list(b"900150983cd24fb0  cut\n") && is_list(b"\n# a\n900150983cd24fb0d6963f7d28e17f72  a\n"));
}

proptest! {
    #[test]
    fn what_is_written_is_read(names in prop::collection::btree_set("[a-zé ()\\\\\n\r*=;#-]{1,12}(/[a-z\\\\ ]{1,6})?", 1..6)) {
        let digest = etabli_formats::manifest::hash(Algorithm::Blake3, b"abc");
        let stays = |name: &&String| !name.starts_with(['\\', '/']) && !name.split(['/', '\\']).any(|part| part == "..") && !name.trim().is_empty();
        let usable: Vec<&String> = names.iter().filter(stays).collect();
        let text = list::write(Algorithm::Blake3, usable.iter().map(|name| (name.as_bytes(), digest.as_slice())));
        let manifest = list::read(&text, "x.b3", Some(Algorithm::Blake3));
        let read: Vec<&str> = manifest.entries.iter().map(|entry| entry.path.as_str()).collect();
        prop_assert_eq!(read, usable);
    }
}
