//! IMG008: the level jumps and comes back.

use super::making;
use super::shot::{Still, stills};
use crate::pixels::median;
use crate::{
    Context, Declined, Detect, Dice, Fault, Finding, Findings, Fix, Healthy, Inject, Needs, Patch, Place, Series, Severity, Site, Text,
    Words,
};

/// IMG008.
pub(super) static FAULT: Fault = Fault {
    code: "IMG008",
    name: "flicker",
    severity: Severity::Note,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "La lumière saute {length:à l'image|aux images} {frames} puis revient.",
            en: "The light jumps at {length:frame|frames} {frames} and comes back.",
        },
        td: Text {
            fr: "Le niveau {length:de l'image|des images} {frames} est à {ratio} fois celui de {length:ses|leurs} voisines ; d'une image à l'autre, le plan varie d'habitude de {usual_percent} %.",
            en: "The level of {length:frame|frames} {frames} is {ratio} times that of {length:its|their} neighbours; from frame to frame the shot usually varies by {usual_percent} %.",
        },
        advice: Text {
            fr: "Comparer les journaux et les versions des machines de ces images ; un éclair ou un flash voulu est à laisser.",
            en: "Compare the logs and versions of the machines that made these frames; a flash that is meant is to be left.",
        },
        page: Text {
            fr: "Le niveau est jugé par des quantiles, que le bruit et les lucioles ne déplacent pas. Il doit s'écarter des deux côtés, revenir au même niveau, et dépasser nettement ce que le plan fait d'habitude. Une coupe ne revient pas ; un éclair peut être voulu, d'où une simple note.",
            en: "The level is judged by quantiles, which noise and fireflies do not move. It must depart from both sides, come back to the same level, and clearly exceed what the shot usually does. A cut does not come back; a flash may be meant, so this is only a note.",
        },
    },
    detect: Detect::Sequence(Needs::LEVELS, detect),
    outranks: &[],
    implies: &[],
    inject: Inject { healthy: Healthy::ExrSequence, variants: &["darker", "brighter", "pair"], make },
    fix: Fix::None,
};

/// A change that lasts longer is a change of light.
const LONGEST: usize = 4;

/// Real shots move by up to 3 % from frame to frame at the median, by noise alone: less than this is nothing.
const LEAST: f64 = 0.06;

/// How many times the shot's usual step a jump must be.
const UNUSUAL: f64 = 4.0;

/// Place of the median among a picture's levels.
const MEDIAN: usize = 3;

/// Quantiles below this are black to the eye, and their ratio is noise.
const FLOOR: f64 = 1e-3;

/// The same where values are made to be shown, and a step of 8 bits is a large part of a dark one.
const DISPLAY_FLOOR: f64 = 0.05;

fn detect(series: &Series, context: &Context, findings: &mut Findings) {
    let stills: Vec<Still> = stills(series, context).into_iter().filter(|s| !s.is_black() && !s.is_constant()).collect();
    let levels: Vec<[f64; 7]> = stills.iter().map(levels).collect();
    let steps = levels.windows(2).filter_map(|pair| step(pair.first()?, pair.last()?).map(f64::abs));
    let usual = median(steps.collect());
    let mut next = 1;
    while next + 1 < stills.len() {
        let jump =
            (1..=LONGEST).find_map(|length| jump(&stills, &levels, next, length, usual.mul_add(UNUSUAL, LEAST)).map(|j| (length, j)));
        if let Some((length, jump)) = jump {
            let ratio = ratio(&levels, next, length, jump);
            say(&stills, next, length, ratio, context, findings).with("usual_percent", usual_percent(&levels));
            next += length;
        }
        next += 1;
    }
}

/// The levels of a picture; those that say nothing are zero.
fn levels(still: &Still) -> [f64; 7] {
    let floor = if still.is_display() { DISPLAY_FLOOR } else { FLOOR };
    still.levels().unwrap_or_default().map(|level| if level > floor { level } else { 0.0 })
}

/// Logarithm of the change of level from one frame to another: the smallest that all of its lit quantiles share; 0 when they disagree.
fn step(from: &[f64; 7], to: &[f64; 7]) -> Option<f64> {
    let ratios: Vec<f64> = from.iter().zip(to).skip(2).filter(|(a, b)| a.min(**b) > FLOOR).map(|(a, b)| (b / a).ln()).collect();
    let least = ratios.iter().copied().min_by(|a, b| a.abs().total_cmp(&b.abs()))?;
    let agree = ratios.iter().all(|r| r.signum() == least.signum());
    Some(if agree { least } else { 0.0 })
}

