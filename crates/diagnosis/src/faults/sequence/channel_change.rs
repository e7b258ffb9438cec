//! SEQ004: a channel missing, extra or renamed.

use std::rc::Rc;

use etabli_formats::exr::{self, Part, Plane};

use super::fixing;
use super::layout::{Channels, Named, along, channels_of};
use super::majority::{Judged, report, standard};
use crate::check::TreeLooker;
use crate::fix::NO_LONGER;
use crate::healthy::edit;
use crate::{
    Change, Context, Cure, Declined, Detect, Dice, Fault, Finding, Findings, Fix, Healthy, Inject, Needs, Patch, Place, Plan, Repair,
    Sentence, Series, Severity, Site, Text, Value, Words,
};

/// SEQ004.
pub(super) static FAULT: Fault = Fault {
    code: "SEQ004",
    name: "channel-change",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "{length:Image|Images} {frames} : les calques ne sont pas ceux des autres.",
            en: "{length:Frame|Frames} {frames}: the layers are not those of the others.",
        },
        td: Text {
            fr: "{frames} : canaux manquants : {missing} ; en trop : {extra}, par rapport aux autres images{parts}.",
            en: "{frames}: channels missing: {missing}; extra: {extra}, compared with the other frames{parts}.",
        },
        advice: Text {
            fr: "Comparer les calques demandés dans la scène de ces images avec les autres (version de scène, couche de rendu), puis relancer.",
            en: "Compare the layers asked for in these frames' scene with the others (scene version, render layer), then render again.",
        },
        page: Text {
            fr: "Un calque a été activé, coupé ou renommé en cours de rendu, ou une machine a pris une autre version de la scène. Un nœud qui lit ce calque donne du noir ou s'arrête sur ces images seulement. \
                 Un calque présent mais vide n'est pas de ce défaut ; l'ordre des parties d'un fichier ne compte pas.",
            en: "A layer was switched on, off or renamed during the render, or a machine took another version of the scene. A node that reads this layer gives black or stops on these frames alone. \
                 A layer that is there but empty is not this fault; the order of a file's parts does not count.",
        },
    },
    detect: Detect::Sequence(Needs::STRUCTURE, detect),
    outranks: &["IMG008", "SEQ008"],
    implies: &[],
    inject: Inject { healthy: Healthy::Multilayer, variants: &["missing", "extra", "renamed"], make },
    fix: Fix::Unsafe(Cure {
        what: Text {
            fr: "redonne aux canaux les noms des autres images, quand seuls les noms diffèrent",
            en: "gives the channels the names of the other frames, when their names alone differ",
        },
        make: fix,
        only: &[],
        leaves: &[],
    }),
};

const SETS: Text = Text { fr: " ; deux jeux de canaux : ", en: "; two sets of channels: " };
const NONE: Text = Text { fr: "aucun", en: "none" };

/// What a frame has less and more than the others.
#[derive(Default, PartialEq, Eq)]
struct Difference<'a> {
    missing: Vec<Named<'a>>,
    extra: Vec<Named<'a>>,
}

fn detect(series: &Series, context: &Context, findings: &mut Findings) {
    let frames = channels_of(series, context);
    let keys = along(&frames, |channels| -> Vec<(&str, &str)> { channels.iter().map(|(channel, _)| channel.key()).collect() });
    let Some(usual) = standard(keys.iter()) else { return };
    let Some(model) = frames.iter().zip(&keys).find(|(_, key)| *key == usual.key).map(|(frame, _)| &frame.key) else { return };
    let differences: Vec<Judged<Rc<Difference>>> = frames
        .iter()
        .zip(along(&frames, |channels| difference(channels, model)))
        .map(|(f, key)| Judged { frame: f.frame, index: f.index, key })
        .collect();
    report(&differences, usual.basis, SETS, context, findings, |difference, finding| say(difference, finding));
}

