//! A picture taken into an [`Image`], so that it can be changed and written again.

use super::Still;
use crate::exr::{Box2i, Extra, Image, PartPixels, Plane, Scratch, Value};
use crate::pixels::Line;
use crate::{Budget, Source, Stop};

impl Still {
    /// Every sample as a float, integers as 0 to 1; the attribute `software` says what made it. `None` when pixels are not read, or do not
    /// decode.
    ///
    /// Memory: four bytes a sample, bounded by [`Budget::chunk`] for the whole picture.
    ///
    /// # Errors
    /// [`Stop::Io`] when the source cannot be read.
    pub fn load(&self, source: &dyn Source, budget: &Budget) -> Result<Option<Image>, Stop> {
        let window = self.header.data_window;
        let area = window.width().saturating_mul(window.height());
        if self.unread.is_some() || area.saturating_mul(4 * self.header.channels.len() as u64) > budget.chunk {
            return Ok(None);
        }
        let mut planes: Vec<Vec<f32>> = vec![vec![f32::NAN; usize::try_from(area).unwrap_or(0)]; self.header.channels.len()];
        let (mut values, mut seen) = (Vec::new(), 0);
        let problem = self.lines(source, budget, &mut Scratch::default(), false, &mut |line| {
            seen += line.width as u64;
            for (channel, plane) in (0..).zip(&mut planes) {
                place(line, channel, &window, plane, &mut values);
            }
        })?;
        let texts = self.header.attributes.iter().filter(|attribute| attribute.name.eq_ignore_ascii_case("software"));
        let extra = texts.filter_map(|attribute| match &attribute.value {
            Value::Text(text) => Some(Extra::text("software", text)),
            _ => None,
        });
        let planes = self.header.channels.iter().zip(planes).map(|(channel, samples)| Plane::float(&channel.name, samples));
        let part = PartPixels {
            data_window: window,
            display_window: self.header.display_window,
            pixel_aspect: self.header.pixel_aspect,
            planes: planes.collect(),
            extra: extra.collect(),
            ..PartPixels::new(1, 1)
        };
        Ok((problem.is_none() && seen == area).then(|| Image::single(part)))
    }
}

/// Copies one channel of a line to its place.
fn place(line: &Line, channel: u32, window: &Box2i, plane: &mut [f32], values: &mut Vec<f32>) {
    let [x, y] = [line.at[0].abs_diff(window.min[0]), line.at[1].abs_diff(window.min[1])].map(|n| n as usize);
    let start = y * window.width() as usize + x;
    if let Some(to) = plane.get_mut(start..start + line.width) {
        to.iter_mut().zip(line.values(channel, values)).for_each(|(to, value)| *to = *value);
    }
}
