//! Names of one skeleton, told apart by how wide their numbers are.

use super::bucket::Candidate;
use super::evidence::is_sequence;
use super::name::has_leading_zero;
use super::{FrameSequence, Member, Padding, Series, Stray, StrayReason, stray};

/// Widths a number may have, and one more for zero.
const WIDTHS: u8 = 19;

/// Members of one padding, sorted by frame, and those that repeat a frame.
struct Class {
    padding: Padding,
    members: Vec<Member>,
    twins: Vec<Member>,
}

/// The numbers of one width.
#[derive(Clone, Copy, Default)]
struct Width {
    /// With a leading zero.
    filled: usize,
    /// Without.
    plain: usize,
    /// The largest without.
    largest: u64,
}

impl Candidate<'_> {
    /// The sequences of these names. The widest held padding gathers the few names written with another as strays.
    pub(super) fn sequences(self, names: &[&str]) -> Vec<FrameSequence> {
        if self.tiles {
            return self.tile_set(names).into_iter().collect();
        }
        let mut found: Vec<FrameSequence> = Vec::new();
        let mut rest = self.members.clone();
        while !rest.is_empty() {
            let class = take_class(&mut rest, names);
            match found.first_mut() {
                Some(main) if stray::is_minority(class.members.len(), main.members.len()) => {
                    main.strays.extend(class.members.into_iter().chain(class.twins).map(padding_stray));
                }
                _ if is_sequence(&self, &class.members) => found.push(self.sequence(class)),
                _ => {}
            }
        }
        for sequence in &mut found {
            stray::sort(&mut sequence.strays, names);
        }
        found
    }

    fn sequence(&self, class: Class) -> FrameSequence {
        FrameSequence {
            prefix: self.prefix.to_owned(),
            suffix: self.suffix.to_owned(),
            digits: class.padding,
            kind: Series::Frames,
            members: class.members,
            strays: class.twins.into_iter().map(padding_stray).collect(),
        }
    }

    /// A set of `u1_v1` tiles; counted from 0 when a tile lies before 1001. A name that its tile does not write (`u01_v1`, an eleventh
    /// column) is none of them.
    fn tile_set(&self, names: &[&str]) -> Option<FrameSequence> {
        let from_zero = self.members.iter().any(|m| m.frame < 1001);
        let capital = names.get(self.members.first()?.name)?.as_bytes().get(self.prefix.len()) == Some(&b'U');
        let (from, shift) = if from_zero { (0, 11) } else { (1, 0) };
        let padding = Padding::UvTile { from, capital };
        let members = self.members.iter().map(|m| Member { frame: m.frame + shift, ..*m });
        let written = |m: &Member| {
            names.get(m.name).is_some_and(|name| **name == format!("{}{}{}", self.prefix, padding.write(m.frame), self.suffix))
        };
        let class = without_twins(padding, members.filter(written).collect(), 4, names);
        (class.members.len() > 1).then(|| FrameSequence { kind: Series::Udim, ..self.sequence(class) })
    }
}

/// Takes the members of the commonest padding out of `rest`, which is not empty.
fn take_class(rest: &mut Vec<Member>, names: &[&str]) -> Class {
    let widths = widths(rest);
    let low = narrowest(&widths);
    let padding = padding(&widths, low);
    let mut members: Vec<Member> = rest.extract_if(.., |m| Padding::Digits(low).admits(m.frame, m.digits)).collect();
    let padding = signed(padding, &members);
    let misfits: Vec<Member> = members.extract_if(.., |m| !is_written(padding, m)).collect();
    let mut class = without_twins(padding, members, low, names);
    class.twins.extend(misfits);
    class
}

/// How most of the negative frames are written: the sign before all digits, or counted among them.
fn signed(padding: Padding, members: &[Member]) -> Padding {
    let Padding::Digits(width) = padding else { return padding };
    let counted = Padding::SignedDigits(width);
    let fits = |padding| members.iter().filter(|m| m.frame < 0 && is_written(padding, m)).count();
    if fits(counted) > fits(padding) { counted } else { padding }
}

/// Whether a padding writes a frame with as many digits as the member has.
fn is_written(padding: Padding, member: &Member) -> bool {
    let natural = member.frame.unsigned_abs().checked_ilog10().map_or(1, |log| log as u8 + 1);
    let least = match padding {
        Padding::Digits(width) => width,
        Padding::SignedDigits(width) => width - u8::from(member.frame < 0 && width > 0),
        Padding::Unpadded | Padding::UvTile { .. } => 1,
    };
    member.digits == natural.max(least)
}

/// Counts the numbers of each width: those of frames from 0 on, as `%04d` counts a sign, or of all when there are no others.
fn widths(members: &[Member]) -> [Width; WIDTHS as usize] {
    let negative_only = members.iter().all(|m| m.frame < 0);
    let mut widths = [Width::default(); WIDTHS as usize];
    for member in members.iter().filter(|m| negative_only || m.frame >= 0) {
        if let Some(width) = widths.get_mut(usize::from(member.digits)) {
            if has_leading_zero(member.frame, member.digits) {
                width.filled += 1;
            } else {
                width.plain += 1;
                width.largest = width.largest.max(member.frame.unsigned_abs());
            }
        }
    }
    widths
}

/// The narrowest width that belongs with the commonest one. From 1001 down to 999 and 1 the way is free as long as no width
/// on it has zeros and none is a few names far from the others.
fn narrowest(widths: &[Width; WIDTHS as usize]) -> u8 {
    let wide_first = || widths.iter().zip(0..WIDTHS).rev();
    let Some((main, commonest)) = wide_first().max_by_key(|(width, _)| width.filled + width.plain) else { return 0 };
    let (mut low, mut filled) = (commonest, main.filled);
    for (width, digits) in wide_first().skip_while(|(_, digits)| *digits >= commonest) {
        let near = digits + 1 == low && width.largest >= 10_u64.pow(u32::from(digits)) / 2;
        if filled == 0 && width.plain > 0 && (near || !stray::is_minority(width.plain, main.plain)) {
            low = digits;
            filled = width.filled;
        }
    }
    low
}

fn padding(widths: &[Width; WIDTHS as usize], low: u8) -> Padding {
    let wider = widths.iter().skip(usize::from(low) + 1).any(|width| width.plain > 0);
    let filled = widths.get(usize::from(low)).is_some_and(|width| width.filled > 0);
    if filled || low >= 4 || (low > 1 && !wider) { Padding::Digits(low) } else { Padding::Unpadded }
}

/// Sorts members and sets apart those whose frame another name has, keeping the one whose width is `width`.
fn without_twins(padding: Padding, mut members: Vec<Member>, width: u8, names: &[&str]) -> Class {
    members.sort_unstable_by_key(|m| (m.frame, m.digits.abs_diff(width), names.get(m.name), m.name));
    let mut last = None;
    let twins = members.extract_if(.., |m| last.replace(m.frame) == Some(m.frame)).collect();
    Class { padding, members, twins }
}

fn padding_stray(member: Member) -> Stray {
    Stray { name: member.name, frame: member.frame, why: StrayReason::Padding }
}
