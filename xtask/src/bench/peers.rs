//! The programs that the checker is measured against, brought in when they are missing.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::shell;

/// Python packages and the versions that figures were first taken with.
const PACKAGES: [&str; 4] = ["OpenEXR==3.5.3", "OpenImageIO==3.2.2.0", "Fileseq==3.4.0", "numpy==2.4.6"];

/// What could be had.
pub(super) struct Peers {
    pub(super) python: Option<PathBuf>,
    pub(super) oiiotool: Option<PathBuf>,
    pub(super) idiff: Option<PathBuf>,
    pub(super) exrinfo: Option<PathBuf>,
    pub(super) b3sum: Option<PathBuf>,
    pub(super) xxhsum: Option<PathBuf>,
    pub(super) scripts: PathBuf,
    /// What could not, and what would help.
    pub(super) absent: Vec<String>,
}

impl Peers {
    pub(super) fn gather(root: &Path, folder: &Path) -> Self {
        let mut absent = Vec::new();
        let python = python(root, folder);
        if python.is_none() {
            absent.push(format!(
                "no Python environment with {}: python3 with its venv module and a package index are needed",
                PACKAGES.join(", ")
            ));
        }
        let oiiotool = python.as_ref().and_then(|python| of_wheel(root, python, "oiiotool"));
        let idiff = python.as_ref().and_then(|python| of_wheel(root, python, "idiff"));
        if python.is_some() && oiiotool.is_none() {
            absent.push("no oiiotool in the OpenImageIO package: this platform's wheel has none".to_owned());
        }
        let exrinfo = program(root, "exrinfo", "--help", "openexr");
        let (b3sum, xxhsum) = (program(root, "b3sum", "--version", "b3sum"), program(root, "xxhsum", "--version", "xxhash"));
        for (name, _) in [("b3sum", &b3sum), ("xxhsum", &xxhsum)].into_iter().filter(|(_, program)| program.is_none()) {
            absent.push(format!("no {name}: install it (Debian has it)"));
        }
        if exrinfo.is_none() {
            absent.push("no exrinfo: install OpenEXR's tools (on Debian: `apt-get install openexr`)".to_owned());
        }
        Self { python, oiiotool, idiff, exrinfo, b3sum, xxhsum, scripts: root.join("xtask/py"), absent }
    }

    /// Programs and packages with their versions.
    pub(super) fn versions(&self, root: &Path, etabli: &Path) -> Vec<(String, String)> {
        let crates = std::fs::read_to_string(root.join("Cargo.lock")).unwrap_or_default();
        let mut versions = vec![("etabli".to_owned(), spoken(etabli, "--version")), ("exr crate".to_owned(), locked(&crates, "exr"))];
        if let Some(exrinfo) = &self.exrinfo {
            versions.push(("exrinfo".to_owned(), library(exrinfo)));
        }
        for (name, program) in [("b3sum", &self.b3sum), ("xxhsum", &self.xxhsum)] {
            versions.extend(program.as_ref().map(|program| (name.to_owned(), spoken(program, "--version"))));
        }
        if self.python.is_some() {
            versions.extend(
                PACKAGES.iter().filter_map(|package| package.split_once("==")).map(|(name, version)| (name.to_owned(), version.to_owned())),
            );
        }
        versions
    }
}

/// A Python of its own that has the packages.
fn python(root: &Path, folder: &Path) -> Option<PathBuf> {
    let python = folder.join("bin/python");
    let names = "import OpenEXR, OpenImageIO, fileseq, numpy";
    let has_all = || answers(Command::new(&python).args(["-c", names]));
    if !has_all() {
        println!("   installing the peers' Python packages into {}", folder.display());
        shell::run(shell::command(root, "python3", ["-m", "venv"]).arg(folder)).ok()?;
        shell::run(Command::new(&python).args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]).args(PACKAGES)).ok()?;
    }
    has_all().then_some(python)
}

/// An executable inside the wheel of OpenImageIO: the launcher beside Python would add Python's own start.
fn of_wheel(root: &Path, python: &Path, name: &str) -> Option<PathBuf> {
    let script = "import importlib.util as u, pathlib as p; print(p.Path(u.find_spec('OpenImageIO').origin).parent / 'bin')";
    let printed = shell::read(&mut shell::command(root, &python.to_string_lossy(), ["-c", script])).ok()?;
    Some(Path::new(printed.trim()).join(name)).filter(|path| answers(Command::new(path).arg("--version")))
}

/// A program of the system, with the Debian package that brings it.
fn program(root: &Path, name: &str, argument: &str, package: &str) -> Option<PathBuf> {
    let is_there = || answers(Command::new(name).arg(argument));
    let is_root = shell::read(&mut shell::command(root, "id", ["-u"])).is_ok_and(|id| id.trim() == "0");
    if !is_there() && is_root && answers(Command::new("apt-get").arg("--version")) {
        println!("   installing {package}");
        let mut install = shell::command(root, "apt-get", ["install", "-y", "-qq", package]);
        shell::run(install.env("DEBIAN_FRONTEND", "noninteractive")).ok()?;
    }
    is_there().then(|| PathBuf::from(name))
}

fn answers(command: &mut Command) -> bool {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// The OpenEXR library that a program is linked with: old ones say no version of their own.
fn library(program: &Path) -> String {
    let script = "ldd \"$(command -v \"$0\")\" | grep -o 'libOpenEXR[^ ]*' | head -1";
    let output = Command::new("sh").args(["-c", script]).arg(program).stdin(Stdio::null()).output();
    let name = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default();
    if name.is_empty() { "unknown".to_owned() } else { name }
}

/// The first line that a program says of itself.
fn spoken(program: &Path, argument: &str) -> String {
    let output = Command::new(program).arg(argument).stdin(Stdio::null()).output();
    let text = output.map(|output| [output.stdout, output.stderr].concat()).unwrap_or_default();
    String::from_utf8_lossy(&text).lines().next().unwrap_or("unknown").trim().to_owned()
}

/// The version of a crate in a lock file.
fn locked(lock: &str, name: &str) -> String {
    let heading = format!("name = \"{name}\"");
    let mut lines = lock.lines().skip_while(|line| *line != heading);
    let version = lines.nth(1).and_then(|line| line.strip_prefix("version = "));
    version.map_or_else(|| "unknown".to_owned(), |version| version.trim_matches('"').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_is_found_in_the_lock_file_by_its_whole_name() {
        let lock = "[[package]]\nname = \"exr-tools\"\nversion = \"9.0.0\"\n\n[[package]]\nname = \"exr\"\nversion = \"1.74.2\"\n";
        assert_eq!(locked(lock, "exr"), "1.74.2");
        assert_eq!(locked(lock, "none"), "unknown");
    }
}
