//! A fault or a cause is one file and one line: what is written is registered.

use super::house::{House, Remark};
use super::source;

/// Where the files stand, and the name each gives its value.
const KINDS: [(&str, &str); 2] = [("crates/diagnosis/src/faults/", "FAULT"), ("crates/diagnosis/src/causes/", "CAUSE")];

pub(super) fn each_is_registered(house: &House) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for (folder, value) in KINDS {
        for (path, file) in house.rust().filter(|(path, _)| path.starts_with(folder)) {
            let declares = source::word(&file.code, value).any(|at| file.code[..at].trim_end().ends_with("static"));
            if declares && !is_registered(house, path, value) {
                remarks.push(Remark::fault(path, 0, format!("add `&{}::{value}` to the slice of its room", stem(path))));
            }
        }
    }
    remarks
}

/// A room is the folder's `mod.rs`, or the file beside the folder that bears its name.
fn is_registered(house: &House, path: &str, value: &str) -> bool {
    let Some((folder, _)) = path.rsplit_once('/') else { return false };
    let entry = format!("{}::{value}", stem(path));
    let rooms = [format!("{folder}/mod.rs"), format!("{folder}.rs")];
    rooms.iter().filter_map(|room| house.get(room)).any(|room| source::word(&room.code, &entry).next().is_some())
}

fn stem(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name).trim_end_matches(".rs")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_that_its_room_does_not_list_fails() {
        let room = "mod nan_pixels;\nmod black;\nmod shared;\npub static ROOM: &[&Fault] = &[&nan_pixels::FAULT]; // &black::FAULT";
        let house = House::of(&[
            ("crates/diagnosis/src/faults/image/mod.rs", room),
            ("crates/diagnosis/src/faults/image/nan_pixels.rs", "pub static FAULT: Fault = x;"),
            ("crates/diagnosis/src/faults/image/black.rs", "pub(super) static FAULT: Fault = x;"),
            ("crates/diagnosis/src/faults/image/shared.rs", "fn of(f: &FAULT) {}"),
            ("crates/diagnosis/src/causes/storage_full.rs", "pub static CAUSE: Cause = x;"),
        ]);
        assert_eq!(
            each_is_registered(&house),
            [
                Remark::fault("crates/diagnosis/src/faults/image/black.rs", 0, "add `&black::FAULT` to the slice of its room"),
                Remark::fault("crates/diagnosis/src/causes/storage_full.rs", 0, "add `&storage_full::CAUSE` to the slice of its room"),
            ]
        );
    }
}
