//! The gates of a ticket's life. Each is a rule: what it asks for, what follows, whose competency it shows.

mod agree;
mod choose;
mod diagnose;
mod lesson;
mod quick;
mod talk;
mod understand;
mod work;

use etabli_store::notices::Notice;
use etabli_store::options::Choice;
use etabli_store::tickets::{self, Ticket};
use etabli_store::{Writing, competencies, events, notices, options};

use crate::actor::Actor;
use crate::may::Action;
use crate::refusal::Refusal;
use crate::state::State;
use crate::story::{Happening, Moment};
use crate::verb::Verb;

/// A change under way: in whose name, on which ticket, in the writer's transaction.
pub(crate) struct Step<'s> {
    pub(crate) writing: &'s mut Writing,
    pub(crate) actor: &'s Actor,
    pub(crate) ticket: &'s Ticket,
    pub(crate) state: State,
}

/// Does what a verb says, or refuses with the rule that stands against it.
pub(crate) async fn pass(step: &mut Step<'_>, verb: Verb) -> Result<(), Refusal> {
    match verb {
        Verb::Message { text } => talk::message(step, text).await,
        Verb::Note { text } => talk::note(step, text).await,
        Verb::MeToo { blocking } => talk::me_too(step, blocking).await,
        Verb::Take => talk::take(step).await,
        Verb::Wait { whom, wait_why } => talk::wait(step, whom, wait_why).await,
        Verb::Resume => talk::resume(step).await,
        Verb::Reformulate { text } => understand::reformulate(step, text).await,
        Verb::Confirm => understand::confirm(step).await,
        Verb::Override { reason } => understand::go_on(step, reason).await,
        Verb::Diagnose(diagnosis) => diagnose::diagnose(step, diagnosis).await,
        Verb::Propose(proposal) => choose::propose(step, proposal).await,
        Verb::Decide { chosen, why, together } => choose::decide(step, &chosen, why, together).await,
        Verb::Tell { nature, delay, meanwhile } => agree::tell(step, nature, delay, meanwhile).await,
        Verb::Answer { answer, remark } => agree::answer(step, answer, remark).await,
        Verb::Plan { who, from, to, hand_over } => work::plan(step, who, from, to, hand_over).await,
        Verb::Deliver { what, proof, criteria } => work::deliver(step, what, proof, criteria).await,
        Verb::Try { works, remark } => work::tried(step, works == "yes", remark).await,
        Verb::Solve { what, done } => quick::solve(step, what, done).await,
        Verb::Write(draft) => lesson::write(step, draft).await,
        Verb::File => lesson::file(step).await,
        Verb::NothingNew { article } => lesson::nothing_new(step, article).await,
    }
}

impl Step<'_> {
    /// Refuses outside a state.
    fn only_in(&self, states: &[State]) -> Result<(), Refusal> {
        if states.contains(&self.state) { Ok(()) } else { Err(Refusal::not_now()) }
    }

    /// Writes down what the actor did.
    async fn tell(&mut self, what: Happening) -> Result<(), Refusal> {
        Ok(what.keep(self.writing, self.ticket.id, Some(self.actor.id)).await?)
    }

    /// Moves the ticket on.
    async fn enter(&mut self, state: State) -> Result<(), Refusal> {
        Ok(tickets::set_state(self.writing, self.ticket.id, state.name(), state == State::Closed).await?)
    }

    /// Somebody has shown a competency.
    async fn shows(&mut self, person: i64, code: &str, what: &str) -> Result<(), Refusal> {
        Ok(competencies::add(self.writing, person, code, self.ticket.id, what).await?)
    }

    /// The newest event of a kind.
    async fn last(&mut self, kind: &str) -> Result<Option<Moment>, Refusal> {
        Ok(events::last(self.writing, self.ticket.id, kind).await?.and_then(Moment::of))
    }
}

/// A field that must say something. Gives it back without the space around it.
fn said(text: &str, field: &'static str, what: [&str; 2], cure: [&str; 2]) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() { Err(Refusal::field(field, "empty", what, cure)) } else { Ok(text.to_owned()) }
}

