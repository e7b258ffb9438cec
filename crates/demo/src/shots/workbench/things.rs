//! What stands on the bench and hangs above it: lantern, mug, jar, plane, books, lamp.

use super::lights::{LANTERN, Lights};
use super::{BACK, PIXEL};
use crate::noise::{fractal, uniform};
use crate::shapes::{block, cover, line, smoothstep, taper};
use crate::vector::{V2, V3, v2, v3};

/// Paints everything over the wall and the bench, from far to near.
pub(super) fn over(p: V2, ground: V3, time: f32, lights: &Lights) -> V3 {
    let shelved = if p.x < -0.5 { books(p, ground, lights) } else { ground };
    let potted = if p.x > 0.4 { jar(p, tin(p, shelved, lights), lights) } else { shelved };
    let planed = if p.x < -0.25 { plane(p, potted, lights) } else { potted };
    let warm = if p.x > 0.2 && p.x < 0.45 { mug(p, steam(p, planed, time), lights) } else { planed };
    lamp(p, lantern(p, warm, lights), lights)
}

/// Normal of an upright round thing, `across` from -1 to 1.
fn round(across: f32) -> V3 {
    let x = across.clamp(-1.0, 1.0);
    v3(x, 0.0, (1.0 - x * x).sqrt())
}

/// A round upright body of one colour.
fn body(behind: V3, inside: f32, at: V3, n: V3, colour: V3, gloss: f32, lights: &Lights) -> V3 {
    if inside <= 0.0 {
        return behind;
    }
    let n = (n + v3(0.0, 0.28, 0.0)).unit();
    behind.mix(colour.times(lights.on(at, n) * 1.15) + lights.shine(at, n, 18) * gloss, inside)
}

fn lantern(p: V2, behind: V3, lights: &Lights) -> V3 {
    let q = p - v2(LANTERN.x, LANTERN.y);
    if q.x.abs() > 0.14 || q.y.abs() > 0.16 {
        return behind;
    }
    let rib = 0.0016 * (q.y * 215.0).cos();
    let globe = v2(q.x, q.y * 0.95).length() - 0.100 - rib;
    let caps = block(v2(q.x, q.y.abs() - 0.1015), v2(0.037, 0.0085), 0.003);
    let loop_ = ((q - v2(0.0, 0.122)).length() - 0.013).abs() - 0.0016;
    let facing = (1.0 - (q.x * q.x + q.y * q.y * 0.9) / 0.0104).max(0.0).sqrt();
    let low = (-(q.y + 0.020).powi(2) * 110.0).exp();
    let shade = 0.80 + 0.20 * smoothstep(-0.95, -0.30, -(q.y * 215.0).cos());
    let heart = (0.26 + 0.30 * facing + 1.05 * facing.powi(3) * low) * shade * lights.flame;
    let paper = v3(1.18, 0.64, 0.25).mix(v3(1.25, 0.90, 0.55), 0.8 * facing.powi(4) * low) * heart;
    let wood = v3(0.20, 0.115, 0.065).times(lights.on(v3(p.x, p.y, 0.26), round(q.x / 0.037)) * 1.5);
    behind.mix(wood * 1.4, cover(loop_, PIXEL * 0.7)).mix(paper, cover(globe, PIXEL * 0.8)).mix(wood, cover(caps, PIXEL * 0.7))
}

