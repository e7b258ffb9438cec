//! Whether a folder can hold a database.

use std::fs::{self, DirBuilder};
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

use rustix::fs::statfs;

use crate::error::{Error, Kind};

/// Magic numbers of file systems whose locks and shared memory do not hold between machines, and their names.
const NETWORK: [(u64, &str); 9] = [
    (0x6969, "NFS"),
    (0x517B, "SMB"),
    (0xFF53_4D42, "CIFS"),
    (0xFE53_4D42, "SMB"),
    (0x5346_414F, "AFS"),
    (0x0BD0_0BD0, "Lustre"),
    (0x00C3_6400, "Ceph"),
    (0x4750_4653, "GPFS"),
    (0x1983_0326, "BeeGFS"),
];

/// Makes the folder when it is missing, for its owner alone, and refuses one on a network file system.
pub(crate) fn prepare(folder: &Path, is_database: bool) -> Result<(), Error> {
    let unfit = |said: String| Error::new(Kind::Place, said);
    let shown = folder.display();
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|error| unfit(format!("{shown}: {error}")))?;
    let kind = statfs(folder).map_err(|error| unfit(format!("{shown}: {error}")))?.f_type as u64;
    if let Some(name) = network(kind).filter(|_| is_database) {
        return Err(unfit(format!("{shown} is on a network file system ({name}), which loses SQLite's locks: put --data on a local disk")));
    }
    let probe = folder.join(".probe");
    fs::write(&probe, b"").and_then(|()| fs::remove_file(&probe)).map_err(|error| unfit(format!("{shown}: {error}")))
}

fn network(kind: u64) -> Option<&'static str> {
    NETWORK.iter().find(|(magic, _)| *magic == kind & 0xFFFF_FFFF).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::{network, prepare};

    #[test]
    fn a_network_file_system_is_known_by_its_number() {
        assert_eq!(network(0x6969), Some("NFS"));
        assert_eq!(network(0xFFFF_FFFF_FF53_4D42), Some("CIFS"), "a signed field");
        assert_eq!(network(0xEF53), None, "ext4");
    }

    #[test]
    fn a_folder_below_a_file_is_refused_with_its_path() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let error = prepare(&file.path().join("data"), true).unwrap_err();
        assert!(error.said.contains("data"), "{error}");
    }
}
