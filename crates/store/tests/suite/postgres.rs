//! A `PostgreSQL` server in a temporary folder, for one test.

use std::fs;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A running server, stopped when it is dropped.
pub(crate) struct Server {
    folder: TempDir,
    child: Child,
    programs: PathBuf,
    user: Option<(u32, u32)>,
}

/// The server refuses to run as root: somebody of the system who owns nothing runs it then.
const NOBODIES: [&str; 2] = ["postgres", "nobody"];

impl Server {
    pub(crate) fn start() -> Self {
        let programs = programs();
        let user = user();
        let folder = tempfile::tempdir().unwrap();
        if let Some((uid, gid)) = user {
            chown(folder.path(), Some(uid), Some(gid)).unwrap();
        }
        let data = folder.path().join("data");
        let made = command(&programs, "initdb", user)
            .args(["--auth=trust", "--username=etabli", "--encoding=UTF8", "--locale=C", "--no-sync", "-D"])
            .arg(&data)
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let child = command(&programs, "postgres", user)
            .args(["-c", "listen_addresses=", "-c", "fsync=off", "-k"])
            .arg(folder.path())
            .arg("-D")
            .arg(&data)
            .stdout(Stdio::null())
            .stderr(fs::File::create(folder.path().join("log")).unwrap())
            .spawn()
            .unwrap();
        let server = Self { folder, child, programs, user };
        server.wait();
        server
    }

    /// Waits until it answers.
    fn wait(&self) {
        let began = Instant::now();
        while !self.say("SELECT 1", "postgres") {
            let log = fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
            assert!(began.elapsed() < Duration::from_mins(1), "PostgreSQL does not start: {log}");
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    fn say(&self, sql: &str, database: &str) -> bool {
        let mut command = command(&self.programs, "psql", self.user);
        command.args(["-U", "etabli", "-q", "-d", database, "-c", sql, "-h"]).arg(self.folder.path());
        command.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap().success()
    }

    /// A fresh database, and its address.
    pub(crate) fn database(&self, name: &str) -> String {
        assert!(self.say(&format!("CREATE DATABASE {name}"), "postgres"));
        format!("postgres://etabli@localhost/{name}?host={}", self.folder.path().display())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The newest installed version's programs.
fn programs() -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = versions.map(|version| version.path().join("bin")).filter(|bin| bin.join("initdb").exists()).collect();
    found.sort();
    found.pop().expect("PostgreSQL is not installed (on Debian: apt-get install postgresql-15); `cargo xtask test` installs it")
}

/// Whom to run it as, when this is root.
fn user() -> Option<(u32, u32)> {
    let is_root = fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0);
    let people = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let find = |name: &&str| {
        let line = people.lines().find(|line| line.split(':').next() == Some(*name))?;
        let mut parts = line.split(':').skip(2);
        Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
    };
    if is_root { NOBODIES.iter().find_map(find) } else { None }
}

fn command(programs: &Path, name: &str, user: Option<(u32, u32)>) -> Command {
    let own = programs.join(name);
    let mut command = Command::new(if own.exists() { own } else { PathBuf::from(name) });
    command.current_dir("/").env("LC_ALL", "C");
    if let Some((uid, gid)) = user {
        command.uid(uid).gid(gid);
    }
    command
}
