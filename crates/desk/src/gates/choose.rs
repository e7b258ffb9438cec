//! Diagnosed to decided: ways out with their feasibility, and a decision with its reason.

use etabli_store::options::{self, Choice};

use super::{Step, day, said};
use crate::refusal::Refusal;
use crate::state::State;
use crate::story::Happening;
use crate::verb::Proposal;

pub(super) async fn propose(step: &mut Step<'_>, given: Proposal) -> Result<(), Refusal> {
    step.only_in(&[State::Diagnosed])?;
    let choice = whole(&given, step.actor.id)?;
    options::add(step.writing, step.ticket.id, &choice).await?;
    step.shows(step.actor.id, "C2.1", "proposed").await?;
    step.tell(Happening::Proposed { what: choice.what }).await
}

pub(super) async fn decide(step: &mut Step<'_>, chosen: &str, why: String, together: String) -> Result<(), Refusal> {
    step.only_in(&[State::Diagnosed])?;
    let options = options::of_ticket(step.writing, step.ticket.id).await?;
    let chosen: Vec<&Choice> =
        chosen.split(',').filter_map(|id| options.iter().find(|option| id.trim().parse() == Ok(option.id))).collect();
    if chosen.is_empty() {
        return Err(Refusal::field(
            "chosen",
            "no-option",
            ["Aucune option n'est retenue.", "No way out is chosen."],
            ["Cochez celle que vous retenez, ou proposez-en une.", "Tick the one that you choose, or propose one."],
        ));
    }
    let why = said(
        &why,
        "why",
        ["Une décision sans raison ne s'explique pas.", "A decision without a reason cannot be explained."],
        ["Dites pourquoi ce choix et pas un autre.", "Say why this one and no other."],
    )?;
    let ids: Vec<i64> = chosen.iter().map(|option| option.id).collect();
    let what = chosen.iter().map(|option| option.what.as_str()).collect::<Vec<_>>().join(" · ");
    let together = together.trim().to_owned();
    options::decide(step.writing, step.ticket.id, step.actor.id, &ids, &why, &together).await?;
    step.tell(Happening::Decided { what, why, together }).await?;
    step.shows(step.actor.id, "C2.3", "decided").await?;
    step.enter(State::Decided).await
}

/// A way out that can be judged: all five parts of its feasibility, and an end for a provisional one.
fn whole(given: &Proposal, person: i64) -> Result<Choice, Refusal> {
    let lasting = match given.term.as_str() {
        "lasting" => true,
        "provisional" => false,
        _ => {
            return Err(Refusal::field(
                "term",
                "no-term",
                ["On ne sait pas si c'est provisoire ou pérenne.", "It is not said whether this is provisional or lasting."],
                ["Choisissez l'un des deux.", "Choose one of them."],
            ));
        }
    };
    let part = |text: &str, field: &'static str| {
        said(
            text,
            field,
            ["Il manque une des cinq parties de la faisabilité.", "One of the five parts of the feasibility is missing."],
            [
                "Compétences, délai, moyens, effet sur les images, goulot : écrivez « aucun » s'il n'y en a pas.",
                "Skills, delay, means, effect on the pictures, bottleneck: write \"none\" where there is none.",
            ],
        )
    };
    let successor = if lasting {
        String::new()
    } else {
        said(
            &given.successor,
            "successor",
            ["Un provisoire sans successeur dure toujours.", "Something provisional without a successor lasts for ever."],
            ["Dites ce qui le remplacera.", "Say what will replace it."],
        )?
    };
    Ok(Choice {
        person,
        what: said(
            &given.what,
            "what",
            ["L'option ne dit pas ce qui serait fait.", "The way out does not say what would be done."],
            ["Écrivez-le en une phrase.", "Write it in a sentence."],
        )?,
        kind: given.kind.name().to_owned(),
        lasting,
        expires: if lasting { String::new() } else { day(&given.expires, "expires")? },
        successor,
        skills: part(&given.skills, "skills")?,
        delay: part(&given.delay, "delay")?,
        means: part(&given.means, "means")?,
        impact: part(&given.impact, "impact")?,
        bottleneck: part(&given.bottleneck, "bottleneck")?,
        ..Choice::default()
    })
}
