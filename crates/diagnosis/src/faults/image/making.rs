//! What the injectors of this room share: samples of the main picture changed in one frame.

use etabli_formats::{Budget, Format, Stop, exr, still};

use crate::healthy::{change, edit};
use crate::layers::{Layer, Roles, main};
use crate::{Declined, Dice, Frame, Patch, Picture, Place, Site};

/// The main picture's channels in a frame: part, full name, and the letter that stands for it.
struct Main(Vec<(usize, String, &'static str)>);

impl Main {
    fn of(frame: &Frame) -> Result<Self, Declined> {
        let stopped = |stop: Stop| Declined::because(stop.to_string());
        let (bytes, budget) = (&frame.bytes, Budget::default());
        let (structure, _) = exr::read(bytes, &budget).map_err(stopped)?;
        let format = Format::of(bytes).filter(|format| *format != Format::Exr);
        let still = format.map(|format| still::open(bytes, format, &budget)).transpose().map_err(stopped)?.flatten();
        let picture = still.as_ref().map_or_else(|| Picture::unseen(&structure), |still| Picture::unseen_still(&still.header, true));
        let (colour, alpha) = main(&picture, &Roles::default()).ok_or_else(|| Declined::because("this frame has no colour layer"))?;
        let channels = |layer: &Layer| -> Vec<(usize, String)> {
            layer.channels.iter().map(|&c| (layer.part as usize, picture.channel_name(layer.part, c).to_owned())).collect()
        };
        let all = channels(&colour).into_iter().chain(alpha.iter().flat_map(channels));
        Ok(Self(all.filter_map(|(part, name)| Some((part, name.clone(), letter(&name)?))).collect()))
    }

    fn letter(&self, part: usize, name: &str) -> Option<&'static str> {
        self.0.iter().find(|(p, n, _)| *p == part && n == name).map(|(_, _, letter)| *letter)
    }
}

fn letter(channel: &str) -> Option<&'static str> {
    let last = channel.rsplit('.').next().unwrap_or(channel);
    ["R", "G", "B", "A"].into_iter().find(|letter| last.eq_ignore_ascii_case(letter))
}

/// Sets a block of samples of one channel (R, G, B or A) of one frame's main picture, and says where.
pub(super) fn sample(site: &Site, dice: &mut Dice, letter: &str, value: f32, side: u64) -> Result<(Patch, Vec<Place>), Declined> {
    let frame = site.frame(dice)?;
    let main = Main::of(&frame)?;
    let missing = || Declined::because(format!("this frame's picture has no channel {letter}"));
    let (number, channel, _) = main.0.iter().find(|(_, _, l)| *l == letter).ok_or_else(missing)?;
    let mut first = None;
    let patch = edit(&frame, |image| {
        let Some(part) = image.parts.get_mut(*number) else { return };
        let [width, height] = [part.data_window.width(), part.data_window.height()];
        let [x0, y0] = [width, height].map(|size| dice.range(2, size.saturating_sub(side + 2)));
        let min = part.data_window.min;
        first = Some([min[0] + x0 as i32, min[1] + y0 as i32]);
        change(part, |name, x, y, old| {
            let inside = name == channel && (x0..x0 + side).contains(&x) && (y0..y0 + side).contains(&y);
            if inside { value } else { old }
        });
    })?;
    let pixel = first.ok_or_else(missing)?;
    Ok((patch, vec![Place { pixel: Some(pixel), channel: Some(channel.clone()), ..frame.place() }]))
}

/// Changes one frame's main picture: each sample of its R, G, B and A becomes what `new` makes of its letter, pixel and value.
pub(super) fn colours(frame: &Frame, mut new: impl FnMut(&str, u64, u64, f32) -> f32) -> Result<Patch, Declined> {
    let main = Main::of(frame)?;
    let mut changed = false;
    let patch = edit(frame, |image| {
        for (number, part) in image.parts.iter_mut().enumerate() {
            change(part, |name, x, y, old| {
                let Some(letter) = main.letter(number, name) else { return old };
                let value = new(letter, x, y, old);
                changed |= value.to_bits() != old.to_bits();
                value
            });
        }
    })?;
    if changed { Ok(patch) } else { Err(Declined::because("this frame's picture would not change")) }
}
