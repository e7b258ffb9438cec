//! Bags.

use etabli_formats::manifest::bag::{Declaration, declaration, fetch, manifest, oxum};
use etabli_formats::manifest::{Algorithm, bag, hash};

use super::{broken, listed};

const MD5: &str = "900150983cd24fb0d6963f7d28e17f72";

fn declared(text: &str) -> Declaration {
    declaration(text.as_bytes())
}

#[test]
fn a_declaration_has_its_two_lines() {
    let check = |text: &str, want: &[&str]| assert_eq!(broken(&declared(text).broken), want, "{text}");
    check("BagIt-Version: 0.97\r\nTag-File-Character-Encoding: UTF-8", &[]);
    check("BagIt-Version: 1.0 \nTag-File-Character-Encoding: UTF-16\n", &[]);
    check("BagIt-Version: 0.97\n", &["0 declaration Tag-File-Character-Encoding"]);
    check("BagIt-Version: .97\nTag-File-Character-Encoding: UTF-8\n", &["1 declaration BagIt-Version: .97"]);
    check("BagIt-Version: 1.0\nTag-File-Character-Encoding: KLINGON\n", &["2 declaration Tag-File-Character-Encoding: KLINGON"]);
    check("\u{FEFF}BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", &["1 declaration BOM"]);
    check("", &["0 declaration BagIt-Version", "0 declaration Tag-File-Character-Encoding"]);
}

#[test]
fn payload_lies_in_data_and_nowhere_else() {
    let old = declared("BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n");
    let new = declared(bag::DECLARATION);
    let check = |declared: &Declaration, line: &str, want: &str| {
        let manifest = manifest(line.as_bytes(), Algorithm::Md5, true, declared);
        assert_eq!([listed(&manifest), broken(&manifest)].concat(), [want], "{line}");
    };
    check(&old, &format!("{MD5} *data/a b"), "data/a b md5 900150983cd24fb0");
    check(&old, &format!("{MD5}\t./data/a"), "data/a md5 900150983cd24fb0");
    check(&old, &format!("{MD5}  data/%7Ea%25%0Ab"), "data/%7Ea%25\nb md5 900150983cd24fb0");
    check(&new, &format!("{MD5}  data/%7Ea%25%0Ab"), "data/%7Ea%\nb md5 900150983cd24fb0");
    for path in ["../x", "\\.\\./x", "~root/x", "C:\\x", "%HomeDrive%\\x", "\\\\?\\UNC\\x", "bagit.txt", "data/../../x"] {
        check(&old, &format!("{MD5}  {path}"), &format!("1 path-escapes {path}"));
    }
    check(&old, "90015  data/a", "1 malformed-hash md5 90015");
    check(&old, MD5, &format!("1 line {MD5}"));
    let tags = manifest(format!("{MD5}  bag-info.txt").as_bytes(), Algorithm::Md5, false, &old);
    assert_eq!(listed(&tags), ["bag-info.txt md5 900150983cd24fb0"]);
}

#[test]
fn texts_are_read_in_the_declared_encoding() {
    let wide = declared("BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-16\n");
    let line = format!("{MD5}  data/é\n");
    let big: Vec<u8> = line.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let little: Vec<u8> = format!("\u{FEFF}{line}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [big, little] {
        assert_eq!(listed(&manifest(&bytes, Algorithm::Md5, true, &wide)), ["data/é md5 900150983cd24fb0"]);
    }
    let latin = declared("BagIt-Version: 0.97\nTag-File-Character-Encoding: ISO-8859-1\n");
    let bytes = [MD5.as_bytes(), b"  data/\xE9\n"].concat();
    assert_eq!(listed(&manifest(&bytes, Algorithm::Md5, true, &latin)), ["data/é md5 900150983cd24fb0"]);
    assert_eq!(broken(&manifest(&bytes, Algorithm::Md5, true, &declared(bag::DECLARATION))), ["1 encoding UTF-8"]);
}

#[test]
fn what_is_fetched_stays_inside_and_has_a_size() {
    let text = "http://x/a - data/a b\nhttp://x/b 12 data/b\r\nhttp://x/c many data/c\nhttp://x/d - /tmp/d\nhttp://x/e\n";
    let fetched = fetch(text.as_bytes(), &Declaration::default());
    let entries: Vec<_> = fetched.entries.iter().map(|entry| (entry.path.as_str(), entry.size, entry.line)).collect();
    assert_eq!(entries, [("data/a b", None, 1), ("data/b", Some(12), 2), ("data/c", None, 3)]);
    assert_eq!(broken(&fetched), ["3 bad-size many", "4 path-escapes /tmp/d", "5 line http://x/e"]);
}

#[test]
fn the_payload_is_told_as_a_whole() {
    let told = |text: &str| oxum(text.as_bytes(), &Declaration::default()).map(|told| (told.line, told.payload));
    assert_eq!(told("Contact-Name: x\nPayload-Oxum: 58.2\n"), Some((2, Ok((58, 2)))));
    assert_eq!(told("payload-oxum: lots\n"), Some((1, Err("lots".to_owned()))));
    assert_eq!(told("Contact-Name: x\n"), None);
}

#[test]
fn a_written_manifest_is_read() {
    let digest = hash(Algorithm::Sha512, b"x");
    let paths = ["data/100%", "data/a\nb", "data/é/c d"];
    let text = bag::write(Algorithm::Sha512, paths.iter().map(|path| (*path, digest.as_slice())));
    let read = manifest(&text, Algorithm::Sha512, true, &declared(bag::DECLARATION));
    assert_eq!(read.entries.iter().map(|entry| entry.path.as_str()).collect::<Vec<_>>(), paths);
    assert!(read.defects.is_empty());
}
