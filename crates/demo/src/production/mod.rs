//! Writes the healthy production: three shots, a texture set, a still, and what is declared of them.

mod declared;
mod render;
mod textures;

use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, io, thread};

use etabli_formats::exr::{Image, PartPixels, write};

use crate::{Shot, paint, shots};

/// The frame of sq010 sh020 that is also the still.
const STILL: i32 = 1013;

/// What [`make`] wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Production {
    /// The show's folder.
    pub root: PathBuf,
    /// Every file, relative to the root, in the order of the story; the declaration first.
    pub files: Vec<String>,
    /// Size of all files, in bytes.
    pub bytes: u64,
}

impl Shot {
    /// Folder of the shot's frames, relative to the show's: `sq010/sh010/render`.
    pub fn folder(&self) -> String {
        format!("{}/{}/render", self.sequence, self.name)
    }

    /// Path of one frame, relative to the show's folder: `sq010/sh010/render/beauty.1001.exr`.
    pub fn path(&self, frame: i32) -> String {
        format!("{}/beauty.{frame:04}.exr", self.folder())
    }
}

/// Writes the healthy production into `root`, which is made when missing, painting on every core. `watch` is told how many files are
/// written, and of how many, from any of the threads.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] when the folder holds something; else what the system says of a file.
pub fn make(root: &Path, watch: &(dyn Fn(usize, usize) + Sync)) -> io::Result<Production> {
    fs::create_dir_all(root)?;
    if fs::read_dir(root)?.next().is_some() {
        let sentence = format!("{} is not empty: name a new folder, or empty this one", root.display());
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, sentence));
    }
    carry_out(root, &planned(), watch)
}

/// One file to write.
#[derive(Clone, Copy)]
enum Task {
    Declaration,
    AssetDeclaration,
    Frame(&'static Shot, i32),
    Tile(u32),
    Still(&'static Shot),
}

fn planned() -> Vec<Task> {
    let frames = shots().iter().flat_map(|shot| (shot.first..=shot.last).map(move |frame| Task::Frame(shot, frame)));
    let tiles = textures::TILES.iter().map(|tile| Task::Tile(*tile));
    let still = shots().iter().find(|shot| shot.has_passes).map(Task::Still);
    [Task::Declaration, Task::AssetDeclaration].into_iter().chain(frames).chain(tiles).chain(still).collect()
}

impl Task {
    /// Path relative to the show's folder.
    fn path(self) -> String {
        match self {
            Self::Declaration => "etabli.toml".to_owned(),
            Self::AssetDeclaration => "assets/etabli.toml".to_owned(),
            Self::Frame(shot, frame) => shot.path(frame),
            Self::Tile(tile) => textures::path(tile),
            Self::Still(_) => "stills/hedgehog.exr".to_owned(),
        }
    }

    fn bytes(self) -> io::Result<Vec<u8>> {
        match self {
            Self::Declaration => Ok(declared::declaration().into_bytes()),
            Self::AssetDeclaration => Ok(declared::ASSETS.as_bytes().to_vec()),
            Self::Frame(shot, frame) => encoded(render::part(shot, frame, &paint(shot, frame))),
            Self::Tile(tile) => encoded(textures::part(tile)),
            Self::Still(shot) => encoded(render::still(shot, STILL, &paint(shot, STILL))),
        }
    }
}

fn encoded(part: PartPixels) -> io::Result<Vec<u8>> {
    write(&Image::single(part)).map_err(io::Error::other)
}

/// Writes the files of `tasks`, the next free worker taking the next task.
fn carry_out(root: &Path, tasks: &[Task], watch: &(dyn Fn(usize, usize) + Sync)) -> io::Result<Production> {
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    let work = || {
        let mut bytes = 0;
        while let Some(task) = tasks.get(next.fetch_add(1, Ordering::Relaxed)) {
            bytes += deliver(root, *task)?;
            watch(done.fetch_add(1, Ordering::Relaxed) + 1, tasks.len());
        }
        Ok(bytes)
    };
    let bytes: Vec<io::Result<u64>> = thread::scope(|scope| {
        let running: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        running.into_iter().map(|worker| worker.join().unwrap_or_else(|_| Err(io::Error::other("painting stopped")))).collect()
    });
    let bytes = bytes.into_iter().sum::<io::Result<u64>>()?;
    Ok(Production { root: root.to_owned(), files: tasks.iter().map(|task| task.path()).collect(), bytes })
}

fn deliver(root: &Path, task: Task) -> io::Result<u64> {
    let path = root.join(task.path());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let bytes = task.bytes()?;
    fs::write(path, &bytes)?;
    Ok(bytes.len() as u64)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Mutex;

    use etabli_formats::Budget;
    use etabli_formats::exr::{Samples, load};
    use tempfile::tempdir;

    use super::*;

    #[test]
    fn what_is_written_is_sound_and_announced() {
        let folder = tempdir().unwrap();
        let mut few = planned();
        few.retain(|task| !matches!(task, Task::Frame(_, frame) if *frame != 1002));
        let seen = Mutex::new(BTreeSet::new());
        let production = carry_out(folder.path(), &few, &|done, of| assert!(seen.lock().unwrap().insert((done, of)))).unwrap();
        let all: BTreeSet<_> = (1..=few.len()).map(|done| (done, few.len())).collect();
        assert_eq!(*seen.lock().unwrap(), all);
        let sizes = production.files.iter().map(|path| fs::metadata(folder.path().join(path)).unwrap().len());
        assert_eq!(sizes.sum::<u64>(), production.bytes);
        for path in production.files.iter().filter(|path| !path.contains(".toml")) {
            let bytes = fs::read(folder.path().join(path)).unwrap();
            assert!(load(&bytes, &Budget::default()).unwrap().is_some(), "{path} is sound");
        }
    }

    #[test]
    fn a_frame_comes_back_as_it_was_painted() {
        let shot = shots().iter().find(|shot| shot.has_passes).unwrap();
        let picture = paint(shot, 1001);
        let bytes = encoded(render::part(shot, 1001, &picture)).unwrap();
        let image = load(&bytes, &Budget::default()).unwrap().unwrap();
        let planes = &image.parts[0].planes;
        let names: Vec<&str> = planes.iter().map(|plane| plane.name.as_str()).collect();
        assert_eq!(names, ["A", "B", "G", "N.X", "N.Y", "N.Z", "R", "depth.Z", "matte.B", "matte.G", "matte.R"]);
        let depth = planes.iter().find(|plane| plane.name == "depth.Z").map(|plane| &plane.samples);
        assert_eq!(depth, picture.passes.map(|passes| Samples::Float(passes.depth)).as_ref());
    }

    #[test]
    fn a_folder_that_holds_something_is_left_alone() {
        let folder = tempdir().unwrap();
        fs::write(folder.path().join("mine.txt"), "mine").unwrap();
        assert_eq!(make(folder.path(), &|_, _| ()).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn every_file_has_a_path_of_its_own() {
        let mut paths: Vec<String> = planned().iter().map(|task| task.path()).collect();
        let count = paths.len();
        paths.sort();
        paths.dedup();
        assert_eq!(paths.len(), count);
        assert!(paths.contains(&"sq010/sh010/render/beauty.1001.exr".to_owned()));
    }
}
