//! Everything below a folder, whatever an `.etabli-ignore` hides: a delivery is judged whole.

use std::io;
use std::path::Path;

use etabli_diagnosis::delivery::Folders;
use ignore::WalkBuilder;

use crate::disk::entry;
use crate::nearby::Nearby;
use crate::walk::OWN_FOLDER;

/// Every folder below `base`, itself included, with its files and links sorted by name. Paths are relative to `root`. What cannot be
/// listed is left out: whatever is listed there will be found absent.
pub(super) fn everything(root: &Path, base: &Path) -> io::Result<Folders> {
    let mut folders = Folders::new();
    let mut nearby = Nearby::default();
    let relative = |path: &Path| path.strip_prefix(root).unwrap_or(path).to_string_lossy().into_owned();
    std::fs::read_dir(base)?;
    let walk = WalkBuilder::new(base).standard_filters(false).filter_entry(|e| e.file_name() != OWN_FOLDER).build();
    for found in walk.flatten() {
        if found.file_type().is_some_and(|kind| kind.is_dir()) {
            folders.entry(relative(found.path())).or_default();
            continue;
        }
        if found.depth() == 0 {
            continue;
        }
        let folder = relative(found.path().parent().unwrap_or(base));
        if let Ok(stat) = nearby.lstat(found.path()) {
            folders.entry(folder).or_default().push(entry(found.path(), &stat));
        }
    }
    for entries in folders.values_mut() {
        entries.sort_by(|a, b| a.name.cmp(&b.name));
    }
    Ok(folders)
}
