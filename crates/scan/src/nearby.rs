//! Files of one folder, one after another, without walking to the folder each time.

use std::ffi::OsStr;
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use rustix::fs::{AtFlags, CWD, Mode, OFlags, Stat, open, openat, statat};

/// The folder of the last path, held open.
#[derive(Debug, Default)]
pub(crate) struct Nearby {
    path: Vec<u8>,
    folder: Option<OwnedFd>,
}

impl Nearby {
    /// What the file system says of a name itself, a link not followed.
    pub(crate) fn lstat(&mut self, path: &Path) -> io::Result<Stat> {
        let (folder, name) = self.reach(path);
        Ok(statat(folder, name, AtFlags::SYMLINK_NOFOLLOW)?)
    }

    /// Opens a file for reading, without waiting for whoever writes into it.
    pub(crate) fn open(&mut self, path: &Path) -> io::Result<OwnedFd> {
        let (folder, name) = self.reach(path);
        Ok(openat(folder, name, OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NONBLOCK, Mode::empty())?)
    }

    /// The folder and the name in it; the whole path where its folder may not be opened.
    fn reach<'a>(&'a mut self, path: &'a Path) -> (BorrowedFd<'a>, &'a OsStr) {
        let bytes = path.as_os_str().as_bytes();
        let slash = bytes.iter().rposition(|&byte| byte == b'/').unwrap_or(0);
        let (folder, name) = bytes.split_at(slash);
        if self.path != folder {
            folder.clone_into(&mut self.path);
            self.folder = open(OsStr::from_bytes(folder), OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty()).ok();
        }
        match &self.folder {
            Some(folder) => (folder.as_fd(), OsStr::from_bytes(name.strip_prefix(b"/").unwrap_or(name))),
            None => (CWD, path.as_os_str()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Nearby;

    #[test]
    fn names_are_found_in_their_own_folders() {
        let home = tempfile::tempdir().unwrap();
        let file = |path: &str, size: usize| {
            let path = home.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, vec![0; size]).unwrap();
            path
        };
        let paths = [(file("a/one", 1), 1), (file("a/two", 2), 2), (file("b/one", 3), 3), (file("top", 4), 4)];
        let mut nearby = Nearby::default();
        for (path, size) in &paths {
            assert_eq!(nearby.lstat(path).unwrap().st_size, *size, "{}", path.display());
            assert!(nearby.open(path).is_ok());
        }
        assert!(nearby.lstat(&home.path().join("a/none")).is_err());
        assert!(nearby.lstat(&home.path().join("none/one")).is_err());
        assert!(nearby.lstat("Cargo.toml".as_ref()).is_ok() && nearby.lstat("/etc".as_ref()).is_ok());
    }
}