/// The jump of a run of frames against the frames on both sides, when it comes back.
fn jump(stills: &[Still], levels: &[[f64; 7]], first: usize, length: usize, limit: f64) -> Option<f64> {
    let after = first + length;
    let (before, end) = (stills.get(first.checked_sub(1)?)?, stills.get(after)?);
    if before.window() != end.window() || stills.get(first..after)?.iter().any(|s| s.window() != end.window()) {
        return None;
    }
    let (left, right) = (levels.get(first - 1)?, levels.get(after)?);
    let back = step(left, right).unwrap_or(0.0).abs();
    let within = levels.get(first..after)?;
    let sides = within.iter().flat_map(|level| [step(left, level), step(right, level)]).collect::<Option<Vec<f64>>>()?;
    let least = sides.iter().copied().min_by(|a, b| a.abs().total_cmp(&b.abs()))?;
    let one_way = sides.iter().all(|s| s.signum() == least.signum());
    (one_way && least.abs() > limit && back * 3.0 < least.abs()).then_some(least)
}

/// How many times the median of both neighbours the median of a run is, at the frame that departs most. Where medians are black to the
/// eye, the least that the lit quantiles share.
fn ratio(levels: &[[f64; 7]], first: usize, length: usize, jump: f64) -> f64 {
    let middle = |at: usize| levels.get(at).map(|level| level[MEDIAN]).filter(|level| *level > FLOOR);
    let sides = first.checked_sub(1).and_then(middle).zip(middle(first + length)).map(|(before, after)| f64::midpoint(before, after));
    let ratios = (first..first + length).filter_map(|at| Some(middle(at)? / sides?));
    ratios.max_by(|a, b| a.ln().abs().total_cmp(&b.ln().abs())).unwrap_or_else(|| jump.exp())
}

/// By how many percent the median usually changes from frame to frame.
fn usual_percent(levels: &[[f64; 7]]) -> f64 {
    let pairs = levels.iter().zip(levels.iter().skip(1)).map(|(a, b)| (a[MEDIAN], b[MEDIAN]));
    let lit = pairs.filter(|(a, b)| a.min(*b) > FLOOR);
    median(lit.map(|(a, b)| (b / a).ln().abs()).collect()).exp_m1() * 100.0
}

fn say<'f>(stills: &[Still], first: usize, length: usize, ratio: f64, context: &Context, findings: &'f mut Findings) -> &'f mut Finding {
    let index = |at: usize| stills.get(at).map_or((0, 0), |still| (still.frame, still.file.index));
    let ((start, file), (end, _)) = (index(first), index(first + length - 1));
    let frames = if start == end { start.to_string() } else { format!("{start}-{end}") };
    findings.on(file, context).run(start, end).with("ratio", ratio).with("length", length).with("frames", frames)
}

fn make(site: &Site, dice: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let frame = site.frame(dice)?;
    let gain = if site.variant == "brighter" { 1.25 + dice.unit() } else { 0.5 + 0.35 * dice.unit() };
    let mut spoiled = vec![frame.clone()];
    if site.variant == "pair" {
        spoiled.push(site.next(&frame)?);
    }
    let mut patch = Patch::default();
    for frame in &spoiled {
        let gained = making::colours(frame, |channel, _, _, value| if channel == "A" { value } else { value * gain as f32 })?;
        patch.steps.extend(gained.steps);
    }
    Ok((patch, spoiled.iter().map(crate::Frame::place).collect()))
}

#[cfg(test)]
mod tests {
    use super::{ratio, usual_percent};

    /// Levels of frames whose median is this, and whose darkest and brightest pixels do not follow it.
    fn medians(medians: &[f64]) -> Vec<[f64; 7]> {
        medians.iter().map(|&m| [0.0, 0.0, 0.01 + 0.01 * m, m, 1.2 * m, 1.5 * m, 2.0]).collect()
    }

    #[test]
    fn the_ratio_is_that_of_the_medians() {
        let check = |levels: &[f64], length: usize, want: f64| {
            let seen = ratio(&medians(levels), 1, length, 0.25);
            assert!((seen - want).abs() < 1e-9, "{levels:?}: {seen}");
        };
        check(&[0.2, 0.8, 0.2], 1, 4.0);
        check(&[0.2, 0.6, 0.8, 0.2], 2, 4.0);
        check(&[0.3, 0.05, 0.1], 1, 0.25);
        check(&[0.0, 0.0, 0.0], 1, 0.25_f64.exp());
    }

    #[test]
    fn the_usual_change_is_that_of_the_medians() {
        assert!((usual_percent(&medians(&[0.98, 1.0, 1.02, 1.04, 4.0, 1.04])) - 2.0).abs() < 0.1);
        assert!(usual_percent(&medians(&[1.0])).abs() < 1e-9);
    }
}
