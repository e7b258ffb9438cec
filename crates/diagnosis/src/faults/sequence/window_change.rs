//! SEQ006: frames shown through another window, or with pixels of another shape.

use etabli_formats::exr::HeaderEdit;

use super::fixing;
use super::majority::{Basis, Judged, report};
use super::windows::{Standards, Windows, judged};
use crate::check::TreeLooker;
use crate::fix::NO_LONGER;
use crate::healthy::edit;
use crate::{
    Change, Context, Cure, Declined, Detect, Dice, Fault, Finding, Findings, Fix, Healthy, Inject, Needs, Patch, Picture, Place, Plan,
    Repair, Sentence, Series, Severity, Site, Text, Words,
};

/// SEQ006.
pub(super) static FAULT: Fault = Fault {
    code: "SEQ006",
    name: "window-change",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "{length:Image|Images} {frames} : le cadrage saute par rapport aux autres.",
            en: "{length:Frame|Frames} {frames}: the framing jumps from the others.",
        },
        td: Text { fr: "{frames} : {what} {seen} ; {basis} {expected}{parts}.", en: "{frames}: {what} {seen}; {basis} {expected}{parts}." },
        advice: Text {
            fr: "Corriger l'en-tête de ces images d'après leurs voisines, ou les relancer ; les pixels eux-mêmes sont bons.",
            en: "Correct the headers of these frames after their neighbours, or render them again; the pixels themselves are right.",
        },
        page: Text {
            fr: "La fenêtre d'affichage dit quel rectangle est montré, l'aspect du pixel comment il est étiré. Quand une image s'en écarte, elle saute d'un cran ou se déforme à la lecture, \
                 même si ses pixels sont les mêmes. Une fenêtre de données rognée, ou plus large que l'affichage, n'est pas un défaut.",
            en: "The display window says which rectangle is shown, the pixel aspect how it is stretched. When a frame departs from them it jumps by a step or is distorted in playback, \
                 even though its pixels are the same. A trimmed data window, or one larger than the display, is no fault.",
        },
    },
    detect: Detect::Sequence(Needs::STRUCTURE, detect),
    outranks: &[],
    implies: &[],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["larger", "moved", "aspect"], make },
    fix: Fix::Unsafe(Cure {
        what: Text {
            fr: "écrit dans l'en-tête de ces images : {what} {expected} au lieu de {seen} ; les pixels restent",
            en: "writes into the headers of these frames: {what} {expected} instead of {seen}; the pixels stay",
        },
        make: fix,
        only: &[],
        leaves: &[],
    }),
};

const WINDOW: Text = Text { fr: "fenêtre d'affichage", en: "display window" };
const SHAPES: Text = Text { fr: " ; deux cadrages : ", en: "; two framings: " };
const ASPECT: Text = Text { fr: "aspect du pixel", en: "pixel aspect" };

fn detect(series: &Series, context: &Context, findings: &mut Findings) {
    let Some((frames, standards)) = judged(series, context) else { return };
    let keep = |keep: &dyn Fn(&Windows) -> bool| -> Vec<Judged<Option<Windows>>> {
        frames.iter().map(|f| Judged { frame: f.frame, index: f.index, key: keep(&f.key).then_some(f.key) }).collect()
    };
    report(&keep(&|w| standards.is_moved(w)), standards.size.basis, SHAPES, context, findings, |windows, finding| {
        windows.is_some_and(|w| say_window(&w, &standards, finding))
    });
    let aspect = standards.aspect.map_or(Basis::FewSiblings, |aspect| aspect.basis);
    report(&keep(&|w| standards.is_stretched(w) && !standards.is_moved(w)), aspect, SHAPES, context, findings, |windows, finding| {
        windows.is_some_and(|w| say_aspect(&w, &standards, finding))
    });
}

fn say_window(windows: &Windows, standards: &Standards, finding: &mut Finding) -> bool {
    let origin = standards.origin.map_or(windows.origin, |origin| origin.key);
    finding.rule("window").with("what", WINDOW);
    finding.with("seen", written(windows.size, windows.origin)).with("expected", written(standards.size.key, origin));
    true
}

fn say_aspect(windows: &Windows, standards: &Standards, finding: &mut Finding) -> bool {
    let expected = standards.aspect.map_or(1.0, |aspect| aspect.key);
    finding.rule("aspect").with("what", ASPECT).with("seen", windows.aspect.to_string()).with("expected", expected.to_string());
    true
}

/// Size and first corner, as image tools write them: `1920x1080+0+0`.
fn written([width, height]: [u64; 2], [x, y]: [i32; 2]) -> String {
    format!("{width}x{height}{x:+}{y:+}")
}

