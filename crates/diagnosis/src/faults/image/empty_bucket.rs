//! IMG009: a block on the render's bucket grid is empty.

use etabli_formats::exr::{CELL, Cells};

use super::making;
use super::shot::{Still, stills};
use crate::{
    Context, Declined, Detect, Dice, Fault, Findings, Fix, Healthy, Inject, Needs, Patch, Place, Series, Severity, Site, Text, Words,
};

/// IMG009.
pub(super) static FAULT: Fault = Fault {
    code: "IMG009",
    name: "empty-bucket",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text { fr: "Un carré de l'image {file} est vide.", en: "A square of {file} is empty." },
        td: Text {
            fr: "Le bloc {box} de {file} ne contient que des zéros, alors que ses voisines y ont de l'image.",
            en: "The block {box} of {file} holds only zeros, while its neighbours hold a picture there.",
        },
        advice: Text {
            fr: "Relancer cette image ; un bloc vide vient d'une machine perdue pendant un rendu partagé ou d'un assemblage de tuiles manqué.",
            en: "Render this frame again; an empty block comes from a machine lost in a shared render, or from tiles badly put together.",
        },
        page: Text {
            fr: "Les moteurs calculent par blocs carrés. Un bloc qui manque laisse un rectangle de zéros, aligné sur une grille, dans une image par ailleurs pleine. Il faut que les images d'avant et d'après soient pleines au même endroit, et que l'image soit pleine autour du bloc.",
            en: "Renderers work in square buckets. A lost one leaves a rectangle of zeros, on a grid, in a frame that is otherwise full. The frames before and after must be full at the same place, and the frame full around the block.",
        },
    },
    detect: Detect::Sequence(Needs::CELLS, detect),
    outranks: &[],
    implies: &[],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["one", "wide"], make },
    fix: Fix::None,
};

/// Share of the cells around a block that must hold a picture.
const AROUND: f64 = 0.75;

/// Cells from a first to a last one, inclusive.
type Block = [u32; 4];

fn detect(series: &Series, context: &Context, findings: &mut Findings) {
    let stills = stills(series, context);
    for three in stills.windows(3) {
        let [before, still, after] = three else { continue };
        let grid = Grid::of(still);
        if still.window() != before.window() || still.window() != after.window() || still.is_black() {
            continue;
        }
        for block in blocks(&grid, &Grid::of(before), &Grid::of(after)) {
            say(still, block, context, findings);
        }
    }
}

/// The cells of all channels of a main picture together.
struct Grid<'a> {
    cells: Vec<&'a Cells>,
    width: u32,
    height: u32,
}

impl<'a> Grid<'a> {
    fn of(still: &Still<'a>) -> Self {
        let alpha = still.alpha.iter().flat_map(|layer| &layer.channels);
        let channels = still.colour.channels.iter().chain(alpha);
        let cells: Vec<&Cells> = channels.filter_map(|&c| still.picture.stats(still.colour.part, c)?.cells.as_ref()).collect();
        let (width, height) = cells.first().map_or((0, 0), |c| (c.width, c.height));
        Self { cells, width, height }
    }

    fn is_empty(&self, x: u32, y: u32) -> bool {
        !self.cells.iter().any(|cells| cells.some(x, y))
    }

    fn is_full(&self, x: u32, y: u32) -> bool {
        self.cells.iter().any(|cells| cells.every(x, y))
    }
}

/// Rectangles of cells that are empty here and full on both sides, in a picture that is full around them.
fn blocks(grid: &Grid, before: &Grid, after: &Grid) -> Vec<Block> {
    let gone = |x: u32, y: u32| grid.is_empty(x, y) && before.is_full(x, y) && after.is_full(x, y);
    let mut seen = vec![false; (grid.width * grid.height) as usize];
    let mut blocks = Vec::new();
    for (y, x) in (0..grid.height).flat_map(|y| (0..grid.width).map(move |x| (y, x))) {
        let at = (y * grid.width + x) as usize;
        if !gone(x, y) || seen.get(at).copied().unwrap_or(true) {
            continue;
        }
        let block = grow(x, y, grid, gone);
        for (row, column) in cells(block) {
            if let Some(mark) = seen.get_mut((row * grid.width + column) as usize) {
                *mark = true;
            }
        }
        if cells(block).all(|(row, column)| gone(column, row)) && full_around(block, grid) {
            blocks.push(block);
        }
    }
    blocks
}

