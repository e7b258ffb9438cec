//! `cargo xtask portable`: a release binary for farms, which starts wherever the C library is not older than a named one.
//!
//! Zig links against that library's symbols instead of the machine's own. What comes out is asked which symbols it needs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::shell;

/// Python packages and their versions: Zig, and what makes Cargo link with it.
const PACKAGES: [&str; 2] = ["cargo-zigbuild==0.24.1", "ziglang==0.17.1"];
/// The oldest C library: that of Rocky Linux 8 and of the reference platform for visual effects of 2023.
const GLIBC: [u32; 2] = [2, 28];
/// The largest binary without the desk, in bytes.
const LARGEST: u64 = 15_000_000;

pub(crate) fn run(root: &Path) -> Result<()> {
    let bin = zig(root)?;
    let target = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    let [major, minor] = GLIBC;
    let arguments = format!("zigbuild --release --package etabli --no-default-features --target {target}.{major}.{minor}");
    let mut build = Command::new(bin.join("cargo-zigbuild"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(std::iter::once(bin).chain(std::env::split_paths(&path)))?;
    shell::run(build.args(arguments.split(' ')).current_dir(root).env("PATH", path))?;
    let folder = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |folder| root.join(folder));
    judge(root, &folder.join(target).join("release/etabli"))
}

/// The folder of programs of a Python of its own that has the packages.
fn zig(root: &Path) -> Result<PathBuf> {
    let home = root.join("target/portable");
    let bin = home.join("bin");
    let list = || shell::read(&mut shell::command(root, &bin.join("python").to_string_lossy(), ["-m", "pip", "freeze", "--all"]));
    let has_all = |list: &str| PACKAGES.iter().all(|package| list.lines().any(|line| line == *package));
    if !bin.join("cargo-zigbuild").is_file() || !list().is_ok_and(|list| has_all(&list)) {
        println!("   installing {} into target/portable", PACKAGES.join(" and "));
        shell::run(shell::command(root, "python3", ["-m", "venv"]).arg(&home)).context("python3 with its venv module is needed")?;
        let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
        shell::run(Command::new(bin.join("python")).args(pip).args(PACKAGES))?;
    }
    Ok(bin)
}

/// Says the size and the newest symbol of a binary; fails when either is beyond what is wanted.
fn judge(root: &Path, binary: &Path) -> Result<()> {
    let size = fs::metadata(binary).with_context(|| format!("reading {}", binary.display()))?.len();
    let symbols = shell::read(shell::command(root, "objdump", ["-T"]).arg(binary))?;
    let newest = newest(&symbols).context("the binary needs no symbol of the C library: it was not linked as told")?;
    let started = shell::read(Command::new(binary).arg("--version"))?;
    let name = |version: &[u32]| version.iter().map(u32::to_string).collect::<Vec<_>>().join(".");
    println!("   {}: {} bytes, needs GLIBC_{}, {}", binary.display(), size, name(&newest), started.trim());
    ensure!(newest.as_slice() <= GLIBC.as_slice(), "it needs GLIBC_{}, wanted is GLIBC_{} at most", name(&newest), name(&GLIBC));
    ensure!(size <= LARGEST, "it has {size} bytes, wanted are {LARGEST} at most");
    Ok(())
}

/// The newest version of the C library among the dynamic symbols that `objdump -T` lists.
fn newest(symbols: &str) -> Option<Vec<u32>> {
    let versions = symbols.split_whitespace().filter_map(|word| word.trim_matches(['(', ')']).strip_prefix("GLIBC_"));
    versions.filter_map(|version| version.split('.').map(|number| number.parse().ok()).collect::<Option<Vec<u32>>>()).max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_symbol_is_found_by_number() {
        let symbols = "0000  w   D  *UND*  0000  __gmon_start__\n\
                       0000      DF *UND*  0000 (GLIBC_2.9)  getaddrinfo\n\
                       0000      DF *UND*  0000  GLIBC_2.28  statx\n\
                       0000      DF *UND*  0000 (GLIBC_2.2.5) memcpy\n\
                       0000      DF *UND*  0000 (GCC_3.0)    _Unwind_Resume\n";
        assert_eq!(newest(symbols), Some(vec![2, 28]));
        assert!(newest("0000 DF *UND* 0000 (GLIBC_2.34) pthread_create") > Some(GLIBC.to_vec()));
        assert_eq!(newest("GLIBC_PRIVATE GCC_3.0"), None);
    }
}
