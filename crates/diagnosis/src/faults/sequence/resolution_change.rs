//! SEQ003: frames of another size.

use etabli_formats::exr::{Box2i, PartPixels, Plane, Samples};

use super::majority::{Judged, report};
use super::windows::judged;
use crate::healthy::edit;
use crate::{
    Context, Declined, Detect, Dice, Fault, Findings, Fix, Healthy, Inject, Needs, Patch, Place, Series, Severity, Site, Text, Words,
};

/// SEQ003.
pub(super) static FAULT: Fault = Fault {
    code: "SEQ003",
    name: "resolution-change",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "{length:Image|Images} {frames} en {seen} ; {basis} {expected}.",
            en: "{length:Frame|Frames} {frames} {length:is|are} {seen}; {basis} {expected}.",
        },
        td: Text { fr: "{frames} : {seen} pixels ; {basis} {expected}{parts}.", en: "{frames}: {seen} pixels; {basis} {expected}{parts}." },
        advice: Text {
            fr: "Relancer ces images avec le réglage de taille du plan (pourcentage de rendu compris) ; agrandir ne rendrait pas le détail.",
            en: "Render these frames with the shot's size setting (render percentage included); enlarging would not bring the detail back.",
        },
        page: Text {
            fr: "Une machine avait un autre réglage, ou une image d'essai à 50 % est restée. Au compositing l'image saute ou se cadre mal. \
                 C'est la fenêtre d'affichage qui est jugée : une fenêtre de données rognée ou débordante est régulière, et change à volonté. \
                 Les tuiles d'un jeu UDIM peuvent différer.",
            en: "A machine had another setting, or a test frame at 50 % was left. In compositing the picture jumps or is framed wrongly. \
                 The display window is judged: a trimmed data window or an overscan is regular and changes at will. \
                 Tiles of a UDIM set may differ.",
        },
    },
    detect: Detect::Sequence(Needs::STRUCTURE, detect),
    outranks: &["SEQ006", "SEQ008"],
    implies: &[],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["half", "wider"], make },
    fix: Fix::None,
};

const SIZES: Text = Text { fr: " ; deux tailles : ", en: "; two sizes: " };

fn detect(series: &Series, context: &Context, findings: &mut Findings) {
    let Some((frames, standards)) = judged(series, context) else { return };
    let frames: Vec<Judged<Option<[u64; 2]>>> = frames
        .into_iter()
        .map(|f| Judged { frame: f.frame, index: f.index, key: standards.is_resized(&f.key).then_some(f.key.size) })
        .collect();
    report(&frames, standards.size.basis, SIZES, context, findings, |size, finding| {
        let Some(size) = size else { return false };
        finding.with("seen", written(*size)).with("expected", written(standards.size.key));
        true
    });
}

fn written([width, height]: [u64; 2]) -> String {
    format!("{width}×{height}")
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let frame = site.frame(dice)?;
    let wider = site.variant == "wider";
    let patch = edit(&frame, |image| image.parts.iter_mut().for_each(|part| if wider { widen(part) } else { halve(part) }))?;
    Ok((patch, vec![frame.place()]))
}

/// Keeps every second pixel of every second line.
fn halve(part: &mut PartPixels) {
    let [width, height] = [part.data_window.width() as usize, part.data_window.height() as usize];
    resample(part, [width / 2, height / 2], |x, y| 2 * y * width + 2 * x);
}

/// Repeats the last column.
fn widen(part: &mut PartPixels) {
    let [width, height] = [part.data_window.width() as usize, part.data_window.height() as usize];
    resample(part, [width + 1, height], |x, y| y * width + x.min(width - 1));
}

fn resample(part: &mut PartPixels, [width, height]: [usize; 2], from: impl Fn(usize, usize) -> usize) {
    let places: Vec<usize> = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| from(x, y)).collect();
    for Plane { samples, .. } in &mut part.planes {
        match samples {
            Samples::Half(all) => *all = picked(all, &places),
            Samples::Float(all) => *all = picked(all, &places),
            Samples::Uint(all) => *all = picked(all, &places),
        }
    }
    let window = Box2i { min: [0, 0], max: [width as i32 - 1, height as i32 - 1] };
    (part.data_window, part.display_window) = (window, window);
}

