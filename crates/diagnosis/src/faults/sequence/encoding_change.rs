//! SEQ005: frames compressed or sampled unlike the others.

use etabli_formats::exr::{Compression, SampleType, Samples};
use half::f16;

use super::layout::{Named, along, channels_of, compressions};
use super::majority::{Basis, Judged, headers, is_exr, report, standard};
use crate::healthy::edit;
use crate::{
    Context, Declined, Detect, Dice, Fault, Findings, Fix, Healthy, Inject, Needs, Patch, Place, Series, Severity, Site, Text, Words,
};

/// SEQ005.
pub(super) static FAULT: Fault = Fault {
    code: "SEQ005",
    name: "encoding-change",
    severity: Severity::Warning,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "{length:Image|Images} {frames} : autre {what}, {seen} ; {basis} {expected}.",
            en: "{length:Frame|Frames} {frames}: another {what}, {seen}; {basis} {expected}.",
        },
        td: Text { fr: "{frames} : {what} {seen} ; {basis} {expected}{parts}.", en: "{frames}: {what} {seen}; {basis} {expected}{parts}." },
        advice: Text {
            fr: "Relancer ou réécrire ces images {settings}{care}.",
            en: "Render or write these frames again {settings}{care}.",
        },
        page: Text {
            fr: "Les pixels se lisent, mais une partie du plan vient d'autres réglages : souvent un autre script, une autre version ou un rendu local. Avec une compression à pertes, \
                 ces images n'ont plus le même grain ; en float, elles pèsent le double ; une cible ancienne peut ne pas les lire.",
            en: "The pixels can be read, but part of the shot comes from other settings: often another script, another version or a local render. With a lossy compression \
                 these frames lose the grain of the others; in float they weigh twice as much; an old application may not read them.",
        },
    },
    detect: Detect::Sequence(Needs::STRUCTURE, detect),
    outranks: &["SEQ008"],
    implies: &[],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["compression", "sample-type"], make },
    fix: Fix::None,
};

const DECLARED: Text = Text { fr: "avec la compression déclarée", en: "with the declared compression" };
const OF_OTHERS: Text = Text { fr: "avec les réglages de sortie des autres", en: "with the output settings of the others" };
const NO_CARE: Text = Text { fr: "", en: "" };
const HALVED: Text =
    Text { fr: " ; de float vers half, vérifier que les données le permettent", en: "; from float to half, see that the data allow it" };
const COMPRESSION: Text = Text { fr: "compression", en: "compression" };
const COMPRESSIONS: Text = Text { fr: " ; deux compressions : ", en: "; two compressions: " };
const TYPES: Text = Text { fr: " ; deux types d'échantillon : ", en: "; two sample types: " };
const TYPE: Text = Text { fr: "type d'échantillon", en: "sample type" };

fn detect(series: &Series, context: &Context, findings: &mut Findings) {
    let is_exr = is_exr(series, context);
    match &context.config.image.compression {
        Some(declared) if is_exr => against_declared(declared, series, context, findings),
        _ => against_siblings(is_exr, series, context, findings),
    }
    types(series, context, findings);
}

fn frames_of<'a>(series: &'a Series, context: &Context<'a>) -> Vec<Judged<Vec<&'a str>>> {
    headers(series, context).map(|(frame, index, picture)| Judged { frame, index, key: compressions(&picture) }).collect()
}

fn against_declared(declared: &str, series: &Series, context: &Context, findings: &mut Findings) {
    report(&frames_of(series, context), Basis::Declared, COMPRESSIONS, context, findings, |seen, finding| {
        finding.rule("compression").with("what", COMPRESSION).with("seen", written(seen)).with("expected", declared);
        finding.with("settings", DECLARED).with("care", NO_CARE);
        seen.iter().any(|compression| !compression.eq_ignore_ascii_case(declared))
    });
}

/// Another compression of an integer format changes no pixel: it only tells of other settings.
fn against_siblings(is_exr: bool, series: &Series, context: &Context, findings: &mut Findings) {
    let frames = frames_of(series, context);
    let Some(usual) = standard(frames.iter().map(|f| f.key.as_slice())) else { return };
    report(&frames, usual.basis, COMPRESSIONS, context, findings, |seen, finding| {
        finding.rule("compression").with("what", COMPRESSION).with("seen", written(seen)).with("expected", written(usual.key));
        finding.with("settings", OF_OTHERS).with("care", NO_CARE);
        if !is_exr {
            finding.weigh(Severity::Note);
        }
        seen.len() == usual.key.len() && seen != usual.key
    });
}

/// The compressions of a file's parts, each once when they follow each other.
fn written(compressions: &[&str]) -> String {
    let mut names = compressions.to_vec();
    names.dedup();
    names.join(" + ")
}

