//! The board on the wall: holes, tools with their shadows, a drawing pinned up, and the window.

use super::PIXEL;
use super::drawing;
use super::lights::Lights;
use super::tools::{Stuff, tools};
use super::window::{self, window};
use crate::noise::{fractal, value};
use crate::shapes::{block, cover, smoothstep};
use crate::vector::{V2, V3, v2, v3};

/// Distance between holes of the board.
const PITCH: f32 = 0.0345;

/// Distance of the tools from the board.
const LIFT: f32 = 0.014;

/// The pinned sheet: its middle and half its size.
const SHEET: V2 = v2(0.625, 0.165);
const SHEET_HALF: V2 = v2(0.110, 0.082);

/// Light of the wall at a place above the bench.
pub(super) fn wall(p: V2, time: f32, lights: &Lights) -> V3 {
    let board = board(p, lights);
    let sheeted = sheet(p, board, lights);
    let (d, stuff) = tools(p);
    let hung = if d < PIXEL { sheeted.mix(tool(p, d, stuff, lights), cover(d, PIXEL * 0.7)) } else { sheeted };
    let open = window::outline(p);
    if open > PIXEL { hung } else { hung.mix(window(p, time, lights), cover(open, PIXEL * 0.7)) }
}

fn board(p: V2, lights: &Lights) -> V3 {
    let at = v3(p.x, p.y, 0.0);
    let n = v3(0.0, 0.0, 1.0);
    let towards = |lift: f32| v2(lights.bulb.x - p.x, lights.bulb.y - p.y) * (lift / lights.bulb.z);
    let cast = p + towards(LIFT);
    let thrown = cover(tools(cast).0, 0.008).max(cover(block(p + towards(0.010) - SHEET, SHEET_HALF, 0.0), 0.008));
    let lamp = lights.lamp(at, n) * (1.0 - 0.82 * thrown);
    let others = lights.on(at, n) - lights.lamp(at, n);
    let lit = lamp + others * (1.0 - 0.35 * thrown);
    let mottle = 0.86 + 0.28 * fractal(p * 9.0, 4, 30);
    let worn = smoothstep(0.62, 0.80, fractal(v2(p.x * 5.0, p.y * 16.0), 4, 31));
    let paint = (v3(0.118, 0.190, 0.185) * mottle).mix(v3(0.26, 0.27, 0.24), 0.35 * worn);
    let skirt = smoothstep(0.10, 0.0, p.y - super::BACK);
    holes(p, paint.times(lit) * (1.0 - 0.45 * skirt * skirt))
}

/// The board's holes, each with a lit lower lip.
fn holes(p: V2, board: V3) -> V3 {
    let q = v2(p.x - (p.x / PITCH).round() * PITCH, p.y - (p.y / PITCH).round() * PITCH);
    let hole = cover(q.length() - 0.0040, PIXEL * 0.7);
    let lip = cover((q + v2(0.0, 0.0012)).length() - 0.0050, PIXEL * 0.9);
    board.mix(board * 1.5, 0.5 * lip).mix(board * 0.14, hole)
}

/// Shading of a tool: rounded near its edge, flat within.
fn tool(p: V2, d: f32, stuff: Stuff, lights: &Lights) -> V3 {
    let e = 0.0015;
    let slope = v2(tools(p + v2(e, 0.0)).0 - tools(p - v2(e, 0.0)).0, tools(p + v2(0.0, e)).0 - tools(p - v2(0.0, e)).0) * (0.5 / e);
    let edge = smoothstep(-0.0075, 0.0, d);
    let n = v3(slope.x * edge, slope.y * edge, 1.0 - 0.55 * edge).unit();
    let at = v3(p.x, p.y, LIFT);
    let (colour, gloss, sharp) = matter(p, stuff);
    colour.times(lights.on(at, n) * 1.25) + lights.shine(at, n, sharp) * gloss
}

/// Colour, gloss, and sharpness of the highlight.
fn matter(p: V2, stuff: Stuff) -> (V3, f32, i32) {
    let grain = 0.70 + 0.60 * fractal(v2(p.x * 150.0, p.y * 16.0), 3, 32);
    match stuff {
        Stuff::Steel => (v3(0.30, 0.31, 0.32) * (0.85 + 0.3 * value(v2(p.x * 90.0, p.y * 240.0), 33)), 0.75, 9),
        Stuff::Wood => (v3(0.46, 0.235, 0.095) * grain, 0.16, 7),
        Stuff::Red => (v3(0.44, 0.060, 0.038), 0.32, 14),
        Stuff::Brass => (v3(0.56, 0.36, 0.115), 0.60, 9),
        Stuff::Hair => (v3(0.16, 0.11, 0.075) * (0.7 + 0.6 * value(v2(p.x * 420.0, p.y * 30.0), 34)), 0.05, 4),
        Stuff::Hemp => (v3(0.50, 0.39, 0.235) * (0.72 + 0.40 * ((p.x * 1.1 - p.y * 0.7) * 640.0).sin().abs()), 0.0, 4),
    }
}

/// The drawing on its sheet, one corner lifting from the board, two brass pins.
fn sheet(p: V2, board: V3, lights: &Lights) -> V3 {
    let q = (p - SHEET).turned(0.035);
    let d = block(q, SHEET_HALF, 0.001);
    if d > PIXEL {
        return board;
    }
    let curl = smoothstep(-0.02, -0.16, q.x + q.y * 0.8);
    let n = v3(-0.5 * curl, -0.35 * curl, 1.0).unit();
    let fibre = 0.96 + 0.08 * fractal(q * 90.0, 2, 35);
    let paper = v3(1.05, 0.98, 0.85) * fibre;
    let ink = drawing::hedgehog(v2(q.x, q.y + 0.012) * (1.0 / 0.082));
    let drawn = paper.mix(v3(0.045, 0.185, 0.36), 0.85 * ink);
    let at = v3(p.x, p.y, 0.006);
    let pins = ((v2(q.x.abs() - 0.094, q.y - 0.068)).length() - 0.0046) * 1.0;
    let pinned =
        drawn.times(lights.on(at, n)).mix(v3(0.60, 0.42, 0.15).times(lights.on(at, v3(0.2, 0.6, 0.75))) * 1.6, cover(pins, PIXEL * 0.8));
    board.mix(pinned, cover(d, PIXEL * 0.7))
}
