//! A line never looks up: a room depends only on the rooms below it.

use super::house::{House, Remark};
use super::manifests::{self, Dependency};

/// The rooms from the ground up. Those on one floor do not know each other.
const FLOORS: [&[&str]; 8] =
    [&["kernels"], &["formats"], &["diagnosis"], &["scan"], &["output", "demo", "store"], &["desk"], &["web"], &["etabli"]];

pub(super) fn dependencies_point_down(house: &House) -> Vec<Remark> {
    let from_rooms = manifests::dependencies(house).into_iter().filter(|d| d.ours && d.manifest.starts_with("crates/"));
    let mut remarks: Vec<Remark> = from_rooms.filter_map(|dependency| looks_up(&dependency)).collect();
    remarks.extend(rooms(house).filter(|(_, room)| floor(room).is_none()).map(|(manifest, room)| {
        Remark::fault(
            manifest,
            0,
            format!("the room `{room}` has no floor yet: give it one in xtask/src/tidy/rooms.rs and in ARCHITECTURE.md"),
        )
    }));
    remarks
}

fn rooms(house: &House) -> impl Iterator<Item = (&str, &str)> {
    house.files().filter_map(|(path, _)| Some((path, path.strip_prefix("crates/")?.strip_suffix("/Cargo.toml")?)))
}

fn looks_up(dependency: &Dependency) -> Option<Remark> {
    let from = dependency.manifest.trim_start_matches("crates/").trim_end_matches("/Cargo.toml");
    let to = manifests::room(&dependency.package);
    let down = floor(to).zip(floor(from)).is_some_and(|(to, from)| to < from);
    (!down).then(|| Remark::fault(dependency.manifest, 0, format!("`{from}` must not know `{to}`: a room depends only on those below it")))
}

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&room))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(manifest: &str, dependency: &str) -> usize {
        dependencies_point_down(&House::of(&[(manifest, &format!("[dependencies]\n{dependency} = {{ path = \"x\" }}\n"))])).len()
    }

    #[test]
    fn a_room_that_looks_up_fails() {
        assert_eq!(check("crates/scan/Cargo.toml", "etabli-diagnosis"), 0);
        assert_eq!(check("crates/diagnosis/Cargo.toml", "etabli-scan"), 1);
        assert_eq!(check("crates/output/Cargo.toml", "etabli-demo"), 1, "the same floor");
        assert_eq!(check("crates/etabli/Cargo.toml", "xtask"), 1, "beside, never inside");
        assert_eq!(check("fuzz/Cargo.toml", "etabli-scan"), 0, "beside the house");
    }

    #[test]
    fn a_room_without_a_floor_fails() {
        assert_eq!(check("crates/attic/Cargo.toml", "serde"), 1);
    }
}
