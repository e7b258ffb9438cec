//! How a part's pixels are cut into chunks, and in which order its table lists them.

use super::{Box2i, Channel, Compression, Kind, Part, Tiling};

/// One level of a tiled part, or the whole of a scanline part.
#[derive(Debug, Clone, Copy)]
struct Level {
    /// Index of its first chunk.
    first: u64,
    level: [u32; 2],
    size: [u64; 2],
    /// Chunks across and down.
    tiles: [u64; 2],
}

/// Where a chunk belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) window: Box2i,
    pub(super) level: [u32; 2],
    /// The coordinates that its leader must hold: y, or tile x, tile y, level x, level y.
    pub(super) leader: [i32; 4],
}

/// The chunks of one part.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    kind: Kind,
    compression: Compression,
    window: Box2i,
    /// Width and height of a chunk in pixels.
    step: [u64; 2],
    levels: Vec<Level>,
    count: u64,
    /// Bytes of a pixel, when no channel is subsampled.
    pixel: Option<u64>,
}

impl Grid {
    /// The chunks of a part whose layout is known; `None` when its codec is not.
    pub(super) fn of(part: &Part) -> Option<Self> {
        let (width, height) = (part.data_window.width(), part.data_window.height());
        let (step, levels) = match part.tiling {
            Some(tiling) => (tiling.size.map(u64::from), levels(tiling, [width, height])),
            None => ([width, u64::from(part.compression.lines()?)], vec![([0, 0], [width, height])]),
        };
        let mut count = 0_u64;
        let levels = levels
            .into_iter()
            .map(|(level, size)| {
                let tiles = [size[0].div_ceil(step[0]), size[1].div_ceil(step[1])];
                let first = count;
                count = count.saturating_add(tiles[0] * tiles[1]);
                Level { first, level, size, tiles }
            })
            .collect();
        let full = part.channels.iter().all(|channel| channel.sampling == [1, 1]);
        let pixel = full.then(|| part.channels.iter().map(|channel| channel.kind.bytes()).sum());
        Some(Self { kind: part.kind, compression: part.compression, window: part.data_window, step, levels, count, pixel })
    }

    /// Chunks in the part.
    pub(super) fn count(&self) -> u64 {
        self.count
    }

    /// How the part's pixels are laid out.
    pub(super) fn kind(&self) -> Kind {
        self.kind
    }

    /// Compression of the part's chunks.
    pub(super) fn compression(&self) -> Compression {
        self.compression
    }

    /// Where the chunk of that index belongs.
    pub(super) fn place(&self, index: u64) -> Option<Place> {
        let at = self.levels.partition_point(|level| level.first <= index).checked_sub(1)?;
        let level = self.levels.get(at)?;
        let (row, column) = ((index - level.first) / level.tiles[0], (index - level.first) % level.tiles[0]);
        if row >= level.tiles[1] {
            return None;
        }
        let (x, y) = (column * self.step[0], row * self.step[1]);
        let last_x = (x + self.step[0]).min(level.size[0]) - 1;
        let last_y = (y + self.step[1]).min(level.size[1]) - 1;
        let shift = |min: i32, by: u64| (i64::from(min) + by as i64) as i32;
        let [min_x, min_y] = self.window.min;
        let window = Box2i { min: [shift(min_x, x), shift(min_y, y)], max: [shift(min_x, last_x), shift(min_y, last_y)] };
        let leader = if self.kind.is_tiled() {
            [column as i32, row as i32, level.level[0] as i32, level.level[1] as i32]
        } else {
            [window.min[1], 0, 0, 0]
        };
        Some(Place { window, level: level.level, leader })
    }

    /// The chunk whose leader holds these coordinates.
    pub(super) fn find(&self, leader: [i32; 4]) -> Option<u64> {
        if !self.kind.is_tiled() {
            let lines = u64::try_from(i64::from(leader[0]) - i64::from(self.window.min[1])).ok()?;
            let index = lines / self.step[1];
            return (lines % self.step[1] == 0 && index < self.count).then_some(index);
        }
        let [x, y, level_x, level_y] = leader.map(u32::try_from);
        let wanted = [level_x.ok()?, level_y.ok()?];
        let at = self.levels.binary_search_by_key(&[wanted[1], wanted[0]], |level| [level.level[1], level.level[0]]).ok()?;
        let level = self.levels.get(at)?;
        let (x, y) = (u64::from(x.ok()?), u64::from(y.ok()?));
        (x < level.tiles[0] && y < level.tiles[1]).then(|| level.first + y * level.tiles[0] + x)
    }

