//! `etabli report`: a report filed from a shell or from a farm's hook.

use std::hash::{BuildHasher, RandomState};
use std::path::PathBuf;
use std::thread::sleep;
use std::time::Duration;

use clap::{Args, ValueEnum};
use serde::{Deserialize, Serialize};

use super::print;
use crate::lang::both;
use crate::problem::{Outcome, Problem};

/// File a report with the desk
#[derive(Debug, Args)]
#[command(
    after_help = "The token is read from ETABLI_TOKEN, or from the file that --token-file names: never from an argument, which others can see."
)]
pub(crate) struct Arguments {
    /// What you see, in one sentence
    sentence: String,
    /// Files or folders that it is about
    paths: Vec<PathBuf>,
    /// Address of the desk (<http://desk:8480>) [default: `ETABLI_DESK`]
    #[arg(long, value_name = "ADDRESS")]
    desk: Option<String>,
    /// A file that holds the token
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
    /// Short name of the production [default: the only one]
    #[arg(long, value_name = "CODE", default_value = "")]
    production: String,
    /// Whether you can go on
    #[arg(long, value_enum, default_value = "blocked")]
    blocking: Blocking,
    /// Since when, in your own words
    #[arg(long, value_name = "WORDS", default_value = "")]
    since: String,
    /// The same key files a report once, however often it is sent [default: a new one]
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum, Serialize)]
#[serde(rename_all = "lowercase")]
enum Blocking {
    /// No
    Blocked,
    /// Yes, but slowly
    Slowed,
    /// It is a question
    Question,
}

#[derive(Serialize)]
struct Sent<'a> {
    sentence: &'a str,
    paths: Vec<String>,
    production: &'a str,
    blocking: Blocking,
    since: &'a str,
}

#[derive(Deserialize)]
struct Filed {
    ticket: i64,
    url: String,
}

/// What the desk says against a report.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Refused {
    fr: String,
    en: String,
    cure_fr: String,
    cure_en: String,
}

/// A desk that is away may be back in a moment; the key keeps the report from counting twice.
const PAUSES: [u64; 3] = [0, 1, 4];

pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    let desk = arguments.desk.clone().or_else(|| set("ETABLI_DESK")).ok_or_else(no_desk)?;
    let token = match &arguments.token_file {
        Some(file) => std::fs::read_to_string(file).map_err(|error| Problem::disk(file, &error))?,
        None => set("ETABLI_TOKEN").ok_or_else(no_token)?,
    };
    let key = arguments.key.clone().unwrap_or_else(fresh);
    let mut last = no_desk();
    for pause in PAUSES {
        sleep(Duration::from_secs(pause));
        match send(arguments, desk.trim_end_matches('/'), token.trim(), &key) {
            Ok(filed) => return print(|out| writeln!(out, "{}\t{}", filed.ticket, filed.url)),
            Err(Failed::Refused(problem)) => return Err(problem),
            Err(Failed::Away(problem)) => last = problem,
        }
    }
    Err(last)
}

enum Failed {
    /// The desk answered, and not with a ticket.
    Refused(Box<Problem>),
    /// No answer came.
    Away(Box<Problem>),
}

fn send(arguments: &Arguments, desk: &str, token: &str, key: &str) -> Result<Filed, Failed> {
    let paths = arguments.paths.iter().map(|path| std::path::absolute(path).unwrap_or_else(|_| path.clone()));
    let sent = Sent {
        sentence: &arguments.sentence,
        paths: paths.map(|path| path.to_string_lossy().into_owned()).collect(),
        production: &arguments.production,
        blocking: arguments.blocking,
        since: &arguments.since,
    };
    let body = serde_json::to_vec(&sent).map_err(|error| Failed::Refused(away(desk, &error.to_string())))?;
    let agent: ureq::Agent =
        ureq::Agent::config_builder().http_status_as_error(false).timeout_global(Some(Duration::from_secs(30))).build().into();
    let answer = agent
        .post(format!("{desk}/api/v1/reports"))
        .header("Authorization", format!("Bearer {token}"))
        .header("Idempotency-Key", key)
        .header("Content-Type", "application/json")
        .send(&body);
    let mut answer = answer.map_err(|error| Failed::Away(away(desk, &error.to_string())))?;
    let text = answer.body_mut().read_to_string().map_err(|error| Failed::Away(away(desk, &error.to_string())))?;
    match answer.status().as_u16() {
        201 => serde_json::from_str(&text).map_err(|error| Failed::Refused(away(desk, &error.to_string()))),
        500.. => Err(Failed::Away(refused(desk, &text))),
        _ => Err(Failed::Refused(refused(desk, &text))),
    }
}

fn refused(desk: &str, text: &str) -> Box<Problem> {
    let said: Refused = serde_json::from_str(text).unwrap_or_default();
    if said.en.is_empty() {
        return away(desk, text.lines().next().unwrap_or_default());
    }
    Problem::new(both(said.fr, said.en), both(said.cure_fr, said.cure_en))
}

fn away(desk: &str, why: &str) -> Box<Problem> {
    let what = both(format!("{desk} ne répond pas comme un bureau : {why}"), format!("{desk} does not answer like a desk: {why}"));
    Problem::new(
        what,
        both("vérifier l'adresse (--desk) et que etabli serve y tourne", "check the address (--desk) and that etabli serve runs there"),
    )
}

fn no_desk() -> Box<Problem> {
    let what = both("l'adresse du bureau n'est pas connue", "the desk's address is not known");
    Problem::new(what, both("donner --desk http://bureau:8480, ou ETABLI_DESK", "give --desk http://desk:8480, or ETABLI_DESK"))
}

fn no_token() -> Box<Problem> {
    let what = both("il manque le jeton", "the token is missing");
    let cure = both(
        "le mettre dans ETABLI_TOKEN ou dans un fichier (--token-file) ; etabli token new en fait un",
        "put it in ETABLI_TOKEN or in a file (--token-file); etabli token new makes one",
    );
    Problem::new(what, cure)
}

/// Two numbers that no other run has.
fn fresh() -> String {
    let number = || RandomState::new().hash_one(std::process::id());
    format!("{:016x}{:016x}", number(), number())
}
