//! What the injectors of this room share: samples changed in one frame.

use crate::healthy::{change, edit};
use crate::{Declined, Dice, Frame, Patch, Place, Site};

/// Sets a block of samples of one channel of one frame, and says where.
pub(super) fn sample(site: &Site, dice: &mut Dice, channel: &str, value: f32, side: u64) -> Result<(Patch, Vec<Place>), Declined> {
    let frame = site.frame(dice)?;
    let mut first = None;
    let patch = edit(&frame, |image| {
        let Some(part) = image.parts.first_mut().filter(|part| part.planes.iter().any(|plane| plane.name == channel)) else { return };
        let [width, height] = [part.data_window.width(), part.data_window.height()];
        let [x0, y0] = [width, height].map(|size| dice.range(2, size.saturating_sub(side + 2)));
        let min = part.data_window.min;
        first = Some([min[0] + x0 as i32, min[1] + y0 as i32]);
        change(part, |name, x, y, old| {
            let inside = name == channel && (x0..x0 + side).contains(&x) && (y0..y0 + side).contains(&y);
            if inside { value } else { old }
        });
    })?;
    let pixel = first.ok_or_else(|| Declined::because(format!("this frame has no channel {channel}")))?;
    Ok((patch, vec![Place { pixel: Some(pixel), channel: Some(channel.to_owned()), ..frame.place() }]))
}

/// Changes one frame's picture: each sample of its R, G, B and A becomes what `new` makes of its channel, pixel and value.
pub(super) fn colours(frame: &Frame, mut new: impl FnMut(&str, u64, u64, f32) -> f32) -> Result<Patch, Declined> {
    edit(frame, |image| {
        for part in &mut image.parts {
            change(part, |name, x, y, value| if matches!(name, "R" | "G" | "B" | "A") { new(name, x, y, value) } else { value });
        }
    })
}