fn mug(p: V2, behind: V3, lights: &Lights) -> V3 {
    let q = p - v2(0.312, -0.232);
    let cup = block(q, v2(0.043 + 0.03 * q.y, 0.047), 0.010);
    let handle = (v2(q.x - 0.046, q.y * 0.85).length() - 0.025).abs() - 0.0062;
    let rim = (v2(q.x, (q.y - 0.047) * 3.4).length() - 0.0430).abs() - 0.0030;
    let inner = v2(q.x, (q.y - 0.047) * 3.4).length() - 0.0425;
    let at = v3(p.x, p.y, 0.10);
    let speckle = 0.88 + 0.2 * smoothstep(0.55, 0.75, fractal(p * 160.0, 2, 70));
    let glaze = v3(0.10, 0.26, 0.30).mix(v3(0.62, 0.56, 0.46), smoothstep(-0.012, -0.018, q.y + 0.003 * (q.x * 130.0).sin())) * speckle;
    let held = body(behind, cover(handle, PIXEL * 0.8), at, round((q.x - 0.05) * 20.0), glaze, 0.4, lights);
    let stood = body(held, cover(cup, PIXEL * 0.8), at, round(q.x / 0.045), glaze, 0.5, lights);
    let tea = v3(0.10, 0.042, 0.018).times(lights.on(at, v3(0.0, 1.0, 0.0))) * 1.4;
    body(stood.mix(tea, cover(inner, PIXEL * 0.8)), cover(rim, PIXEL * 0.8), at, v3(0.0, 0.8, 0.6), v3(0.40, 0.46, 0.45), 0.3, lights)
}

/// Steam that curls and thins out.
fn steam(p: V2, behind: V3, time: f32) -> V3 {
    let up = p.y + 0.185;
    if !(0.0..0.24).contains(&up) {
        return behind;
    }
    let bend = 0.312 + 0.020 * (up * 21.0 - time * 1.9).sin() * smoothstep(0.0, 0.10, up) + 0.06 * up;
    let wide = 0.016 + 0.085 * up;
    let wisp = fractal(v2((p.x - bend) * 26.0, p.y * 11.0 - time * 1.25), 4, 71);
    let aside = (p.x - bend) / wide;
    let thick = (-aside * aside * 1.4).exp() * smoothstep(0.38, 0.72, wisp) * smoothstep(0.24, 0.04, up) * smoothstep(0.0, 0.02, up);
    behind + v3(0.22, 0.165, 0.115) * (0.62 * thick)
}

/// A glass jar of brushes and pencils.
fn jar(p: V2, behind: V3, lights: &Lights) -> V3 {
    let q = p - v2(0.495, -0.190);
    if q.x.abs() > 0.12 || q.y > 0.22 {
        return behind;
    }
    let at = v3(p.x, p.y, 0.14);
    let stuffed = (0..7).fold(behind, |colour, i| {
        let chance = |k| uniform(i, 72, k);
        let foot = v2((chance(0) - 0.5) * 0.05, -0.045);
        let top = v2(foot.x + (chance(1) - 0.5) * 0.095, 0.075 + 0.065 * chance(2));
        let stick = line(q, foot, top, 0.0034);
        let tip = if i % 2 == 0 {
            taper(q, top, top + (top - foot) * 0.16, 0.0062, 0.0015)
        } else {
            line(q, top, top + (top - foot) * 0.05, 0.0036)
        };
        let tones = [v3(0.40, 0.21, 0.09), v3(0.44, 0.055, 0.035), v3(0.055, 0.23, 0.42), v3(0.50, 0.33, 0.06)];
        let across = (q.x - foot.x - (top.x - foot.x) * (q.y - foot.y) / (top.y - foot.y)) / 0.0034;
        let wood = body(colour, cover(stick, PIXEL * 0.7), at, round(across * 0.9), tones[(i % 4) as usize], 0.15, lights);
        body(wood, cover(tip, PIXEL * 0.7), at, round(across * 0.5), v3(0.17, 0.115, 0.08), 0.0, lights)
    });
    let glass = block(q, v2(0.043, 0.056), 0.012);
    let inside = cover(glass, PIXEL * 0.8);
    let edge = smoothstep(0.010, 0.0, -glass) * inside;
    let tint = stuffed.mix(stuffed.times(v3(0.70, 0.86, 0.82)) + v3(0.004, 0.006, 0.006), inside);
    let n = (round(q.x / 0.044) + v3(0.0, 0.25, 0.0)).unit();
    tint + (lights.shine(at, n, 22) * 0.9 + v3(0.035, 0.045, 0.045).times(lights.on(at, n)) + lights.on(at, n) * 0.05 * edge) * inside
}