fn fix(repair: &Repair) -> Result<Plan, Sentence> {
    let folder = fixing::headers(repair)?;
    let looker = TreeLooker { tree: repair.tree, folder: &folder.path };
    let context = Context::new(&folder, repair.config, repair.now, &looker);
    let series = fixing::series(repair, &folder)?;
    let (_, standards) = judged(series, &context).ok_or(NO_LONGER)?;
    fixing::rewrite(repair, &folder, series, |_, structure, changes| {
        let windows = Picture::unseen(structure).part(0).as_ref().map(Windows::of).ok_or(NO_LONGER)?;
        let mut fields = Vec::new();
        let mut set = |part: u32, name: &str, before: String, after: String, bytes: Vec<u8>| {
            fields.push(HeaderEdit::Set { part, name: name.to_owned(), bytes });
            changes.push(Change::Field { name: name.into(), before, after });
        };
        // Parts of one file share both.
        for number in 0..structure.parts.len() as u32 {
            if standards.is_moved(&windows) {
                let (size, origin) = (standards.size.key, standards.origin.map_or(windows.origin, |origin| origin.key));
                let far = |near: i32, size: u64| (i64::from(near) + size as i64 - 1) as i32;
                let sides = [origin[0], origin[1], far(origin[0], size[0]), far(origin[1], size[1])];
                let bytes = sides.iter().flat_map(|side| side.to_le_bytes()).collect();
                set(number, "displayWindow", written(windows.size, windows.origin), written(size, origin), bytes);
            }
            if let Some(aspect) = standards.aspect.filter(|_| standards.is_stretched(&windows)) {
                let bytes = aspect.key.to_le_bytes().to_vec();
                set(number, "pixelAspectRatio", windows.aspect.to_string(), aspect.key.to_string(), bytes);
            }
        }
        Ok(fields)
    })
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let frame = site.frame(dice)?;
    let by = 1 + dice.range(0, 8) as i32;
    let patch = edit(&frame, |image| {
        for part in &mut image.parts {
            let window = &mut part.display_window;
            match site.variant {
                "aspect" => part.pixel_aspect *= 1.0 + by as f32 * 1e-4,
                "moved" => (window.min, window.max) = (window.min.map(|side| side + by), window.max.map(|side| side + by)),
                _ => window.max[1] += by,
            }
        }
    })?;
    Ok((patch, vec![frame.place()]))
}

#[cfg(test)]
mod tests {
    use etabli_formats::exr::Part;

    use super::FAULT;
    use crate::faults::testing::{findings, found, found_with, frames};
    use crate::{Config, Lang};

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
    fn the_same_pixels_through_another_window() {
        assert_eq!(odd(|part| part.display_window.max[1] += 1), ["error beauty.1004.exr window"]);
        assert_eq!(odd(|part| (part.display_window.min, part.display_window.max) = ([1, 0], [100, 49])), ["error beauty.1004.exr window"]);
        assert_eq!(odd(|part| part.pixel_aspect = 1.0001), ["error beauty.1004.exr aspect"]);
        assert_eq!(
            odd(|part| {
                part.display_window.max[1] += 1;
                part.pixel_aspect = 2.0;
            }),
            ["error beauty.1004.exr window"],
            "one word on a frame is enough"
        );
    }

    #[test]
    fn another_size_and_noise_in_the_aspect_are_none() {
        assert!(odd(|part| (part.display_window.max, part.data_window.max) = ([49, 24], [49, 24])).is_empty());
        assert!(odd(|part| part.data_window.max = [10, 10]).is_empty());
        assert!(odd(|part| part.pixel_aspect = 1.000_005).is_empty());
    }

    #[test]
    fn an_overscan_whose_display_changes_is_moved() {
        let files = frames(1001..1011, |f, part| {
            part.data_window.max = [109, 59];
            part.display_window.max[0] += i32::from(f == 1004);
        });
        assert_eq!(found(&FAULT, files), ["error beauty.1004.exr window"]);
    }

    #[test]
    fn a_declared_aspect_is_rounded() {
        let mut config = Config::default();
        config.image.pixel_aspect = Some(1.0942);
        let judge = |aspect: f32| found_with(&FAULT, frames([1001, 1002], |_, part| part.pixel_aspect = aspect), &config);
        assert!(judge(1.094).is_empty());
        assert_eq!(judge(1.09), ["error beauty.1001.exr-1002 aspect"]);
    }

    #[test]
    fn declared_pixels_in_another_window() {
        let mut config = Config::default();
        config.image.resolution = Some([100, 50]);
        let files = frames([1001, 1002], |_, part| part.display_window.max[0] += 2);
        let found = findings(&FAULT, files, &config);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].evidence["seen"].words(Lang::En), "102x50+0+0");
        assert_eq!(found[0].evidence["expected"].words(Lang::En), "100x50+0+0");
    }
}
