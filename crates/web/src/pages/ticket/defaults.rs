//! What the forms of a ticket propose: what the files showed and what was said before, for the technical director to correct.

use etabli_desk::output::Group;
use etabli_desk::{Happening, Lang, View};

use crate::form::Form;

/// Fills the fields that nobody has written in yet.
pub(crate) fn propose(form: &mut Form, v: &View, lang: Lang) {
    let groups = v.exhibit.as_ref().map(|exhibit| exhibit.groups.as_slice()).unwrap_or_default();
    let worst = groups.iter().find(|group| v.ticket.code.as_deref() == Some(&group.code)).or_else(|| groups.first());
    match v.next.name {
        "diagnose" => diagnosis(form, v, worst, lang),
        "propose" | "decide" => {
            if let Some(group) = worst {
                form.propose("what", group.advice.in_lang(lang));
            }
        }
        "write" => notice(form, v, worst, lang),
        _ => {}
    }
}

fn diagnosis(form: &mut Form, v: &View, worst: Option<&Group>, lang: Lang) {
    if let Some(group) = worst {
        form.propose("cause", group.td.in_lang(lang));
        form.propose("evidence", evidence(group, lang));
        form.propose("shot", shot(&group.path));
    }
    form.propose("task", v.ticket.department.as_str());
}

fn notice(form: &mut Form, v: &View, worst: Option<&Group>, lang: Lang) {
    form.propose("symptom", v.ticket.sentence.as_str());
    if let Some(group) = worst {
        form.propose("evidence", evidence(group, lang));
        form.propose("environment", group.sequence.as_deref().unwrap_or(&group.path));
    }
    for moment in v.moments.iter().rev() {
        match &moment.what {
            Happening::Diagnosed(diagnosis) => {
                form.propose("title", diagnosis.cause.as_str());
                form.propose("cause", diagnosis.cause.as_str());
                form.propose("evidence", diagnosis.evidence.as_str());
            }
            Happening::Delivered { what, .. } => form.propose("fix", what.as_str()),
            _ => {}
        }
    }
}

/// Frames, place and file, as one would dictate them.
fn evidence(group: &Group, lang: Lang) -> String {
    let parts = [group.subjects.as_str(), group.place.in_lang(lang), group.path.as_str()];
    let mut said: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    said.dedup();
    said.join(" · ")
}

/// The folders before the one that holds the file: "sq010/sh020".
fn shot(path: &str) -> String {
    let folders: Vec<&str> = path.split('/').collect();
    let count = folders.len().saturating_sub(2).clamp(1, 2);
    folders.into_iter().take(count).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::shot;

    #[test]
    fn a_shot_is_named_by_its_folders() {
        assert_eq!(shot("sq010/sh020/render/beauty.1014.exr"), "sq010/sh020");
        assert_eq!(shot("render/beauty.1014.exr"), "render");
    }
}
