//! A pencil drawing: the hedgehog and its lantern.

use crate::noise::{uniform, value};
use crate::shapes::{line, smoothstep};
use crate::vector::{V2, v2};

/// Darkness of the pencil, 0..1, at a place of the sheet (y from -1 to 1, x to the same scale).
pub(super) fn hedgehog(p: V2) -> f32 {
    if p.x.abs() > 1.25 || p.y.abs() > 0.95 {
        return 0.0;
    }
    let hand = v2(p.x + 0.030 * (value(p * 5.0, 60) - 0.5), p.y + 0.030 * (value(p * 5.0, 61) - 0.5));
    let strokes = back(hand).min(face(hand)).min(lantern(hand)).min(ground(hand));
    let spines = spines(hand);
    let grit = 0.60 + 0.40 * smoothstep(0.2, 0.6, value(p * 42.0, 62));
    (smoothstep(0.040, 0.010, strokes) + 0.75 * smoothstep(0.030, 0.006, spines)).min(1.0) * grit
}

/// The round of the back.
fn back(p: V2) -> f32 {
    let q = v2(p.x + 0.42, p.y + 0.02);
    let ring = (v2(q.x, q.y * 0.92).length() - 0.46).abs();
    if q.x > 0.22 && q.y > -0.36 { 1.0 } else { ring }
}

/// Snout, nose, eye, ear and feet.
fn face(p: V2) -> f32 {
    let brow = line(p, v2(-0.20, 0.38), v2(0.16, 0.10), 0.0);
    let chin = line(p, v2(0.16, 0.04), v2(-0.16, -0.10), 0.0);
    let belly = line(p, v2(-0.16, -0.10), v2(-0.12, -0.40), 0.0);
    let nose = ((p - v2(0.19, 0.08)).length() - 0.03).max(0.0);
    let eye = ((p - v2(-0.06, 0.16)).length() - 0.022).max(0.0);
    let ear = ((p - v2(-0.26, 0.32)).length() - 0.085).abs();
    let feet = line(p, v2(-0.30, -0.49), v2(-0.04, -0.49), 0.012).max(0.0);
    brow.min(chin).min(belly).min(nose).min(eye).min(ear).min(feet)
}

fn lantern(p: V2) -> f32 {
    let q = p - v2(0.70, 0.08);
    let globe = (q.length() - 0.235).abs();
    let ribs = if q.length() < 0.235 { ((q.y + 0.0575).rem_euclid(0.115) - 0.0575).abs() + 0.012 } else { 1.0 };
    let string = line(q, v2(0.0, 0.24), v2(0.02, 0.64), 0.0);
    let twig = line(q, v2(0.02, 0.64), v2(0.36, 0.62), 0.0).min(line(q, v2(0.36, 0.62), v2(0.46, -0.62), 0.0));
    let tassel = line(q, v2(0.0, -0.25), v2(0.0, -0.38), 0.006).max(0.0);
    globe.min(ribs).min(string).min(twig).min(tassel)
}

fn ground(p: V2) -> f32 {
    let wave = (p.y + 0.53 + 0.015 * (p.x * 7.0).sin()).abs();
    if p.x.abs() > 1.15 { 1.0 } else { wave + 0.004 }
}

/// Short strokes fanning from the back.
fn spines(p: V2) -> f32 {
    let q = v2(p.x + 0.42, p.y + 0.02);
    let angle = q.y.atan2(q.x);
    let cell = (angle * 7.0).floor();
    let around = (angle * 7.0 - cell - 0.5).abs() / 7.0 * q.length();
    let chance = uniform(cell as i32, 0, 63);
    let band = (q.length() - 0.50 - 0.05 * chance).abs() - 0.07 - 0.04 * chance;
    let inner = (q.length() - 0.28 - 0.10 * chance).abs() - 0.05;
    if angle.abs() < 0.75 || angle < -2.3 { 1.0 } else { around.max(band.min(inner)) }
}
