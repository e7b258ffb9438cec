//! SEQ008: a file far smaller than its neighbours.

use super::layout::{channels, compressions};
use crate::healthy::{change, edit};
use crate::{
    Context, Declined, Detect, Dice, Fault, File, Findings, Fix, Healthy, Inject, Needs, Patch, Picture, Piece, Place, Reading, Series,
    Severity, Site, Step, Text, Words,
};

/// SEQ008.
pub(super) static FAULT: Fault = Fault {
    code: "SEQ008",
    name: "size-outlier",
    severity: Severity::Note,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "Image {frame} : bien plus légère que ses voisines, à regarder.",
            en: "Frame {frame} is far lighter than its neighbours: have a look.",
        },
        td: Text {
            fr: "{file} fait {size} octets, ses voisines {usual} : {times} fois moins.",
            en: "{file} holds {size} bytes, its neighbours {usual}: {times} times less.",
        },
        advice: Text {
            fr: "Regarder l'image : objets, textures ou lumières absents compressent mieux ; le journal de rendu de cette image dit souvent pourquoi.",
            en: "Look at the picture: absent objects, textures or lights compress better; the render log of this frame often says why.",
        },
        page: Text {
            fr: "Une image saine, de même taille et de mêmes calques, mais au moins quatre fois plus légère que ses voisines des deux côtés contient moins de détail. \
                 Un fondu, une entrée tardive, une image d'une seule couleur ou une fenêtre rognée s'expliquent et ne sont pas signalés.",
            en: "A sound frame of the same size and layers, but at least four times lighter than its neighbours on both sides, holds less detail. \
                 A fade, a late entry, a picture of a single colour or a trimmed window explain themselves and are not reported.",
        },
    },
    detect: Detect::Sequence(Needs::STRUCTURE, detect),
    outranks: &[],
    implies: &[],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["plain"], make },
    fix: Fix::None,
};

/// How many times lighter than its neighbours a file must be.
const TIMES: u64 = 4;
/// Neighbours that are asked on each side.
const SIDE: usize = 3;

fn detect(series: &Series, context: &Context, findings: &mut Findings) {
    let files: Vec<&File> = series.frames.iter().filter_map(|&(_, index)| context.folder.files.get(index)).collect();
    for (place, file) in files.iter().enumerate() {
        let before = files.get(place.saturating_sub(SIDE)..place).unwrap_or_default();
        let after = files.get(place + 1..files.len().min(place + 1 + SIDE)).unwrap_or_default();
        if before.len() < SIDE || after.len() < SIDE || !file.entry.is_file() || file.entry.size == 0 {
            continue;
        }
        let usual = median(before).min(median(after));
        let is_light = file.entry.size.saturating_mul(TIMES) <= usual;
        if is_light && before.iter().chain(after).all(|other| is_like(file, other)) {
            let times = usual as f64 / file.entry.size as f64;
            findings.on(file.index, context).with("size", file.entry.size).with("usual", usual).with("times", times);
        }
    }
}

fn median(files: &[&File]) -> u64 {
    let mut sizes: Vec<u64> = files.iter().map(|file| file.entry.size).collect();
    sizes.sort_unstable();
    sizes.get(sizes.len() / 2).copied().unwrap_or_default()
}

/// Whether nothing known of two files explains that one is lighter.
fn is_like(file: &File, other: &File) -> bool {
    match (&file.reading, &other.reading) {
        (Reading::Facts(one), Reading::Facts(two)) => match (one.picture(), two.picture()) {
            (Some(one), Some(two)) => !is_flat(&one) && one.is_sound() && same_layout(&one, &two),
            (None, None) => one.format.is_some() && one.format == two.format,
            _ => true,
        },
        (Reading::Facts(one), _) => one.picture().is_none_or(|one| !is_flat(&one) && one.is_sound()),
        _ => false,
    }
}

/// Whether each channel holds one value: then the pixels say it all.
fn is_flat(picture: &Picture) -> bool {
    let mut channels = picture.all_stats().peekable();
    channels.peek().is_some() && channels.all(|channel| channel.min >= channel.max)
}

