//! The programs that the checks need, brought in when they are missing.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::shell;

/// A program of Cargo's own registry, and the oldest version that does what is asked of it here.
pub(crate) struct Tool {
    package: &'static str,
    version: &'static str,
    /// The command whose first line ends with its version.
    probe: &'static [&'static str],
}

pub(crate) const NEXTEST: Tool = Tool { package: "cargo-nextest", version: "0.9.143", probe: &["cargo", "nextest", "--version"] };
pub(crate) const TYPOS: Tool = Tool { package: "typos-cli", version: "1.52.0", probe: &["typos", "--version"] };
pub(crate) const DENY: Tool = Tool { package: "cargo-deny", version: "0.20.2", probe: &["cargo", "deny", "--version"] };
pub(crate) const FUZZ: Tool = Tool { package: "cargo-fuzz", version: "0.13.2", probe: &["cargo", "fuzz", "--version"] };
pub(crate) const MUTANTS: Tool = Tool { package: "cargo-mutants", version: "27.1.0", probe: &["cargo", "mutants", "--version"] };

/// Makes sure that each tool is there and young enough, installing those that are not.
pub(crate) fn ensure(root: &Path, tools: &[&Tool]) -> Result<()> {
    for tool in tools {
        match installed(tool) {
            Some(version) if number(&version) >= number(tool.version) => {}
            found => install(root, tool, found.as_deref())?,
        }
    }
    Ok(())
}

/// Makes sure that C and C++ can be compiled: libdeflate is the one, the fuzzing engine the other.
///
/// As root on Debian the compilers are installed; elsewhere the words say what to install.
pub(crate) fn ensure_compilers(root: &Path) -> Result<()> {
    if ["cc", "c++"].iter().all(|compiler| answers(&[compiler, "--version"])) {
        return Ok(());
    }
    debian(root, "g++")
        .context("no C or C++ compiler: install both, with the headers of their libraries (on Debian: `apt-get install g++`)")
}

/// Makes sure that the hooks written in Python can be tested, in the same way.
pub(crate) fn ensure_python(root: &Path) -> Result<()> {
    if answers(&["python3", "--version"]) {
        return Ok(());
    }
    debian(root, "python3").context("no Python 3: the hooks are tested with it (on Debian: `apt-get install python3`)")
}

/// Makes sure that pages can be looked at in a browser, in the same way.
pub(crate) fn ensure_browser(root: &Path) -> Result<()> {
    for (program, package) in [("node", "nodejs"), ("npm", "npm"), ("chromium", "chromium")] {
        if !answers(&[program, "--version"]) {
            let cure = || format!("no {program}: pages are looked at with it (on Debian: `apt-get install {package}`)");
            debian(root, package).with_context(cure)?;
        }
    }
    Ok(())
}

/// Makes sure that a `PostgreSQL` server can be started by the tests, in the same way.
pub(crate) fn ensure_postgres(root: &Path) -> Result<()> {
    let is_there = Path::new("/usr/lib/postgresql").read_dir().is_ok_and(|mut versions| versions.next().is_some());
    if is_there {
        return Ok(());
    }
    debian(root, "postgresql-15").context("no PostgreSQL: the desk is tested on it (on Debian: `apt-get install postgresql-15`)")
}

/// Installs a package of the system, as root on Debian.
fn debian(root: &Path, package: &str) -> Result<()> {
    let root_user = shell::read(&mut shell::command(root, "id", ["-u"])).is_ok_and(|id| id.trim() == "0");
    if !root_user || !answers(&["apt-get", "--version"]) {
        bail!("{package} can only be installed from here by root on Debian");
    }
    shell::run(&mut shell::command(root, "apt-get", ["update", "-qq"]))?;
    shell::run(shell::command(root, "apt-get", ["install", "-y", "-qq", package]).env("DEBIAN_FRONTEND", "noninteractive"))
}

/// Optimised less than usual: on two cores the tool is ready in minutes, and it runs for seconds.
fn install(root: &Path, tool: &Tool, found: Option<&str>) -> Result<()> {
    let Tool { package, version, .. } = tool;
    println!("   {package} {version} is needed, {} found: installing it", found.unwrap_or("none"));
    let mut cargo = shell::cargo(root, &format!("install --quiet --locked {package}@{version}"));
    for (key, value) in [("OPT_LEVEL", "1"), ("LTO", "false"), ("CODEGEN_UNITS", "16"), ("DEBUG", "false")] {
        cargo.env(format!("CARGO_PROFILE_RELEASE_{key}"), value);
    }
    shell::run(&mut cargo)?;
    let now = installed(tool).with_context(|| format!("{package} is installed but does not start: is Cargo's bin folder in PATH?"))?;
    if number(&now) < number(version) {
        bail!("{package} {version} was installed, but {now} comes first in PATH: remove the older one");
    }
    Ok(())
}

fn installed(tool: &Tool) -> Option<String> {
    let (program, arguments) = tool.probe.split_first()?;
    let output = Command::new(program).args(arguments).stderr(Stdio::null()).output().ok()?;
    if output.status.success() { version(&String::from_utf8_lossy(&output.stdout)) } else { None }
}

fn answers(probe: &[&str]) -> bool {
    let Some((program, arguments)) = probe.split_first() else { return false };
    Command::new(program).args(arguments).output().is_ok_and(|output| output.status.success())
}

/// The version in a line such as `cargo-nextest 0.9.143 (60fa45f63 2026-08-04)`.
fn version(printed: &str) -> Option<String> {
    printed.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit())).map(str::to_owned)
}

fn number(version: &str) -> Vec<u32> {
    version.split(['.', '-', '+']).map_while(|part| part.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_and_compared_by_number() {
        assert_eq!(version("cargo-nextest 0.9.143 (60fa45f63 2026-08-04)\n").as_deref(), Some("0.9.143"));
        assert_eq!(version("no digits"), None);
        assert!(number("0.9.143") > number("0.9.99"));
        assert!(number("1.52.0-rc1") >= number("1.52.0"));
        assert!(number("27") < number("27.1.0"));
    }

    #[test]
    fn a_tool_that_is_not_there_is_not_installed() {
        assert_eq!(installed(&Tool { package: "none", version: "1", probe: &["no-such-program", "--version"] }), None);
    }
}