/// A day, `YYYY-MM-DD`.
fn day(text: &str, field: &'static str) -> Result<String, Refusal> {
    let text = text.trim();
    if etabli_diagnosis::Day::parse(text).is_some() {
        return Ok(text.to_owned());
    }
    Err(Refusal::field(
        field,
        "no-day",
        ["Il manque une date, ou ce n'en est pas une.", "A date is missing, or this is none."],
        ["Écrivez-la comme 2026-11-27.", "Write it like 2026-11-27."],
    ))
}

/// What comes next for a ticket: whose turn it is, the action, and what of its conditions is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextStep {
    /// Name of the step, for its words ("reformulate", "confirm", "diagnose"…).
    pub name: &'static str,
    /// What has to be done.
    pub action: Option<Action>,
    /// Whether the requester has to do it.
    pub is_requesters: bool,
    /// What it asks for.
    pub conditions: Vec<Condition>,
}

/// Steps that the requester takes.
const REQUESTERS: [&str; 3] = ["confirm", "answer", "try"];

/// Whether a step is the requester's, by its name.
pub(crate) fn is_requesters(step: &str) -> bool {
    REQUESTERS.contains(&step)
}

/// Keeps beside a ticket what comes next for it, so that a queue need not read its story.
pub(crate) async fn settle(writing: &mut Writing, id: i64) -> Result<(), Refusal> {
    let Some(ticket) = tickets::find(writing, id).await? else { return Ok(()) };
    let moments: Vec<Moment> = events::of_ticket(writing, id).await?.into_iter().filter_map(Moment::of).collect();
    let options = options::of_ticket(writing, id).await?;
    let notice = notices::of_ticket(writing, id).await?;
    let next = next(&ticket, State::of(&ticket.state), &moments, &options, notice.as_ref());
    let deadline = moments.iter().rev().find_map(|moment| match &moment.what {
        Happening::Diagnosed(diagnosis) => Some(diagnosis.deadline.as_str()),
        _ => None,
    });
    Ok(tickets::set_next(writing, id, next.name, deadline.unwrap_or_default()).await?)
}

/// Something that a gate asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Condition {
    /// Name, for its words.
    pub name: &'static str,
    /// Whether it is there.
    pub is_met: bool,
}

fn step(name: &'static str, action: Action, conditions: &[(&'static str, bool)]) -> NextStep {
    let is_requesters = is_requesters(name);
    let conditions = conditions.iter().map(|&(name, is_met)| Condition { name, is_met }).collect();
    NextStep { name, action: Some(action), is_requesters, conditions }
}

/// What comes next.
pub(crate) fn next(ticket: &Ticket, state: State, moments: &[Moment], options: &[Choice], notice: Option<&Notice>) -> NextStep {
    let newest = |kinds: &[&str]| moments.iter().rfind(|moment| kinds.contains(&moment.what.kind())).map(|moment| moment.what.kind());
    match state {
        State::Reported if newest(&["reformulated"]).is_some() => {
            step("confirm", Action::Confirm, &[("reformulated", true), ("confirmed", false)])
        }
        State::Reported => step("reformulate", Action::Reformulate, &[("reformulated", false), ("confirmed", false)]),
        State::Understood => step(
            "diagnose",
            Action::Diagnose,
            &[("cause", false), ("evidence", ticket.code.is_some()), ("context", false), ("need", false)],
        ),
        State::Diagnosed if options.is_empty() => {
            step("propose", Action::Propose, &[("option", false), ("feasibility", false), ("decision", false)])
        }
        State::Diagnosed => step("decide", Action::Decide, &[("option", true), ("feasibility", true), ("decision", false)]),
        State::Decided if newest(&["told", "answered", "decided"]) == Some("told") => {
            step("answer", Action::Answer, &[("told", true), ("answered", false)])
        }
        State::Decided => step("tell", Action::Tell, &[("told", false), ("answered", false)]),
        State::Planned => step("plan", Action::Plan, &[("who", false), ("days", false), ("hand-over", false)]),
        State::InWork => step("deliver", Action::Deliver, &[("done", false), ("proof", false), ("criteria", false)]),
        State::Delivered => step("try", Action::Try, &[("delivered", true), ("tried", false)]),
        State::Accepted if notice.is_some_and(|notice| notice.filed.is_none()) => {
            step("file", Action::File, &[("written", true), ("reviewed", false)])
        }
        State::Accepted => step("write", Action::Write, &[("written", false), ("reviewed", false)]),
        State::Closed => NextStep { name: "closed", action: None, is_requesters: false, conditions: Vec::new() },
    }
}
