//! Names that differ in their numbers alone, and the number among them that is the frame.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::name::{self, Number};
use super::{Member, words};

/// Stands for a number in a skeleton; no UTF-8 text holds it.
const HOLE: u8 = 0xFF;
/// Stands for a texture tile.
const TILE: u8 = 0xFE;

/// Every name with its numbers, gathered by what remains when the numbers are left out.
pub(super) struct Table<'n> {
    names: &'n [&'n str],
    numbers: Vec<Number>,
    /// Where the numbers of each name begin and end in `numbers`.
    spans: Vec<(u32, u32)>,
    buckets: Vec<Vec<usize>>,
}

/// Names that may be a sequence: alike but for one number.
#[derive(Debug)]
pub(super) struct Candidate<'n> {
    pub prefix: &'n str,
    pub suffix: &'n str,
    pub members: Vec<Member>,
    /// Written as `u1_v1`.
    pub tiles: bool,
}

impl<'n> Table<'n> {
    pub(super) fn new(names: &'n [&'n str]) -> Self {
        let mut table =
            Self { names, numbers: Vec::with_capacity(names.len()), spans: Vec::with_capacity(names.len()), buckets: Vec::new() };
        let mut known: HashMap<Box<[u8]>, usize> = HashMap::new();
        let (mut skeleton, mut last, mut last_bucket) = (Vec::new(), Vec::new(), 0);
        for (index, name) in names.iter().enumerate() {
            let start = table.numbers.len();
            name::numbers(name, &mut table.numbers);
            table.spans.push((start as u32, table.numbers.len() as u32));
            let numbers = table.numbers.get(start..).unwrap_or_default();
            if numbers.is_empty() {
                continue;
            }
            write_skeleton(name, numbers, &mut skeleton);
            if skeleton != last {
                last_bucket = known.get(skeleton.as_slice()).copied().unwrap_or_else(|| {
                    table.buckets.push(Vec::new());
                    known.insert(skeleton.as_slice().into(), table.buckets.len() - 1);
                    table.buckets.len() - 1
                });
                std::mem::swap(&mut skeleton, &mut last);
            }
            if let Some(bucket) = table.buckets.get_mut(last_bucket) {
                bucket.push(index);
            }
        }
        table
    }

    pub(super) fn names(&self) -> &'n [&'n str] {
        self.names
    }

    /// The numbers of a name that may be its frame number.
    pub(super) fn numbers(&self, name: usize) -> &[Number] {
        let (start, end) = self.spans.get(name).copied().unwrap_or_default();
        self.numbers.get(start as usize..end as usize).unwrap_or_default()
    }

    /// What stands before and after a number of a name.
    pub(super) fn around(&self, name: usize, number: &Number) -> (&'n str, &'n str) {
        let text = self.names.get(name).copied().unwrap_or_default();
        let before = text.get(..usize::from(number.start)).unwrap_or_default();
        (before, text.get(usize::from(number.end)..).unwrap_or_default())
    }

    /// Sets of at least two names that differ in one number alone.
    pub(super) fn candidates(&self) -> Vec<Candidate<'n>> {
        self.buckets.iter().filter(|bucket| bucket.len() > 1 && self.may_hold_frames(bucket)).flat_map(|b| self.split(b)).collect()
    }

    fn may_hold_frames(&self, bucket: &[usize]) -> bool {
        bucket.first().and_then(|first| self.names.get(*first)).is_some_and(|name| words::may_hold_a_frame(name))
    }

    fn split(&self, bucket: &[usize]) -> Vec<Candidate<'n>> {
        let varying = self.varying(bucket);
        let Some(column) = self.frame_column(bucket, &varying) else { return Vec::new() };
        if varying == [column] {
            return self.candidate(bucket, column).into_iter().collect();
        }
        let mut names = bucket.to_vec();
        names.sort_unstable_by(|a, b| self.compare_others(*a, *b, column));
        let groups = names.chunk_by(|a, b| self.compare_others(*a, *b, column) == Ordering::Equal);
        groups.filter(|group| group.len() > 1).filter_map(|group| self.candidate(group, column)).collect()
    }

    /// Columns whose number is not the same in every name.
    fn varying(&self, bucket: &[usize]) -> Vec<usize> {
        let first = bucket.first().map(|name| self.numbers(*name)).unwrap_or_default();
        let differs = |column: usize, number: &Number| {
            bucket.iter().any(|name| self.number(*name, column).is_none_or(|other| key(other) != key(number)))
        };
        first.iter().enumerate().filter(|(column, number)| differs(*column, number)).map(|(column, _)| column).collect()
    }

    /// The column of the frame number. A number of at least four digits before the extension is the frame, after a dot even
    /// when it never changes (ten layers of one frame are no sequence of ten); else another of four digits, else the one with most
    /// values, then the most neighbouring values, then the last.
    fn frame_column(&self, bucket: &[usize], varying: &[usize]) -> Option<usize> {
        let sample = *bucket.first()?;
        if let Some(tile) = self.numbers(sample).iter().position(|number| number.tile) {
            return Some(tile);
        }
        let last = self.numbers(sample).len().checked_sub(1)?;
        let number = self.number(sample, last)?;
        let (before, after) = self.around(sample, number);
        let before_extension = after.rfind('.') == Some(0) && before.bytes().last().is_none_or(name::is_separator);
        if before_extension && self.is_wide(bucket, last) && (varying.contains(&last) || before.ends_with('.')) {
            return Some(last);
        }
        match varying {
            [] => None,
            [only] => Some(*only),
            several => several.iter().copied().max_by_key(|c| (self.is_wide(bucket, *c), self.variety(bucket, *c), *c)),
        }
    }

    /// Whether all numbers of a column have at least four digits.
    fn is_wide(&self, bucket: &[usize], column: usize) -> bool {
        bucket.iter().filter_map(|name| self.number(*name, column)).all(|number| number.digits >= 4)
    }

    /// How many values a column has, and how many of them are followed by the next number.
    fn variety(&self, bucket: &[usize], column: usize) -> (usize, usize) {
        let mut values: Vec<i64> = bucket.iter().filter_map(|name| self.number(*name, column)).map(|number| number.frame).collect();
        values.sort_unstable();
        values.dedup();
        let neighbours = values.iter().zip(values.iter().skip(1)).filter(|(a, b)| **b - **a == 1).count();
        (values.len(), neighbours)
    }

    fn number(&self, name: usize, column: usize) -> Option<&Number> {
        self.numbers(name).get(column)
    }

    fn compare_others(&self, a: usize, b: usize, column: usize) -> Ordering {
        let pairs = self.numbers(a).iter().zip(self.numbers(b)).enumerate().filter(|(index, _)| *index != column);
        pairs.map(|(_, (a, b))| key(a).cmp(&key(b))).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    }

    fn candidate(&self, group: &[usize], column: usize) -> Option<Candidate<'n>> {
        let sample = *group.first()?;
        let number = self.number(sample, column)?;
        let (prefix, suffix) = self.around(sample, number);
        let member = |name: usize| self.number(name, column).map(|n| Member { name, frame: n.frame, digits: n.digits });
        Some(Candidate { prefix, suffix, members: group.iter().filter_map(|name| member(*name)).collect(), tiles: number.tile })
    }
}

/// What makes two numbers the same text.
fn key(number: &Number) -> (i64, u8) {
    (number.frame, number.digits)
}

fn write_skeleton(name: &str, numbers: &[Number], skeleton: &mut Vec<u8>) {
    skeleton.clear();
    let mut from = 0;
    for number in numbers {
        skeleton.extend_from_slice(name.as_bytes().get(from..usize::from(number.start)).unwrap_or_default());
        skeleton.push(if number.tile { TILE } else { HOLE });
        from = usize::from(number.end);
    }
    skeleton.extend_from_slice(name.as_bytes().get(from..).unwrap_or_default());
}
