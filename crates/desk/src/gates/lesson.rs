//! Accepted to closed: a notice, read by a second person and filed, or the article that says it already.

use etabli_store::notices::{self, Notice};

use super::{Step, said};
use crate::actor::lang_name;
use crate::refusal::{Refusal, Status};
use crate::search;
use crate::state::State;
use crate::story::Happening;
use crate::verb::Draft;

pub(super) async fn write(step: &mut Step<'_>, draft: Draft) -> Result<(), Refusal> {
    step.only_in(&[State::Accepted])?;
    let ticket = step.ticket;
    let notice = Notice {
        production: ticket.production,
        ticket: ticket.id,
        author: step.actor.id,
        title: part(&draft.title, "title")?,
        symptom: part(&draft.symptom, "symptom")?,
        environment: part(&draft.environment, "environment")?,
        cause: part(&draft.cause, "cause")?,
        evidence: part(&draft.evidence, "evidence")?,
        code: ticket.code.clone().unwrap_or_default(),
        fix: part(&draft.fix, "fix")?,
        limits: part(&draft.limits, "limits")?,
        place: part(&draft.place, "place")?,
        lang: lang_name(step.actor.lang).to_owned(),
        fingerprint: ticket.fingerprint.clone(),
        ..Notice::default()
    };
    let number = notices::add(step.writing, &notice).await?;
    let said =
        [&notice.title, &notice.symptom, &notice.environment, &notice.cause, &notice.code, &notice.fix].map(String::as_str).join(" ");
    search::index(step.writing, notice.production, "notice", number, &said).await?;
    step.tell(Happening::Drafted { notice: number }).await
}

pub(super) async fn file(step: &mut Step<'_>) -> Result<(), Refusal> {
    step.only_in(&[State::Accepted])?;
    let draft = notices::of_ticket(step.writing, step.ticket.id).await?.filter(|notice| notice.filed.is_none());
    let notice = draft.ok_or_else(Refusal::not_now)?;
    if notice.author == step.actor.id {
        return Err(Refusal::new(
            Status::Forbidden,
            "own-notice",
            ["Une notice est relue par une autre personne que son auteur.", "A notice is read again by somebody else than its author."],
            ["Demandez à un autre TD de la relire et de la classer.", "Ask another TD to read it and file it."],
        ));
    }
    notices::file(step.writing, notice.id, step.actor.id).await?;
    step.tell(Happening::Filed { notice: notice.id, place: notice.place }).await?;
    step.shows(notice.author, "C5.1", "filed").await?;
    close(step).await
}

pub(super) async fn nothing_new(step: &mut Step<'_>, article: String) -> Result<(), Refusal> {
    step.only_in(&[State::Accepted])?;
    let article = said(
        &article,
        "article",
        ["Rien de nouveau, mais où est-ce déjà écrit ?", "Nothing new, but where is it written already?"],
        ["Donnez le numéro ou l'adresse de l'article.", "Give the number or the address of the article."],
    )?;
    step.tell(Happening::NothingNew { article }).await?;
    close(step).await
}

async fn close(step: &mut Step<'_>) -> Result<(), Refusal> {
    step.tell(Happening::Closed).await?;
    step.enter(State::Closed).await
}

fn part(text: &str, field: &'static str) -> Result<String, Refusal> {
    said(
        text,
        field,
        ["La notice n'est pas complète.", "The notice is not complete."],
        [
            "Titre, symptôme, environnement, cause, preuve, correction, limites et place : chaque partie sert à qui la lira.",
            "Title, symptom, environment, cause, evidence, fix, limits and place: each part helps whoever reads it.",
        ],
    )
}
