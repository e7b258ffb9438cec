//! Who comes in: passwords, one-time links, sessions and tokens.

use std::collections::HashMap;
use std::sync::Mutex;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use etabli_store::people::{self, Person};
use etabli_store::{audit, boxed, sessions};

use crate::actor::{Actor, lang_name};
use crate::may::{Action, Role};
use crate::refusal::{Refusal, Status};
use crate::{Desk, Lang, now, secret};

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;
/// How long a session lasts.
const SESSION: i64 = 7 * DAY;
/// How long a one-time link lasts.
const LINK: i64 = DAY;
/// How long a token lasts.
const TOKEN: i64 = 365 * DAY;
/// What our tokens begin with, so that scanners of leaks know them.
const PREFIX: &str = "etb_";
/// Shorter passwords are refused.
const LEAST: usize = 12;
/// So many wrong passwords for one name or from one address in [`WINDOW`]; the next ones are not looked at.
const TRIES: u32 = 10;
const WINDOW: i64 = 5 * MINUTE;

/// Somebody to add.
#[derive(Debug, Clone)]
pub struct NewPerson {
    /// What they will sign in as.
    pub login: String,
    /// What they are called.
    pub name: String,
    /// What they are.
    pub role: Role,
    /// Department; may be empty.
    pub department: String,
    /// Language of their screens.
    pub lang: Lang,
}

/// How somebody likes their screens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preference {
    /// Language.
    pub lang: Lang,
    /// `dark`, `light` or `system`.
    pub theme: String,
}

/// Wrong passwords, by name and by address: when the first of a row was, and how many.
#[derive(Default)]
pub(crate) struct Tries(Mutex<HashMap<String, (i64, u32)>>);

impl Tries {
    fn is_spent(&self, keys: &[String]) -> bool {
        let tries = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        keys.iter().any(|key| tries.get(key).is_some_and(|(since, count)| *count >= TRIES && now() - since < WINDOW))
    }

    fn count(&self, keys: &[String]) {
        let mut tries = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let now = now();
        tries.retain(|_, (since, _)| now - *since < WINDOW);
        for key in keys {
            tries.entry(key.clone()).or_insert((now, 0)).1 += 1;
        }
    }
}

impl Desk {
    /// Lets a person in by password and gives back the secret of their session. `address` is where they come from.
    ///
    /// The answer to a wrong name is the same as to a wrong password, and takes as long.
    pub async fn sign_in(&self, login: &str, password: &str, address: &str) -> Result<String, Refusal> {
        let keys = [format!("name {login}"), format!("address {address}")];
        if self.inner.tries.is_spent(&keys) {
            return Err(too_many());
        }
        let person = people::of_login(&mut self.store.read(), login).await?.filter(|person| !person.disabled);
        let id = person.as_ref().map_or(0, |person| person.id);
        let kept = people::password(&mut self.store.read(), id).await?;
        if !self.is_right(password, kept).await || person.is_none() {
            self.inner.tries.count(&keys);
            return Err(wrong());
        }
        self.open(id, "password").await
    }

    /// Lets a person in by a one-time link, and sets their password when one is given.
    pub async fn sign_in_by_link(&self, link: &str, password: Option<&str>) -> Result<String, Refusal> {
        let hash = secret::hash(link);
        let id = sessions::link(&mut self.store.read(), &hash).await?.ok_or_else(no_link)?;
        if let Some(password) = password.filter(|password| !password.is_empty()) {
            let kept = self.hashed(password).await?;
            self.store.write(move |on| boxed(async move { people::set_password(on, id, &kept).await })).await?;
        }
        self.store.write(move |on| boxed(async move { sessions::use_link(on, &hash).await })).await?;
        self.open(id, "link").await
    }

    /// Who a link would let in: their name.
    pub async fn link_owner(&self, link: &str) -> Result<Actor, Refusal> {
        let mut on = self.store.read();
        let id = sessions::link(&mut on, &secret::hash(link)).await?.ok_or_else(no_link)?;
        Actor::load(&mut on, id).await?.ok_or_else(no_link)
    }

    /// Who somebody is, in the name of whoever has the machine.
    pub async fn person(&self, login: &str) -> Result<Actor, Refusal> {
        let mut on = self.store.read();
        let person = people::of_login(&mut on, login).await?.ok_or_else(nobody)?;
        Actor::load(&mut on, person.id).await?.ok_or_else(nobody)
    }