fn types(series: &Series, context: &Context, findings: &mut Findings) {
    let frames = channels_of(series, context);
    let keys = along(&frames, |channels| -> Vec<(&str, &str, SampleType)> {
        channels.iter().map(|(channel, kind)| (channel.part, channel.name, *kind)).collect()
    });
    let Some(usual) = standard(keys.iter()) else { return };
    report(&frames, usual.basis, TYPES, context, findings, |seen, finding| {
        let expected = |channel: &Named| {
            let place = usual.key.binary_search_by_key(&channel.key(), |&(part, name, _)| (part, name)).ok()?;
            usual.key.get(place).map(|&(_, _, kind)| kind)
        };
        let changed = |(channel, kind): &&(Named, SampleType)| expected(channel).is_some_and(|usual| usual != *kind);
        let Some((channel, kind)) = seen.iter().find(changed) else { return false };
        let count = seen.iter().filter(changed).count();
        finding.rule("sample-type").channel(channel.number, channel.name).with("what", TYPE).with("channels", count);
        let expected = expected(channel).unwrap_or(*kind);
        finding.with("seen", kind.name()).with("expected", expected.name()).with("settings", OF_OTHERS);
        finding.with("care", if (*kind, expected) == (SampleType::Float, SampleType::Half) { HALVED } else { NO_CARE });
        true
    });
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let frame = site.frame(dice)?;
    let other = dice.pick(&[Compression::Zips, Compression::Rle, Compression::None]).copied().unwrap_or_default();
    let patch = edit(&frame, |image| {
        for part in &mut image.parts {
            if site.variant == "compression" {
                part.compression = other;
                continue;
            }
            for plane in &mut part.planes {
                if let Samples::Half(all) = &plane.samples {
                    plane.samples = Samples::Float(all.iter().map(|bits| f16::from_bits(*bits).to_f32()).collect());
                }
            }
        }
    })?;
    let channel = (site.variant == "sample-type").then(|| "A".to_owned());
    Ok((patch, vec![Place { channel, ..frame.place() }]))
}

#[cfg(test)]
mod tests {
    use etabli_formats::exr::{Compression, Part, SampleType};

    use super::FAULT;
    use crate::Config;
    use crate::faults::testing::{entry, findings, found, found_with, frames, part, pixels};

    fn odd(change: impl Fn(&mut Part)) -> Vec<String> {
        found(
            &FAULT,
            frames(1001..1011, |f, part| {
                if f == 1004 {
                    change(part);
                }
            }),
        )
    }

    #[test]
    fn another_compression_or_type_is_told() {
        assert_eq!(odd(|part| part.compression = Compression::Piz), ["warning beauty.1004.exr compression"]);
        assert_eq!(odd(|part| part.channels[2].kind = SampleType::Float), ["warning beauty.1004.exr sample-type"]);
        assert!(odd(|part| drop(part.channels.remove(0))).is_empty(), "a channel gone is another fault");
        let files = frames(1001..1011, |f, part| {
            if f == 1004 {
                part.channels.remove(0);
                part.channels[1].kind = SampleType::Uint;
            }
        });
        let found = findings(&FAULT, files, &Config::default());
        assert_eq!(found[0].at.channel.as_deref(), Some("G"));
        assert_eq!((found[0].evidence["channels"].clone(), found[0].evidence["seen"].clone()), (1.into(), "uint".into()));
    }

    #[test]
    fn of_two_encodings_the_smaller_or_the_later_differs() {
        let halves = |change: fn(&mut Part)| {
            found(
                &FAULT,
                frames(1001..1011, |f, part| {
                    if f > 1005 {
                        change(part);
                    }
                }),
            )
        };
        assert_eq!(halves(|part| part.compression = Compression::Piz), ["warning beauty.1006.exr-1010 compression"]);
        assert_eq!(halves(|part| part.channels[2].kind = SampleType::Float), ["warning beauty.1006.exr-1010 sample-type"]);
    }

    #[test]
    fn a_declared_compression_judges_alone() {
        let mut config = Config::default();
        config.image.compression = Some("zip".to_owned());
        assert!(found_with(&FAULT, frames([1001, 1002], |_, _| {}), &config).is_empty());
        let files = frames([1001, 1002], |_, part| part.compression = Compression::Rle);
        assert_eq!(found_with(&FAULT, files, &config), ["warning beauty.1001.exr-1002 compression"]);
    }

    #[test]
    fn each_part_has_its_compression() {
        let two = |second: Compression| {
            let other = Part { name: "b".to_owned(), compression: second, ..part() };
            vec![Part { name: "a".to_owned(), ..part() }, other]
        };
        let files = (1001..1011).map(|f| {
            let second = if f == 1004 { Compression::Piz } else { Compression::Dwaa };
            (entry(&format!("a.{f}.exr")), pixels(two(second), f64::from(f)))
        });
        let found = findings(&FAULT, files.collect(), &Config::default());
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].evidence["seen"].clone(), found[0].evidence["expected"].clone()), ("ZIP + PIZ".into(), "ZIP + DWAA".into()));
    }
}
