//! SEQ002: a frame that repeats another.

use std::collections::HashMap;

use etabli_formats::exr::{Ask, ChannelStats, Extra};

use crate::healthy::edit;
use crate::pixels::median;
use crate::{
    Context, Declined, Detect, Dice, Fault, File, Findings, Fix, Frame, Healthy, Inject, Needs, Patch, Picture, Place, Series, Severity,
    Site, Text, Words,
};

/// SEQ002.
pub(super) static FAULT: Fault = Fault {
    code: "SEQ002",
    name: "duplicate-frame",
    severity: Severity::Warning,
    since: "0.1.0",
    words: Words {
        artist: Text { fr: "L'image {frame} répète l'image {original}.", en: "Frame {frame} repeats frame {original}." },
        td: Text { fr: "{file} a les mêmes pixels que {twin} ({kind}).", en: "{file} has the same pixels as {twin} ({kind})." },
        advice: Text {
            fr: "Relancer l'image {frame} ; si l'animation est tenue à cet endroit, ignorer ce constat avec sa raison.",
            en: "Render frame {frame} again; when the animation is held there, ignore this finding and say why.",
        },
        page: Text {
            fr: "Pour boucher un trou, quelqu'un ou un script a copié l'image voisine : le mouvement bute une image. On compare d'abord les statistiques, puis l'empreinte de tous les pixels. \
                 Une suite qui tient ses images (sur deux, sur trois, pauses) n'en est pas, ni les images d'une seule valeur. Quand chaque en-tête diffère (numéro, heure), deux en-têtes égaux trahissent la copie. \
                 Deux noms d'un même fichier (liens) sont une note, comme la première et la dernière image d'une boucle.",
            en: "To fill a hole, somebody or a script copied the neighbour: motion stumbles for one frame. Statistics are compared first, then a digest of all pixels. \
                 A sequence that holds its frames (on twos, threes, pauses) is none, nor are frames of a single value. When every header differs (number, time), two equal headers give the copy away. \
                 Two names of one file (links) are a note, like the first and the last frame of a loop.",
        },
    },
    detect: Detect::Sequence(Needs::STATS, detect),
    outranks: &["SEQ010"],
    implies: &["IMG008"],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["copy", "far", "same-pixels"], make },
    fix: Fix::None,
};

/// Frames without which a sequence does not show whether it holds.
const SHORTEST: usize = 4;
/// One frame in so many may repeat another, one in any case, before a sequence counts as held.
const SHARE: usize = 40;
/// How many times the usual step from frame to frame makes a frame the odd one among its neighbours.
const ODD: f64 = 3.0;

/// A frame wholly read.
struct Seen<'a> {
    frame: i64,
    file: &'a File,
    picture: Picture<'a>,
}

fn detect(series: &Series, context: &Context, findings: &mut Findings) {
    let whole = series.pictures(context.folder).filter(|(_, _, picture)| is_whole(picture));
    let frames: Vec<Seen> = whole.map(|(frame, file, picture)| Seen { frame, file, picture }).collect();
    if frames.len() < SHORTEST {
        return;
    }
    let repeats = repeats(&frames);
    let alone = repeats.len() <= (frames.len() / SHARE).max(1) && !holds(&repeats);
    let tell = headers_tell(&frames);
    for (earlier, later) in repeats {
        let likeness = Likeness::of(earlier, later);
        let betrayed = tell && likeness == Likeness::Copy;
        if (alone || betrayed) && (likeness == Likeness::Link || same_pixels(earlier, later, context)) {
            let (copy, original) = if is_odd_one(earlier, later, &frames) { (earlier, later) } else { (later, earlier) };
            let finding = findings.on(copy.file.index, context);
            let (rule, kind) = likeness.words();
            finding.rule(rule).with("kind", kind).with("original", original.frame).with("twin", original.file.entry.name.as_str());
            finding.relate(context.folder.path_of(&original.file.entry.name));
            if likeness == Likeness::Link || (!betrayed && may_be_meant(earlier, later, &frames)) {
                finding.weigh(Severity::Note);
            }
        }
    }
}

