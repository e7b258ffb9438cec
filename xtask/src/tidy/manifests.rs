//! Which crate depends on which, as the manifests say.

use toml::{Table, Value};

use super::house::House;

/// One line of a manifest: who asks, and for what.
pub(super) struct Dependency<'a> {
    /// The manifest's path.
    pub(super) manifest: &'a str,
    /// The package's own name, whatever it is called inside the crate that uses it.
    pub(super) package: String,
    /// Whether it is a crate of this workspace.
    pub(super) ours: bool,
}

const SECTIONS: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];
const PREFIX: &str = "etabli-";

/// Every dependency of every manifest in the house, fuzz targets included; a manifest that cannot be read has none here, and Cargo says why.
pub(super) fn dependencies(house: &House) -> Vec<Dependency<'_>> {
    let manifests = house.files().filter(|(path, _)| *path == "Cargo.toml" || path.ends_with("/Cargo.toml"));
    manifests.flat_map(|(path, file)| file.text.parse::<Table>().map(|table| sections(path, &table)).unwrap_or_default()).collect()
}

fn sections<'a>(manifest: &'a str, table: &Table) -> Vec<Dependency<'a>> {
    let platforms = table.get("target").and_then(Value::as_table).into_iter().flat_map(Table::values).filter_map(Value::as_table);
    let tables = std::iter::once(table).chain(platforms);
    let entries = tables.flat_map(|table| SECTIONS.iter().filter_map(|section| table.get(*section)?.as_table())).flatten();
    entries.map(|(name, value)| dependency(manifest, name, value)).collect()
}

fn dependency<'a>(manifest: &'a str, name: &str, value: &Value) -> Dependency<'a> {
    let package = value.get("package").and_then(Value::as_str).unwrap_or(name).to_owned();
    let ours = package == "etabli" || package == "xtask" || package.starts_with(PREFIX);
    Dependency { manifest, package, ours }
}

/// The room of a package: `formats` for `etabli-formats`.
pub(super) fn room(package: &str) -> &str {
    package.strip_prefix(PREFIX).unwrap_or(package)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_is_read() {
        let manifest = "[dependencies]\nserde.workspace = true\nold = { package = \"new\", version = \"1\" }\n\
                        [target.'cfg(unix)'.dependencies]\nrlimit = \"1\"\n[dev-dependencies]\netabli-formats = { path = \"../formats\" }\n";
        let house = House::of(&[("crates/a/Cargo.toml", manifest)]);
        let mut seen: Vec<_> = dependencies(&house).into_iter().map(|d| (d.package, d.ours)).collect();
        seen.sort();
        let expect = [("etabli-formats", true), ("new", false), ("rlimit", false), ("serde", false)];
        assert_eq!(seen, expect.map(|(name, ours)| (name.to_owned(), ours)));
    }
}
