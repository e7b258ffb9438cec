//! The command line as a whole.

use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use etabli_diagnosis::Lang;

#[cfg(feature = "desk")]
use crate::commands::{backup, production, serve, token, user};
use crate::commands::{
    baseline, cache, check, compare, completions, demo, doctor, explain, inject, list, man, report, salvage, seal, undo, verify, version,
};
use crate::lang::{Language, of_arguments, of_environment};
use crate::problem::Outcome;
use crate::usage;

/// Exit status of a command that could not run.
pub(crate) const CANNOT_RUN: u8 = 2;

/// The technical director's workbench: finds what is wrong in rendered frames, says it in the artist's words and in the TD's.
#[derive(Debug, Parser)]
#[command(name = "etabli", version, max_term_width = 100, disable_help_subcommand = true, after_help = EXAMPLES)]
pub(crate) struct Cli {
    #[arg(long, global = true, value_enum, value_name = "LANGUAGE", help = LANGUAGE)]
    lang: Option<Language>,
    /// What to do.
    #[command(subcommand)]
    command: Command,
}

const LANGUAGE: &str = "Language of messages and findings [default: from LC_ALL, LC_MESSAGES or LANG]";

const EXAMPLES: &str = "Examples:
  etabli demo                          paint a small production, spoil it, and check it
  etabli check /prod/show/sq010        judge every frame below a folder
  etabli explain IMG001                what a fault is, how it comes about, what to do
  etabli inject IMG001 copy --seed 1   make a fault on purpose, in a copy
  etabli undo --root copy              give the first bytes back
  etabli seal delivery                 write down the hash of every file
  etabli verify delivery               read a delivery against its manifests
  etabli compare v001 v002             what changed between two renders, and where
  etabli serve --data desk             open the desk in browsers

Exit status of check: 0 clean; 1 findings at or above --fail-on; 2 wrong arguments or configuration;
3 something that should have been examined could not be.";

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Arguments),
    Explain(explain::Arguments),
    List(list::Arguments),
    Inject(inject::Arguments),
    Undo(undo::Arguments),
    Salvage(salvage::Arguments),
    Seal(seal::Arguments),
    Verify(verify::Arguments),
    Compare(compare::Arguments),
    Baseline(baseline::Arguments),
    Cache(cache::Arguments),
    Doctor(doctor::Arguments),
    Demo(demo::Arguments),
    Report(report::Arguments),
    #[cfg(feature = "desk")]
    Serve(serve::Arguments),
    #[cfg(feature = "desk")]
    User(user::Arguments),
    #[cfg(feature = "desk")]
    Token(token::Arguments),
    #[cfg(feature = "desk")]
    Production(production::Arguments),
    #[cfg(feature = "desk")]
    Backup(backup::Keep),
    #[cfg(feature = "desk")]
    Restore(backup::Give),
    Completions(completions::Arguments),
    Man(man::Arguments),
    Version(version::Arguments),
}

/// Parses the arguments, runs the command, and says what kept it from running.
pub(crate) fn run() -> ExitCode {
    let arguments: Vec<String> = std::env::args_os().map(|argument| argument.to_string_lossy().into_owned()).collect();
    let lang = of_arguments(&arguments).unwrap_or_else(|| of_environment(|name| std::env::var(name).ok()));
    let parsed = Cli::command().try_get_matches().and_then(|matches| Cli::from_arg_matches(&matches));
    match parsed {
        Ok(cli) => finish(dispatch(cli.command, cli.lang.map_or(lang, Lang::from)), cli.lang.map_or(lang, Lang::from)),
        Err(error) => usage::report(&error, lang),
    }
}

fn dispatch(command: Command, lang: Lang) -> Outcome {
    match command {
        Command::Check(arguments) => check::run(&arguments, lang),
        Command::Explain(arguments) => explain::run(&arguments, lang),
        Command::List(arguments) => list::run(&arguments, lang),
        Command::Inject(arguments) => inject::run(&arguments, lang),
        Command::Undo(arguments) => undo::run(&arguments, lang),
        Command::Salvage(arguments) => salvage::run(&arguments, lang),
        Command::Seal(arguments) => seal::run(&arguments, lang),
        Command::Verify(arguments) => verify::run(&arguments, lang),
        Command::Compare(arguments) => compare::run(&arguments, lang),
        Command::Baseline(arguments) => baseline::run(&arguments, lang),
        Command::Cache(arguments) => cache::run(&arguments, lang),
        Command::Doctor(arguments) => doctor::run(&arguments, lang),
        Command::Demo(arguments) => demo::run(&arguments, lang),
        Command::Report(arguments) => report::run(&arguments),
        #[cfg(feature = "desk")]
        Command::Serve(arguments) => serve::run(&arguments, lang),
        #[cfg(feature = "desk")]
        Command::User(arguments) => user::run(&arguments, lang),
        #[cfg(feature = "desk")]
        Command::Token(arguments) => token::run(&arguments),
        #[cfg(feature = "desk")]
        Command::Production(arguments) => production::run(&arguments),
        #[cfg(feature = "desk")]
        Command::Backup(arguments) => backup::keep(&arguments, lang),
        #[cfg(feature = "desk")]
        Command::Restore(arguments) => backup::give(&arguments, lang),
        Command::Completions(arguments) => completions::run(&arguments),
        Command::Man(arguments) => man::run(&arguments),
        Command::Version(arguments) => version::run(&arguments),
    }
}

fn finish(outcome: Outcome, lang: Lang) -> ExitCode {
    outcome.unwrap_or_else(|problem| {
        // Nobody reads a closed standard error.
        let _ = problem.write(lang, &mut std::io::stderr());
        ExitCode::from(CANNOT_RUN)
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Cli;

    #[test]
    fn the_arguments_do_not_contradict_each_other() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_and_option_has_its_help() {
        for command in Cli::command().get_subcommands() {
            assert!(command.get_about().is_some(), "{}", command.get_name());
            for argument in command.get_arguments() {
                assert!(argument.get_help().is_some(), "{} {}", command.get_name(), argument.get_id());
            }
        }
    }
}
