//! IMG002: samples that are infinite.

use std::collections::BTreeMap;

use etabli_formats::exr::{ChannelStats, Test};

use super::{fixing, making};
use crate::layers::Role;
use crate::pixels::{Suspect, locate, suspects};
use crate::{
    Context, Cure, Declined, Detect, Dice, Fault, File, Finding, Findings, Fix, Healthy, Inject, Needs, Patch, Phrase, Picture, Place,
    Plan, Repair, Sentence, Severity, Site, Text, Words,
};

/// IMG002.
pub(super) static FAULT: Fault = Fault {
    code: "IMG002",
    name: "infinite-pixels",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "{count} {count:valeur infinie|valeurs infinies} dans {subject}, à partir du pixel {pixel}.",
            en: "{count} infinite {count:value|values} in {subject}, from pixel {pixel} on.",
        },
        td: Text {
            fr: "{count} {count:échantillon infini|échantillons infinis} dans {channels} de {files} ; le premier en ({pixel}).",
            en: "{count} infinite {count:sample|samples} in {channels} of {files}; the first at ({pixel}).",
        },
        advice: Text { fr: "{cure}.", en: "{cure}." },
        page: Text {
            fr: "Une valeur infinie vient d'une division par zéro ou d'un débordement. Dans un calque de profondeur elle veut souvent dire « rien devant » : ce n'est alors qu'une note, une par calque et par suite d'images. Une image en demi-flottants écrit parfois 65504 à la place.",
            en: "An infinite value comes from a division by zero or an overflow. In a depth layer it often means \"nothing in front\": it is a note there, one for each layer and run of frames. A half-float picture sometimes holds 65504 in its place.",
        },
    },
    detect: Detect::Folder(Needs::STATS, detect),
    outranks: &[],
    implies: &["IMG006"],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["positive", "negative"], make },
    fix: Fix::Unsafe(Cure {
        what: Text {
            fr: "remplace chaque infini par la médiane de ses voisins valides, dans son canal",
            en: "replaces each infinity by the median of its valid neighbours, in its channel",
        },
        make: fix,
        only: &[],
        leaves: &[],
    }),
};

const CLAMP: Text = Text {
    fr: "Borner la valeur dans le nœud qui la produit ; un débruitage ou un flou étalerait l'infini en carrés",
    en: "Clamp the value in the node that makes it; a denoiser or a blur would spread the infinity into squares",
};
const FAR: Text = Text {
    fr: "Rien à refaire si l'infini veut dire « rien devant » ; borner la profondeur avant un flou ou un calcul qui en fait la moyenne",
    en: "Nothing to do again when infinity means \"nothing in front\"; clamp the depth before a blur or a computation that averages it",
};

/// Depth layers in which infinities stand, of one frame after another of a sequence.
struct Run<'a> {
    suspect: Suspect,
    first: (&'a File, Picture<'a>),
    /// Place of the last frame in the sequence; `None` outside sequences.
    last: Option<usize>,
    frames: usize,
}

fn detect(context: &Context, findings: &mut Findings) {
    let mut runs: BTreeMap<(String, u32, String), Vec<Run>> = BTreeMap::new();
    let mut pictures: Vec<(&File, Picture)> = context.folder.files.iter().filter_map(|file| Some((file, file.picture()?))).collect();
    // Names without leading zeros are not in the order of their frames.
    pictures.sort_by_key(|(file, _)| context.folder.place(file.index).map(|(_, frame)| frame));
    for (file, picture) in pictures {
        for suspect in suspects(&picture, context, |stats, role| if role == Role::Id { 0 } else { infinite(stats) }) {
            if suspect.layer.role != Role::Depth {
                say(&Run { suspect, first: (file, picture), last: None, frames: 1 }, context, findings).with("cure", CLAMP);
                continue;
            }
            let place = context.folder.place(file.index);
            let name = place.map_or(file.entry.name.as_str(), |(series, _)| series.notation.as_str());
            let at = place.and_then(|(series, frame)| series.frames.binary_search_by_key(&frame, |(frame, _)| *frame).ok());
            let runs = runs.entry((name.to_owned(), suspect.layer.part, suspect.layer.name.clone())).or_default();
            match runs.last_mut().filter(|run| at.is_some() && run.last.map(|last| last + 1) == at) {
                Some(run) => (run.last, run.frames, run.suspect.count) = (at, run.frames + 1, run.suspect.count + suspect.count),
                None => runs.push(Run { suspect, first: (file, picture), last: at, frames: 1 }),
            }
        }
    }
    for run in runs.into_values().flatten() {
        say(&run, context, findings).with("cure", FAR).weigh(Severity::Note);
    }
}

fn infinite(stats: &ChannelStats) -> u64 {
    stats.positive_infinite + stats.negative_infinite
}

/// Reports a layer of one frame, or of a run of them, at its first.
fn say<'f>(run: &Run, context: &Context, findings: &'f mut Findings) -> &'f mut Finding {
    let (file, picture) = &run.first;
    let finding = locate(file, picture, &run.suspect, Test::Infinite, context, findings);
    let name = file.entry.name.as_str();
    finding.with("subject", name).with("files", name);
    if let Some(((series, first), last)) = context.folder.place(file.index).zip(run.last).filter(|_| run.frames > 1) {
        let last = series.frames.get(last).map_or(first, |(frame, _)| *frame);
        finding.run(first, last).with("count", run.suspect.count).with("files", series.notation.as_str());
        finding.with("subject", Phrase { fr: format!("les images {first}-{last}"), en: format!("frames {first}-{last}") });
    }
    finding
}

fn fix(repair: &Repair) -> Result<Plan, Sentence> {
    fixing::replace(repair, Test::Infinite, |role| !matches!(role, Role::Id | Role::Depth))
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let value = if site.variant == "negative" { f32::NEG_INFINITY } else { f32::INFINITY };
    making::sample(site, dice, "G", value, 1)
}

#[cfg(test)]
mod tests {
    use etabli_formats::exr::SampleType;

    use super::FAULT;
    use crate::faults::testing::{Given, alter, entry, found, part, pixels};

    /// A frame with two depth layers and some infinite samples in these.
    fn frame(number: i64, infinite: &[&str]) -> Given {
        let mut part = part();
        for name in ["depth.Z", "zdepth.Z"] {
            let channel = part.channels[0].clone();
            part.channels.push(etabli_formats::exr::Channel { name: name.to_owned(), kind: SampleType::Float, ..channel });
        }
        let hit: Vec<bool> = part.channels.iter().map(|channel| infinite.contains(&channel.name.as_str())).collect();
        let mut given = (entry(&format!("a.{number}.exr")), pixels(vec![part], number as f64));
        alter(&mut given, |exr| {
            let channels = exr.survey.iter_mut().flat_map(|survey| &mut survey.parts).flat_map(|part| &mut part.channels);
            channels.zip(hit).filter(|(_, hit)| *hit).for_each(|(channel, _)| channel.positive_infinite = 7);
        });
        given
    }

    #[test]
    fn infinite_depths_are_one_note_a_layer_and_a_run() {
        let files = (1001..1011).map(|f| frame(f, if f == 1006 { &["zdepth.Z"] } else { &["depth.Z", "zdepth.Z"] })).collect();
        assert_eq!(found(&FAULT, files), ["note a.1001.exr-1005", "note a.1001.exr-1010", "note a.1007.exr-1010"]);
        let colour = (1001..1004).map(|f| frame(f, &["R"])).collect();
        assert_eq!(found(&FAULT, colour), ["error a.1001.exr", "error a.1002.exr", "error a.1003.exr"]);
    }
}
