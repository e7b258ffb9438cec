//! Understood to diagnosed: cause, evidence, context and the need to satisfy. What has not hurt yet is set apart, with a day.

use super::{Step, day, said};
use crate::refusal::Refusal;
use crate::state::State;
use crate::story::{Diagnosis, Happening};

pub(super) async fn diagnose(step: &mut Step<'_>, given: Diagnosis) -> Result<(), Refusal> {
    step.only_in(&[State::Understood, State::Diagnosed])?;
    let diagnosis = whole(&given)?;
    let finds_more = !diagnosis.latent.is_empty();
    step.tell(Happening::Diagnosed(Box::new(diagnosis))).await?;
    step.shows(step.actor.id, "C1.4", "diagnosed").await?;
    if finds_more {
        step.shows(step.actor.id, "C1.3", "diagnosed").await?;
    }
    step.enter(State::Diagnosed).await
}

/// A diagnosis that holds: nothing of it may be missing.
fn whole(given: &Diagnosis) -> Result<Diagnosis, Refusal> {
    let latent = given.latent.trim().to_owned();
    Ok(Diagnosis {
        cause: said(
            &given.cause,
            "cause",
            ["Un diagnostic sans cause n'en est pas un.", "A diagnosis without a cause is none."],
            ["Dites ce qui produit le défaut.", "Say what produces the fault."],
        )?,
        evidence: said(
            &given.evidence,
            "evidence",
            ["Un diagnostic sans preuve n'en est pas un.", "A diagnosis without evidence is none."],
            [
                "Nommez le fichier, l'image, le pixel ou la ligne qui le montre.",
                "Name the file, the frame, the pixel or the line that shows it.",
            ],
        )?,
        shot: context(&given.shot, "shot")?,
        task: context(&given.task, "task")?,
        goal: context(&given.goal, "goal")?,
        deadline: if given.deadline.trim().is_empty() { String::new() } else { day(&given.deadline, "deadline")? },
        need: said(
            &given.need,
            "need",
            ["Il manque le besoin à satisfaire.", "The need to satisfy is missing."],
            ["Dites ce que la personne doit pouvoir faire de nouveau.", "Say what the person has to be able to do again."],
        )?,
        latent_until: if latent.is_empty() { String::new() } else { day(&given.latent_until, "latent_until")? },
        latent,
    })
}

fn context(text: &str, field: &'static str) -> Result<String, Refusal> {
    said(
        text,
        field,
        ["Il manque une partie du contexte.", "A part of the context is missing."],
        [
            "Un diagnostic dit le plan, la tâche et le but de la personne.",
            "A diagnosis says the shot, the task and what the person is after.",
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::whole;
    use crate::story::Diagnosis;

    fn full() -> Diagnosis {
        let text = |text: &str| text.to_owned();
        Diagnosis {
            cause: text("division by zero"),
            evidence: text("pixel 12, 4 of frame 1019"),
            shot: text("sq010/sh020"),
            task: text("compositing"),
            goal: text("review at four"),
            deadline: text("2026-11-27"),
            need: text("a clean frame"),
            latent: text("two machines with the old shader"),
            latent_until: text("2026-12-04"),
        }
    }

    #[test]
    fn nothing_of_a_diagnosis_may_be_missing() {
        type Spoil = fn(&mut Diagnosis);
        assert!(whole(&full()).is_ok());
        let spoils: [(&str, Spoil); 7] = [
            ("cause", |d| d.cause.clear()),
            ("evidence", |d| d.evidence = "  ".to_owned()),
            ("shot", |d| d.shot.clear()),
            ("goal", |d| d.goal.clear()),
            ("need", |d| d.need.clear()),
            ("deadline", |d| d.deadline = "friday".to_owned()),
            ("latent_until", |d| d.latent_until.clear()),
        ];
        for (field, spoil) in spoils {
            let mut diagnosis = full();
            spoil(&mut diagnosis);
            assert_eq!(whole(&diagnosis).unwrap_err().field, Some(field));
        }
    }
}
