//! The fast path: a question or a quick fix, closed on one screen. It leaves its trace like any other.

use super::{Step, said};
use crate::refusal::Refusal;
use crate::state::State;
use crate::story::Happening;

pub(super) async fn solve(step: &mut Step<'_>, what: String, done: String) -> Result<(), Refusal> {
    step.only_in(&[State::Reported, State::Understood])?;
    let what = said(
        &what,
        "what",
        ["Il manque ce que c'était.", "What it was is missing."],
        ["Une phrase, que le prochain TD comprendra.", "A sentence that the next TD will understand."],
    )?;
    let done = said(
        &done,
        "done",
        ["Il manque ce qui a été fait.", "What was done is missing."],
        ["Dites à la personne ce qu'elle peut faire de nouveau.", "Tell the person what they can do again."],
    )?;
    step.tell(Happening::Solved { what, done }).await?;
    step.shows(step.actor.id, "C1.2", "solved").await?;
    step.enter(State::Delivered).await
}