/// A paint tin behind the jar, and its lid.
fn tin(p: V2, behind: V3, lights: &Lights) -> V3 {
    let q = p - v2(0.690, -0.150);
    let can = block(q, v2(0.072, 0.070), 0.006);
    let label = (q.y.abs() - 0.040).max(can);
    let rim = block(q - v2(0.0, 0.067), v2(0.075, 0.0055), 0.004);
    let at = v3(p.x, p.y, 0.14);
    let n = round(q.x / 0.073);
    let drip = 0.022 * fractal(v2(p.x * 26.0, 1.0), 2, 73) + 0.012;
    let paint = cover(can, PIXEL) * cover(0.062 - drip - q.y, PIXEL);
    let metal = body(behind, cover(can, PIXEL * 0.8), at, n, v3(0.36, 0.36, 0.37), 0.6, lights);
    let named = body(metal, cover(label, PIXEL * 0.8), at, n, v3(0.56, 0.50, 0.40), 0.05, lights);
    let disc = cover(v2(q.x * 1.1, q.y).length() - 0.025, PIXEL);
    let marked = body(named, disc, at, n, v3(0.50, 0.13, 0.055), 0.05, lights);
    let dripped = body(marked, paint * 0.92, at, n, v3(0.46, 0.10, 0.045), 0.3, lights);
    body(dripped, cover(rim, PIXEL * 0.8), at, (n + v3(0.0, 0.6, 0.0)).unit(), v3(0.40, 0.40, 0.41), 0.8, lights)
}

/// A wooden hand plane and the shavings before it.
fn plane(p: V2, behind: V3, lights: &Lights) -> V3 {
    let q = p - v2(-0.455, -0.262);
    if q.x.abs() > 0.19 || q.y.abs() > 0.14 {
        return behind;
    }
    let at = v3(p.x, p.y, 0.06);
    let sole = block(q + v2(0.0, 0.024), v2(0.125, 0.028), 0.005);
    let tote = taper(q, v2(0.070, 0.000), v2(0.088, 0.062), 0.016, 0.012).min(taper(q, v2(0.088, 0.062), v2(0.106, 0.070), 0.012, 0.009));
    let knob = (q - v2(-0.082, 0.026)).length() - 0.019;
    let neck = block(q - v2(-0.082, 0.006), v2(0.010, 0.010), 0.002);
    let iron = taper(q, v2(-0.006, 0.000), v2(0.032, 0.072), 0.0062, 0.0052);
    let grain = 0.72 + 0.56 * fractal(v2(p.x * 18.0, p.y * 130.0), 3, 74);
    let wood = v3(0.42, 0.205, 0.080) * grain;
    let slab = smoothstep(-0.006, 0.004, q.y + 0.006);
    let block_n = v3(0.0, slab * 1.1, 1.0).unit();
    let bladed = body(behind, cover(iron, PIXEL * 0.8), at, v3(-0.5, 0.3, 0.8), v3(0.30, 0.31, 0.32), 0.8, lights);
    let held = body(bladed, cover(tote, PIXEL * 0.8), at, round((q.x - 0.085) * 42.0), v3(0.26, 0.105, 0.045), 0.3, lights);
    let ball = v3((q.x + 0.082) * 50.0, (q.y - 0.026) * 50.0, 0.6).unit();
    let knobbed = body(held, cover(knob.min(neck), PIXEL * 0.8), at, ball, v3(0.26, 0.105, 0.045), 0.4, lights);
    curls(q, body(knobbed, cover(sole, PIXEL * 0.8), at, block_n, wood, 0.12, lights), at, lights)
}

