//! Planned to accepted: a place in the schedule, the fix handed over with its proof, and a trial in use by somebody else than its maker.

use super::{Step, day, said};
use crate::refusal::{Refusal, Status};
use crate::state::State;
use crate::story::Happening;

/// Checks the days and that somebody is named. Capacities are not looked at: the page says so.
pub(super) async fn plan(step: &mut Step<'_>, who: String, from: String, to: String, hand_over: String) -> Result<(), Refusal> {
    step.only_in(&[State::Planned])?;
    let who = said(&who, "who", ["Personne n'est nommé.", "Nobody is named."], ["Dites qui s'en charge.", "Say who does it."])?;
    let (from, to) = (day(&from, "from")?, day(&to, "to")?);
    if to < from {
        return Err(Refusal::field(
            "to",
            "ends-before",
            ["La fin vient avant le début.", "The end comes before the beginning."],
            ["Échangez les deux dates, ou corrigez-en une.", "Swap the two dates, or correct one."],
        ));
    }
    step.tell(Happening::Planned { who, from, to, hand_over: hand_over.trim().to_owned() }).await?;
    step.shows(step.actor.id, "C2.4", "planned").await?;
    step.enter(State::InWork).await
}

pub(super) async fn deliver(step: &mut Step<'_>, what: String, proof: String, criteria: String) -> Result<(), Refusal> {
    step.only_in(&[State::InWork])?;
    let what = said(
        &what,
        "what",
        ["La livraison ne dit pas ce qui a été fait.", "The delivery does not say what was done."],
        ["Écrivez-le en une phrase.", "Write it in a sentence."],
    )?;
    let proof = said(
        &proof,
        "proof",
        ["Rien ne prouve que le reste n'a pas changé.", "Nothing proves that the rest is unchanged."],
        [
            "Donnez la comparaison avant/après, ou l'essai qui le montre.",
            "Give the comparison of before and after, or the test that shows it.",
        ],
    )?;
    let criteria = said(
        &criteria,
        "criteria",
        ["La personne ne sait pas quoi essayer.", "The person does not know what to try."],
        ["Dites ce que l'essai doit montrer.", "Say what the trial has to show."],
    )?;
    step.tell(Happening::Delivered { what, proof, criteria }).await?;
    step.shows(step.actor.id, "C3.1", "delivered").await?;
    step.enter(State::Delivered).await
}

pub(super) async fn tried(step: &mut Step<'_>, works: bool, remark: String) -> Result<(), Refusal> {
    step.only_in(&[State::Delivered])?;
    let (handed, solved) = (step.last("delivered").await?, step.last("solved").await?);
    let newest = handed.into_iter().chain(solved).max_by_key(|moment| moment.id).ok_or_else(Refusal::not_now)?;
    if newest.person == Some(step.actor.id) {
        return Err(Refusal::new(
            Status::Forbidden,
            "own-work",
            ["Personne ne valide seul ce qu'il a fait.", "Nobody accepts alone what they made."],
            [
                "Faites-le essayer par la personne qui l'a demandé, ou par un autre artiste.",
                "Have it tried by the person who asked for it, or by another artist.",
            ],
        ));
    }
    let is_quick = matches!(newest.what, Happening::Solved { .. });
    let remark = remark.trim().to_owned();
    if !works && remark.is_empty() {
        return Err(Refusal::field(
            "remark",
            "no-remark",
            ["On ne sait pas ce qui ne marche pas.", "It is not said what does not work."],
            ["Dites ce que vous voyez encore.", "Say what you still see."],
        ));
    }
    step.tell(Happening::Tried { works, remark }).await?;
    if !works {
        return step.enter(if is_quick { State::Reported } else { State::InWork }).await;
    }
    if let Some(maker) = newest.person {
        let code = if is_quick { "C4.1" } else { "C3.2" };
        step.shows(maker, code, "tried").await?;
    }
    if !is_quick {
        return step.enter(State::Accepted).await;
    }
    step.tell(Happening::Closed).await?;
    step.enter(State::Closed).await
}
