//! ARCHITECTURE.md is the map: short enough to be read, and with a reason for each crate of others.

use std::collections::BTreeSet;

use super::house::{House, Remark};
use super::manifests;

const MAP: &str = "ARCHITECTURE.md";
const LINES: usize = 500;

pub(super) fn map_is_short(house: &House) -> Vec<Remark> {
    let Some(map) = house.get(MAP) else { return vec![Remark::fault(MAP, 0, "the map is missing: write one")] };
    let lines = map.text.lines().count();
    if lines > LINES { vec![Remark::fault(MAP, 0, format!("{lines} lines: a map of more than {LINES} is not read"))] } else { Vec::new() }
}

/// The rows of the table `| crate | reason |` are the crates of the manifests, neither more nor fewer.
pub(super) fn each_dependency_has_its_reason(house: &House) -> Vec<Remark> {
    let used: BTreeSet<String> = manifests::dependencies(house).into_iter().filter(|d| !d.ours).map(|d| d.package).collect();
    let rows = house.get(MAP).map(|map| reasons(&map.text)).unwrap_or_default();
    let explained: BTreeSet<&str> = rows.iter().map(|(_, name)| *name).collect();
    let unexplained = used.iter().filter(|name| !explained.contains(name.as_str()));
    let unused = rows.iter().filter(|(_, name)| !used.contains(*name));
    unexplained
        .map(|name| Remark::fault(MAP, 0, format!("`{name}` has no line in the table `| crate | reason |`: say why it is here")))
        .chain(unused.map(|(line, name)| Remark::fault(MAP, *line, format!("no manifest asks for `{name}` any more: remove its line"))))
        .collect()
}

/// Line and name of each row that has a reason.
fn reasons(text: &str) -> Vec<(usize, &str)> {
    let lines = text.lines().enumerate().skip_while(|(_, line)| cells(line) != Some(("crate", "reason"))).skip(2);
    let rows = lines.map_while(|(number, line)| Some((number + 1, cells(line)?)));
    rows.filter(|(_, (_, reason))| !reason.is_empty()).map(|(number, (name, _))| (number, name.trim_matches('`'))).collect()
}

fn cells(line: &str) -> Option<(&str, &str)> {
    let (name, reason) = line.trim().strip_prefix('|')?.strip_suffix('|')?.split_once('|')?;
    Some((name.trim(), reason.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_without_a_reason_and_a_reason_without_a_crate_fail() {
        let map = "# Map\n\n| crate | reason |\n|---|---|\n| `serde` | facts travel |\n| gone | once useful |\n| empty | |\n\n| other | table |\n";
        let house = House::of(&[("ARCHITECTURE.md", map), ("crates/a/Cargo.toml", "[dependencies]\nserde = \"1\"\nempty = \"1\"\n")]);
        assert_eq!(
            each_dependency_has_its_reason(&house),
            [
                Remark::fault(MAP, 0, "`empty` has no line in the table `| crate | reason |`: say why it is here"),
                Remark::fault(MAP, 6, "no manifest asks for `gone` any more: remove its line"),
            ]
        );
    }

    #[test]
    fn a_map_that_is_long_or_missing_fails() {
        assert_eq!(map_is_short(&House::of(&[])).len(), 1);
        assert_eq!(map_is_short(&House::of(&[(MAP, &"line\n".repeat(500))])).len(), 0);
        assert_eq!(map_is_short(&House::of(&[(MAP, &"line\n".repeat(501))])).len(), 1);
    }
}
