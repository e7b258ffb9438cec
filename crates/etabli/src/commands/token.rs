//! `etabli token`: how programs speak to the desk in somebody's name.

use clap::{Args, Subcommand, ValueEnum};

use super::print;
use crate::desk::{Place, block, refused};
use crate::problem::Outcome;

/// Let programs speak to the desk
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Print a new token, once: only its hash is kept
    New(New),
}

#[derive(Debug, Args)]
struct New {
    #[command(flatten)]
    place: Place,
    /// In whose name
    #[arg(long, value_name = "NAME")]
    user: String,
    /// What for
    #[arg(long, value_enum)]
    scope: Scope,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Scope {
    /// File reports, and see one's own tickets
    Report,
}

pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let What::New(new) = &arguments.what;
    let scope = match new.scope {
        Scope::Report => "report",
    };
    block(async {
        let token = new.place.open().await?.new_token(&new.user, scope).await.map_err(|refusal| refused(&refusal))?;
        print(|out| writeln!(out, "{token}"))
    })
}