/// How two frames of equal pixels are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Likeness {
    /// One file under two names.
    Link,
    /// Two files with equal headers.
    Copy,
    /// Equal pixels under different headers.
    Pixels,
}

impl Likeness {
    fn of(one: &Seen, other: &Seen) -> Self {
        let (a, b) = (&one.file.entry, &other.file.entry);
        if a.identity != (0, 0) && a.identity == b.identity {
            return Self::Link;
        }
        let copied = a.size == b.size && same_header(&one.picture, &other.picture);
        if copied { Self::Copy } else { Self::Pixels }
    }

    fn words(self) -> (&'static str, Text) {
        match self {
            Self::Link => ("link", Text { fr: "un lien vers le même fichier", en: "a link to the same file" }),
            Self::Copy => ("copy", Text { fr: "en-tête compris", en: "header included" }),
            Self::Pixels => ("same-pixels", Text { fr: "en-têtes différents", en: "headers differ" }),
        }
    }
}

/// Whether of two frames far apart the earlier is the one that its neighbours do not lead to.
fn is_odd_one(earlier: &Seen, later: &Seen, frames: &[Seen]) -> bool {
    let place = |seen: &Seen| frames.partition_point(|f| f.frame < seen.frame);
    let (first, second) = (place(earlier), place(later));
    let steps = frames.iter().zip(frames.iter().skip(1)).map(|(a, b)| distance(&a.picture, &b.picture));
    let usual = median(steps.collect());
    let misfit = |at: usize| {
        let sides = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        sides.filter_map(|side| Some(distance(&frames.get(side)?.picture, &frames.get(at)?.picture))).fold(f64::MAX, f64::min)
    };
    second - first > 1 && misfit(first) > ODD * usual && misfit(second) <= ODD * usual
}

/// How far apart the levels of two frames lie: the largest relative difference of a channel's mean.
fn distance(one: &Picture, other: &Picture) -> f64 {
    let means = |picture: &Picture| -> Vec<f64> { picture.all_stats().map(|channel| channel.mean().unwrap_or_default()).collect() };
    let relative = |(a, b): (f64, f64)| (a - b).abs() / a.abs().max(b.abs()).max(f64::MIN_POSITIVE);
    means(one).into_iter().zip(means(other)).map(relative).fold(0.0, f64::max)
}

/// Whether the two first or the two last frames are alike, as movement may begin late or end early; or the first and the last, which
/// close a loop.
fn may_be_meant(earlier: &Seen, later: &Seen, frames: &[Seen]) -> bool {
    let is = |seen: Option<&Seen>, frame: i64| seen.is_some_and(|seen| seen.frame == frame);
    let (at_first, at_last) = (is(frames.first(), earlier.frame), is(frames.last(), later.frame));
    let begins_late = at_first && is(frames.get(1), later.frame);
    let ends_early = at_last && is(frames.iter().rev().nth(1), earlier.frame);
    begins_late || ends_early || (at_first && at_last)
}

/// Sound, read to the last pixel, and not of one value: black frames are alike without being copies.
fn is_whole(picture: &Picture) -> bool {
    picture.is_read() && picture.unread.is_empty() && picture.all_stats().any(|channel| channel.min < channel.max)
}

/// Frames whose figures an earlier one has already, each with the last of these.
fn repeats<'f, 'a>(frames: &'f [Seen<'a>]) -> Vec<(&'f Seen<'a>, &'f Seen<'a>)> {
    let mut known: HashMap<Vec<u64>, &Seen> = HashMap::new();
    frames.iter().filter_map(|seen| known.insert(figures(&seen.picture), seen).map(|original| (original, seen))).collect()
}

/// Whether three frames in a row are alike.
fn holds(repeats: &[(&Seen, &Seen)]) -> bool {
    repeats.iter().zip(repeats.iter().skip(1)).any(|((_, first), (second, _))| first.frame == second.frame)
}

/// Every figure of every channel; equal for equal pixels.
fn figures(picture: &Picture) -> Vec<u64> {
    let one =
        |c: &ChannelStats| [c.samples, c.nan, c.positive_infinite, c.negative_infinite, c.min.to_bits(), c.max.to_bits(), c.sum.to_bits()];
    picture.all_stats().flat_map(one).collect()
}

