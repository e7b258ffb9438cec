//! The rooms that judge are pure: no disk, no clock, no thread, no environment; and those that read do not panic.
//!
//! `clippy.toml` of each room refuses the calls, with the reason; this rule holds where a lint is silenced.

use super::house::{File, House, Remark};

const ROOMS: [&str; 3] = ["kernels", "formats", "diagnosis"];
const IMPURE: [&str; 8] =
    ["std::fs", "std::net", "std::process", "std::thread", "std::env", "std::io::stdin", "Instant::now", "SystemTime::now"];

/// The rooms that meet hostile bytes, and the lints that keep them from panicking.
const STEADY_ROOMS: [&str; 3] = ["formats", "diagnosis", "scan"];
const PANICS: [&str; 4] = ["clippy::unwrap_used", "clippy::expect_used", "clippy::panic", "clippy::indexing_slicing"];

/// Each steady room denies what panics in the first lines of its `lib.rs`.
pub(super) fn steady_rooms_deny_panics(house: &House) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for room in STEADY_ROOMS {
        let path = format!("crates/{room}/src/lib.rs");
        let Some(file) = house.get(&path) else { continue };
        let denied = file.code.split_once("#![deny(").and_then(|(_, rest)| rest.split_once(")]")).map_or("", |(lints, _)| lints);
        let missing = PANICS.iter().filter(|lint| !denied.contains(*lint));
        remarks
            .extend(missing.map(|lint| Remark::fault(&path, 1, format!("`#![deny({lint})]` is missing: this room meets hostile bytes"))));
    }
    remarks
}

pub(super) fn pure_rooms_do_no_io(house: &House) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for room in ROOMS {
        let folder = format!("crates/{room}/src/");
        for (path, file) in house.rust().filter(|(path, _)| path.starts_with(&folder)) {
            remarks.extend(impurities(path, file));
        }
    }
    remarks
}

fn impurities(path: &str, file: &File) -> Vec<Remark> {
    let code = product(&file.code);
    let found = IMPURE.iter().flat_map(|name| code.match_indices(name));
    found
        .map(|(at, name)| Remark::fault(path, file.line(at), format!("`{name}` in a pure room: take facts, or a `Source`, from `scan`")))
        .collect()
}

/// The code before the tests of the file, which may read what they like.
fn product(code: &str) -> &str {
    code.find("#[cfg(test)]").filter(|at| code[*at..].contains("mod tests")).map_or(code, |at| &code[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_that_may_panic_fails() {
        let house = House::of(&[
            ("crates/scan/src/lib.rs", "#![deny(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // clippy::expect_used"),
            ("crates/output/src/lib.rs", ""),
        ]);
        assert_eq!(
            steady_rooms_deny_panics(&house),
            [Remark::fault("crates/scan/src/lib.rs", 1, "`#![deny(clippy::expect_used)]` is missing: this room meets hostile bytes")]
        );
    }

    #[test]
    fn a_pure_room_that_opens_a_file_fails() {
        let house = House::of(&[
            ("crates/formats/src/png.rs", "//! std::fs is not read here.\nuse std::fs::File;\n"),
            ("crates/formats/src/dpx.rs", "fn f() {}\n#[cfg(test)]\nmod tests { use std::fs; }\n"),
            ("crates/scan/src/walk.rs", "use std::fs;\n"),
        ]);
        assert_eq!(
            pure_rooms_do_no_io(&house),
            [Remark::fault("crates/formats/src/png.rs", 2, "`std::fs` in a pure room: take facts, or a `Source`, from `scan`")]
        );
    }
}
