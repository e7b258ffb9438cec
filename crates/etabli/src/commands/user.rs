//! `etabli user`: who may come in.

use clap::{Args, Subcommand, ValueEnum};
use etabli_desk::{NewPerson, Role};
use etabli_diagnosis::Lang;

use super::print;
use crate::desk::{Place, block, refused};
use crate::lang::{Language, either};
use crate::problem::Outcome;

/// Say who may come in to the desk
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Add somebody, and print a link by which they come in once
    Add(Add),
    /// Print a new link by which somebody comes in once
    Link(Named),
    /// Everybody, one a line
    List(Listed),
    /// Let somebody in no more; their tickets stay
    Disable(Named),
    /// Let somebody in again
    Enable(Named),
}

#[derive(Debug, Args)]
struct Add {
    #[command(flatten)]
    place: Place,
    /// What they sign in as
    login: String,
    /// What they are called [default: the sign-in name]
    #[arg(long)]
    name: Option<String>,
    /// What they are
    #[arg(long, value_enum, default_value = "artist")]
    role: RoleName,
    /// Their department
    #[arg(long, default_value = "")]
    department: String,
    /// The productions on which they work, by their short names
    #[arg(long, value_name = "CODES", value_delimiter = ',', default_value = "studio")]
    production: Vec<String>,
    /// Language of their screens
    #[arg(long, value_enum, value_name = "LANGUAGE")]
    screens: Option<Language>,
}

#[derive(Debug, Args)]
struct Named {
    #[command(flatten)]
    place: Place,
    /// What they sign in as
    login: String,
}

#[derive(Debug, Args)]
struct Listed {
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum RoleName {
    Artist,
    Td,
    Lead,
    Supervisor,
    Production,
    Rd,
    It,
    Admin,
    Candidate,
    Juror,
    Organiser,
}

impl From<RoleName> for Role {
    fn from(name: RoleName) -> Self {
        match name {
            RoleName::Artist => Self::Artist,
            RoleName::Td => Self::Td,
            RoleName::Lead => Self::Lead,
            RoleName::Supervisor => Self::Supervisor,
            RoleName::Production => Self::Production,
            RoleName::Rd => Self::Rd,
            RoleName::It => Self::It,
            RoleName::Admin => Self::Admin,
            RoleName::Candidate => Self::Candidate,
            RoleName::Juror => Self::Juror,
            RoleName::Organiser => Self::Organiser,
        }
    }
}

pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Outcome {
    block(async {
        match &arguments.what {
            What::Add(add) => self::add(add, lang).await,
            What::Link(named) => {
                let link = named.place.open().await?.new_link(&named.login).await.map_err(|refusal| refused(&refusal))?;
                way_in(&link, lang)
            }
            What::List(listed) => list(listed).await,
            What::Disable(named) => disable(named, true).await,
            What::Enable(named) => disable(named, false).await,
        }
    })
}

async fn add(add: &Add, lang: Lang) -> Outcome {
    let desk = add.place.open().await?;
    let person = NewPerson {
        login: add.login.clone(),
        name: add.name.clone().unwrap_or_else(|| add.login.clone()),
        role: add.role.into(),
        department: add.department.clone(),
        lang: add.screens.map_or(lang, Lang::from),
    };
    let link = desk.add_person(person).await.map_err(|refusal| refused(&refusal))?;
    for code in &add.production {
        desk.set_member(code, &add.login).await.map_err(|refusal| refused(&refusal))?;
    }
    way_in(&link, lang)
}

fn way_in(link: &str, lang: Lang) -> Outcome {
    let said = either(
        lang,
        "À ouvrir une fois, dans la journée, après l’adresse du bureau :",
        "To be opened once, within a day, after the desk's address:",
    );
    print(|out| writeln!(out, "{said} /sign-in/{link}"))
}

async fn list(listed: &Listed) -> Outcome {
    let everybody = listed.place.open().await?.everybody().await.map_err(|refusal| refused(&refusal))?;
    print(|out| {
        everybody.iter().try_for_each(|person| {
            let gone = if person.disabled { "\tdisabled" } else { "" };
            writeln!(out, "{}\t{}\t{}\t{}{gone}", person.login, person.role, person.department, person.name)
        })
    })
}

async fn disable(named: &Named, disabled: bool) -> Outcome {
    named.place.open().await?.disable(&named.login, disabled).await.map_err(|refusal| refused(&refusal))?;
    print(|_| Ok(()))
}