fn picked<T: Copy>(all: &[T], places: &[usize]) -> Vec<T> {
    places.iter().filter_map(|&place| all.get(place).copied()).collect()
}

#[cfg(test)]
mod tests {
    use etabli_formats::exr::Part;

    use super::FAULT;
    use crate::Config;
    use crate::faults::testing::{findings, found, found_with, frames};
    use crate::{Lang, render};

    fn resize(part: &mut Part, by: i32) {
        part.data_window.max[0] += by;
        part.display_window.max[0] += by;
    }

    #[test]
    fn runs_of_another_size_are_told_once() {
        let files = frames(1001..1021, |f, part| resize(part, if (1005..1008).contains(&f) { 8 } else { 0 }));
        assert_eq!(found(&FAULT, files), ["error beauty.1005.exr-1007"]);
        let files = frames(1001..1021, |f, part| resize(part, if (1005..1008).contains(&f) { f as i32 } else { 0 }));
        assert_eq!(found(&FAULT, files).len(), 3);
    }

    #[test]
    fn a_sequence_of_two_sizes_differs_at_its_smaller_or_later_part() {
        let parts = |last: i64| frames(1001..1011, |f, part| resize(part, i32::from(f > last)));
        assert_eq!(found(&FAULT, parts(1005)), ["error beauty.1006.exr-1010"]);
        assert_eq!(found(&FAULT, parts(1004)), ["error beauty.1001.exr-1004"]);
        let told = findings(&FAULT, parts(1005), &Config::default());
        let said = [Lang::En, Lang::Fr].map(|lang| render(&FAULT.words.td, &told[0], lang));
        assert_eq!(
            said,
            [
                "1006-1010: 101×50 pixels; the other frames have 100×50; two sizes: 5 frames 100×50, 5 frames 101×50.",
                "1006-1010\u{A0}: 101×50 pixels\u{202F}; les autres images ont 100×50\u{202F}; deux tailles\u{A0}: 5 images 100×50, 5 images 101×50.",
            ]
        );
    }

    #[test]
    fn two_frames_say_nothing_and_three_a_note() {
        assert!(found(&FAULT, frames(1001..1003, |f, part| resize(part, i32::from(f > 1001)))).is_empty());
        assert_eq!(found(&FAULT, frames(1001..1004, |f, part| resize(part, i32::from(f > 1002)))), ["note beauty.1003.exr"]);
    }

    #[test]
    fn trimmed_and_overscanned_windows_are_regular() {
        let files = frames(1001..1011, |f, part| {
            part.data_window.min = [f as i32 - 1000, -20];
            part.data_window.max = [60, 70];
        });
        assert!(found(&FAULT, files).is_empty());
    }

    #[test]
    fn a_declared_resolution_judges_alone() {
        let mut config = Config::default();
        config.image.resolution = Some([100, 50]);
        assert_eq!(found_with(&FAULT, frames([1001, 1002], |_, part| resize(part, 1)), &config), ["error beauty.1001.exr-1002"]);
        assert!(found_with(&FAULT, frames([1001, 1002], |_, _| {}), &config).is_empty());
    }

    #[test]
    fn a_broken_header_is_not_judged() {
        let mut files = frames(1001..1011, |f, part| resize(part, i32::from(f == 1005)));
        crate::faults::testing::alter(&mut files[4], |exr| {
            let rule = etabli_formats::exr::Rule::TruncatedHeader { inside: etabli_formats::exr::Inside::Attribute };
            exr.structure.defects.push(etabli_formats::exr::Defect { rule, byte: 9, part: None, chunk: None, lines: None });
        });
        assert!(found(&FAULT, files).is_empty());
    }
}
