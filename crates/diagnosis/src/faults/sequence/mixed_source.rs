//! SEQ009: frames made by other software, or from another scene, than the rest.

use std::collections::BTreeSet;

use etabli_formats::exr::Extra;

use super::majority::{Basis, Judged, headers, report, standard};
use super::sources::{SOURCES, program, text, unnumbered};
use crate::healthy::edit;
use crate::{Context, Declined, Detect, Dice, Fault, Findings, Healthy, Inject, Needs, Patch, Place, Series, Severity, Site, Text, Words};

/// SEQ009.
pub(super) static FAULT: Fault = Fault {
    code: "SEQ009",
    name: "mixed-source",
    severity: Severity::Warning,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "Image {frames} : faite avec autre chose que le reste du plan.",
            en: "Frame {frames} was made with something else than the rest.",
        },
        td: Text {
            fr: "{frames} : {attribute} = « {seen} » ; {basis} « {expected} ».",
            en: "{frames}: {attribute} = \"{seen}\"; {basis} \"{expected}\".",
        },
        advice: Text {
            fr: "Aligner la version sur toutes les machines de la ferme, ou relancer ces images depuis la scène du reste du plan.",
            en: "Put the same version on all machines of the farm, or render these frames from the scene of the rest of the shot.",
        },
        page: Text {
            fr: "Les en-têtes disent quel logiciel, quel moteur et quelle scène ont fait chaque image. Deux versions dans un plan donnent des écarts de bruit, d'ombrage ou d'animation que l'œil voit avant l'outil. \
                 Machine, utilisateur, date et durées varient d'une image à l'autre et n'en disent rien ; la commande que certains outils citent après leur nom est laissée de côté.",
            en: "Headers say which software, renderer and scene made each frame. Two versions within a shot give differences of noise, shading or animation that the eye sees before the tool. \
                 Host, user, date and durations vary from frame to frame and say nothing of it; the command that some tools quote after their name is left aside.",
        },
    },
    detect: Detect::Sequence(Needs::STRUCTURE, detect),
    outranks: &[],
    implies: &[],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["software"], make },
};

fn detect(series: &Series, context: &Context, findings: &mut Findings) {
    let mut said = BTreeSet::new();
    for attribute in SOURCES {
        let mut frames: Vec<Judged<String>> = headers(series, context)
            .filter_map(|(frame, index, exr)| Some(Judged { frame, index, key: program(text(&exr.structure, attribute)?).to_owned() }))
            .collect();
        let Some((expected, basis)) = usual(&mut frames) else { continue };
        frames.retain(|f| !said.contains(&f.frame));
        report(&frames, basis, context, findings, |seen, finding| {
            finding.with("attribute", *attribute).with("seen", seen.as_str()).with("expected", expected.as_str());
            *seen != expected
        });
        said.extend(frames.into_iter().filter(|f| f.key != expected).map(|f| f.frame));
    }
}

/// The usual text; when texts differ by the frame's own number, that number is taken out of all of them.
fn usual(frames: &mut [Judged<String>]) -> Option<(String, Basis)> {
    let found = |frames: &[Judged<String>]| standard(frames.iter().map(|f| f.key.as_str())).map(|s| (s.key.to_owned(), s.basis));
    found(frames).or_else(|| {
        frames.iter_mut().for_each(|f| f.key = unnumbered(&f.key, f.frame));
        found(frames)
    })
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let frame = site.frame(dice)?;
    let other = format!("Etabli healthy set 1.{}", 1 + dice.range(0, 90));
    let patch = edit(&frame, |image| {
        for part in &mut image.parts {
            part.extra.retain(|extra| extra.name != "software");
            part.extra.push(Extra::text("software", &other));
        }
    })?;
    Ok((patch, vec![frame.place()]))
}
