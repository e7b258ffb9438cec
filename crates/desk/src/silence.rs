//! Silence: a reformulation that nobody answered within the production's delay is held to be right.

use etabli_store::{Writing, audit, boxed, competencies, productions, tickets};

use crate::refusal::Refusal;
use crate::state::State;
use crate::story::{Happening, Moment};
use crate::{Desk, gates, now};

const HOUR: i64 = 3_600_000;

impl Desk {
    /// Confirms what silence confirms, in every production. How many tickets it was.
    pub async fn hear_silence(&self) -> Result<usize, Refusal> {
        let mut on = self.store.read();
        let mut confirmed = 0;
        for production in productions::all(&mut on).await? {
            let before = now() - production.silence * HOUR;
            for ticket in tickets::since(&mut on, production.id, State::Reported.name(), "reformulated", before).await? {
                let silent = self.store.write(move |writing| boxed(confirm(writing, ticket, before))).await?;
                confirmed += usize::from(silent);
            }
        }
        Ok(confirmed)
    }
}

/// Whether the ticket is still there to confirm is looked at again by the writer.
async fn confirm(writing: &mut Writing, ticket: i64, before: i64) -> Result<bool, Refusal> {
    let is_reported = tickets::find(writing, ticket).await?.is_some_and(|ticket| State::of(&ticket.state) == State::Reported);
    let said = etabli_store::events::last(writing, ticket, "reformulated").await?.and_then(Moment::of);
    let answered = etabli_store::events::last(writing, ticket, "message").await?.and_then(Moment::of);
    let Some(said) = said.filter(|said| is_reported && said.at < before) else { return Ok(false) };
    // Words after the reformulation are no silence.
    if answered.is_some_and(|answered| answered.id > said.id) {
        return Ok(false);
    }
    Happening::Confirmed { how: "silence".to_owned(), reason: String::new() }.keep(writing, ticket, None).await?;
    if let Some(listener) = said.person {
        competencies::add(writing, listener, "C1.2", ticket, "reformulated").await?;
    }
    tickets::set_state(writing, ticket, State::Understood.name(), false).await?;
    gates::settle(writing, ticket).await?;
    audit(writing, 0, "silence", &format!("ticket {ticket}"), "").await?;
    Ok(true)
}
