//! IMG010: a region in the renderer's missing-texture colour.

use etabli_formats::exr::{Answer, Ask, Colours, Test};

use super::making;
use crate::{
    Context, Declined, Detect, Dice, Fault, File, Findings, Fix, Healthy, Inject, Needs, Patch, Picture, Place, Severity, Site, Text, Words,
};

/// IMG010.
pub(super) static FAULT: Fault = Fault {
    code: "IMG010",
    name: "missing-texture-colour",
    severity: Severity::Warning,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "Une texture manque dans {file} : la zone magenta vers {pixel}.",
            en: "A texture is missing in {file}: the magenta area near {pixel}.",
        },
        td: Text {
            fr: "{count} pixels de {file} ont la couleur de texture manquante (magenta), dans la boîte {box}.",
            en: "{count} pixels of {file} wear the missing-texture colour (magenta), inside the box {box}.",
        },
        advice: Text {
            fr: "Chercher dans la scène le chemin de texture qui n'existe plus sur cette machine, puis relancer ces images.",
            en: "Find the texture path of the scene that is no longer there on that machine, then render these frames again.",
        },
        page: Text {
            fr: "Quand une texture est absente, la plupart des moteurs peignent la surface en magenta. Cette couleur est éclairée comme le reste : elle n'est donc jamais tout à fait pure, et se voit aussi dans les reflets. N'est signalée qu'une zone d'une certaine taille, presque sans vert ; dans une image seule, ou en PNG, TIFF entier ou DPX, ce n'est qu'une note.",
            en: "When a texture is gone, most renderers paint the surface magenta. That colour is lit like everything else, so it is never quite pure, and is seen in reflections too. Only an area of some size, with next to no green, is reported; in a picture by itself, or in PNG, integer TIFF or DPX, it is only a note.",
        },
    },
    detect: Detect::Image(Needs::COLOURS, detect),
    outranks: &[],
    implies: &[],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["area", "lit"], make },
    fix: Fix::None,
};

/// Pixels of an area that somebody would see.
const LEAST: u64 = 64;

/// Sampled pixels (one line in eight) that make a second look worth its time.
const HINT: u64 = 4;

/// Share of its box that an area fills; specks of noise fill less.
const FILLED: f64 = 0.2;

fn detect(file: &File, picture: &Picture, context: &Context, findings: &mut Findings) {
    let hinted = picture.survey.into_iter().flat_map(|survey| &survey.colours).filter(|c| c.magenta >= HINT);
    for colours in hinted {
        let ask = Ask::Where { part: colours.part, channels: colours.channels.to_vec(), test: Test::Magenta };
        if let Some(Answer::Where { count, first, bbox, .. }) = context.look(file, &ask) {
            let area = bbox.width() * bbox.height();
            if count >= LEAST && count as f64 >= FILLED * area as f64 {
                let bbox = [bbox.min[0], bbox.min[1], bbox.max[0], bbox.max[1]];
                say(file, picture, colours, count, first, bbox, context, findings);
                return;
            }
        }
    }
}

#[expect(clippy::too_many_arguments, reason = "the answer of a look, taken apart")]
fn say(
    file: &File,
    picture: &Picture,
    colours: &Colours,
    count: u64,
    first: [i32; 2],
    bbox: [i32; 4],
    context: &Context,
    findings: &mut Findings,
) {
    let finding = findings.on(file.index, context).with("count", count).pixels(first, bbox);
    finding.with("box", bbox.to_vec());
    finding.at.part = Some(colours.part);
    // A picture by itself may be painted so, and one made to be shown may use it as a key.
    if picture.is_display() || context.folder.place(file.index).is_none() {
        finding.weigh(Severity::Note);
    }
    let name = picture.channel_name(colours.part, colours.channels[0]);
    finding.at.layer = name.rsplit_once('.').map(|(layer, _)| layer.to_owned());
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let frame = site.frame(dice)?;
    let (x0, y0, side) = (dice.range(4, 40), dice.range(4, 24), dice.range(16, 28));
    let colour = if site.variant == "lit" { [0.40, 0.003, 0.53] } else { [1.0, 0.0, 1.0] };
    let patch = making::colours(&frame, |channel, x, y, value| {
        let inside = (x0..x0 + side).contains(&x) && (y0..y0 + side).contains(&y);
        match (inside, channel) {
            (true, "R") => colour[0],
            (true, "G") => colour[1],
            (true, "B") => colour[2],
            _ => value,
        }
    })?;
    Ok((patch, vec![Place { pixel: Some([x0 as i32, y0 as i32]), ..frame.place() }]))
}
