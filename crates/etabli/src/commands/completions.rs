//! `etabli completions`.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::print;
use crate::cli::Cli;
use crate::problem::Outcome;

/// Write the completions of a shell to standard output
#[derive(Debug, Args)]
#[command(after_help = "Example: etabli completions bash > ~/.local/share/bash-completion/completions/etabli")]
pub(crate) struct Arguments {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::command(), "etabli", &mut script);
    print(|out| out.write_all(&script))
}
