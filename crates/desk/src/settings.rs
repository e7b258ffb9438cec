//! A production's settings: who works on it, and which folders may be read.

use std::fs;

use etabli_store::people::{self, Person};
use etabli_store::productions::{self, Production, Root};
use etabli_store::{Rows, audit, boxed};

use crate::Desk;
use crate::actor::Actor;
use crate::may::Action;
use crate::refusal::{Refusal, Status};

/// What is set for a production.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The production.
    pub production: Production,
    /// Folders that may be read.
    pub roots: Vec<Root>,
    /// Who works on it.
    pub members: Vec<Person>,
    /// Who does not.
    pub others: Vec<Person>,
}

/// Hours after which silence confirms a reformulation, when nobody says otherwise.
const SILENCE: i64 = 24;

impl Desk {
    /// A production by its short name, for somebody who may do this to it.
    pub(crate) async fn production(&self, on: &mut impl Rows, actor: &Actor, code: &str, action: Action) -> Result<Production, Refusal> {
        let found = productions::all(on).await?.into_iter().find(|production| production.code == code);
        let production = found.ok_or_else(Refusal::absent)?;
        actor.must(action, &production)?;
        Ok(production)
    }

    /// The productions that a person may set up, by name.
    pub async fn configurable(&self, actor: &Actor) -> Result<Vec<Production>, Refusal> {
        let mut all = productions::all(&mut self.store.read()).await?;
        all.retain(|production| actor.must(Action::Configure, production).is_ok());
        Ok(all)
    }

    /// What is set for a production.
    pub async fn settings(&self, actor: &Actor, code: &str) -> Result<Settings, Refusal> {
        let mut on = self.store.read();
        let production = self.production(&mut on, actor, code, Action::Configure).await?;
        let roots = productions::roots(&mut on, production.id).await?;
        let members = productions::members(&mut on, production.id).await?;
        let mut others = people::all(&mut on).await?;
        others.retain(|person| !person.disabled && !members.iter().any(|member| member.id == person.id));
        Ok(Settings { production, roots, members, others })
    }

    /// Adds a production, in the name of whoever has the machine.
    pub async fn add_production(&self, code: &str, name: &str) -> Result<(), Refusal> {
        let (code, name) = (code.trim().to_owned(), name.trim().to_owned());
        let is_code = !code.is_empty() && code.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if !is_code || name.is_empty() {
            return Err(Refusal::field(
                "code",
                "bad-code",
                ["Il faut un nom court et un titre.", "A short name and a title are needed."],
                [
                    "Le nom court : des minuscules sans accent, des chiffres, des tirets (la-vigie).",
                    "The short name: small letters without accents, digits, hyphens (la-vigie).",
                ],
            ));
        }
        self.store
            .write(move |on| {
                boxed::<Result<(), Refusal>>(async move {
                    let production = Production { code: code.clone(), name, silence: SILENCE, ..Production::default() };
                    productions::add(on, &production).await?;
                    Ok(audit(on, 0, "add-production", &code, "").await?)
                })
            })
            .await
    }

    /// Lets somebody work on a production, in the name of whoever has the machine.
    pub async fn set_member(&self, code: &str, login: &str) -> Result<(), Refusal> {
        let mut on = self.store.read();
        let production =
            productions::all(&mut on).await?.into_iter().find(|production| production.code == code).ok_or_else(no_production)?;
        let person = people::of_login(&mut on, login).await?.ok_or_else(Refusal::absent)?;
        self.store
            .write(move |on| {
                boxed::<Result<(), Refusal>>(async move {
                    productions::join(on, production.id, person.id).await?;
                    Ok(audit(on, 0, "join", &production.code, &person.login).await?)
                })
            })
            .await
    }

    /// Declares a folder that may be read, in the name of whoever has the machine.
    pub async fn set_root(&self, code: &str, root: Root) -> Result<(), Refusal> {
        let found = productions::all(&mut self.store.read()).await?.into_iter().find(|production| production.code == code);
        self.keep_root(0, found.ok_or_else(no_production)?, root).await
    }

    /// Lets somebody work on a production.
    pub async fn join(&self, actor: &Actor, code: &str, login: &str) -> Result<(), Refusal> {
        self.membership(actor, code, login, true).await
    }

