//! The command line as a person meets it: exit status, messages in both languages, a fault made, found and undone.

mod arguments;
mod compare;
mod configuration;
mod deliveries;
mod demonstration;
mod fixing;
mod hooks;
mod round_trip;
mod shapes;

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, UNIX_EPOCH};

use etabli_diagnosis::{Healthy, healthy};
use tempfile::TempDir;

/// A folder with a healthy shot of frames, and a user of its own.
struct Bench {
    home: TempDir,
}

/// What a run said.
struct Said {
    status: i32,
    out: String,
    err: String,
}

impl Bench {
    fn new() -> Self {
        let bench = Self { home: tempfile::tempdir().unwrap() };
        for (path, node) in healthy::make(Healthy::ExrSequence).nodes() {
            bench.write(&format!("shot/{}", path.replace("/render/", "/")), &node.bytes);
        }
        bench
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Makes a file some years old.
    fn age(&self, name: &str) {
        let then = UNIX_EPOCH + Duration::from_secs(1_600_000_000);
        File::options().write(true).open(self.path(name)).unwrap().set_modified(then).unwrap();
    }

    /// Cuts a frame in its middle.
    fn cut(&self, name: &str) {
        let bytes = fs::read(self.path(name)).unwrap();
        self.write(name, &bytes[..bytes.len() / 2]);
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_etabli"));
        command.args(arguments).current_dir(self.home.path()).env_clear();
        command.env("HOME", self.home.path()).env("XDG_CONFIG_HOME", self.path("config")).env("XDG_CACHE_HOME", self.path("cache"));
        command
    }

    fn run(&self, line: &str) -> Said {
        self.run_with(line, &[], b"")
    }

    /// Arguments between spaces.
    fn run_with(&self, line: &str, variables: &[(&str, &str)], input: &[u8]) -> Said {
        let arguments: Vec<&str> = line.split(' ').filter(|argument| !argument.is_empty()).collect();
        let mut command = self.command(&arguments);
        command.envs(variables.iter().copied()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        Said::of(child.wait_with_output().unwrap())
    }

    /// Content of every file of the shot.
    fn shot(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        gather(&self.path("shot"), &mut files);
        files.sort();
        files
    }
}

fn gather(folder: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
    for found in fs::read_dir(folder).unwrap() {
        let path = found.unwrap().path();
        if path.is_dir() {
            gather(&path, files);
        } else {
            files.push((path.clone(), fs::read(&path).unwrap_or_default()));
        }
    }
}

impl Said {
    fn of(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self { status: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// The events of a report in JSON lines.
    fn events(&self, kind: &str) -> Vec<serde_json::Value> {
        let events = self.out.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        events.filter(|event| event["type"] == kind).collect()
    }

    /// Code and path of each finding.
    fn findings(&self) -> Vec<(String, String)> {
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        self.events("finding").iter().map(|event| (text(&event["code"]), text(&event["path"]))).collect()
    }

    fn holds(&self, wanted: &[&str]) {
        for want in wanted {
            assert!(self.out.contains(want) || self.err.contains(want), "{want}\n{}\n{}", self.out, self.err);
        }
    }
}

/// A frame of the healthy shot, relative to the bench.
const FRAME: &str = "shot/sq010/sh010/beauty.1010.exr";
