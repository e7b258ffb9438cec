//! SEQ010: a timecode that does not follow the frame number.

use etabli_formats::exr::{Extra, Structure, Value};

use super::majority::{Judged, Standard, headers, report, standard};
use super::timecode::{RATES, TimeCode};
use crate::healthy::edit;
use crate::{Context, Declined, Detect, Dice, Fault, Findings, Healthy, Inject, Needs, Patch, Place, Series, Severity, Site, Text, Words};

/// SEQ010.
pub(super) static FAULT: Fault = Fault {
    code: "SEQ010",
    name: "timecode-mismatch",
    severity: Severity::Warning,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "Image {frames} : son timecode ne suit pas son numéro.",
            en: "Frame {frames}: its timecode does not follow its number.",
        },
        td: Text {
            fr: "{frames} : timecode {seen}, décalé de {offset} image(s) par rapport aux autres (à {rate} i/s).",
            en: "{frames}: timecode {seen}, {offset} frame(s) off the others (at {rate} fps).",
        },
        advice: Text {
            fr: "Réécrire l'en-tête de ces images, ou vérifier qu'elles n'ont pas été prises d'un autre endroit du plan.",
            en: "Write the headers of these frames again, or see whether they were taken from elsewhere in the shot.",
        },
        page: Text {
            fr: "Le montage conforme d'après le timecode, le compositing d'après le numéro : quand ils divergent, l'image arrive au mauvais endroit. \
                 Tout le plan peut être décalé d'une constante ; seules les images qui rompent cette constante sont signalées. Le comptage « drop frame » est suivi. \
                 La cadence est celle qui est déclarée, celle de l'en-tête, ou celle qui accorde le plus d'images.",
            en: "The edit conforms by timecode, compositing by number: when they part, the frame lands in the wrong place. \
                 The whole shot may be off by a constant; only frames that break it are reported. Drop-frame counting is followed. \
                 The rate is the declared one, the header's, or the one that reconciles most frames.",
        },
    },
    detect: Detect::Sequence(Needs::STRUCTURE, detect),
    outranks: &[],
    implies: &[],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["frame", "minutes"], make },
};

fn detect(series: &Series, context: &Context, findings: &mut Findings) {
    let frames: Vec<(i64, usize, TimeCode)> =
        headers(series, context).filter_map(|(frame, index, exr)| Some((frame, index, timecode(&exr.structure)?))).collect();
    let rate = context.config.image.frame_rate.or_else(|| headers(series, context).find_map(|(_, _, exr)| rate(&exr.structure)));
    let Some((rate, usual)) = reconciled(&frames, rate) else { return };
    let off = |&(frame, index, time): &(i64, usize, TimeCode)| Judged { frame, index, key: time.count(rate) - frame - usual.key };
    let judged: Vec<Judged<i64>> = frames.iter().map(off).collect();
    report(&judged, usual.basis, context, findings, |offset, finding| {
        if *offset == 0 {
            return false;
        }
        let seen = frames.iter().find(|(frame, ..)| Some(*frame) == finding.frame).map_or_else(String::new, |(_, _, time)| time.written());
        finding.with("seen", seen).with("offset", *offset).with("rate", rate);
        true
    });
}

fn timecode(structure: &Structure) -> Option<TimeCode> {
    match structure.parts.first()?.attribute("timeCode")?.value {
        Value::TimeCode(time, _) => TimeCode::of(time),
        _ => None,
    }
}

/// The rate in the header (OpenEXR `framesPerSecond`, a rational).
fn rate(structure: &Structure) -> Option<f64> {
    match structure.parts.first()?.attribute("framesPerSecond")?.value {
        Value::Ints(ref terms) => match terms.as_slice() {
            [frames, seconds] if *seconds > 0 => Some(f64::from(*frames) / f64::from(*seconds)),
            _ => None,
        },
        _ => None,
    }
}

/// The nominal rate, and the distance from frame number to count that most frames share. Without a known rate: the first that
/// reconciles them.
fn reconciled(frames: &[(i64, usize, TimeCode)], known: Option<f64>) -> Option<(i64, Standard<i64>)> {
    let nominal = known.map(|rate| rate.round() as i64).filter(|rate| RATES.contains(rate));
    let rates = RATES.iter().copied().filter(|rate| nominal.is_none_or(|nominal| nominal == *rate));
    let tried = rates.filter_map(|rate| Some((rate, standard(frames.iter().map(|(frame, _, time)| time.count(rate) - frame))?)));
    let shared = |usual: &Standard<i64>, rate: i64| frames.iter().filter(|(f, _, t)| t.count(rate) - f == usual.key).count();
    tried.rev().max_by_key(|(rate, usual)| shared(usual, *rate))
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let frame = site.frame(dice)?;
    let flipped = if site.variant == "minutes" { (1 + dice.range(0, 5) as u32) << 16 } else { 1 };
    let mut carried = false;
    let patch = edit(&frame, |image| {
        for extra in image.parts.iter_mut().flat_map(|part| &mut part.extra).filter(|extra| extra.name == "timeCode") {
            if let Some((time, rest)) = extra.bytes.split_first_chunk::<4>() {
                let time = u32::from_le_bytes(*time) ^ flipped;
                *extra = Extra { bytes: [&time.to_le_bytes(), rest].concat(), ..extra.clone() };
                carried = true;
            }
        }
    })?;
    if carried { Ok((patch, vec![frame.place()])) } else { Err(Declined::because("these frames carry no timecode")) }
}
