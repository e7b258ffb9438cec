//! Names that belong to a sequence but for case or separator.

use std::collections::HashMap;

use super::bucket::Table;
use super::name::is_separator;
use super::{FrameSequence, Padding, Stray, StrayReason};

/// Names are judged against at least so many others.
const SIBLINGS: usize = 3;

/// Whether `few` names are stray from `many` others rather than a sequence of their own.
pub(super) fn is_minority(few: usize, many: usize) -> bool {
    many >= SIBLINGS && few.saturating_mul(SIBLINGS) <= many
}

/// Sorts strays by frame, then by name.
pub(super) fn sort(strays: &mut [Stray], names: &[&str]) {
    strays.sort_unstable_by_key(|stray| (stray.frame, names.get(stray.name), stray.name));
}

/// Lets sequences take in small ones and single names whose writing differs by case or separator. `sequences` are sorted.
pub(super) fn adopt(table: &Table<'_>, sequences: &mut Vec<FrameSequence>) {
    let homes = homes(sequences);
    let mut adopted: Vec<(usize, Stray)> = Vec::new();
    let mut emptied = vec![false; sequences.len()];
    for (sequence, emptied) in sequences.iter().zip(&mut emptied) {
        if let Some(home) = home_of_sequence(sequence, sequences, &homes) {
            *emptied = true;
            adopted.extend(all_strays(sequence, sequences, home));
        }
    }
    adopted.extend(adopt_singles(table, sequences, &homes));
    for (home, stray) in adopted {
        if let Some(sequence) = sequences.get_mut(home) {
            sequence.strays.push(stray);
        }
    }
    let mut emptied = emptied.into_iter();
    sequences.retain(|_| !emptied.next().unwrap_or_default());
    for sequence in sequences {
        sort(&mut sequence.strays, table.names());
    }
}

/// The largest sequence of each writing, the first of those of one size.
fn homes(sequences: &[FrameSequence]) -> HashMap<Vec<u8>, usize> {
    let mut homes = HashMap::new();
    for (index, sequence) in sequences.iter().enumerate().filter(|(_, s)| !matches!(s.digits, Padding::UvTile { .. })) {
        let home = homes.entry(fold(&sequence.prefix, &sequence.suffix)).or_insert(index);
        if sequences.get(*home).is_some_and(|other| other.members.len() < sequence.members.len()) {
            *home = index;
        }
    }
    homes
}

fn home_of_sequence(sequence: &FrameSequence, all: &[FrameSequence], homes: &HashMap<Vec<u8>, usize>) -> Option<usize> {
    let index = *homes.get(&fold(&sequence.prefix, &sequence.suffix))?;
    let home = all.get(index)?;
    let minority = is_minority(sequence.members.len(), home.members.len());
    (minority && !written_alike(home, &sequence.prefix, &sequence.suffix)).then_some(index)
}

fn written_alike(home: &FrameSequence, prefix: &str, suffix: &str) -> bool {
    home.prefix == prefix && home.suffix == suffix
}

fn all_strays(sequence: &FrameSequence, all: &[FrameSequence], home: usize) -> Vec<(usize, Stray)> {
    let Some(why) = all.get(home).map(|main| reason(main, &sequence.prefix, &sequence.suffix)) else { return Vec::new() };
    let members = sequence.members.iter().map(|m| (m.name, m.frame));
    let strays = sequence.strays.iter().map(|s| (s.name, s.frame));
    members.chain(strays).map(|(name, frame)| (home, Stray { name, frame, why })).collect()
}

fn adopt_singles(table: &Table<'_>, sequences: &[FrameSequence], homes: &HashMap<Vec<u8>, usize>) -> Vec<(usize, Stray)> {
    if homes.is_empty() {
        return Vec::new();
    }
    let mut placed = vec![false; table.names().len()];
    for name in sequences.iter().flat_map(FrameSequence::names) {
        if let Some(placed) = placed.get_mut(name) {
            *placed = true;
        }
    }
    let free = placed.into_iter().enumerate().filter(|(_, placed)| !placed).map(|(name, _)| name);
    free.filter_map(|name| adopt_single(table, name, sequences, homes)).collect()
}

/// The sequence that would hold `name` with another case or separator: its number must be as wide as the members'.
fn adopt_single(table: &Table<'_>, name: usize, sequences: &[FrameSequence], homes: &HashMap<Vec<u8>, usize>) -> Option<(usize, Stray)> {
    table.numbers(name).iter().rev().find_map(|number| {
        let (prefix, suffix) = table.around(name, number);
        let index = *homes.get(&fold(prefix, suffix))?;
        let home = sequences.get(index)?;
        let fits = home.digits.admits(number.frame, number.digits) && is_minority(1, home.members.len());
        (fits && !written_alike(home, prefix, suffix))
            .then(|| (index, Stray { name, frame: number.frame, why: reason(home, prefix, suffix) }))
    })
}

/// Another case is the graver difference: it decides when the separators differ as well.
fn reason(home: &FrameSequence, prefix: &str, suffix: &str) -> StrayReason {
    let same_letters = plain(&home.prefix, &home.suffix).eq(plain(prefix, suffix));
    if same_letters { StrayReason::Separator } else { StrayReason::Case }
}

/// A writing without case and with one separator, none before the frame number.
fn fold(prefix: &str, suffix: &str) -> Vec<u8> {
    plain(prefix, suffix).map(|byte| byte.to_ascii_lowercase()).collect()
}

fn plain<'a>(prefix: &'a str, suffix: &'a str) -> impl Iterator<Item = u8> + 'a {
    let one = |byte: u8| if is_separator(byte) { b'_' } else { byte };
    let stem = prefix.as_bytes();
    let stem = stem.split_last().filter(|(last, _)| is_separator(**last)).map_or(stem, |(_, rest)| rest);
    stem.iter().copied().map(one).chain([0xFF]).chain(suffix.bytes().map(one))
}
