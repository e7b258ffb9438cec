//! What no committed text holds. The words are spelled in halves here, so that this file keeps its own rules.

use super::house::{House, Remark};
use super::source;

const UNFINISHED: [&str; 3] = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("X", "XX")];
const UNFINISHED_MACROS: [&str; 2] = [concat!("to", "do"), concat!("unimpl", "emented")];
const HOSTS: [(&str, &str); 7] = [
    ("crates", "io"),
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("npmjs", "com"),
    ("npmjs", "org"),
    ("deb.debian", "org"),
    ("proxy.golang", "org"),
];
const MACHINE_PATHS: [&str; 3] = [concat!("/wo", "rk/"), concat!("/tm", "p/w/"), concat!("/ro", "ot/")];

/// Cargo writes the registry's name into its lock file; that file is nobody's prose.
const LOCK: &str = "Cargo.lock";

pub(super) fn unfinished_work(house: &House) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for (path, file) in house.files().filter(|(path, _)| is_written_by_hand(path)) {
        let notes = UNFINISHED.iter().flat_map(|note| source::word(&file.text, note).map(move |at| (at, *note)));
        let calls = UNFINISHED_MACROS.iter().flat_map(|name| source::word(&file.code, name).map(move |at| (at, *name)));
        let calls = calls.filter(|(at, name)| file.code[at + name.len()..].starts_with('!'));
        remarks.extend(
            notes.chain(calls).map(|(at, word)| Remark::fault(path, file.line(at), format!("`{word}`: finish it, or file an issue"))),
        );
    }
    remarks
}

pub(super) fn registry_hosts(house: &House) -> Vec<Remark> {
    let hosts: Vec<String> = HOSTS.iter().map(|(name, top)| format!("{name}.{top}")).collect();
    let mut remarks = Vec::new();
    for (path, file) in house.files().filter(|(path, _)| !path.ends_with(LOCK)) {
        let found = hosts.iter().flat_map(|host| source::word(&file.text, host).map(move |at| (at, host)));
        remarks.extend(
            found.map(|(at, host)| Remark::fault(path, file.line(at), format!("`{host}`: a package is named, its registry is not"))),
        );
    }
    remarks
}

pub(super) fn machine_paths(house: &House) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for (path, file) in house.files() {
        let found =
            MACHINE_PATHS.iter().flat_map(|folder| file.text.match_indices(folder)).filter(|(at, _)| begins_a_path(&file.text[..*at]));
        remarks.extend(found.map(|(at, folder)| Remark::fault(path, file.line(at), format!("`{folder}` is a folder of one machine"))));
    }
    remarks
}

/// The kernels alone may write it; the lint of the workspace says the same, and this rule that nobody silences the lint.
pub(super) fn unsafe_code(house: &House) -> Vec<Remark> {
    let elsewhere = house.rust().filter(|(path, _)| !path.starts_with("crates/kernels/"));
    let found = elsewhere.flat_map(|(path, file)| source::word(&file.code, "unsafe").map(move |at| (path, file.line(at))));
    found.map(|(path, line)| Remark::fault(path, line, "`unsafe` belongs to `crates/kernels`")).collect()
}

fn is_written_by_hand(path: &str) -> bool {
    let ends = [".rs", ".toml", ".md", ".sh", ".py", ".yml", ".html", ".js", ".css", ".sql", ".ci/run"];
    ends.iter().any(|end| path.ends_with(end))
}

/// A folder inside another one (`/prod/show`), a pattern or a variable is nobody's machine.
fn begins_a_path(before: &str) -> bool {
    !before.ends_with(|c: char| c.is_alphanumeric() || "_-./*}])~$".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(rule: fn(&House) -> Vec<Remark>, path: &str, text: &str) -> usize {
        rule(&House::of(&[(path, text)])).len()
    }

    #[test]
    fn unfinished_work_fails() {
        let [note, ..] = UNFINISHED;
        let [call, ..] = UNFINISHED_MACROS;
        assert_eq!(lines(unfinished_work, "a.rs", &format!("// {note}: later\nfn f() {{ {call}!() }}")), 2);
        assert_eq!(lines(unfinished_work, "a.rs", &format!("fn f() {{ {call}(\"{call}!\") }} // {note}S")), 0);
        assert_eq!(lines(unfinished_work, "render.log", note), 0);
    }

    #[test]
    fn the_name_of_a_registry_fails() {
        let host = HOSTS.map(|(name, top)| format!("{name}.{top}")).join(" ");
        assert_eq!(lines(registry_hosts, "README.md", &host), HOSTS.len());
        assert_eq!(lines(registry_hosts, "Cargo.lock", &host), 0);
    }

    #[test]
    fn a_path_of_one_machine_fails() {
        let [folder, ..] = MACHINE_PATHS;
        assert_eq!(lines(machine_paths, "a.md", &format!("see {folder}main, `{folder}x`")), 2);
        assert_eq!(lines(machine_paths, "a.md", &format!("/prod{folder}main {{show}}{folder}")), 0);
    }

    #[test]
    fn unsafe_outside_the_kernels_fails() {
        assert_eq!(lines(unsafe_code, "crates/scan/src/a.rs", "unsafe { f() } // unsafe\n#![deny(unsafe_code)]"), 1);
        assert_eq!(lines(unsafe_code, "crates/kernels/src/a.rs", "unsafe { f() }"), 0);
    }
}