    /// Lets a person of a demonstration in without asking. Only `web`'s demonstration calls it.
    pub async fn sign_in_to_demonstration(&self, login: &str) -> Result<String, Refusal> {
        let person = people::of_login(&mut self.store.read(), login).await?.ok_or_else(wrong)?;
        self.open(person.id, "demonstration").await
    }

    async fn open(&self, id: i64, how: &'static str) -> Result<String, Refusal> {
        let fresh = secret::fresh()?;
        let hash = secret::hash(&fresh);
        self.store
            .write(move |on| {
                boxed::<Result<(), Refusal>>(async move {
                    sessions::open(on, &hash, id, now() + SESSION).await?;
                    Ok(audit(on, id, "sign-in", how, "").await?)
                })
            })
            .await?;
        Ok(fresh)
    }

    /// Who a session belongs to, while it lasts.
    pub async fn actor(&self, session: &str) -> Result<Option<Actor>, Refusal> {
        let mut on = self.store.read();
        match sessions::person(&mut on, &secret::hash(session)).await? {
            Some(id) => Actor::load(&mut on, id).await,
            None => Ok(None),
        }
    }

    /// Who a token speaks for, when it was made for this.
    pub async fn token_owner(&self, token: &str, scope: &str) -> Result<Actor, Refusal> {
        let mut on = self.store.read();
        let refused = || {
            Refusal::new(
                Status::Unknown,
                "no-token",
                ["Ce jeton ne vaut rien ici, ou plus.", "This token is worth nothing here, or no more."],
                ["Faites-en un autre : etabli token new --scope report.", "Make another: etabli token new --scope report."],
            )
        };
        let (id, kept) = sessions::token(&mut on, &secret::hash(token)).await?.ok_or_else(refused)?;
        if kept != scope {
            return Err(refused());
        }
        Actor::load(&mut on, id).await?.ok_or_else(refused)
    }

    /// Ends a session.
    pub async fn sign_out(&self, session: &str) -> Result<(), Refusal> {
        let hash = secret::hash(session);
        Ok(self.store.write(move |on| boxed(async move { sessions::close(on, &hash).await })).await?)
    }

    /// Remembers how somebody likes their screens.
    pub async fn prefer(&self, actor: &Actor, preference: &Preference) -> Result<(), Refusal> {
        let (id, lang) = (actor.id, lang_name(preference.lang));
        let theme = if ["dark", "light"].contains(&preference.theme.as_str()) { preference.theme.clone() } else { "system".to_owned() };
        Ok(self.store.write(move |on| boxed(async move { people::prefer(on, id, lang, &theme).await })).await?)
    }

    /// Adds a person, in the name of whoever has the machine, and gives back the secret of a one-time link.
    pub async fn add_person(&self, new: NewPerson) -> Result<String, Refusal> {
        let login = new.login.trim().to_owned();
        if login.is_empty() || !login.chars().all(|c| c.is_alphanumeric() || "._-@".contains(c)) {
            return Err(Refusal::field(
                "login",
                "bad-login",
                ["Ce nom de connexion ne convient pas.", "This sign-in name will not do."],
                ["Des lettres, des chiffres, et . _ - @.", "Letters, digits, and . _ - @."],
            ));
        }
        let fresh = secret::fresh()?;
        let hash = secret::hash(&fresh);
        self.store
            .write(move |on| {
                boxed::<Result<(), Refusal>>(async move {
                    let person = Person {
                        login: login.clone(),
                        name: new.name.trim().to_owned(),
                        role: new.role.name().to_owned(),
                        department: new.department.trim().to_owned(),
                        lang: lang_name(new.lang).to_owned(),
                        theme: "system".to_owned(),
                        ..Person::default()
                    };
                    let id = people::add(on, &person).await?;
                    sessions::add_link(on, &hash, id, now() + LINK).await?;
                    Ok(audit(on, id, "add-person", &login, new.role.name()).await?)
                })
            })
            .await?;
        Ok(fresh)
    }

    /// A new one-time link for somebody, in the name of whoever has the machine.
    pub async fn new_link(&self, login: &str) -> Result<String, Refusal> {
        let person = people::of_login(&mut self.store.read(), login).await?.ok_or_else(nobody)?;
        let fresh = secret::fresh()?;
        let hash = secret::hash(&fresh);
        self.store
            .write(move |on| {
                boxed::<Result<(), Refusal>>(async move {
                    sessions::add_link(on, &hash, person.id, now() + LINK).await?;
                    Ok(audit(on, person.id, "new-link", &person.login, "").await?)
                })
            })
            .await?;
        Ok(fresh)
    }