/// Whether headers change from frame to frame, so that two equal ones mean something.
fn headers_tell(frames: &[Seen]) -> bool {
    let pairs = frames.iter().zip(frames.iter().skip(1));
    let different = pairs.filter(|(a, b)| !same_header(&a.picture, &b.picture)).count();
    different * 5 >= (frames.len() - 1) * 4
}

/// Whether every attribute says the same, wherever it stands in the file.
fn same_header(a: &Picture, b: &Picture) -> bool {
    let list = |picture: &Picture| picture.parts().map(|part| part.attributes.len()).sum::<usize>();
    let (ours, theirs) = [a, b].map(|picture| picture.parts().flat_map(|part| part.attributes)).into();
    list(a) == list(b) && ours.zip(theirs).all(|(a, b)| a.name == b.name && a.value == b.value)
}

fn same_pixels(a: &Seen, b: &Seen, context: &Context) -> bool {
    let digest = |seen: &Seen| context.look(seen.file, &Ask::Digest);
    digest(a).is_some_and(|one| digest(b) == Some(one))
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let (earlier, later) = if site.variant == "far" { apart(site, dice)? } else { neighbours(site, dice)? };
    let patch = if site.variant == "same-pixels" {
        let onto = Frame { path: later.path.clone(), ..earlier };
        edit(&onto, |image| image.parts.iter_mut().for_each(|part| part.extra.push(Extra::text("capDate", "2026:11:24 20:07:18"))))?
    } else {
        Patch::write(&later.path, earlier.bytes)
    };
    Ok((patch, vec![later.place()]))
}

fn neighbours(site: &Site, dice: &mut Dice) -> Result<(Frame, Frame), Declined> {
    let frame = site.frame(dice)?;
    let next = site.next(&frame)?;
    Ok((frame, next))
}

/// A frame of the first half and one near the end.
fn apart(site: &Site, dice: &mut Dice) -> Result<(Frame, Frame), Declined> {
    let frames = site.frames()?;
    let chosen = dice.range(0, frames.len() as u64 / 2) as usize;
    let pair = frames.get(chosen).zip(frames.iter().rev().nth(3)).filter(|(one, other)| one.1 < other.1);
    let ((one, first), (other, last)) = pair.ok_or_else(|| Declined::because("this needs a frame sequence of at least eight frames"))?;
    Ok((site.load(one, *first)?, site.load(other, *last)?))
}

#[cfg(test)]
mod tests {
    use etabli_formats::exr::Value;

    use super::FAULT;
    use crate::faults::testing::{Given, alter, entry, found, part, pixels, say};

    /// Frames from 1001 on, by what they show; with its own number in each header, or not.
    fn drawings(shown: &[i64], numbered: bool) -> Vec<Given> {
        let one = |(drawing, frame): (&i64, i64)| {
            let mut part = part();
            say(&mut part, "frame", Value::Int(if numbered { frame as i32 } else { 0 }));
            (entry(&format!("beauty.{frame}.exr")), pixels(vec![part], *drawing as f64))
        };
        shown.iter().zip(1001..).map(one).collect()
    }

    fn repeated(shown: &[i64]) -> Vec<String> {
        found(&FAULT, drawings(shown, false))
    }

    #[test]
    fn a_lone_repetition_is_a_copy() {
        assert_eq!(repeated(&[1, 2, 2, 4]), ["warning beauty.1003.exr copy"]);
        assert_eq!(repeated(&[1, 2, 3, 4, 5, 2]), ["warning beauty.1006.exr copy"]);
        assert_eq!(found(&FAULT, drawings(&[1, 2, 2, 4], true)), ["warning beauty.1003.exr same-pixels"]);
    }

    #[test]
    fn movement_that_begins_late_or_ends_early_is_a_note() {
        assert_eq!(repeated(&[1, 1, 2, 3, 4]), ["note beauty.1002.exr copy"]);
        assert_eq!(repeated(&[1, 2, 3, 4, 4]), ["note beauty.1005.exr copy"]);
        assert_eq!(repeated(&[1, 2, 3, 1]), ["note beauty.1004.exr copy"], "a loop");
        let mut files = drawings(&(1..=24).collect::<Vec<_>>(), true);
        files[23].1 = files[22].1.clone();
        assert_eq!(found(&FAULT, files), ["warning beauty.1024.exr copy"]);
    }

