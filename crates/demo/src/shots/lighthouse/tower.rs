//! The lighthouse and the keeper's cottage.

use super::PIXEL;
use crate::noise::fractal;
use crate::shapes::{block, cover, line, smoothstep};
use crate::vector::{V2, V3, v2, v3};

/// Where the lamp stands in the picture.
pub(super) const LAMP: V2 = v2(0.385, 0.262);

const FOOT: f32 = -0.035;
const GALLERY: f32 = 0.222;
const LIT: V3 = v3(1.35, 0.78, 0.34);

/// Paints tower and cottage over what is behind.
pub(super) fn over(p: V2, behind: V3, time: f32) -> V3 {
    if p.x < LAMP.x - 0.12 || p.x > LAMP.x + 0.30 || p.y < -0.08 || p.y > 0.36 {
        return behind;
    }
    let smoked = smoke(p, behind, time);
    let housed = cottage(p, smoked);
    head(p, shaft(p, housed))
}

/// Light on an upright round surface: sunset from the left, dusk from the right; `across` is -1..1.
fn round(across: f32) -> V3 {
    let x = across.clamp(-1.0, 1.0);
    let front = (1.0 - x * x).sqrt();
    let warm = (0.25 * front - 0.88 * x).max(0.0);
    let cool = 0.35 + 0.30 * front + 0.35 * x.max(0.0);
    v3(0.98, 0.50, 0.27) * warm + v3(0.115, 0.145, 0.215) * cool
}

fn shaft(p: V2, behind: V3) -> V3 {
    let up = ((p.y - FOOT) / (GALLERY - FOOT)).clamp(0.0, 1.0);
    let half = 0.0385 - 0.0165 * up.powf(0.8) + 0.012 * (1.0 - up).powi(8);
    let x = p.x - LAMP.x;
    let inside = cover(x.abs() - half, PIXEL * 0.6) * cover((p.y - 0.5 * (FOOT + GALLERY)).abs() - 0.5 * (GALLERY - FOOT), PIXEL * 0.6);
    if inside <= 0.0 {
        return behind;
    }
    let bow = 0.010 * (1.0 - (x / half).powi(2)).max(0.0).sqrt();
    let band = ((p.y + bow * 0.6 - FOOT) / (GALLERY - FOOT)) * 5.0;
    let red = smoothstep(0.03, -0.03, (band.rem_euclid(2.0) - 1.5).abs() - 0.5);
    let worn = 0.80 + 0.34 * fractal(v2(p.x * 60.0, p.y * 22.0), 3, 30);
    let paint = v3(0.76, 0.72, 0.66).mix(v3(0.50, 0.085, 0.055), red) * worn;
    let wall = paint.times(round(x / half)) * (0.55 + 0.45 * smoothstep(0.0, 0.12, up)) * (1.0 - 0.5 * smoothstep(0.90, 1.0, up));
    let glass = [0.085, 0.155].iter().fold(f32::MAX, |d, y| d.min(block(p - v2(LAMP.x + 0.004, *y), v2(0.0042, 0.0072), 0.003)));
    behind.mix(wall.mix(LIT * 0.85, cover(glass, PIXEL * 0.6)), inside)
}