fn same_layout(one: &Picture, two: &Picture) -> bool {
    let windows = |picture: &Picture| -> Vec<[u64; 2]> {
        picture.parts().map(|part| [part.data_window.width(), part.data_window.height()]).collect()
    };
    windows(one) == windows(two) && compressions(one) == compressions(two) && channels(one) == channels(two)
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let frame = site.frame(dice)?;
    let patch = edit(&frame, |image| {
        for part in &mut image.parts {
            change(part, |_, _, _, value| if value >= 0.999 { value } else { (value * 16.0).round() / 16.0 });
        }
    })?;
    let is_light = weight(&patch).saturating_mul(TIMES) <= frame.bytes.len() as u64;
    if is_light { Ok((patch, vec![frame.place()])) } else { Err(Declined::because("a plain picture is not much lighter in this format")) }
}

/// Bytes that a patch writes.
fn weight(patch: &Patch) -> u64 {
    let pieces = patch.steps.iter().filter_map(|step| if let Step::Write { pieces, .. } = step { Some(pieces) } else { None });
    pieces.flatten().map(|piece| if let Piece::Bytes(bytes) = piece { bytes.len() as u64 } else { 0 }).sum()
}

#[cfg(test)]
mod tests {
    use etabli_formats::Format;

    use super::FAULT;
    use crate::faults::testing::{Given, alter, entry, found, frames};
    use crate::{Content, Facts, Reading};

    fn sized(sizes: &[u64]) -> Vec<Given> {
        let mut files = frames(1001..1001 + sizes.len() as i64, |_, _| {});
        files.iter_mut().zip(sizes).for_each(|(file, size)| file.0.size = *size);
        files
    }

    #[test]
    fn four_times_lighter_than_both_sides() {
        assert_eq!(found(&FAULT, sized(&[400, 400, 400, 100, 400, 400, 400])), ["note beauty.1004.exr"]);
        assert_eq!(found(&FAULT, sized(&[400, 1, 400, 100, 400, 900, 400])), ["note beauty.1004.exr"]);
        for sizes in [
            [400, 400, 400, 101, 400, 400, 400],
            [400, 400, 400, 100, 399, 399, 400],
            [400, 400, 400, 100, 100, 100, 100],
            [400, 400, 400, 400, 400, 100, 400],
            [400, 400, 100, 400, 400, 400, 400],
            [400, 400, 400, 0, 400, 400, 400],
        ] {
            assert!(found(&FAULT, sized(&sizes)).is_empty(), "{sizes:?}");
        }
    }

    fn explained(change: impl FnOnce(&mut Given)) -> Vec<String> {
        let mut files = sized(&[400, 400, 400, 100, 400, 400, 400]);
        change(&mut files[3]);
        found(&FAULT, files)
    }

    #[test]
    fn what_explains_itself_is_not_reported() {
        assert!(explained(|file| alter(file, |exr| exr.structure.parts[0].data_window.max = [1, 1])).is_empty());
        assert!(explained(|file| alter(file, |exr| exr.structure.parts[0].compression = etabli_formats::exr::Compression::Piz)).is_empty());
        assert!(explained(|file| alter(file, |exr| drop(exr.structure.parts[0].channels.pop()))).is_empty());
        let flat = |exr: &mut crate::ExrFacts| {
            exr.survey.iter_mut().flat_map(|s| &mut s.parts).flat_map(|p| &mut p.channels).for_each(|c| c.max = c.min);
        };
        assert!(explained(|file| alter(file, flat)).is_empty());
        assert!(explained(|file| file.1 = Reading::NotAsked).is_empty());
        assert_eq!(explained(|file| alter(file, |exr| exr.survey = None)).len(), 1);
    }

    #[test]
    fn formats_that_are_only_recognised_are_compared_by_size() {
        let known = |format: Format| Reading::Facts(Facts { format: Some(format), content: Content::Unclaimed, still: None }.into());
        let files = |odd: Format| {
            let file = |n: u64| {
                let mut entry = entry(&format!("a.{}.png", 1001 + n));
                entry.size = if n == 3 { 100 } else { 400 };
                (entry, known(if n == 3 { odd } else { Format::Png }))
            };
            found(&FAULT, (0..7).map(file).collect())
        };
        assert_eq!(files(Format::Png), ["note a.1004.png"]);
        assert!(files(Format::Jpeg).is_empty());
    }
}
