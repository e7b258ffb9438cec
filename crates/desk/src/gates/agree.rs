//! Decided to planned: the requester is told what and when, and answers. A refusal reopens the options.

use super::{Step, said};
use crate::refusal::Refusal;
use crate::state::State;
use crate::story::Happening;
use crate::verb::Answer;

pub(super) async fn tell(step: &mut Step<'_>, nature: String, delay: String, meanwhile: String) -> Result<(), Refusal> {
    step.only_in(&[State::Decided])?;
    let nature = said(
        &nature,
        "nature",
        ["Le message ne dit pas ce qui sera fait.", "The message does not say what will be done."],
        ["Dites-le avec les mots de la personne, sans code.", "Say it in the person's words, without codes."],
    )?;
    let delay = said(
        &delay,
        "delay",
        ["Le message ne dit pas quand.", "The message does not say when."],
        ["Donnez une heure ou un jour.", "Give an hour or a day."],
    )?;
    step.tell(Happening::Told { nature, delay, meanwhile: meanwhile.trim().to_owned() }).await
}

pub(super) async fn answer(step: &mut Step<'_>, answer: Answer, remark: String) -> Result<(), Refusal> {
    step.only_in(&[State::Decided])?;
    let told = step.last("told").await?.ok_or_else(Refusal::not_now)?;
    let remark = remark.trim().to_owned();
    if answer != Answer::Accept && remark.is_empty() {
        return Err(Refusal::field(
            "remark",
            "no-remark",
            ["Dites ce qui ne convient pas.", "Say what does not suit you."],
            ["Une phrase suffit.", "A sentence is enough."],
        ));
    }
    step.tell(Happening::Answered { answer: answer.name().to_owned(), remark }).await?;
    match answer {
        Answer::Accept => {
            if let Some(teller) = told.person {
                step.shows(teller, "C4.1", "told").await?;
            }
            step.enter(State::Planned).await
        }
        Answer::Refuse => step.enter(State::Diagnosed).await,
        Answer::Discuss => Ok(()),
    }
}
