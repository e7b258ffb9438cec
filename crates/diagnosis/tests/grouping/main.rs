//! The names of one folder, and the sequences they make.
//!
//! Names are written in short: `beauty.[1001-1003,1005].exr` stands for four names, zeros in the first number set the width, and
//! `␣` is a space. What comes out is written as notation, frames where some are missing, strays as `~name/reason`, and the
//! single names after `-`.

mod laws;
mod names;
mod strays;
mod tiles;

use etabli_diagnosis::sequence::{FrameSequence, Grouping, group, notation, parse_ranges, ranges};

fn expand(short: &str) -> Vec<String> {
    short.split_whitespace().map(|name| name.replace('␣', " ")).flat_map(|name| expand_name(&name)).collect()
}

fn expand_name(name: &str) -> Vec<String> {
    let Some((prefix, (frames, suffix))) = name.split_once('[').and_then(|(p, rest)| Some((p, rest.split_once(']')?))) else {
        return vec![name.to_owned()];
    };
    let first = frames.trim_start_matches('-').split(['-', ',', 'x']).next().unwrap();
    let width = if first.starts_with('0') { first.len() } else { 1 };
    let frames = parse_ranges(frames).unwrap().into_iter().flat_map(|range| range.frames().collect::<Vec<_>>());
    let sign = |frame: i64| if frame < 0 { "-" } else { "" };
    frames.flat_map(|f| expand_name(&format!("{prefix}{}{:0width$}{suffix}", sign(f), f.abs()))).collect()
}

fn render(names: &[&str]) -> String {
    let Grouping { sequences, singles } = group(names);
    let mut parts: Vec<String> = sequences.iter().map(|sequence| render_sequence(sequence, names)).collect();
    if !singles.is_empty() {
        parts.push(format!("- {}", singles.iter().map(|index| names[*index]).collect::<Vec<_>>().join(" ")));
    }
    parts.join("; ")
}

fn render_sequence(sequence: &FrameSequence, names: &[&str]) -> String {
    let frames: Vec<i64> = sequence.members.iter().map(|m| m.frame).collect();
    let listed = ranges(&frames);
    let mut text = notation(sequence);
    if !text.contains(&listed) {
        text = format!("{text} {listed}");
    }
    for stray in &sequence.strays {
        text = format!("{text} ~{}/{:?}={}", names[stray.name], stray.why, stray.frame);
    }
    text
}

#[track_caller]
fn check(rows: &[(&str, &str)]) {
    for (short, expect) in rows {
        let names = expand(short);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        assert_eq!(render(&names), *expect, "{short}");
        let backwards: Vec<&str> = names.iter().rev().copied().collect();
        assert_eq!(render(&backwards), *expect, "{short}, backwards");
    }
}