fn difference<'a>(seen: &Channels<'a>, model: &Channels<'a>) -> Difference<'a> {
    let without = |all: &Channels<'a>, others: &Channels<'a>| -> Vec<Named<'a>> {
        let there = |channel: &Named| others.binary_search_by_key(&channel.key(), |(other, _)| other.key()).is_ok();
        all.iter().map(|(channel, _)| *channel).filter(|channel| !there(channel)).collect()
    };
    let difference = Difference { missing: without(model, seen), extra: without(seen, model) };
    let names = |channels: &[Named<'a>]| {
        let mut names: Vec<&str> = channels.iter().map(|channel| channel.name).collect();
        names.sort_unstable();
        names
    };
    if names(&difference.missing) == names(&difference.extra) { Difference::default() } else { difference }
}

fn say(difference: &Difference, finding: &mut Finding) -> bool {
    let Difference { missing, extra } = difference;
    let Some(first) = missing.first().or(extra.first()) else { return false };
    let rule = match (missing.is_empty(), extra.is_empty()) {
        (false, true) => "missing",
        (true, _) => "extra",
        _ if missing.len() == extra.len() => "renamed",
        _ => "replaced",
    };
    finding.rule(rule).channel(first.number, first.name).with("missing", listed(missing)).with("extra", listed(extra));
    true
}

fn listed(channels: &[Named]) -> Value {
    if channels.is_empty() { NONE.into() } else { channels.iter().map(|channel| channel.name).collect::<Vec<_>>().into() }
}

const NOT_RENAMED: Text = Text {
    fr: "ce n'est pas un simple renommage : des canaux manquent, sont en trop, ou changeraient de place",
    en: "it is no plain rename: channels are missing, extra, or would change places",
};

fn fix(repair: &Repair) -> Result<Plan, Sentence> {
    let folder = fixing::headers(repair)?;
    let looker = TreeLooker { tree: repair.tree, folder: &folder.path };
    let context = Context::new(&folder, repair.config, repair.now, &looker);
    let series = fixing::series(repair, &folder)?;
    let frames = channels_of(series, &context);
    let keys = along(&frames, |channels| -> Vec<(&str, &str)> { channels.iter().map(|(channel, _)| channel.key()).collect() });
    let usual = standard(keys.iter()).ok_or(NO_LONGER)?;
    let model = frames.iter().zip(&keys).find(|(_, key)| *key == usual.key).map(|(frame, _)| &frame.key).ok_or(NO_LONGER)?;
    fixing::rewrite(repair, &folder, series, |source, structure, changes| {
        let mut fields = Vec::new();
        for (part, number) in structure.parts.iter().zip(0..) {
            let names = renamed(part, model).ok_or(NOT_RENAMED)?;
            let old = part.channels.iter().map(|channel| channel.name.as_str());
            let pairs: Vec<(&str, &str)> = old.zip(names.iter().copied()).filter(|(old, new)| old != new).collect();
            if !pairs.is_empty() {
                fields.push(exr::rename_channels(source, structure, number, &names)?.ok_or(NOT_RENAMED)?);
            }
            let change =
                |(old, new): (&str, &str)| Change::Field { name: "channels".into(), before: old.to_owned(), after: new.to_owned() };
            changes.extend(pairs.into_iter().map(change));
        }
        Ok(fields)
    })
}

