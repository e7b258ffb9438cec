//! A ticket as one person may see it, and everything that is done to it: every change passes [`Desk::act`].

use etabli_output::Exhibit;
use etabli_store::competencies::Evidence;
use etabli_store::notices::{self, Notice};
use etabli_store::options::{self, Choice};
use etabli_store::productions::{self, Production};
use etabli_store::scans::{self, Scan};
use etabli_store::tickets::{self, Ticket};
use etabli_store::{Rows, Writing, answer_of, audit, boxed, competencies, events, keep_answer, people};

use crate::actor::Actor;
use crate::gates::{self, NextStep, Step};
use crate::may::{Action, Relation, may};
use crate::refusal::Refusal;
use crate::state::State;
use crate::story::Moment;
use crate::verb::Verb;
use crate::{Desk, may::Role};

/// A ticket with all that a person may see of it.
#[derive(Debug, Clone)]
pub struct View {
    /// The ticket.
    pub ticket: Ticket,
    /// Its production's title.
    pub production: String,
    /// Its production's short name.
    pub production_code: String,
    /// Where it is.
    pub state: State,
    /// What happened, oldest first, without what is for others.
    pub moments: Vec<Moment>,
    /// Ways out; none for who may not see inside.
    pub options: Vec<Choice>,
    /// What the files show, once they were read.
    pub exhibit: Option<Exhibit>,
    /// The newest reading of its files.
    pub scan: Option<Scan>,
    /// How far a running scan is: files read, and files in all.
    pub progress: Option<(u64, u64)>,
    /// Its notice.
    pub notice: Option<Notice>,
    /// Other tickets with the same fingerprint.
    pub alike: Vec<Ticket>,
    /// Filed notices that explain the same fingerprint.
    pub known: Vec<Notice>,
    /// What comes next, and what of it is there.
    pub next: NextStep,
    /// Whether the person reported it.
    pub is_own: bool,
    relation: Relation,
    role: Role,
}

impl View {
    /// Whether the person may do this here: for what a page offers.
    pub fn can(&self, action: Action) -> bool {
        may(self.role, action, self.relation)
    }
}

/// What a person has shown they can do.
#[derive(Debug, Clone)]
pub struct Portfolio {
    /// What they are called.
    pub name: String,
    /// What they sign in as.
    pub login: String,
    /// Department; may be empty.
    pub department: String,
    /// What they are.
    pub role: Role,
    /// The evidence, by competency, the newest first.
    pub evidence: Vec<Evidence>,
}

/// How a person stands to a ticket.
fn relation(actor: &Actor, ticket: &Ticket, production: &Production) -> Relation {
    match actor.relation(production) {
        Relation::Member if ticket.requester == actor.id => Relation::Own,
        relation => relation,
    }
}

/// A ticket and its production, for somebody who may do this to it.
async fn load(on: &mut impl Rows, actor: &Actor, id: i64, action: Action) -> Result<(Ticket, Production, Relation), Refusal> {
    let ticket = tickets::find(on, id).await?.ok_or_else(Refusal::absent)?;
    let production = productions::find(on, ticket.production).await?.ok_or_else(Refusal::absent)?;
    let relation = relation(actor, &ticket, &production);
    // Artists see their own tickets and, of others', only what they share.
    if !may(actor.role, Action::View, relation) {
        return Err(Refusal::absent());
    }
    if !may(actor.role, action, relation) {
        return Err(Refusal::forbidden());
    }
    Ok((ticket, production, relation))
}

impl Desk {
    /// A ticket, as this person may see it.
    pub async fn view(&self, actor: &Actor, id: i64) -> Result<View, Refusal> {
        let mut on = self.store.read();
        let (ticket, production, relation) = load(&mut on, actor, id, Action::View).await?;
        let sees_inside = may(actor.role, Action::ViewInside, relation);
        let events = events::of_ticket(&mut on, id).await?;
        let moments: Vec<Moment> = events.into_iter().filter(|event| sees_inside || !event.inside).filter_map(Moment::of).collect();
        let options = options::of_ticket(&mut on, id).await?;
        let scan = scans::last(&mut on, id).await?;
        let (mut alike, mut known) = (Vec::new(), Vec::new());
        if let Some(fingerprint) = &ticket.fingerprint {
            alike = tickets::alike(&mut on, ticket.production, fingerprint, id).await?;
            known = notices::alike(&mut on, ticket.production, fingerprint).await?;
        }
        let notice = notices::of_ticket(&mut on, id).await?;
        let state = State::of(&ticket.state);
        Ok(View {
            next: gates::next(&ticket, state, &moments, &options, notice.as_ref()),
            exhibit: scan.as_ref().and_then(|scan| serde_json::from_str(&scan.exhibit).ok()),
            progress: self.progress(id),
            is_own: ticket.requester == actor.id,
            options: if sees_inside { options } else { Vec::new() },
            production: production.name,
            production_code: production.code,
            role: actor.role,
            ticket,
            state,
            moments,
            scan,
            notice,
            alike,
            known,
            relation,
        })
    }

