//! Wrong arguments, said in the reader's language.

use std::io::Write;
use std::process::ExitCode;

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use etabli_diagnosis::Lang;

use crate::cli::CANNOT_RUN;
use crate::lang::both;
use crate::problem::Problem;

/// Prints help or version on standard output, an error on standard error.
pub(crate) fn report(error: &Error, lang: Lang) -> ExitCode {
    // Nobody reads a closed pipe.
    match (error.use_stderr(), in_french(error)) {
        (true, Some(problem)) if lang == Lang::Fr => drop(problem.write(lang, &mut std::io::stderr())),
        _ => drop(error.print().and_then(|()| std::io::stderr().flush())),
    }
    if error.use_stderr() { ExitCode::from(CANNOT_RUN) } else { ExitCode::SUCCESS }
}

/// The errors that people make; `None` for the others, which stay in English.
fn in_french(error: &Error) -> Option<Box<Problem>> {
    let said = |kind| words(error.get(kind)?);
    let argument = said(ContextKind::InvalidArg);
    let near = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue].into_iter().find_map(said);
    let what = match error.kind() {
        ErrorKind::UnknownArgument => format!("argument inconnu : {}", argument?),
        ErrorKind::InvalidSubcommand => format!("commande inconnue : {}", said(ContextKind::InvalidSubcommand)?),
        ErrorKind::InvalidValue => match said(ContextKind::InvalidValue).filter(|value| !value.is_empty()) {
            Some(value) => format!("{} : « {value} » n'est pas une valeur permise", argument?),
            None => format!("{} : il manque une valeur", argument?),
        },
        ErrorKind::ValueValidation => format!("{} : « {} » ne se lit pas", argument?, said(ContextKind::InvalidValue)?),
        ErrorKind::MissingRequiredArgument => format!("il manque {}", argument?),
        ErrorKind::ArgumentConflict => format!("{} ne va pas avec {}", argument?, said(ContextKind::PriorArg)?),
        _ => return None,
    };
    let cure = match (near, said(ContextKind::ValidValue)) {
        (Some(near), Some(valid)) => format!("vouliez-vous dire {near} ? valeurs permises : {valid}"),
        (Some(near), None) => format!("vouliez-vous dire {near} ?"),
        (None, Some(valid)) => format!("valeurs permises : {valid}"),
        (None, None) => "etabli COMMANDE --help montre ce qui est permis".to_owned(),
    };
    Some(Problem::new(both(what, error.to_string()), both(cure, "")))
}

fn words(value: &ContextValue) -> Option<String> {
    match value {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) if !texts.is_empty() => Some(texts.join(", ")),
        _ => None,
    }
}