/// The names that the channels of a part have in the model, in the same order. `None` unless they are as many, of the same types, and
/// only their layer or one of them is called otherwise.
fn renamed<'m>(part: &Part, model: &Channels<'m>) -> Option<Vec<&'m str>> {
    let wanted: Vec<_> = model.iter().filter(|(named, _)| named.part == part.name).collect();
    let same_types = wanted.len() == part.channels.len() && part.channels.iter().zip(&wanted).all(|(seen, (_, kind))| seen.kind == *kind);
    let suffix = |name: &str| name.rsplit('.').next().map(str::to_owned);
    let differing = || part.channels.iter().zip(&wanted).filter(|(seen, (named, _))| seen.name != named.name);
    let plain = differing().count() < 2 || differing().all(|(seen, (named, _))| suffix(&seen.name) == suffix(named.name));
    (same_types && plain).then(|| wanted.iter().map(|(named, _)| named.name).collect())
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let frame = site.frame(dice)?;
    let mut concerned = None;
    let patch = edit(&frame, |image| {
        for part in &mut image.parts {
            let chosen = dice.range(0, part.planes.len() as u64) as usize;
            let Some(plane) = part.planes.get_mut(chosen) else { continue };
            let name = plane.name.clone();
            match site.variant {
                "extra" => {
                    let count = plane.samples.len();
                    part.planes.push(Plane::float("mask.Z", vec![1.0; count]));
                    concerned = Some("mask.Z".to_owned());
                }
                "renamed" => {
                    plane.name.push_str("_old");
                    concerned = Some(name);
                }
                _ => {
                    part.planes.remove(chosen);
                    concerned = Some(name);
                }
            }
        }
    })?;
    Ok((patch, vec![Place { channel: concerned, ..frame.place() }]))
}

#[cfg(test)]
mod tests {
    use etabli_formats::exr::Part;

    use super::FAULT;
    use crate::Config;
    use crate::faults::testing::{Given, entry, findings, found, frames, part, pixels};

    fn odd(change: impl Fn(&mut Part)) -> Vec<(String, Option<String>)> {
        let files = frames(1001..1011, |f, part| {
            if f == 1004 {
                change(part);
            }
        });
        let found = findings(&FAULT, files, &Config::default());
        found.into_iter().map(|f| (f.subcode.unwrap_or_default(), f.at.channel)).collect()
    }

    fn told(rule: &str, channel: &str) -> Vec<(String, Option<String>)> {
        vec![(rule.to_owned(), Some(channel.to_owned()))]
    }

    #[test]
    fn the_first_channel_concerned_is_named() {
        assert_eq!(odd(|part| drop(part.channels.remove(0))), told("missing", "A"));
        assert_eq!(odd(|part| drop(part.channels.drain(1..3))), told("missing", "B"));
        let named = |part: &mut Part, from: usize, to: &str| part.channels[from].name = to.to_owned();
        assert_eq!(odd(|part| named(part, 0, "alpha")), told("renamed", "A"));
        assert_eq!(
            odd(|part| part.channels.push(etabli_formats::exr::Channel { name: "Z".to_owned(), ..part.channels[0].clone() })),
            told("extra", "Z")
        );
        assert_eq!(
            odd(|part| {
                named(part, 0, "alpha");
                part.channels.remove(1);
            }),
            told("replaced", "A")
        );
        assert!(odd(|part| part.channels.reverse()).is_empty());
    }

    #[test]
    fn of_two_sets_the_smaller_or_the_later_differs() {
        let files = |last: i64| {
            frames(1001..1021, |f, part| {
                if f > last {
                    part.channels.remove(0);
                }
            })
        };
        assert_eq!(found(&FAULT, files(1010)), ["error beauty.1011.exr-1020 missing"]);
        assert_eq!(found(&FAULT, files(1008)), ["error beauty.1001.exr-1008 extra"]);
    }

    fn of_parts(names: &[&str]) -> Vec<Part> {
        names.iter().map(|name| Part { name: (*name).to_owned(), ..part() }).collect()
    }

    fn parts(odd: &[&str]) -> Vec<String> {
        let frame = |f: i64| -> Given {
            let parts = of_parts(if f == 1004 { odd } else { &["left", "right"] });
            (entry(&format!("beauty.{f}.exr")), pixels(parts, f as f64))
        };
        found(&FAULT, (1001..1011).map(frame).collect())
    }

    #[test]
    fn parts_are_known_by_name() {
        assert_eq!(parts(&["left"]), ["error beauty.1004.exr missing"]);
        assert_eq!(parts(&["left", "right", "third"]), ["error beauty.1004.exr extra"]);
        assert!(parts(&["right", "left"]).is_empty());
        assert!(parts(&["l", "r"]).is_empty(), "the channels are the same, their parts have other names");
    }
}
