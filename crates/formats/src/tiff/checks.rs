//! What an image claims, against what the file holds.

use super::Rule;
use super::blocks::{Block, blocks_of};
use super::directory::Desk;
use super::structure::Image;
use crate::{Budget, Stop};

/// Checks the places of the strips and tiles of an image; whether its pixels may be read.
pub(super) fn check(desk: &mut Desk, image: &Image, budget: &Budget) -> Result<bool, Stop> {
    if let Some(rule) = number(image) {
        desk.journal.broken(image.offsets.at, rule);
        return Ok(false);
    }
    if let Some((value, cap)) = oversize(desk.view.size(), image, budget) {
        desk.journal.broken(image.at, Rule::Oversize { value, cap });
        return Ok(false);
    }
    // The sizes of old JPEG are those of its stream alone.
    if image.compression == 6 {
        return Ok(true);
    }
    let mut wrong = Wrong::default();
    blocks_of(desk.source, desk.layout, image, &mut |block| wrong.judge(desk.view.size(), image, block))?;
    Ok(wrong.report(desk, image))
}

/// Fewer offsets or sizes than the image has strips or tiles. One size for several is an old writer's habit.
fn number(image: &Image) -> Option<Rule> {
    let expected = image.blocks();
    let few = |count: u64| Rule::Block { problem: "number".to_owned(), index: 0, count: 1, seen: count, expected };
    if image.offsets.count < expected && image.compression != 6 {
        return Some(few(image.offsets.count));
    }
    image.sizes.filter(|sizes| sizes.count < expected && image.compression != 6).map(|sizes| few(sizes.count))
}

/// Bytes that each byte of a compression may unpack to at most.
fn ratio(compression: u16) -> Option<u64> {
    match compression {
        1 => Some(1),
        // A code of twelve bits stands for 4093 bytes at most.
        5 => Some(2731),
        8 | 32946 => Some(1032),
        32773 => Some(64),
        _ => None,
    }
}

/// Pixels beyond what the whole file could unpack to, or that nobody has memory for.
fn oversize(size: u64, image: &Image, budget: &Budget) -> Option<(u64, u64)> {
    let value = image.unpacked();
    let possible = ratio(image.compression).map_or(budget.pixels, |ratio| size.saturating_mul(ratio).min(budget.pixels));
    // What is cut by a little is a cut file, not a lie.
    let cap = if image.compression == 1 { possible.saturating_mul(16) } else { possible };
    (value > cap).then_some((value, cap))
}

/// The first strip or tile that is wrong in each way.
#[derive(Default)]
struct Wrong {
    found: Vec<(&'static str, u64, Block, u64, u64)>,
}

impl Wrong {
    fn judge(&mut self, size: u64, image: &Image, block: Block) {
        let least = if image.compression == 1 { block.unpacked } else { 1 };
        if block.at == 0 || block.size == 0 {
            self.add("zero", block, block.at.min(block.size), least);
        } else if block.at >= size {
            self.add("outside", block, block.at, size);
        } else if block.at.saturating_add(block.size) > size {
            // A last strip that claims a whole one, where the picture has fewer lines, loses nothing.
            let lost = image.compression != 1 || block.at.saturating_add(least) > size;
            self.add(if lost { "outside" } else { "long" }, block, block.at.saturating_add(block.size), size);
        } else if block.size < least {
            self.add("size", block, block.size, least);
        }
    }

    fn add(&mut self, problem: &'static str, block: Block, seen: u64, expected: u64) {
        match self.found.iter_mut().find(|(known, ..)| *known == problem) {
            Some((_, count, ..)) => *count += 1,
            None => self.found.push((problem, 1, block, seen, expected)),
        }
    }

    /// Writes down what was found; whether the pixels may be read.
    fn report(self, desk: &mut Desk, image: &Image) -> bool {
        let lost = self.found.iter().any(|(problem, ..)| *problem != "long");
        for (problem, count, block, seen, expected) in self.found {
            let byte = match problem {
                "outside" if block.at < desk.view.size() => desk.view.size(),
                "size" => block.at,
                _ => image.offsets.at + block.index * u64::from(image.offsets.width),
            };
            let rule = Rule::Block { problem: problem.to_owned(), index: block.index, count, seen, expected };
            if problem == "long" { desk.journal.odd(byte, rule) } else { desk.journal.broken(byte, rule) }
        }
        !lost
    }
}
