//! Other programs, run where a person can see them.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, ensure};

/// A command that starts in the workspace's folder.
pub(crate) fn command<S: AsRef<OsStr>>(root: &Path, program: &str, arguments: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root);
    command
}

/// `cargo` with its arguments written as one would type them: no argument may hold a space.
pub(crate) fn cargo(root: &Path, arguments: &str) -> Command {
    command(root, "cargo", arguments.split_whitespace())
}

/// Runs a command, its output shown as it comes.
///
/// Fails when the program is missing or leaves with another code than 0.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let line = line(command);
    let status = command.status().with_context(|| format!("could not start `{line}`"))?;
    ensure!(status.success(), "`{line}` failed ({status}); its own words are above");
    Ok(())
}

/// What a command prints, as text. Its errors are shown.
pub(crate) fn read(command: &mut Command) -> Result<String> {
    let line = line(command);
    let output = command.stderr(std::process::Stdio::inherit()).output().with_context(|| format!("could not start `{line}`"))?;
    ensure!(output.status.success(), "`{line}` failed ({}); its own words are above", output.status);
    String::from_utf8(output.stdout).with_context(|| format!("`{line}` printed something that is no text"))
}

/// Announces a piece of work, does it, and says how long it took.
pub(crate) fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("── {name}");
    let start = Instant::now();
    let done = work().with_context(|| name.to_owned())?;
    println!("   {name}: {:.1} s", start.elapsed().as_secs_f64());
    Ok(done)
}

/// A piece of work on the workspace's folder.
pub(crate) type Work<'a> = &'a dyn Fn(&Path) -> Result<()>;

/// Does each piece of work even when one before it failed, since a person mends more in one go; fails when any did.
pub(crate) fn every(root: &Path, steps: &[(&str, Work)]) -> Result<()> {
    let mut failed = Vec::new();
    for (name, work) in steps {
        if let Err(error) = step(name, || work(root)) {
            println!("   {error:#}");
            failed.push(*name);
        }
    }
    ensure!(failed.is_empty(), "{} of {} failed: {}", failed.len(), steps.len(), failed.join(", "));
    Ok(())
}

fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let line = words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ");
    if line.chars().count() > 200 { line.chars().take(200).chain(['…']).collect() } else { line }
}

#[cfg(test)]
mod tests {
    use anyhow::bail;

    use super::*;

    #[test]
    fn a_failure_names_the_command() {
        let told = run(&mut command(Path::new("."), "false", ["--why"])).unwrap_err().to_string();
        assert!(told.contains("`false --why` failed"), "{told}");
    }

    #[test]
    fn one_failure_does_not_hide_the_next() {
        let steps: [(&str, Work); 3] = [("format", &|_| bail!("no")), ("spelling", &|_| Ok(())), ("lints", &|_| bail!("no"))];
        let told = every(Path::new("."), &steps).unwrap_err().to_string();
        assert_eq!(told, "2 of 3 failed: format, lints");
    }

    #[test]
    fn what_a_command_prints_is_read() {
        assert_eq!(read(&mut command(Path::new("."), "echo", ["word"])).unwrap(), "word\n");
    }
}
