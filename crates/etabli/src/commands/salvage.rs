//! `etabli salvage`: what is left of an unfinished or damaged picture.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use etabli_diagnosis::Lang;
use etabli_output::{lost, unsaved};

use super::print;
use crate::lang::{both, either};
use crate::problem::{Outcome, Problem};
use crate::roots;
use crate::scanning::memory;

/// Save the good lines of unfinished or damaged OpenEXR files into new files
#[derive(Debug, Args)]
#[command(after_help = "Whole chunks are kept byte for byte; lost lines are filled with zeros and named. The damaged file stays as it is.
Exit status: 0 everything that was named is saved; 1 some file could not be; 2 wrong arguments.")]
pub(crate) struct Arguments {
    /// Damaged files
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The new file; a folder when several files are named
    #[arg(long, short, value_name = "NEW")]
    output: PathBuf,
}

pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Outcome {
    let binary = std::env::current_exe().map_err(|error| Problem::disk("etabli".as_ref(), &error))?;
    if let Some(absent) = arguments.files.iter().find(|file| !file.exists()) {
        return Err(roots::absent(absent));
    }
    let into_folder = arguments.files.len() > 1 || arguments.output.is_dir();
    if into_folder {
        std::fs::create_dir_all(&arguments.output).map_err(|error| Problem::disk(&arguments.output, &error))?;
        one_name_each(&arguments.files)?;
    }
    let mut failed = false;
    let colon = either(lang, "\u{A0}:", ":");
    for file in &arguments.files {
        let to = if into_folder { arguments.output.join(file.file_name().unwrap_or_default()) } else { arguments.output.clone() };
        let saved = etabli_scan::salvage(file, &to, binary.clone(), memory(1));
        failed |= saved.is_err();
        print(|out| match &saved {
            Ok(changes) => writeln!(out, "{} -> {}{colon} {}", file.display(), to.display(), lost(changes, lang)),
            Err(why) => writeln!(out, "{}{colon} {}", file.display(), unsaved(why, lang)),
        })?;
    }
    Ok(if failed { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// In one folder, each file needs a name of its own.
fn one_name_each(files: &[PathBuf]) -> Result<(), Box<Problem>> {
    let name = |file: &Path| file.file_name().map(std::ffi::OsStr::to_owned);
    let twin = files.iter().enumerate().find(|(at, file)| files.iter().take(*at).any(|other| name(other) == name(file)));
    twin.map_or(Ok(()), |(_, file)| {
        let shown = file.file_name().unwrap_or_default().to_string_lossy();
        let what = both(format!("deux fichiers s'appellent {shown}"), format!("two files are called {shown}"));
        Err(Problem::new(what, both("les sauver un par un", "save them one by one")))
    })
}
