//! The tools on the board: flat silhouettes with a rounded edge.

use crate::shapes::{block, line, taper, trapezium};
use crate::vector::{V2, v2};

/// What a piece of a tool is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Stuff {
    Steel,
    Wood,
    Red,
    Brass,
    Hair,
    Hemp,
}

struct Tool {
    centre: V2,
    half: V2,
    draw: fn(V2) -> (f32, Stuff),
}

const fn tool(x: f32, y: f32, half: V2, draw: fn(V2) -> (f32, Stuff)) -> Tool {
    Tool { centre: v2(x, y), half, draw }
}

const CHISEL: V2 = v2(0.014, 0.085);

static TOOLS: [Tool; 13] = [
    tool(-0.392, 0.165, v2(0.065, 0.115), hammer),
    tool(-0.288, 0.128, v2(0.036, 0.105), pliers),
    tool(-0.120, 0.262, v2(0.190, 0.045), saw),
    tool(-0.218, 0.135, CHISEL, chisel),
    tool(-0.170, 0.135, CHISEL, chisel),
    tool(-0.122, 0.135, CHISEL, gouge),
    tool(-0.060, 0.125, v2(0.013, 0.095), brush),
    tool(-0.018, 0.125, v2(0.013, 0.095), brush),
    tool(0.330, 0.165, v2(0.048, 0.105), spanner),
    tool(0.430, 0.150, v2(0.050, 0.110), scissors),
    tool(0.070, 0.120, v2(0.055, 0.055), coil),
    tool(0.215, 0.110, v2(0.085, 0.085), square),
    tool(0.800, 0.150, v2(0.036, 0.105), pliers),
];

/// Signed distance to the nearest tool (one when none is near), and its stuff there.
pub(super) fn tools(p: V2) -> (f32, Stuff) {
    TOOLS.iter().fold((1.0, Stuff::Steel), |near, tool| {
        let q = p - tool.centre;
        if q.x.abs() > tool.half.x + 0.012 || q.y.abs() > tool.half.y + 0.012 {
            return near;
        }
        let found = (tool.draw)(q);
        if found.0 < near.0 { found } else { near }
    })
}

fn nearest<const N: usize>(parts: [(f32, Stuff); N]) -> (f32, Stuff) {
    parts.into_iter().fold((1.0, Stuff::Steel), |near, part| if part.0 < near.0 { part } else { near })
}

fn hammer(p: V2) -> (f32, Stuff) {
    let handle = taper(p, v2(0.0, -0.100), v2(0.0, 0.060), 0.0095, 0.0075);
    let head = block(p - v2(0.010, 0.073), v2(0.034, 0.0135), 0.003);
    let neck = block(p - v2(0.034, 0.073), v2(0.013, 0.0175), 0.003);
    let claw = taper(p, v2(-0.018, 0.076), v2(-0.056, 0.060), 0.0105, 0.003);
    nearest([(handle, Stuff::Wood), (head.min(neck).min(claw), Stuff::Steel)])
}

fn pliers(p: V2) -> (f32, Stuff) {
    let q = v2(p.x.abs(), p.y);
    let grip =
        taper(q, v2(0.009, 0.010), v2(0.024, -0.040), 0.0060, 0.0075).min(taper(q, v2(0.024, -0.040), v2(0.018, -0.095), 0.0075, 0.0070));
    let jaw = taper(q, v2(0.007, 0.040), v2(0.0045, 0.090), 0.0100, 0.0045);
    let joint = (p - v2(0.0, 0.030)).length() - 0.0165;
    nearest([(grip, Stuff::Red), (jaw.min(joint), Stuff::Steel)])
}