/// The block whose first row and column begin at a cell.
fn grow(x: u32, y: u32, grid: &Grid, gone: impl Fn(u32, u32) -> bool) -> Block {
    let last_x = (x..grid.width).take_while(|&column| gone(column, y)).last().unwrap_or(x);
    let last_y = (y..grid.height).take_while(|&row| gone(x, row)).last().unwrap_or(y);
    [x, y, last_x, last_y]
}

fn cells([x0, y0, x1, y1]: Block) -> impl Iterator<Item = (u32, u32)> {
    (y0..=y1).flat_map(move |y| (x0..=x1).map(move |x| (y, x)))
}

fn full_around([x0, y0, x1, y1]: Block, grid: &Grid) -> bool {
    let outer = [x0.saturating_sub(1), y0.saturating_sub(1), (x1 + 1).min(grid.width - 1), (y1 + 1).min(grid.height - 1)];
    let ring: Vec<(u32, u32)> = cells(outer).filter(|&(y, x)| !((x0..=x1).contains(&x) && (y0..=y1).contains(&y))).collect();
    let full = ring.iter().filter(|&&(y, x)| grid.is_full(x, y)).count();
    !ring.is_empty() && full as f64 >= AROUND * ring.len() as f64
}

fn say(still: &Still, [x0, y0, x1, y1]: Block, context: &Context, findings: &mut Findings) {
    let window = still.window();
    let first = [window.min[0] + (x0 * CELL) as i32, window.min[1] + (y0 * CELL) as i32];
    let last = [
        (window.min[0] + ((x1 + 1) * CELL) as i32 - 1).min(window.max[0]),
        (window.min[1] + ((y1 + 1) * CELL) as i32 - 1).min(window.max[1]),
    ];
    let bbox = [first[0], first[1], last[0], last[1]];
    let finding = findings.on(still.file.index, context).pixels(first, bbox).with("box", bbox.to_vec());
    if still.is_display() {
        finding.weigh(Severity::Warning);
    }
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let frame = site.frame(dice)?;
    let cell = u64::from(CELL);
    let (x0, y0) = (dice.range(1, 3) * cell, dice.range(1, 2) * cell);
    let (width, height) = if site.variant == "wide" { (2 * cell, cell) } else { (cell, cell) };
    let patch = making::colours(
        &frame,
        |_, x, y, value| {
            if (x0..x0 + width).contains(&x) && (y0..y0 + height).contains(&y) { 0.0 } else { value }
        },
    )?;
    Ok((patch, vec![Place { pixel: Some([x0 as i32, y0 as i32]), ..frame.place() }]))
}

#[cfg(test)]
mod tests {
    use etabli_formats::exr::{Box2i, Image, PartPixels, write};

    use super::FAULT;
    use crate::{Config, Level, MemoryTree, Node, Selection, check};

    /// Boxes found in seven frames of 96 × 64 pixels from (-32, 16) on; `light` is given frame, column and row.
    fn boxes(light: impl Fn(i64, u64, u64) -> bool) -> Vec<Option<[i32; 4]>> {
        let frame = |frame: i64| {
            let level = |x, y| if light(frame, x, y) { 0.5 } else { 0.0 };
            let mut part = PartPixels::rgba(96, 64, |x, y| [level(x.into(), y.into()), 0.0, 0.0, level(x.into(), y.into())]);
            part.data_window = Box2i { min: [-32, 16], max: [63, 79] };
            part.display_window = part.data_window;
            (format!("beauty.{frame}.exr"), Node::file(write(&Image::single(part)).unwrap()))
        };
        let tree = MemoryTree::of((1001..1008).map(frame));
        let selection = Selection { faults: vec![&FAULT], level: Level::Pixels };
        check(&tree, &Config::default(), &selection, i64::MAX).unwrap().iter().map(|found| found.at.bbox).collect()
    }

    fn in_block(x: u64, y: u64) -> bool {
        (32..64).contains(&x) && (16..32).contains(&y)
    }

    #[test]
    fn a_block_that_is_empty_in_one_frame_is_found_at_its_pixels() {
        assert_eq!(boxes(|frame, x, y| frame != 1004 || !in_block(x, y)), [Some([0, 32, 31, 47])]);
    }

    #[test]
    fn a_block_that_was_never_full_is_none() {
        assert!(boxes(|frame, x, y| !in_block(x, y) || (frame != 1004 && x == 40 && y == 20)).is_empty());
    }

    #[test]
    fn a_block_at_the_edge_of_what_is_seen_is_none() {
        assert!(boxes(|frame, x, y| x < 64 && (frame != 1004 || !in_block(x, y))).is_empty());
    }
}