    /// Lets somebody in no more, or again, in the name of whoever has the machine.
    pub async fn disable(&self, login: &str, disabled: bool) -> Result<(), Refusal> {
        let person = people::of_login(&mut self.store.read(), login).await?.ok_or_else(nobody)?;
        self.store
            .write(move |on| {
                boxed::<Result<(), Refusal>>(async move {
                    people::disable(on, person.id, disabled).await?;
                    sessions::close_all(on, person.id).await?;
                    let action = if disabled { "disable-person" } else { "enable-person" };
                    Ok(audit(on, person.id, action, &person.login, "").await?)
                })
            })
            .await
    }

    /// A new token for programs that speak for somebody, in the name of whoever has the machine.
    pub async fn new_token(&self, login: &str, scope: &'static str) -> Result<String, Refusal> {
        let person = people::of_login(&mut self.store.read(), login).await?.ok_or_else(nobody)?;
        let fresh = format!("{PREFIX}{}", secret::fresh()?);
        let hash = secret::hash(&fresh);
        self.store
            .write(move |on| {
                boxed::<Result<(), Refusal>>(async move {
                    sessions::add_token(on, &hash, person.id, scope, now() + TOKEN).await?;
                    Ok(audit(on, person.id, "new-token", &person.login, scope).await?)
                })
            })
            .await?;
        Ok(fresh)
    }

    /// Everybody, in the name of whoever has the machine.
    pub async fn everybody(&self) -> Result<Vec<Person>, Refusal> {
        Ok(people::all(&mut self.store.read()).await?)
    }

    /// Whether this person may do what needs no production.
    pub fn must_manage_people(&self, actor: &Actor) -> Result<(), Refusal> {
        if actor.can(Action::ManagePeople) { Ok(()) } else { Err(Refusal::forbidden()) }
    }

    /// Checks a password against what is kept; against a hash of nothing when there is none, so that both take as long.
    async fn is_right(&self, password: &str, kept: Option<String>) -> bool {
        let Ok(_turn) = self.inner.hashing.acquire().await else { return false };
        let password = password.to_owned();
        let check = move || {
            let is_kept = kept.is_some();
            let kept = kept.unwrap_or_else(|| NOBODYS.to_owned());
            let holds = PasswordHash::new(&kept).is_ok_and(|kept| Argon2::default().verify_password(password.as_bytes(), &kept).is_ok());
            holds && is_kept
        };
        tokio::task::spawn_blocking(check).await.unwrap_or(false)
    }

    /// The hash of a new password, if it will do.
    async fn hashed(&self, password: &str) -> Result<String, Refusal> {
        if password.chars().count() < LEAST {
            return Err(Refusal::field(
                "password",
                "short-password",
                ["Ce mot de passe est trop court.", "This password is too short."],
                ["Douze caractères au moins ; une phrase va très bien.", "Twelve characters at least; a sentence does very well."],
            ));
        }
        let Ok(_turn) = self.inner.hashing.acquire().await else { return Err(wrong()) };
        let password = password.to_owned();
        let hash = move || Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string());
        tokio::task::spawn_blocking(hash).await.map_err(|_| wrong())?.map_err(|_| wrong())
    }
}

/// A hash of the same cost as any other, of a password that nobody has.
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$ZXRhYmxpLW5vYm9keQ$mGa1r5Rz2y0lYPqPdDkZ0Q1mfmYcN7ZQ3VhZ4lX0mVo";

fn wrong() -> Refusal {
    Refusal::new(
        Status::Unknown,
        "wrong-password",
        ["Le nom ou le mot de passe ne va pas.", "The name or the password is wrong."],
        ["Réessayez, ou demandez un lien de connexion à votre administrateur.", "Try again, or ask your administrator for a sign-in link."],
    )
}

fn no_link() -> Refusal {
    Refusal::new(
        Status::Unknown,
        "no-link",
        ["Ce lien a déjà servi, ou n'est plus valable.", "This link was used already, or is no longer valid."],
        ["Demandez-en un autre à votre administrateur.", "Ask your administrator for another."],
    )
}

fn nobody() -> Refusal {
    Refusal::new(
        Status::Absent,
        "nobody",
        ["Personne ne porte ce nom de connexion.", "Nobody has that sign-in name."],
        ["etabli user list les donne tous.", "etabli user list gives them all."],
    )
}

fn too_many() -> Refusal {
    Refusal::new(
        Status::TooMany,
        "too-many",
        ["Trop d'essais : celui-ci n'a pas été regardé.", "Too many tries: this one was not looked at."],
        ["Attendez cinq minutes, puis réessayez.", "Wait five minutes, then try again."],
    )
}