    /// Bytes that the pixels of a window unpack to, in a flat part.
    pub(super) fn unpacked(&self, window: &Box2i, channels: &[Channel]) -> u64 {
        if let Some(pixel) = self.pixel {
            return pixel.saturating_mul(window.width()).saturating_mul(window.height());
        }
        channels.iter().fold(0, |bytes, channel| {
            let across = samples(window.min[0], window.max[0], channel.sampling[0]);
            let down = samples(window.min[1], window.max[1], channel.sampling[1]);
            bytes.saturating_add(across.saturating_mul(down).saturating_mul(channel.kind.bytes()))
        })
    }

    /// Bytes of the sample counts of a deep tile that no edge cuts.
    pub(super) fn whole_counts(&self) -> u64 {
        let [width, height] = self.step;
        if self.kind.is_tiled() { width.saturating_mul(height).saturating_mul(4) } else { 0 }
    }

    /// Bytes that all levels unpack to together; for a deep part those of its sample counts alone, four a pixel.
    pub(super) fn total(&self, channels: &[Channel]) -> u64 {
        self.levels.iter().fold(0, |bytes, level| {
            let [x, y] = self.window.min;
            let max = [(i64::from(x) + level.size[0] as i64 - 1) as i32, (i64::from(y) + level.size[1] as i64 - 1) as i32];
            let window = Box2i { min: [x, y], max };
            let one = if self.kind.is_deep() { counts(&window) } else { self.unpacked(&window, channels) };
            bytes.saturating_add(one)
        })
    }
}

/// Bytes of the sample counts of a deep chunk.
pub(super) fn counts(window: &Box2i) -> u64 {
    window.width().saturating_mul(window.height()).saturating_mul(4)
}

/// Multiples of `step` in `first..=last`.
fn samples(first: i32, last: i32, step: i32) -> u64 {
    let step = i64::from(step.max(1));
    let below = |bound: i64| bound.div_euclid(step);
    u64::try_from(below(i64::from(last)) - below(i64::from(first) - 1)).unwrap_or(0)
}

/// Levels in table order, with their sizes in pixels.
fn levels(tiling: Tiling, size: [u64; 2]) -> Vec<([u32; 2], [u64; 2])> {
    let scaled = |level: [u32; 2]| [shrink(size[0], level[0], tiling.rounding), shrink(size[1], level[1], tiling.rounding)];
    match tiling.levels {
        0 => vec![([0, 0], size)],
        1 => (0..=steps(size[0].max(size[1]), tiling.rounding)).map(|n| ([n, n], scaled([n, n]))).collect(),
        _ => {
            let (across, down) = (steps(size[0], tiling.rounding), steps(size[1], tiling.rounding));
            (0..=down).flat_map(|y| (0..=across).map(move |x| [x, y])).map(|level| (level, scaled(level))).collect()
        }
    }
}

/// Size of a level: halved `level` times, never below one.
fn shrink(size: u64, level: u32, rounding: u8) -> u64 {
    let scale = 1_u64 << level;
    if rounding == 0 { (size / scale).max(1) } else { size.div_ceil(scale).max(1) }
}

/// Binary logarithm, rounded as the levels are.
fn steps(size: u64, rounding: u8) -> u32 {
    let size = size.max(1);
    if rounding == 0 { size.ilog2() } else { size.next_power_of_two().ilog2() }
}

#[cfg(test)]
mod tests {
    use super::{levels, samples};
    use crate::exr::Tiling;

    fn sizes(mode: u8, rounding: u8, size: [u64; 2]) -> Vec<[u64; 2]> {
        levels(Tiling { size: [16, 16], levels: mode, rounding }, size).into_iter().map(|level| level.1).collect()
    }

    #[test]
    fn mip_levels_round_down_or_up() {
        assert_eq!(sizes(1, 0, [5, 3]), [[5, 3], [2, 1], [1, 1]]);
        assert_eq!(sizes(1, 1, [5, 3]), [[5, 3], [3, 2], [2, 1], [1, 1]]);
        assert_eq!(sizes(1, 1, [4, 4]), [[4, 4], [2, 2], [1, 1]]);
    }

    #[test]
    fn rip_levels_go_row_by_row() {
        let found: Vec<_> = levels(Tiling { size: [1, 1], levels: 2, rounding: 0 }, [4, 2]).into_iter().map(|level| level.0).collect();
        assert_eq!(found, [[0, 0], [1, 0], [2, 0], [0, 1], [1, 1], [2, 1]]);
        assert_eq!(sizes(2, 0, [4, 2]), [[4, 2], [2, 2], [1, 2], [4, 1], [2, 1], [1, 1]]);
    }

    #[test]
    fn samples_fall_on_multiples() {
        assert_eq!(samples(0, 9, 2), 5);
        assert_eq!(samples(-4, 3, 4), 2);
        assert_eq!(samples(1, 3, 4), 0);
        assert_eq!(samples(-3, 3, 1), 7);
    }
}
