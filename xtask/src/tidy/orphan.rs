//! No source file that the compiler never sees: each is reached by a `mod` from its crate's root.

use std::collections::BTreeSet;

use super::house::{House, Remark};
use super::source;

pub(super) fn each_source_is_reached(house: &House) -> Vec<Remark> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<String> = house.rust().map(|(path, _)| path).filter(|path| is_root(path)).map(str::to_owned).collect();
    while let Some(path) = open.pop() {
        if let Some(file) = house.get(&path).filter(|_| !reached.contains(&path)) {
            open.extend(modules(&file.code).flat_map(|name| candidates(&path, name)));
            reached.insert(path);
        }
    }
    let orphans = house.rust().map(|(path, _)| path).filter(|path| path.contains("/src/") && !reached.contains(*path));
    orphans.map(|path| Remark::fault(path, 0, "no `mod` reaches this file: the compiler never reads it")).collect()
}

/// `src/lib.rs`, `src/main.rs` and each program of `src/bin`.
fn is_root(path: &str) -> bool {
    let Some((_, inside)) = path.split_once("/src/") else { return false };
    matches!(inside, "lib.rs" | "main.rs") || inside.strip_prefix("bin/").is_some_and(|bin| !bin.contains('/') || bin.ends_with("/main.rs"))
}

/// The names that the code declares with `mod name;`.
fn modules(code: &str) -> impl Iterator<Item = &str> {
    source::word(code, "mod").filter_map(|at| {
        let (name, _) = code[at + 3..].split_once([';', '{'])?;
        let ends = code.as_bytes().get(at + 3 + name.len()) == Some(&b';');
        let name = name.trim().trim_start_matches("r#");
        (ends && !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_')).then_some(name)
    })
}

fn candidates(parent: &str, name: &str) -> [String; 2] {
    let (folder, file) = parent.rsplit_once('/').unwrap_or(("", parent));
    let folder = match file {
        "lib.rs" | "main.rs" | "mod.rs" => folder.to_owned(),
        _ => format!("{folder}/{}", file.trim_end_matches(".rs")),
    };
    [format!("{folder}/{name}.rs"), format!("{folder}/{name}/mod.rs")]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_no_module_names_fails() {
        let house = House::of(&[
            ("crates/a/src/lib.rs", "pub mod exr; // mod lost;\nmod tests { }"),
            ("crates/a/src/exr/mod.rs", "mod tile;"),
            ("crates/a/src/exr/tile.rs", "pub(crate) mod deep;"),
            ("crates/a/src/exr/tile/deep.rs", ""),
            ("crates/a/src/lost.rs", ""),
            ("crates/a/src/bin/tool.rs", ""),
            ("crates/a/tests/contract.rs", ""),
        ]);
        assert_eq!(
            each_source_is_reached(&house),
            [Remark::fault("crates/a/src/lost.rs", 0, "no `mod` reaches this file: the compiler never reads it")]
        );
    }
}