fn saw(p: V2) -> (f32, Stuff) {
    let along = ((p.x + 0.105) / 0.285).clamp(0.0, 1.0);
    let tooth = ((p.x * 130.0).rem_euclid(1.0) - 0.5).abs() * 0.005;
    let (top, bottom) = (0.030 - 0.004 * along, -0.026 + 0.030 * along + tooth);
    let blade = (p.y - top).max(bottom - p.y).max((p.x - 0.037).abs() - 0.145);
    let grip = block(p + v2(0.140, -0.002), v2(0.044, 0.038), 0.020).max(-block(p + v2(0.146, -0.002), v2(0.021, 0.0165), 0.0150));
    nearest([(blade, Stuff::Steel), (grip, Stuff::Wood)])
}

fn chisel(p: V2) -> (f32, Stuff) {
    let handle = block(p - v2(0.0, 0.045), v2(0.0095, 0.034), 0.0075);
    let ring = block(p - v2(0.0, 0.009), v2(0.0070, 0.0045), 0.001);
    let blade = block(p + v2(0.0, 0.040), v2(0.0062, 0.046), 0.001);
    nearest([(handle, Stuff::Wood), (ring, Stuff::Brass), (blade, Stuff::Steel)])
}

fn gouge(p: V2) -> (f32, Stuff) {
    let handle = taper(p, v2(0.0, 0.016), v2(0.0, 0.070), 0.0075, 0.0105);
    let blade = taper(p, v2(0.0, 0.010), v2(0.0, -0.075), 0.0035, 0.0080).max(-0.078 - p.y);
    nearest([(handle, Stuff::Red), (blade, Stuff::Steel)])
}

fn brush(p: V2) -> (f32, Stuff) {
    let handle = taper(p, v2(0.0, -0.030), v2(0.0, 0.085), 0.0058, 0.0030);
    let ring = trapezium(p + v2(0.0, 0.042), 0.0075, 0.0055, 0.012);
    let hair = taper(p, v2(0.0, -0.056), v2(0.0, -0.088), 0.0080, 0.0022);
    nearest([(handle, Stuff::Wood), (ring, Stuff::Brass), (hair, Stuff::Hair)])
}

fn spanner(p: V2) -> (f32, Stuff) {
    let q = p.turned(0.22);
    let shaft = taper(q, v2(0.0, -0.070), v2(0.0, 0.070), 0.0075, 0.0090);
    let ring = ((q + v2(0.0, 0.082)).length() - 0.0135).abs() - 0.0055;
    let jaw = ((q - v2(0.0, 0.080)).length() - 0.0225).max(-block(q - v2(0.0, 0.094), v2(0.0092, 0.020), 0.003));
    (shaft.max(-((q - v2(0.0, 0.084)).length() - 0.010)).min(ring).min(jaw), Stuff::Steel)
}

fn scissors(p: V2) -> (f32, Stuff) {
    let q = v2(p.x.abs(), p.y);
    let ring = (v2(q.x - 0.024, (q.y - 0.068) * 0.80).length() - 0.0190).abs() - 0.0052;
    let arm = line(q, v2(0.013, 0.046), v2(0.002, 0.012), 0.0056);
    let blade = taper(q, v2(0.003, 0.010), v2(0.0165, -0.098), 0.0085, 0.0016);
    nearest([(ring.min(arm), Stuff::Red), (blade, Stuff::Steel)])
}

fn coil(p: V2) -> (f32, Stuff) {
    let ring = (p.length() - 0.0370).abs() - 0.0125;
    let tie = block(p - v2(0.0, 0.038), v2(0.0075, 0.0160), 0.004);
    let tail = taper(p, v2(0.030, -0.030), v2(0.044, -0.058), 0.0024, 0.0016);
    nearest([(ring.min(tie).min(tail), Stuff::Hemp)])
}

fn square(p: V2) -> (f32, Stuff) {
    let outer = (p.x + p.y) * std::f32::consts::FRAC_1_SQRT_2 - 0.003;
    let triangle = |shrink: f32| (outer + shrink).max(-0.072 - p.x + shrink).max(-0.072 - p.y + shrink);
    (triangle(0.0).max(-triangle(0.0190)), Stuff::Brass)
}
