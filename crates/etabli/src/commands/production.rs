//! `etabli production`: what the studio works on, and which folders of it may be read.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use etabli_store::productions::Root;

use super::print;
use crate::desk::{Place, block, refused};
use crate::problem::Outcome;

/// Say what the studio works on
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Add a production
    Add(Add),
    /// Declare a folder of it that may be read
    Root(Declared),
}

#[derive(Debug, Args)]
struct Add {
    #[command(flatten)]
    place: Place,
    /// Short name (la-vigie)
    code: String,
    /// Title
    title: String,
}

#[derive(Debug, Args)]
struct Declared {
    #[command(flatten)]
    place: Place,
    /// Short name of the production
    code: String,
    /// The folder, on this machine
    folder: PathBuf,
    /// What Windows calls it (P:\vigie)
    #[arg(long, value_name = "PATH", default_value = "")]
    windows: String,
    /// What macOS calls it (/Volumes/vigie)
    #[arg(long, value_name = "PATH", default_value = "")]
    macos: String,
    /// What Linux calls it, when another than here
    #[arg(long, value_name = "PATH", default_value = "")]
    linux: String,
}

pub(crate) fn run(arguments: &Arguments) -> Outcome {
    block(async {
        match &arguments.what {
            What::Add(add) => add.place.open().await?.add_production(&add.code, &add.title).await,
            What::Root(declared) => {
                let root = Root {
                    path: declared.folder.to_string_lossy().into_owned(),
                    windows: declared.windows.clone(),
                    macos: declared.macos.clone(),
                    linux: declared.linux.clone(),
                    ..Root::default()
                };
                declared.place.open().await?.set_root(&declared.code, root).await
            }
        }
        .map_err(|refusal| refused(&refusal))?;
        print(|_| Ok(()))
    })
}
