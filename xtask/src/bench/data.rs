//! What is measured on: made once, kept in the target folder.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::shell;

/// A set of frames: width and height, how many, how many a folder.
pub(super) struct Frames {
    name: &'static str,
    size: (u32, u32),
    count: u32,
    per_folder: u32,
}

/// A shot as it is rendered.
pub(super) const HEAVY: Frames = Frames { name: "heavy", size: (1920, 1080), count: 100, per_folder: 100 };
/// Files of 8 kB, whose pixels are the least of the work.
pub(super) const SMALL: Frames = Frames { name: "small", size: (44, 44), count: 20_000, per_folder: 1000 };
/// One very long sequence.
pub(super) const LONG: Frames = Frames { name: "long", size: (64, 64), count: 10_000, per_folder: 10_000 };

/// Names under which each heavy frame is met again.
const LINKS: u32 = 5;

/// Share of a frame that is left when it is cut.
const CUT: f64 = 0.6;

pub(super) struct Data {
    script: PathBuf,
    folder: PathBuf,
    python: Option<PathBuf>,
}

impl Data {
    pub(super) fn new(root: &Path, folder: &Path, python: Option<PathBuf>) -> Self {
        Self { script: root.join("xtask/py/bench_frames.py"), folder: folder.to_owned(), python }
    }

    /// The folder of a set of frames.
    pub(super) fn frames(&self, frames: &Frames) -> Result<PathBuf> {
        let Frames { name, size, count, per_folder } = frames;
        self.made(name, |folder| {
            println!("   writing {count} frames of {}x{} with OpenEXR's own library", size.0, size.1);
            let python = self.python.as_ref().context("frames are written by OpenEXR's Python package, which could not be installed")?;
            let numbers = [size.0, size.1, *count, *per_folder].map(|number| number.to_string());
            shell::run(Command::new(python).arg(&self.script).arg(folder).args(numbers))
        })
    }

    /// The heavy frames, each under several names: hard links.
    pub(super) fn links(&self) -> Result<PathBuf> {
        let heavy = files(&self.frames(&HEAVY)?)?;
        self.made("links", |folder| {
            fs::create_dir_all(folder)?;
            for (frame, index) in heavy.iter().cycle().take(heavy.len() * LINKS as usize).zip(1001..) {
                fs::hard_link(frame, folder.join(format!("beauty.{index:04}.exr")))?;
            }
            Ok(())
        })
    }

    /// The heavy frames, each under the name of another `by` places before it: hard links.
    pub(super) fn shifted(&self, by: usize) -> Result<PathBuf> {
        let heavy = files(&self.frames(&HEAVY)?)?;
        self.made(&format!("shifted-{by}"), |folder| {
            for (name, frame) in heavy.iter().zip(heavy.iter().cycle().skip(by)) {
                let inside = name.strip_prefix(self.folder.join(HEAVY.name))?;
                let path = folder.join(inside);
                fs::create_dir_all(path.parent().context("a frame has a folder")?)?;
                fs::hard_link(frame, path)?;
            }
            Ok(())
        })
    }

    /// The heavy frames with a list of their hashes.
    pub(super) fn sealed(&self, format: &str, etabli: &Path) -> Result<PathBuf> {
        let heavy = files(&self.frames(&HEAVY)?)?;
        self.made(&format!("sealed-{format}"), |folder| {
            fs::create_dir_all(folder)?;
            for frame in &heavy {
                fs::hard_link(frame, folder.join(frame.file_name().context("a frame has a name")?))?;
            }
            shell::run(Command::new(etabli).args(["seal", "--format", format]).arg(folder))
        })
    }

    /// One heavy frame whose end is missing.
    pub(super) fn cut(&self) -> Result<PathBuf> {
        let heavy = files(&self.frames(&HEAVY)?)?;
        let folder = self.made("cut", |folder| {
            fs::create_dir_all(folder)?;
            let mut bytes = fs::read(heavy.first().context("there is a heavy frame")?)?;
            bytes.truncate((bytes.len() as f64 * CUT) as usize);
            Ok(fs::write(folder.join("beauty.1001.exr"), bytes)?)
        })?;
        Ok(folder.join("beauty.1001.exr"))
    }

    /// A text of file names, one a line.
    pub(super) fn names(&self) -> Result<PathBuf> {
        let folder = self.made("names", |folder| {
            fs::create_dir_all(folder)?;
            Ok(fs::write(folder.join("names.txt"), names())?)
        })?;
        Ok(folder.join("names.txt"))
    }

    /// Where a scan may keep facts.
    pub(super) fn cache(&self) -> PathBuf {
        self.folder.join("cache")
    }

    /// Makes a folder unless it is there: beside, then renamed, so that one half made is never measured.
    fn made(&self, name: &str, make: impl FnOnce(&Path) -> Result<()>) -> Result<PathBuf> {
        let whole = self.folder.join(name);
        if !whole.is_dir() {
            let part = self.folder.join(format!("{name}.part"));
            if part.exists() {
                fs::remove_dir_all(&part)?;
            }
            fs::create_dir_all(&self.folder)?;
            make(&part)?;
            fs::rename(&part, &whole)?;
        }
        Ok(whole)
    }
}

/// A hundred thousand names of 102 frame sequences, as one flat folder of deliveries has them.
fn names() -> String {
    let sequences = (1..=100)
        .map(|shot| (format!("sq010_sh{shot:03}0_comp_v003"), 980))
        .chain([("plate_l".to_owned(), 1000), ("plate_r".to_owned(), 1000)]);
    let mut text = String::new();
    for (name, frames) in sequences {
        for frame in 1001..1001 + frames {
            // Writing into a string cannot fail.
            let _ = writeln!(text, "{name}.{frame:04}.exr");
        }
    }
    text
}

/// The files of a set, in path order.
pub(super) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for found in fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let path = found?.path();
        if path.is_dir() { files.extend(self::files(&path)?) } else { files.push(path) }
    }
    files.sort();
    Ok(files)
}

/// The folders of a set, in path order.
pub(super) fn folders(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut folders: Vec<PathBuf> = fs::read_dir(folder)?.map(|found| Ok(found?.path())).collect::<Result<_>>()?;
    folders.sort();
    Ok(folders)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_as_many_names_as_told() {
        let text = names();
        assert_eq!(text.lines().count(), 100_000);
        assert_eq!(text.lines().filter(|line| line.ends_with(".1001.exr")).count(), 102);
    }
}
