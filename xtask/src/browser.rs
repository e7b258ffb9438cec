//! The page of a check in a browser: WCAG by axe-core, keyboard, paper, both languages and themes, wide and narrow.
//!
//! Everything that it makes, the browser's own files included, is below `target/browser`.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

use crate::{shell, tools};

/// What is copied from `xtask/browser` to where packages are installed.
const FILES: [&str; 5] = ["package.json", "package-lock.json", ".npmrc", "page.mjs", "desk.mjs"];
/// The pages: their name, their language, and the folder that is checked.
const PAGES: [(&str, &str, &str); 3] = [("demo-fr", "fr", "demo"), ("demo-en", "en", "demo"), ("nothing-fr", "fr", "nothing")];

/// Makes pages of the demonstration and of an empty folder, and looks at them.
pub(crate) fn look(root: &Path) -> Result<()> {
    tools::ensure_browser(root)?;
    let home = root.join("target/browser");
    for folder in ["shots", "tmp", "nothing"] {
        fs::create_dir_all(home.join(folder)).with_context(|| format!("making target/browser/{folder}"))?;
    }
    install(root, &home)?;
    let mut pages = Vec::new();
    for (name, lang, folder) in PAGES {
        pages.push(page(root, &home, name, &format!("--lang {lang} target/browser/{folder}"))?);
    }
    let mut node = contained(shell::command(&home, "node", ["page.mjs", "shots"]), &home);
    shell::run(node.args(pages))?;
    desk(root, &home)
}

/// Opens the demonstration's desk and plays a ticket's life on it, in each language, and once without scripts.
fn desk(root: &Path, home: &Path) -> Result<()> {
    for (lang, mode) in [("fr", "scripts"), ("en", "scripts"), ("fr", "noscript")] {
        for folder in ["desk", "desk-desk"] {
            let _ = fs::remove_dir_all(home.join(folder));
        }
        let mut serve =
            shell::cargo(root, &format!("run --quiet --profile test --package etabli -- demo --serve --lang {lang} target/browser/desk"));
        let mut serving = Serving(serve.stdout(Stdio::piped()).spawn().context("opening the desk of the demonstration")?);
        let address = serving.whole().context("the desk does not say where it is")?;
        let mut node = contained(shell::command(home, "node", ["desk.mjs", &address, "shots", lang, mode]), home);
        shell::run(&mut node)?;
    }
    Ok(())
}

/// A desk that serves; it ends with this.
struct Serving(Child);

impl Serving {
    /// Reads until the demonstration is whole, and gives back the desk's address.
    fn whole(&mut self) -> Option<String> {
        let mut lines = BufReader::new(self.0.stdout.take()?).lines();
        let address = lines.next()?.ok()?.rsplit(' ').next()?.to_owned();
        // What it says last, once every ticket is filed.
        lines.map_while(Result::ok).find(|line| line.contains(&address))?;
        // Nobody reads on, and it must not wait for a reader.
        Some(address)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = Command::new("kill").arg(self.0.id().to_string()).status();
        let _ = self.0.wait();
    }
}

/// Brings in what the lock file names, unless it is there.
fn install(root: &Path, home: &Path) -> Result<()> {
    let own = root.join("xtask/browser");
    let is_same = |file: &str| fs::read(home.join(file)).ok() == fs::read(own.join(file)).ok();
    let is_there = home.join("node_modules/axe-core").is_dir() && is_same("package-lock.json");
    for file in FILES {
        fs::copy(own.join(file), home.join(file)).with_context(|| format!("copying xtask/browser/{file}"))?;
    }
    if is_there {
        return Ok(());
    }
    let arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    shell::run(&mut contained(shell::command(home, "npm", arguments), home))
}

/// Writes the page of a check into a file, whose name is given back.
fn page(root: &Path, home: &Path, name: &str, arguments: &str) -> Result<String> {
    let etabli = |arguments: &str| shell::cargo(root, &format!("run --quiet --profile test --package etabli -- {arguments}"));
    // The sheet is drawn last: where it is, the demonstration is whole.
    if arguments.ends_with("/demo") && !home.join("demo/contact-sheet.png").is_file() {
        let _ = fs::remove_dir_all(home.join("demo"));
        shell::read(&mut etabli("demo target/browser/demo"))?;
    }
    let written = shell::read(&mut etabli(&format!("check --exit-zero --no-cache --output-format html {arguments}")))?;
    let file = format!("{name}.html");
    fs::write(home.join(&file), written).with_context(|| format!("writing {file}"))?;
    Ok(file)
}

/// A command whose home, settings, caches and temporary files are below a folder.
fn contained(mut command: Command, home: &Path) -> Command {
    for (variable, folder) in [
        ("HOME", "home"),
        ("XDG_CONFIG_HOME", "home/config"),
        ("XDG_CACHE_HOME", "home/cache"),
        ("npm_config_cache", "home/npm"),
        ("TMPDIR", "tmp"),
    ] {
        command.env(variable, home.join(folder));
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_writes_nowhere_else() {
        let command = contained(Command::new("node"), Path::new("target/browser"));
        let folders: Vec<_> = command.get_envs().filter_map(|(_, value)| value).collect();
        assert_eq!(folders.len(), 5);
        assert!(folders.iter().all(|folder| Path::new(folder).starts_with("target/browser")), "{folders:?}");
    }

    #[test]
    fn what_is_copied_is_there_and_versions_are_exact() {
        let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("browser");
        assert!(FILES.iter().all(|file| own.join(file).is_file()));
        let manifest: serde_json::Value = serde_json::from_slice(&fs::read(own.join("package.json")).unwrap()).unwrap();
        let versions = manifest["dependencies"].as_object().unwrap();
        assert!(
            versions.len() == 2 && versions.values().all(|version| version.as_str().unwrap().starts_with(|c: char| c.is_ascii_digit()))
        );
    }
}
