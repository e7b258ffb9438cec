//! Files beside the rows, named by what they hold. A file is on the disk, whole, before any row speaks of it.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::args;
use crate::connection::Rows;
use crate::error::{Error, Kind};
use crate::migrations::now;
use crate::writer::Writing;

/// The folder of the files.
#[derive(Debug, Clone)]
pub struct Blobs {
    root: Arc<PathBuf>,
}

/// Tells temporary files apart.
static TURN: AtomicU64 = AtomicU64::new(0);

impl Blobs {
    pub(crate) fn new(root: PathBuf) -> Result<Self, Error> {
        fs::create_dir_all(&root)?;
        Ok(Self { root: Arc::new(root) })
    }

    /// The folder.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Keeps bytes and answers with their name. Blocking: call it where blocking is allowed. The row comes after, by [`Blobs::record`].
    pub fn keep(&self, bytes: &[u8]) -> Result<String, Error> {
        let hash = blake3::hash(bytes).to_hex().to_string();
        let path = self.path(&hash)?;
        if path.exists() {
            return Ok(hash);
        }
        let folder = path.parent().unwrap_or(&self.root).to_owned();
        let parent = folder.parent().unwrap_or(&self.root).to_owned();
        fs::create_dir_all(&folder)?;
        let unfinished = folder.join(format!(".{}-{}", std::process::id(), TURN.fetch_add(1, Ordering::Relaxed)));
        let kept = write(&unfinished, bytes)
            .and_then(|()| fs::rename(&unfinished, &path))
            .and_then(|()| sync(&folder))
            .and_then(|()| sync(&parent));
        if let Err(error) = kept {
            let _ = fs::remove_file(&unfinished);
            return Err(error.into());
        }
        Ok(hash)
    }

    /// Tells the database of a file that is on the disk.
    pub async fn record(writing: &mut Writing, hash: &str, size: i64, media: &str) -> Result<(), Error> {
        let sql = "INSERT INTO blobs (hash, size, media, created) VALUES ($1, $2, $3, $4) ON CONFLICT (hash) DO NOTHING";
        writing.rows(sql, args![hash, size, media, now()]).await.map(|_| ())
    }

    /// The bytes of a name; `None` when there are none. Blocking.
    pub fn read(&self, hash: &str) -> Result<Option<Vec<u8>>, Error> {
        match fs::read(self.path(hash)?) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// `ab/cd/abcd…`: a folder of a few hundred files each, however many there are.
    pub(crate) fn path(&self, hash: &str) -> Result<PathBuf, Error> {
        let is_name = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        match (is_name, hash.get(..2), hash.get(2..4)) {
            (true, Some(first), Some(second)) => Ok(self.root.join(first).join(second).join(hash)),
            _ => Err(Error::new(Kind::Ours, format!("{hash} names no file"))),
        }
    }
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// A folder's own entries are lost at a power cut until it is synchronised itself.
fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::Blobs;

    #[test]
    fn bytes_are_kept_once_under_their_hash() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::new(folder.path().join("blobs")).unwrap();
        let name = blobs.keep(b"a picture").unwrap();
        assert_eq!(blobs.keep(b"a picture").unwrap(), name);
        assert_eq!(blobs.read(&name).unwrap().as_deref(), Some(b"a picture".as_slice()));
        assert_eq!(blobs.read(&"0".repeat(64)).unwrap(), None);
        assert!(blobs.read("../../etc/passwd").is_err(), "a name is a hash, never a path");
    }
}
