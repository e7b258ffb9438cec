//! SEQ009: frames made by other software, or from another scene, than the rest.

use std::collections::BTreeSet;

use etabli_formats::exr::Extra;

use super::majority::{Basis, Judged, headers, report, standard};
use super::sources::{sources, unnumbered};
use crate::healthy::edit;
use crate::{
    Context, Declined, Detect, Dice, Fault, Findings, Fix, Healthy, Inject, Needs, Patch, Place, Series, Severity, Site, Text, Words,
};

/// SEQ009.
pub(super) static FAULT: Fault = Fault {
    code: "SEQ009",
    name: "mixed-source",
    severity: Severity::Warning,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "{length:Image|Images} {frames} : autre version de logiciel ou autre scène que le reste du plan.",
            en: "{length:Frame|Frames} {frames}: another software version or scene than the rest of the shot.",
        },
        td: Text {
            fr: "{frames} : {attribute} = « {seen} » ; {basis} « {expected} »{parts}.",
            en: "{frames}: {attribute} = \"{seen}\"; {basis} \"{expected}\"{parts}.",
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
    fix: Fix::None,
};

const SOURCES: Text = Text { fr: " ; deux sources : ", en: "; two sources: " };

fn detect(series: &Series, context: &Context, findings: &mut Findings) {
    let mut said = BTreeSet::new();
    for source in sources(headers(series, context).map(|(_, _, picture)| picture)) {
        let mut frames: Vec<Judged<String>> = headers(series, context)
            .filter_map(|(frame, index, picture)| Some(Judged { frame, index, key: source.said(&picture)?.to_owned() }))
            .collect();
        let Some((expected, basis)) = usual(&mut frames) else { continue };
        frames.retain(|f| !said.contains(&f.frame));
        report(&frames, basis, SOURCES, context, findings, |seen, finding| {
            finding.with("attribute", source.attribute).with("seen", seen.as_str()).with("expected", expected.as_str());
            *seen != expected
        });
        said.extend(frames.into_iter().filter(|f| f.key != expected).map(|f| f.frame));
    }
}

/// The usual text; when texts differ by the frame's own number, that number is taken out of all of them.
fn usual(frames: &mut [Judged<String>]) -> Option<(String, Basis)> {
    let found = |frames: &[Judged<String>]| standard(frames.iter().map(|f| f.key.as_str())).map(|s| (s.key.to_owned(), s.basis));
    found(frames).or_else(|| {
        for frame in frames.iter_mut() {
            frame.key = unnumbered(&frame.key, frame.frame);
        }
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

#[cfg(test)]
mod tests {
    use etabli_formats::exr::Value;

    use super::FAULT;
    use crate::Config;
    use crate::faults::testing::{findings, frames, say};

    /// Attribute and text seen in the frames reported.
    fn odd(headers: impl Fn(i64) -> Vec<(&'static str, String)>) -> Vec<(i64, String)> {
        let files = frames(1001..1011, |f, part| headers(f).into_iter().for_each(|(name, text)| say(part, name, Value::Text(text))));
        let found = findings(&FAULT, files, &Config::default());
        found.iter().map(|f| (f.frame.unwrap(), f.evidence["attribute"].words(crate::Lang::En))).collect()
    }

    #[test]
    fn another_version_is_told_once_a_frame() {
        let version = |f: i64| if f == 1004 { "2.0" } else { "1.0" }.to_owned();
        assert_eq!(odd(|f| vec![("arnold/version", version(f))]), [(1004, "arnold/version".to_owned())]);
        assert_eq!(odd(|f| vec![("Software", version(f)), ("File", version(f))]), [(1004, "Software".to_owned())]);
        assert!(odd(|f| vec![("owner", version(f)), ("hostname", version(f))]).is_empty());
    }

    #[test]
    fn what_changes_in_each_frame_is_no_source() {
        assert!(odd(|f| vec![("Software", format!("oiio 2.4 : oiiotool in.{f}.exr"))]).is_empty());
        assert!(odd(|f| vec![("File", format!("/tmp/ifd.{f}.rib"))]).is_empty());
        assert!(odd(|f| vec![("File", format!("/tmp/{}", f * 7))]).is_empty());
        assert!(odd(|f| vec![("File", format!("{}/sh010.blend", if f == 1004 { "P:\\show" } else { "/show" }))]).is_empty());
        let file = |f: i64| if f == 1004 { "b.1004.rib".to_owned() } else { format!("a.{f}.rib") };
        assert_eq!(odd(|f| vec![("File", file(f))]), [(1004, "File".to_owned())]);
    }

    #[test]
    fn a_version_that_equals_a_frame_number_stays() {
        assert!(odd(|_| vec![("File", "sh010_v1004.blend".to_owned())]).is_empty());
    }
}
