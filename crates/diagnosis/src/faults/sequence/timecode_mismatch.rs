//! SEQ010: a timecode that does not follow the frame number.

use etabli_formats::exr::{Extra, Value};

use super::majority::{Judged, Standard, headers, majority, report};
use super::timecode::{RATES, TimeCode};
use crate::healthy::edit;
use crate::{
    Context, Declined, Detect, Dice, Fault, Findings, Fix, Healthy, Inject, Needs, Patch, Picture, Place, Series, Severity, Site, Text,
    Words,
};

/// SEQ010.
pub(super) static FAULT: Fault = Fault {
    code: "SEQ010",
    name: "timecode-mismatch",
    severity: Severity::Warning,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "{length:Image|Images} {frames} : le timecode ne suit pas le numéro.",
            en: "{length:Frame|Frames} {frames}: the timecode does not follow the number.",
        },
        td: Text {
            fr: "{frames} : timecode {seen}, décalé de {offset} {offset:image|images} par rapport aux autres (à {rate} i/s).",
            en: "{frames}: timecode {seen}, {offset} {offset:frame|frames} off the others (at {rate} fps).",
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
    fix: Fix::None,
};

const OFFSETS: Text = Text { fr: " ; deux décalages : ", en: "; two offsets: " };

fn detect(series: &Series, context: &Context, findings: &mut Findings) {
    let frames: Vec<(i64, usize, TimeCode)> =
        headers(series, context).filter_map(|(frame, index, picture)| Some((frame, index, timecode(&picture)?))).collect();
    let rate = context.config.image.frame_rate.or_else(|| headers(series, context).find_map(|(_, _, picture)| rate(&picture)));
    let Some((rate, usual)) = reconciled(&frames, rate) else { return };
    let off =
        |&(frame, index, time): &(i64, usize, TimeCode)| Judged { frame, index, key: time.offset(rate, usual.key.saturating_add(frame)) };
    let judged: Vec<Judged<i64>> = frames.iter().map(off).collect();
    report(&judged, usual.basis, OFFSETS, context, findings, |offset, finding| {
        if *offset == 0 {
            return false;
        }
        let seen = frames.iter().find(|(frame, ..)| Some(*frame) == finding.frame).map_or_else(String::new, |(_, _, time)| time.written());
        finding.with("seen", seen).with("offset", *offset).with("rate", rate);
        true
    });
}

fn timecode(picture: &Picture) -> Option<TimeCode> {
    match picture.part(0)?.attribute("timeCode")?.value {
        Value::TimeCode(time, _) => TimeCode::of(time),
        _ => None,
    }
}

/// The rate in the header (OpenEXR `framesPerSecond`, a rational).
fn rate(picture: &Picture) -> Option<f64> {
    match picture.part(0)?.attribute("framesPerSecond")?.value {
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
    let tried = rates.filter_map(|rate| Some((rate, majority(frames.iter().map(|(frame, _, time)| time.offset(rate, *frame)))?)));
    let shared = |usual: &Standard<i64>, rate: i64| frames.iter().filter(|(f, _, t)| t.offset(rate, *f) == usual.key).count();
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

#[cfg(test)]
mod tests {
    use etabli_formats::exr::Value;

    use super::FAULT;
    use crate::Config;
    use crate::faults::testing::{findings, found, found_with, frames, say};

    /// Packs a count at a rate of at most 30.
    fn packed(count: i64, rate: i64) -> Value {
        let decimal = |n: i64| (n % 10) | ((n / 10) << 4);
        let [f, s, m, h] = [count % rate, count / rate % 60, count / rate / 60 % 60, count / rate / 3600 % 24];
        Value::TimeCode((decimal(f) | (decimal(s) << 8) | (decimal(m) << 16) | (decimal(h) << 24)) as u32, 0)
    }

    fn counting(count: impl Fn(i64) -> i64, rate: i64, header: Option<[i32; 2]>) -> Vec<crate::faults::testing::Given> {
        frames(1001..1061, |f, part| {
            say(part, "timeCode", packed(count(f), rate));
            if let Some(terms) = header {
                say(part, "framesPerSecond", Value::Ints(terms.to_vec()));
            }
        })
    }

    #[test]
    fn a_frame_off_the_common_count_is_told() {
        let off = |f: i64| f + 5000 + i64::from(f == 1030) * 3;
        for (rate, header) in [(24, Some([24, 1])), (24, Some([24000, 1001])), (25, None), (30, Some([30, 1]))] {
            let found = findings(&FAULT, counting(off, rate, header), &Config::default());
            let told: Vec<_> = found.iter().map(|f| (f.frame, f.evidence["offset"].clone(), f.evidence["rate"].clone())).collect();
            assert_eq!(told, [(Some(1030), 3.into(), rate.into())]);
        }
    }

    #[test]
    fn a_run_off_by_one_distance_is_told_once() {
        let off = |f: i64| f + 5000 + if (1030..1033).contains(&f) { 10 } else { 0 };
        assert_eq!(found(&FAULT, counting(off, 24, None)), ["warning beauty.1030.exr-1032"]);
    }

    #[test]
    fn the_count_goes_on_past_midnight() {
        let night = |f: i64| f - 1040 + 86_400 * 24;
        assert!(found(&FAULT, counting(night, 24, None)).is_empty());
        let off = findings(&FAULT, counting(|f| night(f) + i64::from(f == 1039) * 2, 24, Some([24, 1])), &Config::default());
        assert_eq!(off.iter().map(|f| (f.frame, f.evidence["offset"].clone())).collect::<Vec<_>>(), [(Some(1039), 2.into())]);
    }

    #[test]
    fn timecodes_that_follow_nothing_say_nothing() {
        assert!(found(&FAULT, counting(|_| 5000, 24, None)).is_empty());
        assert!(found(&FAULT, counting(|f| f * 2, 24, None)).is_empty());
        assert!(found(&FAULT, counting(|f| f + 40, 24, None)).is_empty());
        assert!(found(&FAULT, frames(1001..1011, |_, _| {})).is_empty());
    }

    #[test]
    fn the_declared_rate_goes_before_the_headers() {
        let off = |f: i64| f + 40 + i64::from(f == 1030) * 3;
        let mut config = Config::default();
        config.image.frame_rate = Some(25.0);
        assert_eq!(found_with(&FAULT, counting(off, 25, Some([24, 1])), &config).len(), 1);
        assert!(found(&FAULT, counting(off, 25, Some([24, 1]))).is_empty(), "at 24 nothing agrees");
        assert_eq!(found(&FAULT, counting(off, 25, Some([24, 0]))).len(), 1, "a rate without seconds is none");
    }
}
