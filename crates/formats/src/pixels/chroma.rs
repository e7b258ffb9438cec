//! Red, green and blue of luminance and chroma: `Y`, `RY` = (R − Y) / Y and `BY` = (B − Y) / Y, the latter two mostly of every second pixel
//! of every second line (<https://openexr.com/en/latest/TechnicalIntroduction.html>, luminance/chroma images).

use super::Line;

/// What red, green and blue give to luminance, with the primaries of Rec. ITU-R BT.709, which OpenEXR takes where a file names none.
const WEIGHTS: [f32; 3] = [0.2126, 0.7152, 0.0722];

/// The chroma of the last line that had any, spread over its pixels, and the colours made of it.
#[derive(Debug, Default)]
pub(super) struct Chroma {
    red: Vec<f32>,
    blue: Vec<f32>,
    colours: [Vec<f32>; 3],
    values: Vec<f32>,
}

impl Chroma {
    /// Whether these channels are luminance between its two chromas.
    pub(super) fn is_asked(line: &Line, channels: [u32; 3]) -> bool {
        let is = |channel: u32, word: &str| {
            line.channels.get(channel as usize).is_some_and(|channel| channel.name.rsplit('.').next() == Some(word))
        };
        let [red, luminance, blue] = channels;
        is(red, "RY") && is(luminance, "Y") && is(blue, "BY")
    }

    /// Red, green and blue of a line; a line without chroma has that of the line before it.
    pub(super) fn colours(&mut self, line: &Line, [red, luminance, blue]: [u32; 3]) -> &[Vec<f32>; 3] {
        for (channel, spread) in [(red, &mut self.red), (blue, &mut self.blue)] {
            let (values, step) = (line.values(channel, &mut self.values), line.step(channel));
            if !values.is_empty() {
                spread.clear();
                spread.extend(values.iter().flat_map(|value| std::iter::repeat_n(*value, step)));
            }
        }
        self.colours.iter_mut().for_each(Vec::clear);
        let [r, g, b] = &mut self.colours;
        for (at, &y) in line.values(luminance, &mut self.values).iter().enumerate() {
            let of = |chroma: &[f32]| (chroma.get(at).copied().unwrap_or(0.0) + 1.0) * y;
            let (red, blue) = (of(&self.red), of(&self.blue));
            r.push(red);
            g.push((y - WEIGHTS[0] * red - WEIGHTS[2] * blue) / WEIGHTS[1]);
            b.push(blue);
        }
        &self.colours
    }
}
