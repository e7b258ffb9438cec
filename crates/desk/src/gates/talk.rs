//! What moves no state: words, impacts, taking, waiting.

use etabli_store::tickets;

use super::{Step, said};
use crate::refusal::Refusal;
use crate::search;
use crate::state::{Blocking, State, Waiting};
use crate::story::Happening;

const NOTHING: [&str; 2] = ["Il n'y a rien à envoyer.", "There is nothing to send."];
const WRITE: [&str; 2] = ["Écrivez votre message.", "Write your message."];

pub(super) async fn message(step: &mut Step<'_>, text: String) -> Result<(), Refusal> {
    let text = said(&text, "text", NOTHING, WRITE)?;
    // An answer of the one who was waited for ends the wait.
    if step.ticket.requester == step.actor.id && step.ticket.waiting.as_deref() == Some(Waiting::Artist.name()) {
        resume(step).await?;
    }
    search::index(step.writing, step.ticket.production, "ticket", step.ticket.id, &text).await?;
    step.tell(Happening::Message { text }).await
}

pub(super) async fn note(step: &mut Step<'_>, text: String) -> Result<(), Refusal> {
    let text = said(&text, "text", NOTHING, WRITE)?;
    step.tell(Happening::Note { text }).await
}

/// Counts once, however often it is said.
pub(super) async fn me_too(step: &mut Step<'_>, blocking: Blocking) -> Result<(), Refusal> {
    if step.state == State::Closed {
        return Err(Refusal::not_now());
    }
    if tickets::impact(step.writing, step.ticket.id, step.actor.id, blocking.name()).await? {
        step.tell(Happening::MeToo).await?;
    }
    Ok(())
}

pub(super) async fn take(step: &mut Step<'_>) -> Result<(), Refusal> {
    if step.ticket.assignee == Some(step.actor.id) {
        return Ok(());
    }
    tickets::assign(step.writing, step.ticket.id, step.actor.id).await?;
    step.tell(Happening::Taken).await
}

pub(super) async fn wait(step: &mut Step<'_>, whom: Waiting, why: String) -> Result<(), Refusal> {
    if step.state == State::Closed || step.ticket.waiting.is_some() {
        return Err(Refusal::not_now());
    }
    tickets::set_waiting(step.writing, step.ticket.id, Some(whom.name())).await?;
    step.tell(Happening::Waiting { whom: whom.name().to_owned(), why: why.trim().to_owned() }).await
}

pub(super) async fn resume(step: &mut Step<'_>) -> Result<(), Refusal> {
    if step.ticket.waiting.is_none() {
        return Err(Refusal::not_now());
    }
    tickets::set_waiting(step.writing, step.ticket.id, None).await?;
    step.tell(Happening::Resumed).await
}
