//! Reported to understood: the desk says it in other words, and the requester says that this is it.

use super::{Step, said};
use crate::refusal::Refusal;
use crate::state::State;
use crate::story::{Happening, Moment};

pub(super) async fn reformulate(step: &mut Step<'_>, text: String) -> Result<(), Refusal> {
    step.only_in(&[State::Reported])?;
    let text = said(
        &text,
        "text",
        ["La reformulation est vide.", "The reformulation is empty."],
        [
            "Redites le problème avec vos mots : la personne dira si c'est bien cela.",
            "Say the problem in your words: the person will say whether this is it.",
        ],
    )?;
    step.tell(Happening::Reformulated { text }).await
}

/// The one who reformulated has listened; the requester says so.
pub(super) async fn confirm(step: &mut Step<'_>) -> Result<(), Refusal> {
    let words = reformulated(step).await?;
    step.tell(Happening::Confirmed { how: "requester".to_owned(), reason: String::new() }).await?;
    understood(step, &words).await
}

/// A technical director goes on without the requester, and says why.
pub(super) async fn go_on(step: &mut Step<'_>, reason: String) -> Result<(), Refusal> {
    let words = reformulated(step).await?;
    let reason = said(
        &reason,
        "reason",
        ["Passer outre demande une raison.", "Going on without the requester needs a reason."],
        ["Écrivez pourquoi : absence, urgence, accord de vive voix…", "Write why: away, urgent, agreed by word of mouth…"],
    )?;
    step.tell(Happening::Confirmed { how: "override".to_owned(), reason }).await?;
    understood(step, &words).await
}

async fn reformulated(step: &mut Step<'_>) -> Result<Moment, Refusal> {
    step.only_in(&[State::Reported])?;
    step.last("reformulated").await?.ok_or_else(Refusal::not_now)
}

async fn understood(step: &mut Step<'_>, words: &Moment) -> Result<(), Refusal> {
    if let Some(listener) = words.person {
        step.shows(listener, "C1.2", "reformulated").await?;
    }
    step.enter(State::Understood).await
}
