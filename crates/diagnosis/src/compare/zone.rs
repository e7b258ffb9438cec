//! Where a finding is, so that what changed can be held against it.

use etabli_formats::exr::Box2i;

use crate::{Finding, Value};

/// The place of a finding within its file, as the contract of JSON lines has it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Spot {
    /// Smallest box around its pixels: x and y of the first corner, then of the last.
    pub bbox: Option<[i32; 4]>,
    /// First pixel.
    pub pixel: Option<[i32; 2]>,
    /// First and last line that are lost.
    pub lines: Option<[i32; 2]>,
}

/// What of a file may change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Zone {
    /// Everything: the fault has no place among the pixels.
    Whole,
    /// The pixels of some boxes.
    Boxes(Vec<Box2i>),
}

impl Spot {
    /// Where a finding is.
    pub fn of(finding: &Finding) -> Self {
        let int = |key: &str| match finding.evidence.get(key) {
            Some(Value::Int(value)) => i32::try_from(*value).ok(),
            _ => None,
        };
        let lines = int("first_line").zip(int("last_line")).map(|(first, last)| [first, last]);
        Self { bbox: finding.at.bbox, pixel: finding.at.pixel, lines }
    }

    /// The box of its pixels, wider by a margin; `None` when it has none.
    fn window(&self, margin: u32) -> Option<Box2i> {
        let corners = self.bbox.or_else(|| self.pixel.map(|[x, y]| [x, y, x, y]));
        let lines = self.lines.map(|[first, last]| [i32::MIN, first, i32::MAX, last]);
        let [x0, y0, x1, y1] = corners.or(lines)?;
        let (less, more) = (|n: i32| n.saturating_sub_unsigned(margin), |n: i32| n.saturating_add_unsigned(margin));
        Some(Box2i { min: [less(x0), less(y0)], max: [more(x1), more(y1)] })
    }
}

impl Zone {
    /// The zone of all findings of one file; `margin` is how many pixels around them may change too. `None` without a finding.
    pub fn of(spots: &[Spot], margin: u32) -> Option<Self> {
        if spots.is_empty() {
            return None;
        }
        let windows: Option<Vec<Box2i>> = spots.iter().map(|spot| spot.window(margin)).collect();
        Some(windows.map_or(Self::Whole, Self::Boxes))
    }

    /// Its boxes; none when it is the whole file.
    pub fn boxes(&self) -> Option<&[Box2i]> {
        if let Self::Boxes(boxes) = self { Some(boxes) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use etabli_formats::exr::Box2i;

    use super::{Spot, Zone};

    #[test]
    fn a_zone_is_as_wide_as_what_is_known_of_the_place() {
        let check = |spots: &[Spot], margin: u32, want: Option<Zone>| assert_eq!(Zone::of(spots, margin), want);
        let pixel = Spot { pixel: Some([5, 6]), ..Spot::default() };
        let lines = Spot { lines: Some([32, 47]), ..Spot::default() };
        let one = Box2i { min: [3, 4], max: [7, 8] };
        check(&[], 0, None);
        check(&[pixel], 2, Some(Zone::Boxes(vec![one])));
        check(&[pixel, Spot::default()], 2, Some(Zone::Whole));
        check(&[lines], 0, Some(Zone::Boxes(vec![Box2i { min: [i32::MIN, 32], max: [i32::MAX, 47] }])));
        let boxed = Spot { bbox: Some([1, 2, 3, 4]), ..pixel };
        check(&[boxed], 0, Some(Zone::Boxes(vec![Box2i { min: [1, 2], max: [3, 4] }])));
    }
}
