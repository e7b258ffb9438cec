//! Pictures of files for people, made by the confined reader.

use std::path::{Path, PathBuf};

use etabli_diagnosis::layers::Roles;
use etabli_diagnosis::{Config, Needs, View};
use etabli_formats::Raster;

use crate::protocol::{Setup, numbered};
use crate::reader::Reader;

/// Shows files below a base, one view after another; `None` for what cannot be shown, whatever the reason: a picture is a help, never a
/// finding. `binary` can be the reader, `memory` is its address space in bytes.
pub fn views(base: &Path, wanted: &[(String, View)], config: &dyn Fn(&Path) -> Config, binary: &Path, memory: u64) -> Vec<Option<Raster>> {
    let Some(base) = std::path::absolute(base).ok().filter(|_| !wanted.is_empty()) else { return vec![None; wanted.len()] };
    let mut roles: Vec<Roles> = Vec::new();
    let mut jobs: Vec<(PathBuf, &View, usize)> = Vec::new();
    for (path, view) in wanted {
        let path = base.join(path);
        let own = Roles::of(&config(path.parent().unwrap_or(&base)));
        jobs.push((path, view, numbered(&mut roles, own)));
    }
    let readable = std::fs::canonicalize(&base).into_iter().chain([base]).map(PathBuf::into_os_string).collect();
    let chunk = memory / 4;
    let setup = Setup { roots: readable, needs: Needs::STRUCTURE, roles, jobs: 1, memory, chunk };
    let mut reader = Reader::new(binary.to_owned(), setup, 0);
    jobs.into_iter().map(|(path, view, roles)| reader.view(&path, view, roles).ok().flatten()).collect()
}