/// Curled shavings: small spirals of pale wood.
fn curls(q: V2, behind: V3, at: V3, lights: &Lights) -> V3 {
    [(v2(-0.152, -0.040), 0.0190), (v2(-0.176, -0.058), 0.0130), (v2(0.150, -0.056), 0.0150)].iter().fold(
        behind,
        |colour, (centre, size)| {
            let r = q - *centre;
            let angle = r.y.atan2(r.x);
            let turn = (r.length() / size - angle * 0.08).clamp(0.0, 1.0);
            let ribbon = ((r.length() - size * (0.80 + 0.06 * angle)).abs() - 0.0030).min((r.length() - size * 0.38).abs() - 0.0024);
            let n = v3(angle.cos() * (turn - 0.3), angle.sin(), 0.5).unit();
            body(colour, cover(ribbon, PIXEL * 0.8), at, n, v3(0.66, 0.45, 0.25), 0.05, lights)
        },
    )
}

/// A few books leaning under the window.
fn books(p: V2, behind: V3, lights: &Lights) -> V3 {
    let tones = [v3(0.26, 0.075, 0.055), v3(0.085, 0.150, 0.165), v3(0.36, 0.27, 0.13), v3(0.11, 0.085, 0.115), v3(0.20, 0.155, 0.085)];
    (0..5).fold(behind, |colour, i| {
        let chance = |k| uniform(i, 75, k);
        let half = v2(0.014 + 0.007 * chance(0), 0.058 + 0.022 * chance(1));
        let lean = if i == 4 { -0.16 } else { 0.0 };
        let q = (p - v2(-0.835 + 0.0425 * i as f32 - lean * 0.06, BACK - 0.022 + half.y)).turned(-lean);
        let spine = block(q, half, 0.004);
        let bands = ((q.y.abs() - half.y * 0.62).abs() - 0.0022).max(spine);
        let at = v3(p.x, p.y, 0.10);
        let n = round(q.x / half.x * 0.8);
        let bound = body(colour, cover(spine, PIXEL * 0.8), at, n, tones[i as usize], 0.12, lights);
        body(bound, cover(bands, PIXEL * 0.6), at, n, v3(0.50, 0.35, 0.13), 0.5, lights)
    })
}

/// The lamp: cord, enamel shade, bulb showing under its rim.
fn lamp(p: V2, behind: V3, lights: &Lights) -> V3 {
    let q = v2(p.x - lights.bulb.x, p.y - lights.bulb.y).turned(-lights.lean);
    if q.x.abs() > 0.16 || q.y < -0.05 {
        return behind;
    }
    let cord = line(q, v2(0.0, 0.09), v2(0.0, 0.50), 0.0022);
    let neck = block(q - v2(0.0, 0.088), v2(0.0165, 0.022), 0.005);
    let half = 0.020 + 0.096 * smoothstep(0.078, 0.002, q.y).powf(0.75);
    let shade = (q.x.abs() - half).max(q.y - 0.078).max(0.004 - q.y);
    let rim = block(q - v2(0.0, 0.003), v2(0.117, 0.0038), 0.003);
    let bulb = (v2(q.x, q.y * 1.05 + 0.001).length() - 0.0235).max(q.y - 0.004);
    let across = q.x / half.max(0.02);
    let n = round(across * 0.95);
    let cool = v3(0.07, 0.11, 0.17) * (0.35 + 0.65 * (-n.x).max(0.0));
    let enamel = v3(0.075, 0.135, 0.120).times(v3(0.10, 0.085, 0.065) + cool + WALL * (0.4 + 0.6 * n.z));
    let steel = v3(0.05, 0.047, 0.044) * (0.5 + n.z);
    let wired = behind.mix(v3(0.012, 0.012, 0.013), cover(cord, PIXEL * 0.7)).mix(steel, cover(neck, PIXEL * 0.7));
    let lit = wired.mix(enamel + lights.shine(v3(p.x, p.y, 0.3), n, 20) * 0.02, cover(shade, PIXEL * 0.8));
    lit.mix(v3(1.9, 1.45, 0.90), cover(bulb, PIXEL * 1.2)).mix(v3(0.62, 0.44, 0.25), 0.9 * cover(rim, PIXEL * 0.7))
}

/// Light that the wall sends back to the outside of the shade.
const WALL: V3 = v3(0.22, 0.17, 0.12);