/// Gallery, lantern room, dome and vane.
fn head(p: V2, behind: V3) -> V3 {
    let q = p - LAMP;
    let iron = v3(0.30, 0.26, 0.25).times(round(q.x / 0.030)) + v3(0.22, 0.11, 0.04);
    let corbel = block(q + v2(0.0, 0.0365), v2(0.0300 + 0.25 * (q.y + 0.0365), 0.0055), 0.001);
    let rail = line(v2(q.x.abs(), q.y), v2(0.0, -0.0205), v2(0.0335, -0.0205), 0.0010).min(posts(q));
    let room = block(q + v2(0.0, 0.004), v2(0.0165, 0.0270), 0.002);
    let frame = (((q.x / 0.0165).clamp(-1.0, 1.0).asin() * 2.4).sin().abs() * 0.008 - 0.0012).min(0.02);
    let dome = (v2(q.x, (q.y - 0.021) * 1.25).length() - 0.0205).max(0.021 - q.y);
    let ball = (q - v2(0.0, 0.0415)).length() - 0.0040;
    let vane = line(q, v2(0.0, 0.040), v2(0.0, 0.062), 0.0011);
    let fire = (-(q.x * q.x * 5200.0 + q.y * q.y * 2600.0)).exp();
    let lantern = LIT * (0.55 + 1.7 * fire);
    let lit = behind.mix(lantern, cover(room, PIXEL * 0.6)).mix(iron * 0.8, cover(room, PIXEL * 0.6) * cover(frame, PIXEL * 0.5) * 0.8);
    let capped = lit.mix(v3(0.34, 0.075, 0.055).times(round(q.x / 0.021)) * 1.1, cover(dome.min(ball), PIXEL * 0.6));
    capped.mix(iron, cover(corbel.min(rail).min(vane), PIXEL * 0.6))
}

fn posts(q: V2) -> f32 {
    let nearest = (q.x / 0.0084).round() * 0.0084;
    let post = block(v2(q.x - nearest, q.y + 0.0265), v2(0.0007, 0.0065), 0.0);
    if nearest.abs() > 0.0340 { 1.0 } else { post }
}

/// The keeper's house: wall, roof, two warm windows.
fn cottage(p: V2, behind: V3) -> V3 {
    let q = p - v2(LAMP.x + 0.118, -0.026);
    let wall = block(q, v2(0.058, 0.028), 0.001);
    let roof = (q.y - 0.028).abs().max(0.0) - 0.030 + (q.x.abs() - 0.036).max(0.0) * 1.25;
    let roof = roof.max(0.024 - q.y);
    let chimney = block(q - v2(0.034, 0.060), v2(0.0070, 0.016), 0.001);
    let stone = v3(0.62, 0.58, 0.54) * (0.75 + 0.4 * fractal(p * 70.0, 2, 31));
    let light = v3(0.115, 0.145, 0.215) + v3(0.34, 0.17, 0.09) * smoothstep(0.06, -0.06, q.x);
    let slate =
        v3(0.20, 0.185, 0.20).times(light) * (1.0 + 0.25 * (q.y * 900.0).sin()) + v3(0.10, 0.05, 0.03) * smoothstep(0.045, 0.058, q.y);
    let walled = behind.mix(stone.times(light), cover(wall.min(chimney), PIXEL * 0.6)).mix(slate, cover(roof, PIXEL * 0.6));
    let panes = [-0.030, 0.022].iter().fold(f32::MAX, |d, x| d.min(block(q - v2(*x, 0.002), v2(0.0088, 0.0105), 0.001)));
    let cross = (q.x + 0.030).abs().min((q.x - 0.022).abs()).min((q.y - 0.002).abs()) - 0.0009;
    let spill = v3(0.30, 0.145, 0.045) * (-(panes.max(0.0)) * 55.0).exp() * cover(wall, PIXEL);
    let lit = LIT * (0.80 - 9.0 * (q.y - 0.002).abs());
    (walled + spill).mix(lit.mix(v3(0.12, 0.06, 0.03), 0.7 * cover(cross, PIXEL * 0.5)), cover(panes, PIXEL * 0.6))
}

/// A thread of smoke from the chimney, bent by the breeze.
fn smoke(p: V2, behind: V3, time: f32) -> V3 {
    let up = p.y - 0.050;
    if up < 0.0 {
        return behind;
    }
    let bend = LAMP.x + 0.152 + 0.9 * up * up + 0.012 * (up * 32.0 - time * 2.2).sin() * smoothstep(0.0, 0.12, up);
    let wide = 0.005 + 0.10 * up;
    let puff = fractal(v2(p.x * 40.0, p.y * 26.0 - time * 1.7), 3, 32);
    let aside = (p.x - bend) / wide;
    let thick = (-aside * aside).exp() * smoothstep(0.25, 0.75, puff) * (-up * 9.0).exp() * smoothstep(0.0, 0.02, up);
    behind.mix(v3(0.36, 0.29, 0.29), 0.85 * thick)
}