    /// Lets somebody work on it no more.
    pub async fn leave(&self, actor: &Actor, code: &str, login: &str) -> Result<(), Refusal> {
        self.membership(actor, code, login, false).await
    }

    async fn membership(&self, actor: &Actor, code: &str, login: &str, joins: bool) -> Result<(), Refusal> {
        let mut on = self.store.read();
        let production = self.production(&mut on, actor, code, Action::Configure).await?;
        let person = people::of_login(&mut on, login).await?.ok_or_else(Refusal::absent)?;
        let (id, actor) = (production.id, actor.id);
        self.store
            .write(move |on| {
                boxed::<Result<(), Refusal>>(async move {
                    if joins {
                        productions::join(on, id, person.id).await?;
                    } else {
                        productions::leave(on, id, person.id).await?;
                    }
                    Ok(audit(on, actor, if joins { "join" } else { "leave" }, &production.code, &person.login).await?)
                })
            })
            .await
    }

    /// Declares a folder that may be read, and what other systems call it.
    pub async fn add_root(&self, actor: &Actor, code: &str, root: Root) -> Result<(), Refusal> {
        let production = self.production(&mut self.store.read(), actor, code, Action::Configure).await?;
        self.keep_root(actor.id, production, root).await
    }

    async fn keep_root(&self, actor: i64, production: Production, mut root: Root) -> Result<(), Refusal> {
        let given = root.path.trim().to_owned();
        let found =
            tokio::task::spawn_blocking(move || fs::canonicalize(&given).ok().filter(|path| path.is_dir() && path.parent().is_some()));
        let Some(path) = found.await.ok().flatten() else {
            return Err(Refusal::field(
                "path",
                "no-folder",
                [
                    "Ce dossier n'existe pas sur le serveur, ou c'est tout le disque.",
                    "There is no such folder on the server, or it is the whole disk.",
                ],
                ["Donnez le chemin complet d'un dossier de la production.", "Give the whole path of a folder of the production."],
            ));
        };
        root.path = path.to_string_lossy().into_owned();
        let id = production.id;
        self.store
            .write(move |on| {
                boxed::<Result<(), Refusal>>(async move {
                    productions::add_root(on, id, &root).await?;
                    Ok(audit(on, actor, "add-root", &production.code, &root.path).await?)
                })
            })
            .await
    }

    /// Takes a declaration back.
    pub async fn remove_root(&self, actor: &Actor, code: &str, root: i64) -> Result<(), Refusal> {
        let production = self.production(&mut self.store.read(), actor, code, Action::Configure).await?;
        let (id, actor) = (production.id, actor.id);
        self.store
            .write(move |on| {
                boxed::<Result<(), Refusal>>(async move {
                    productions::remove_root(on, id, root).await?;
                    Ok(audit(on, actor, "remove-root", &production.code, &root.to_string()).await?)
                })
            })
            .await
    }

    /// Seals a production or opens it again, and sets after how many hours silence confirms.
    pub async fn set(&self, actor: &Actor, code: &str, sealed: bool, silence: i64) -> Result<(), Refusal> {
        let production = self.production(&mut self.store.read(), actor, code, Action::Configure).await?;
        if !(1..=24 * 30).contains(&silence) {
            return Err(Refusal::new(
                Status::Invalid,
                "bad-silence",
                ["Le délai ne convient pas.", "The delay will not do."],
                ["Donnez un nombre d'heures, d'une heure à trente jours.", "Give a number of hours, from one hour to thirty days."],
            ));
        }
        let (id, actor) = (production.id, actor.id);
        self.store
            .write(move |on| {
                boxed::<Result<(), Refusal>>(async move {
                    productions::set(on, id, sealed, silence).await?;
                    Ok(audit(on, actor, if sealed { "seal" } else { "set" }, &production.code, "").await?)
                })
            })
            .await
    }
}

fn no_production() -> Refusal {
    Refusal::new(
        Status::Absent,
        "no-such-production",
        ["Aucune production ne porte ce nom court.", "No production has that short name."],
        ["Ajoutez-la : etabli production add CODE TITRE.", "Add it: etabli production add CODE TITLE."],
    )
}