    #[test]
    fn of_two_frames_far_apart_the_one_that_fits_nowhere_is_the_copy() {
        let shown = |at: usize, copied: usize| -> Vec<i64> { (0..30).map(|n| 500 + (if n == at { copied } else { n }) as i64).collect() };
        assert_eq!(repeated(&shown(5, 20)), ["warning beauty.1006.exr copy"]);
        assert_eq!(repeated(&shown(20, 5)), ["warning beauty.1021.exr copy"]);
    }

    #[test]
    fn two_names_of_one_file_are_links() {
        let mut files = drawings(&[1, 2, 3, 4, 5, 5, 7, 8], false);
        let identify = |file: &mut Given, inode: u64| file.0.identity = (1, inode);
        files.iter_mut().zip(1..).for_each(|(file, inode)| identify(file, inode));
        assert_eq!(found(&FAULT, files.clone()), ["warning beauty.1006.exr copy"]);
        identify(&mut files[5], 5);
        assert_eq!(found(&FAULT, files), ["note beauty.1006.exr link"]);
    }

    #[test]
    fn held_frames_are_none() {
        for held in [
            &[1, 1, 3, 3, 5, 5, 7, 7][..],
            &[1, 2, 3, 3, 5, 5, 5, 8, 9, 9],
            &[1, 2, 3, 4, 5, 6, 7, 7, 7],
            &[1, 1, 1, 1],
            &[1, 2, 2],
            &[0, 0, 1, 2, 3],
            &[1, 1, 2, 3, 3],
        ] {
            assert!(repeated(held).is_empty(), "{held:?}");
        }
    }

    #[test]
    fn one_frame_in_forty_may_repeat() {
        let shown =
            |copies: usize| -> Vec<i64> { (0..80).map(|n| if n % 20 == 5 && n < 20 * copies as i64 { n } else { n + 1 }).collect() };
        assert_eq!(repeated(&shown(1)).len(), 1);
        assert_eq!(repeated(&shown(2)).len(), 2);
        assert!(repeated(&shown(3)).is_empty());
    }

    #[test]
    fn three_alike_are_held_however_long_the_sequence() {
        let shown: Vec<i64> = (0..120).map(|n| if n == 50 || n == 51 { 49 } else { n + 1000 }).collect();
        let shown: Vec<i64> = shown.into_iter().enumerate().map(|(i, n)| if i == 49 { 49 } else { n }).collect();
        assert!(repeated(&shown).is_empty());
    }

    #[test]
    fn equal_headers_among_numbered_ones_give_copies_away() {
        let mut files = drawings(&(1..=24).collect::<Vec<_>>(), true);
        for (from, to) in [(1, 2), (4, 5), (5, 6)] {
            files[to].1 = files[from].1.clone();
        }
        let copies = ["warning beauty.1003.exr copy", "warning beauty.1006.exr copy", "warning beauty.1007.exr copy"];
        assert_eq!(found(&FAULT, files.clone()), copies);
        files[2].0.size += 1;
        assert_eq!(found(&FAULT, files), copies[1..], "another size is no copy");
    }

    #[test]
    fn equal_figures_are_looked_at_again() {
        let mut files = drawings(&[1, 2, 2, 4], false);
        files[2].0.gid += 1;
        assert!(found(&FAULT, files).is_empty());
    }

    #[test]
    fn what_was_not_wholly_read_is_not_judged() {
        let unread = |change: fn(&mut crate::ExrFacts)| {
            let mut files = drawings(&[1, 2, 2, 4, 5], false);
            alter(&mut files[2], change);
            found(&FAULT, files)
        };
        assert_eq!(unread(|_| {}).len(), 1);
        assert!(unread(|exr| exr.survey = None).is_empty());
        assert!(unread(|exr| exr.unread.push((0, "deep".to_owned()))).is_empty());
    }
}
