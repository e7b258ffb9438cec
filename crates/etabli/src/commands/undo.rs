//! `etabli undo`.

use std::path::{Path, PathBuf};

use clap::Args;
use etabli_diagnosis::Lang;
use etabli_scan::runs;

use super::print;
use crate::lang::{both, either};
use crate::near::nearest;
use crate::problem::{Outcome, Problem};
use crate::roots;

/// Give back the first bytes of what a run changed
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The run, as it was named when it was made [default: the last one, or all fixes of the last check]
    run: Option<String>,
    /// The folder that was changed; searched upwards for its trash
    #[arg(long, default_value = ".", value_name = "FOLDER")]
    root: PathBuf,
    /// Show the runs that can be undone, and undo none
    #[arg(long)]
    list: bool,
}

pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Outcome {
    if !arguments.root.exists() {
        return Err(roots::absent(&arguments.root));
    }
    let root = with_trash(&arguments.root)?;
    let known = runs(&root).map_err(|error| Problem::disk(&root, &error))?;
    if arguments.list {
        return print(|out| {
            known.iter().try_for_each(|run| {
                let cut = if run.finished { "" } else { either(lang, "  (interrompu)", "  (cut short)") };
                writeln!(out, "{}  {}{cut}", run.name, run.what)
            })
        });
    }
    if let Some(name) = arguments.run.as_ref().filter(|name| known.iter().all(|run| run.name != **name)) {
        return Err(unknown(name, known.iter().map(|run| run.name.as_str()).collect()));
    }
    // Without a name, all that bears the moment of the last run: the fixes of one check are undone together, the last first.
    let last = known.last().map(|run| run.at);
    let chosen: Vec<&str> = match &arguments.run {
        Some(name) => vec![name],
        None if known.is_empty() => return Err(nothing(&arguments.root)),
        None => known.iter().rev().filter(|run| Some(run.at) == last).map(|run| run.name.as_str()).collect(),
    };
    let undone = chosen.into_iter().map(|name| etabli_scan::undo(&root, Some(name))).collect::<Result<Vec<_>, _>>()?;
    print(|out| {
        undone.iter().try_for_each(|undone| {
            writeln!(out, "{} {} ({})", either(lang, "annulé :", "undone:"), undone.run, undone.what)?;
            undone.paths.iter().try_for_each(|path| writeln!(out, "  {path}"))
        })
    })
}

/// The folder itself or the nearest above it that has a trash of ours.
fn with_trash(folder: &Path) -> Result<PathBuf, Box<Problem>> {
    let whole = std::fs::canonicalize(folder).map_err(|error| Problem::disk(folder, &error))?;
    let found = whole.ancestors().find(|above| above.join(".etabli/trash").is_dir()).map(Path::to_owned);
    found.ok_or_else(|| nothing(folder))
}

fn nothing(folder: &Path) -> Box<Problem> {
    let what = both(
        format!("rien à annuler dans {} ni au-dessus", folder.display()),
        format!("there is nothing to undo in {} or above it", folder.display()),
    );
    Problem::new(what, both("donner le dossier qui a été changé : --root DOSSIER", "give the folder that was changed: --root FOLDER"))
}

fn unknown(name: &str, known: Vec<&str>) -> Box<Problem> {
    let what = both(format!("aucune opération ne s'appelle {name}"), format!("no run is called {name}"));
    let cure = match nearest(name, known) {
        Some(near) => both(format!("vouliez-vous dire {near} ?"), format!("did you mean {near}?")),
        None => both("etabli undo --list les montre", "etabli undo --list shows them"),
    };
    Problem::new(what, cure)
}
