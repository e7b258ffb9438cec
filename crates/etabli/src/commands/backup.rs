//! `etabli backup` and `etabli restore`: the desk's data, kept and given back, each time read again to its last file.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use etabli_diagnosis::{Lang, typeset};
use etabli_store::{Held, Kind, look, restore};

use super::print;
use crate::desk::{Place, block};
use crate::lang::both;
use crate::problem::{Outcome, Problem};

/// Keep a copy of the desk's data, while it is open
#[derive(Debug, Args)]
pub(crate) struct Keep {
    #[command(flatten)]
    place: Place,
    /// A folder to keep it in, new or empty
    folder: PathBuf,
}

/// Give a copy of the desk's data back
#[derive(Debug, Args)]
pub(crate) struct Give {
    /// The folder that backup wrote
    folder: PathBuf,
    /// A folder for the desk's data, new or empty
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
}

/// Exit status for a copy that is not whole.
const SPOILED: u8 = 1;

pub(crate) fn keep(arguments: &Keep, lang: Lang) -> Outcome {
    block(async {
        let desk = arguments.place.open().await?;
        let held = desk.store().back_up(&arguments.folder).await.map_err(|error| failed(&error))?;
        said(&held, lang)
    })
}

pub(crate) fn give(arguments: &Give, lang: Lang) -> Outcome {
    block(async {
        let held = restore(&arguments.folder, &arguments.data).await.map_err(|error| failed(&error))?;
        said(&held, lang)
    })
}

/// Reads a data folder again: what `etabli doctor --data` says.
pub(crate) fn look_at(data: &std::path::Path, lang: Lang) -> Outcome {
    block(async { said(&look(data).await.map_err(|error| failed(&error))?, lang) })
}

fn said(held: &Held, lang: Lang) -> Outcome {
    let Held { tickets, files, spoiled, .. } = held;
    let line = if held.is_whole() {
        both(
            format!("Relu en entier : {tickets} tickets, {files} fichiers, journal intact."),
            format!("Read again as a whole: {tickets} tickets, {files} files, audit intact."),
        )
    } else {
        let line = held.broken.map_or_else(|| "–".to_owned(), |broken| broken.line.to_string());
        both(
            format!("Abîmé : {spoiled} fichiers sur {files} ; première ligne fausse du journal : {line}."),
            format!("Spoiled: {spoiled} files of {files}; first wrong line of the audit: {line}."),
        )
    };
    print(|out| writeln!(out, "{}", typeset(line.of(lang), lang)))?;
    Ok(if held.is_whole() { ExitCode::SUCCESS } else { ExitCode::from(SPOILED) })
}

fn failed(error: &etabli_store::Error) -> Box<Problem> {
    let what = both(format!("la copie n'est pas faite : {error}"), format!("the copy is not made: {error}"));
    let cure = match error.kind {
        Kind::Place => both("nommer un dossier neuf ou vide, et une vraie copie", "name a new or empty folder, and a real copy"),
        Kind::Ours => {
            both("pour PostgreSQL : pg_dump, et une copie du dossier blobs", "for PostgreSQL: pg_dump, and a copy of the folder blobs")
        }
        _ => both("vérifier la place et les droits sur ce disque", "check the room and the rights on that disk"),
    };
    Problem::new(what, cure)
}
