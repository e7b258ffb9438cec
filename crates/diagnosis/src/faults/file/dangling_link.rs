//! LNK001: a symbolic link that leads nowhere.

use crate::{
    Context, Declined, Detect, Dice, EntryKind, Fault, File, Findings, Fix, Healthy, Inject, Needs, Patch, Place, Resolves, Severity, Site,
    Step, Text, Words,
};

/// LNK001.
pub(super) static FAULT: Fault = Fault {
    code: "LNK001",
    name: "dangling-link",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text { fr: "{file} renvoie à un fichier qui n'existe pas.", en: "{file} points to a file that is not there." },
        td: Text { fr: "{file} est un lien vers « {target} » : {problem}.", en: "{file} is a link to \"{target}\": {problem}." },
        advice: Text {
            fr: "Rétablir la cible, ou refaire le lien vers la version publiée ; un lien ne se corrige pas à l'aveugle.",
            en: "Bring the target back, or link to the published version again; a link is never redirected blindly.",
        },
        page: Text {
            fr: "Le nom est là, le contenu non : la cible a été déplacée, renommée, purgée, ou se trouve sur un volume qui n'est pas monté ici. \
                 Un lien qui revient sur lui-même (boucle) est signalé de la même façon.",
            en: "The name is there, the content is not: the target was moved, renamed or purged, or lies on a volume that is not mounted here. \
                 A link that comes back to itself (a loop) is reported in the same way.",
        },
    },
    detect: Detect::File(Needs::ENTRY, detect),
    outranks: &["SEQ001"],
    implies: &[],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["replaced", "loop"], make },
    fix: Fix::None,
};

const LOOP: Text = Text { fr: "il revient sur lui-même", en: "it comes back to itself" };
const ABSENT: Text = Text { fr: "la cible est absente", en: "its target is absent" };

fn detect(file: &File, context: &Context, findings: &mut Findings) {
    let EntryKind::Link(target, resolves @ (Resolves::Nothing | Resolves::Loop)) = &file.entry.kind else { return };
    let (rule, problem) = if *resolves == Resolves::Loop { ("loop", LOOP) } else { ("absent", ABSENT) };
    findings.on(file.index, context).rule(rule).with("target", target.as_str()).with("problem", problem);
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let frame = site.frame(dice)?;
    let target = if site.variant == "loop" { frame.name() } else { "nowhere.exr" };
    let steps = vec![Step::Remove { path: frame.path.clone() }, Step::Link { path: frame.path.clone(), target: target.to_owned() }];
    Ok((Patch { steps }, vec![frame.place()]))
}

#[cfg(test)]
mod tests {
    use super::FAULT;
    use crate::faults::testing::{entry, found};
    use crate::{EntryKind, Reading, Resolves};

    #[test]
    fn links_that_lead_somewhere_are_sound() {
        let leads = |resolves: Resolves| {
            let mut entry = entry("a.exr");
            entry.kind = EntryKind::Link("b.exr".to_owned(), resolves);
            found(&FAULT, vec![(entry, Reading::NotAsked)])
        };
        assert_eq!(leads(Resolves::Nothing), ["error a.exr absent"]);
        assert_eq!(leads(Resolves::Loop), ["error a.exr loop"]);
        assert!(leads(Resolves::File).is_empty() && leads(Resolves::Folder).is_empty());
    }
}
