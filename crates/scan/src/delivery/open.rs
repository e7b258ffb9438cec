//! Files opened below a root, and nowhere else, even while somebody changes links.

use std::ffi::OsStr;
use std::fs::File;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use etabli_formats::Source;
use rustix::fs::{FileType, Mode, OFlags, ResolveFlags, Stat, fstat, open, openat, openat2};
use rustix::io::Errno;

use crate::disk::{read_at, seen};

/// The folder that a delivery lies in.
pub(super) struct Root {
    path: PathBuf,
    folder: OwnedFd,
}

/// An open file of a delivery.
pub(super) struct Opened {
    file: File,
    /// What the file system said of it when it was opened.
    pub(super) stat: Stat,
}

impl Root {
    pub(super) fn new(path: &Path) -> io::Result<Self> {
        let folder = open(path, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?;
        Ok(Self { path: path.to_owned(), folder })
    }

    /// Opens a regular file by its path below the root. A link may lead to it, as long as it stays below.
    pub(super) fn open(&self, path: &str, raw: Option<&[u8]>) -> io::Result<Opened> {
        let name = raw.map_or(OsStr::new(path), OsStr::from_bytes);
        // Whoever writes into a pipe may never come.
        let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NONBLOCK;
        let inside = ResolveFlags::BENEATH | ResolveFlags::NO_MAGICLINKS;
        let opened = match openat2(self.folder.as_fd(), name, flags, Mode::empty(), inside) {
            Err(Errno::NOSYS | Errno::PERM) => {
                self.look(name)?;
                openat(self.folder.as_fd(), name, flags, Mode::empty())?
            }
            done => done?,
        };
        let stat = fstat(&opened)?;
        if FileType::from_raw_mode(stat.st_mode) != FileType::RegularFile {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
        }
        Ok(Opened { file: File::from(opened), stat })
    }

    /// Whether a path stays below the root, where the kernel cannot be asked to keep it there.
    fn look(&self, name: &OsStr) -> io::Result<()> {
        let whole = std::fs::canonicalize(self.path.join(name))?;
        if whole.starts_with(std::fs::canonicalize(&self.path)?) {
            return Ok(());
        }
        Err(io::Error::new(io::ErrorKind::PermissionDenied, "leads out of the delivery"))
    }

    /// The bytes of a manifest.
    pub(super) fn read(&self, path: &str, most: u64) -> io::Result<Vec<u8>> {
        let opened = self.open(path, None)?;
        if opened.size() > most {
            return Err(io::Error::new(io::ErrorKind::InvalidData, format!("holds more than {most} bytes")));
        }
        opened.read_range(0, most).map_err(io::Error::other)
    }
}

impl Source for Opened {
    fn size(&self) -> u64 {
        self.stat.st_size as u64
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        read_at(&self.file, offset, buffer)
    }
}

impl Opened {
    /// Whether the file changed since it was opened.
    pub(super) fn has_moved(&self) -> bool {
        fstat(&self.file).is_ok_and(|now| seen(&now).stamp() != seen(&self.stat).stamp())
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::Root;

    #[test]
    fn nothing_outside_is_opened() {
        let place = tempfile::tempdir().unwrap();
        let inside = place.path().join("delivery");
        std::fs::create_dir_all(inside.join("sub")).unwrap();
        std::fs::write(place.path().join("secret"), b"s").unwrap();
        std::fs::write(inside.join("sub/a"), b"a").unwrap();
        symlink("../secret", inside.join("out")).unwrap();
        symlink(place.path().join("secret"), inside.join("absolute")).unwrap();
        symlink("sub/a", inside.join("link")).unwrap();
        symlink("..", inside.join("up")).unwrap();
        let root = Root::new(&inside).unwrap();
        for path in ["sub/a", "link"] {
            assert_eq!(root.read(path, 10).unwrap(), b"a", "{path}");
        }
        for path in ["out", "absolute", "../secret", "up/secret", "sub", "none", "/etc/passwd"] {
            assert!(root.open(path, None).is_err(), "{path}");
            assert!(root.look(path.as_ref()).is_err() || path == "sub", "{path}");
        }
        assert!(root.read("sub/a", 0).is_err(), "a manifest has an end");
    }
}
