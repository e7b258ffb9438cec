//! One listed file, read again: of the delivery, only the folders on the way to it are looked at.

use std::io;

use etabli_formats::manifest::{MOST_BYTES, mhl};

use super::{Delivery, Folders, Ground, Home, Listed};
use crate::Tree;
use crate::tree::{join, split};

/// What a manifest lists at a path, and what stands there. `None` when it lists nothing there any more.
pub(crate) fn one(tree: &dyn Tree, path: &str, manifest: &str) -> Option<Listed> {
    let home = Home::of(manifest);
    // A folder that is not there has no files.
    let folders: Folders =
        way(&home.folder, path).into_iter().filter_map(|folder| Some((folder.clone(), tree.list(&folder).ok()?))).collect();
    let read = |path: &str| -> io::Result<Vec<u8>> { tree.open(path)?.read_range(0, MOST_BYTES).map_err(io::Error::other) };
    let delivery = Delivery::read(&home, &Ground::new(&home.folder, &folders, &read), true);
    let is_it = |listed: &Listed| listed.path == path || listed.found.as_ref().is_some_and(|found| found.path == path);
    delivery.listed.into_iter().find(is_it).filter(|listed| !listed.is_outside)
}

/// The folders from a delivery's own down to that of a file, and those of histories in each of them.
fn way(home: &str, path: &str) -> Vec<String> {
    let mut folders = vec![home.to_owned()];
    let mut folder = split(path).0;
    while folder != home && !folder.is_empty() {
        folders.push(folder.to_owned());
        folder = split(folder).0;
    }
    let histories: Vec<String> = folders.iter().map(|folder| join(folder, mhl::FOLDER)).collect();
    folders.extend(histories);
    folders
}

#[cfg(test)]
mod tests {
    use super::one;
    use crate::tree::join;
    use crate::{Healthy, MemoryTree, Tree, healthy};

    #[test]
    fn a_file_is_listed_again_as_the_whole_delivery_lists_it() {
        let tree: MemoryTree = healthy::make(Healthy::Sealed);
        let home = join(healthy::FOLDER, "ascmhl");
        let manifests: Vec<String> = tree
            .list(&home)
            .unwrap()
            .into_iter()
            .map(|entry| join(&home, &entry.name))
            .filter(|path| path.rsplit_once('.').is_some_and(|(_, end)| end == "mhl"))
            .collect();
        let path = join(healthy::FOLDER, "plates/left.dat");
        for manifest in &manifests {
            let listed = one(&tree, &path, manifest).unwrap();
            assert_eq!((listed.size, listed.found.unwrap().size, listed.expected.len()), (Some(150_000), 150_000, 1));
        }
        assert_eq!(one(&tree, &join(healthy::FOLDER, "plates/other.dat"), &manifests[0]), None);
    }
}
