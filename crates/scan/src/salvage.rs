//! What is left of an unfinished or damaged picture, saved into a new file at any place.

use std::fs;
use std::path::{Path, PathBuf};

use etabli_diagnosis::{At, Change, Config, Needs, Step, Subject, Text};

use crate::fix::FixOutcome;
use crate::hand;
use crate::protocol::{Setup, Wish};
use crate::reader::Reader;
use crate::refusal::{Obstacle, Refusal};
use crate::trash::sync_parent;

/// The fault whose fix saves what is left.
const CODE: &str = "EXR001";

const ALIEN: Text = Text { fr: "ce n'est pas un fichier qui se sauve ici", en: "it is no file that is saved here" };

/// Saves the chunks of a picture that are whole and decode into a new file, and fills the rest with zeros. Gives what is lost.
/// The confined reader looks at the picture; it stays as it is.
///
/// `binary` is the program that can be the reader, `memory` its address space in bytes.
///
/// # Errors
/// Why nothing was saved; then there is no new file.
pub fn salvage(from: &Path, to: &Path, binary: PathBuf, memory: u64) -> Result<Vec<Change>, FixOutcome> {
    let folder = from.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = from.file_name().and_then(|name| name.to_str()).ok_or_else(|| FixOutcome::Declined(ALIEN.into()))?;
    if fs::symlink_metadata(to).is_ok() {
        return Err(FixOutcome::Refused(Refusal::new(&to.to_string_lossy(), Obstacle::Occupied)));
    }
    let roots = vec![folder.as_os_str().to_owned()];
    let setup = Setup { roots, needs: Needs::ENTRY, roles: Vec::new(), jobs: 1, memory, chunk: memory / 4 };
    let subject =
        Subject { code: CODE.to_owned(), path: name.to_owned(), frame: None, until: None, at: At::default(), related: Vec::new() };
    let wish = Wish { base: folder.as_os_str().to_owned(), subject, source: None, config: Config::default(), now: 0 };
    let planned = Reader::new(binary, setup, 0).plan(wish).map_err(FixOutcome::Failed)?;
    let (plan, _) = planned.map_err(FixOutcome::Declined)?;
    let pieces = plan.patch.steps.iter().find_map(|step| match step {
        Step::Derive { pieces, .. } => Some(pieces),
        _ => None,
    });
    let pieces = pieces.ok_or_else(|| FixOutcome::Declined(ALIEN.into()))?;
    let temp = to.with_file_name(format!(".{}.etabli-part", to.file_name().unwrap_or_default().to_string_lossy()));
    let written = hand::write_beside(&temp, Some(from), pieces).and_then(|_| hand::rename(&temp, to)).and_then(|()| sync_parent_of(to));
    written.map_err(|error| {
        // What was written of it is of no use; when even that cannot be taken away, the first error says why.
        let _ = fs::remove_file(&temp);
        FixOutcome::Refused(Refusal::disk(&to.to_string_lossy())(error))
    })?;
    Ok(plan.changes)
}

fn sync_parent_of(path: &Path) -> std::io::Result<()> {
    if path.parent().is_some_and(|folder| folder.as_os_str().is_empty()) { Ok(()) } else { sync_parent(path) }
}
