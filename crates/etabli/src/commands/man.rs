//! `etabli man`: the manual page, from the arguments themselves.

use clap::{Args, CommandFactory};

use super::print;
use crate::cli::Cli;
use crate::problem::Outcome;

/// Write the manual page (roff) to standard output
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The page of one command ("check"); that of the whole when none is named
    command: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let mut whole = Cli::command();
    whole.build();
    let page = match &arguments.command {
        Some(name) => whole.find_subcommand(name).cloned().ok_or_else(|| unknown(name, &whole))?,
        None => whole,
    };
    print(|mut out| clap_mangen::Man::new(page).render(&mut out))
}

fn unknown(name: &str, whole: &clap::Command) -> Box<crate::problem::Problem> {
    use crate::lang::both;
    let names: Vec<&str> = whole.get_subcommands().map(clap::Command::get_name).collect();
    let all = names.join(", ");
    let cure = match crate::near::nearest(name, names) {
        Some(near) => both(format!("vouliez-vous dire {near} ?"), format!("did you mean {near}?")),
        None => both(format!("une des commandes : {all}"), format!("one of these commands: {all}")),
    };
    crate::problem::Problem::new(both(format!("aucune commande « {name} »"), format!("no command \"{name}\"")), cure)
}