    /// Does something to a ticket. The same key of the same person does it once; `seen` is the ticket's version on the page that asked.
    pub async fn act(&self, actor: &Actor, id: i64, key: &str, seen: Option<i64>, verb: Verb) -> Result<(), Refusal> {
        let (actor, key) = (actor.clone(), key.to_owned());
        self.store.write(move |writing| boxed(perform(writing, actor, id, key, seen, verb))).await?;
        self.inner.work.notify_one();
        Ok(())
    }

    /// A picture of a ticket, as PNG.
    pub async fn picture(&self, actor: &Actor, id: i64, hash: &str) -> Result<Vec<u8>, Refusal> {
        let mut on = self.store.read();
        load(&mut on, actor, id, Action::View).await?;
        if !scans::has_picture(&mut on, id, hash).await? {
            return Err(Refusal::absent());
        }
        let (blobs, hash) = (self.store.blobs().clone(), hash.to_owned());
        let read = tokio::task::spawn_blocking(move || blobs.read(&hash)).await;
        read.map_err(|_| Refusal::absent())??.ok_or_else(Refusal::absent)
    }

    /// The tickets that a person reported or is stopped by.
    pub async fn mine(&self, actor: &Actor) -> Result<Vec<Ticket>, Refusal> {
        let mut tickets = tickets::of_person(&mut self.store.read(), actor.id, LISTED).await?;
        tickets.retain(|ticket| actor.productions.iter().any(|member| member.id == ticket.production && !member.sealed));
        Ok(tickets)
    }

    /// What a person has shown they can do: one's own, or anybody's for who leads.
    pub async fn portfolio(&self, actor: &Actor, login: &str) -> Result<Portfolio, Refusal> {
        let mut on = self.store.read();
        let person = people::of_login(&mut on, login).await?.ok_or_else(Refusal::absent)?;
        if person.id != actor.id && !actor.can(Action::ViewPortfolio) {
            return Err(Refusal::absent());
        }
        let evidence = competencies::of_person(&mut on, person.id).await?;
        let role = Role::of(&person.role).ok_or_else(Refusal::absent)?;
        Ok(Portfolio { name: person.name, login: person.login, department: person.department, role, evidence })
    }

    /// The notices of a production, the newest first; drafts for who may file them.
    pub async fn notices(&self, actor: &Actor, code: &str) -> Result<Vec<Notice>, Refusal> {
        let mut on = self.store.read();
        let production = self.production(&mut on, actor, code, Action::ViewNotices).await?;
        let mut notices = notices::of_production(&mut on, production.id).await?;
        notices.retain(|notice| notice.filed.is_some() || actor.can(Action::File));
        Ok(notices)
    }

    /// One notice, with the name of its production.
    pub async fn notice(&self, actor: &Actor, id: i64) -> Result<Notice, Refusal> {
        let mut on = self.store.read();
        let notice = notices::find(&mut on, id).await?.ok_or_else(Refusal::absent)?;
        let production = productions::find(&mut on, notice.production).await?.ok_or_else(Refusal::absent)?;
        actor.must(Action::ViewNotices, &production)?;
        if notice.filed.is_none() && !actor.can(Action::File) {
            return Err(Refusal::absent());
        }
        Ok(notice)
    }
}

/// Tickets in a list.
const LISTED: i64 = 60;

async fn perform(writing: &mut Writing, actor: Actor, id: i64, key: String, seen: Option<i64>, verb: Verb) -> Result<(), Refusal> {
    let (ticket, _, _) = load(writing, &actor, id, verb.action()).await?;
    if answer_of(writing, actor.id, &key).await?.is_some() {
        return Ok(());
    }
    if verb.needs_a_fresh_page() && seen.is_some_and(|seen| seen != ticket.version) {
        return Err(Refusal::stale());
    }
    let name = verb.name();
    gates::pass(&mut Step { writing, actor: &actor, ticket: &ticket, state: State::of(&ticket.state) }, verb).await?;
    gates::settle(writing, id).await?;
    audit(writing, actor.id, name, &format!("ticket {id}"), "").await?;
    Ok(keep_answer(writing, actor.id, &key, "").await?)
}
