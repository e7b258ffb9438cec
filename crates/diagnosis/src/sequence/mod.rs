//! Names of one folder, grouped into frame sequences the way studios name them.
//!
//! [`group`] reads names only. The numbers of a name that may be its frame number are found by `name`, names that differ in
//! their numbers alone are gathered by `bucket`, one number is chosen, widths are told apart by `padding`, and `evidence`
//! says whether what remains is a sequence at all. Then names that differ by case or separator join as strays (`stray`),
//! and texture sets are told from frame ranges (`udim`).

mod bucket;
mod cadence;
mod evidence;
mod name;
mod notation;
mod padding;
mod pattern;
mod range;
mod stray;
mod udim;
mod words;

pub use cadence::{density, gaps, holes, step};
pub use notation::{notation, ranges};
pub use pattern::Pattern;
pub use range::{FrameRange, RangeError, RangeFault, parse_ranges};

/// The names of one folder: each index is in one sequence, as member or stray, or in `singles`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grouping {
    /// Sequences, sorted by prefix, suffix and padding.
    pub sequences: Vec<FrameSequence>,
    /// Indices of the other names, sorted by name.
    pub singles: Vec<usize>,
}

/// Names that differ in their frame number alone, and those that nearly do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameSequence {
    /// What stands before the frame number, its separator included ("beauty.").
    pub prefix: String,
    /// What stands after the frame number, the extension included (".exr").
    pub suffix: String,
    /// How the frame number is written.
    pub digits: Padding,
    /// Frames or texture tiles.
    pub kind: Series,
    /// At least two names, sorted by frame; no frame comes twice.
    pub members: Vec<Member>,
    /// Names that belong here but for their writing, sorted by frame.
    pub strays: Vec<Stray>,
}

/// How the frame number of a sequence is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Padding {
    /// 9, 10: no leading zeros.
    Unpadded,
    /// Filled with zeros to this many digits (1 to 18); larger numbers are longer.
    Digits(u8),
    /// The same for frames from 0 on; before it the sign takes one of the digits' places, as `%04d` writes -001.
    SignedDigits(u8),
    /// A texture tile as `u1_v1`; the frame is its UDIM number.
    UvTile {
        /// What both are counted from, 1 or 0.
        from: u8,
        /// Written as `U1_V1`.
        capital: bool,
    },
}

/// What the numbers of a sequence count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Series {
    /// Frames.
    Frames,
    /// Tiles of a texture: 1001 + u + 10 v, u below 10.
    Udim,
}

/// One name of a sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// Index in the names given to [`group`].
    pub name: usize,
    /// Frame or UDIM number.
    pub frame: i64,
    /// Digits written, sign excluded.
    pub digits: u8,
}

/// A name that would be a member if it were written like the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stray {
    /// Index in the names given to [`group`].
    pub name: usize,
    /// The frame it stands for, which may be a member's too.
    pub frame: i64,
    /// How its name differs.
    pub why: StrayReason,
}

/// How the name of a stray differs from its sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StrayReason {
    /// Another number of digits.
    Padding,
    /// Another separator.
    Separator,
    /// Upper or lower case (and perhaps another separator).
    Case,
}

/// Groups the names of one folder. The order of `names` changes nothing but the indices.
pub fn group(names: &[&str]) -> Grouping {
    let table = bucket::Table::new(names);
    let mut sequences: Vec<FrameSequence> = table.candidates().into_iter().flat_map(|c| c.sequences(names)).collect();
    sequences.sort_unstable_by(|a, b| a.key().cmp(&b.key()));
    stray::adopt(&table, &mut sequences);
    udim::mark(&mut sequences);
    let singles = unplaced(names, &sequences);
    Grouping { sequences, singles }
}

fn unplaced(names: &[&str], sequences: &[FrameSequence]) -> Vec<usize> {
    let mut free = vec![true; names.len()];
    for index in sequences.iter().flat_map(FrameSequence::names) {
        if let Some(free) = free.get_mut(index) {
            *free = false;
        }
    }
    let mut singles: Vec<(&str, usize)> =
        names.iter().zip(0..).zip(free).filter(|(_, free)| *free).map(|((name, index), _)| (*name, index)).collect();
    singles.sort_unstable();
    singles.into_iter().map(|(_, index)| index).collect()
}

impl FrameSequence {
    /// First and last member's frame, strays left out; `None` only for a sequence made by hand without members.
    pub fn bounds(&self) -> Option<(i64, i64)> {
        Some((self.members.first()?.frame, self.members.last()?.frame))
    }

    /// The name a frame has, or should have, in this sequence.
    pub fn name_of(&self, frame: i64) -> String {
        format!("{}{}{}", self.prefix, self.digits.write(frame), self.suffix)
    }

    /// Indices of members and strays.
    fn names(&self) -> impl Iterator<Item = usize> {
        self.members.iter().map(|m| m.name).chain(self.strays.iter().map(|s| s.name))
    }

    fn key(&self) -> (&str, &str, Padding) {
        (&self.prefix, &self.suffix, self.digits)
    }
}

impl Padding {
    /// A frame number written this way; the sign of a negative frame stands before its digits.
    pub fn write(self, frame: i64) -> String {
        match self {
            Self::Unpadded => frame.to_string(),
            Self::Digits(width) => {
                let sign = if frame < 0 { "-" } else { "" };
                format!("{sign}{:0width$}", frame.unsigned_abs(), width = usize::from(width))
            }
            Self::SignedDigits(width) => format!("{frame:0width$}", width = usize::from(width)),
            Self::UvTile { from, capital } => {
                let (tile, from) = (frame.saturating_sub(1001), i64::from(from));
                let [u, v] = if capital { ['U', 'V'] } else { ['u', 'v'] };
                format!("{u}{}_{v}{}", tile.rem_euclid(10) + from, tile.div_euclid(10) + from)
            }
        }
    }

    /// Whether a number of this many digits is written this way. `%04d` counts the sign, so `-001` is four wide as well.
    fn admits(self, frame: i64, digits: u8) -> bool {
        let filled = name::has_leading_zero(frame, digits);
        match self {
            Self::Unpadded => !filled,
            Self::Digits(width) | Self::SignedDigits(width) => {
                digits == width || (digits > width && !filled) || (frame < 0 && digits + 1 == width)
            }
            Self::UvTile { .. } => false,
        }
    }
}
