//! The desk as people meet it: a real server, a production spoiled on purpose, a ticket's whole life over HTTP.
#![cfg(feature = "desk")]

mod browser;
mod life;
mod reports;
mod walls;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use browser::{Answer, Browser};
use etabli_diagnosis::{Healthy, healthy};
use tempfile::TempDir;

/// A studio: a shot of frames with NaN in one of them, a desk that serves, and whoever was let in.
struct Studio {
    home: TempDir,
    server: Child,
    address: String,
    welcome: String,
}

fn etabli() -> Command {
    Command::new(env!("CARGO_BIN_EXE_etabli"))
}

impl Studio {
    fn open() -> Self {
        let home = tempfile::tempdir().unwrap();
        for (path, node) in healthy::make(Healthy::ExrSequence).nodes() {
            let path = home.path().join("show").join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, node.bytes.as_slice()).unwrap();
        }
        let spoiled =
            etabli().args(["inject", "IMG001", "--seed", "7"]).arg(home.path().join("show")).env("XDG_CONFIG_HOME", home.path()).output();
        assert!(spoiled.unwrap().status.success());
        let (server, address, welcome) = serve(&home.path().join("data"), home.path());
        Self { home, server, address, welcome }
    }

    /// What an administrator types, with the data folder in its place.
    fn say(&self, line: &[&str]) -> String {
        let done = etabli().args(["--lang", "en"]).args(line).arg("--data").arg(self.home.path().join("data")).output().unwrap();
        assert!(done.status.success(), "{line:?}: {}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap()
    }

    fn show(&self) -> PathBuf {
        self.home.path().join("show")
    }

    /// Declares the show's folder.
    fn declare(&self) {
        self.say(&["production", "root", "studio", &self.show().to_string_lossy(), "--windows", "P:\\show"]);
    }

    /// Adds somebody and lets them in by their link.
    fn enter(&self, login: &str, role: &str, lang: &str) -> Browser {
        let printed = self.say(&["user", "add", login, "--role", role, "--screens", lang]);
        let link = printed.trim().rsplit(' ').next().unwrap().to_owned();
        self.follow(&link)
    }

    /// Comes in by a link.
    fn follow(&self, link: &str) -> Browser {
        let mut browser = Browser::new(&self.address);
        assert_eq!(browser.get(link).status, 200);
        let answer = browser.post(link, &[("password", "")]);
        assert_eq!((answer.status, answer.location.as_str()), (303, "/"));
        browser
    }
}

impl Drop for Studio {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Starts a server and reads where it listens.
fn serve(data: &Path, home: &Path) -> (Child, String, String) {
    let mut server = etabli();
    server.args(["serve", "--lang", "en", "--listen", "127.0.0.1:0", "--data"]).arg(data);
    server.env("XDG_CACHE_HOME", home.join("cache")).env("XDG_CONFIG_HOME", home.join("config"));
    let mut server = server.stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
    let first = lines.next().unwrap().unwrap();
    let address = first.rsplit(' ').next().unwrap().to_owned();
    let welcome = if data.join("known").exists() { String::new() } else { lines.next().unwrap().unwrap() };
    fs::write(data.join("known"), "").unwrap();
    (server, address, welcome)
}

/// Waits until a page says something.
fn until(browser: &mut Browser, path: &str, says: &str) -> Answer {
    let began = Instant::now();
    loop {
        let page = browser.get(path);
        if page.text.contains(says) {
            return page;
        }
        assert!(began.elapsed() < Duration::from_mins(1), "{path} never says {says}: {}", page.text);
        std::thread::sleep(Duration::from_millis(200));
    }
}
