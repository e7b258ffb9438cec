//! Processor seconds, wall clock, first words and memory of other processes.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

use super::contender::Call;

/// What a turn took: seconds.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Cost {
    /// Processor time of the processes and their children, user and system.
    pub(super) cpu: f64,
    pub(super) wall: f64,
}

/// The cost of work that other processes do. They must have ended when it returns.
pub(super) fn cost(work: impl FnOnce() -> Result<()>) -> Result<Cost> {
    let (before, start) = (children()?, Instant::now());
    work()?;
    Ok(Cost { wall: start.elapsed().as_secs_f64(), cpu: children()? - before })
}

/// Processor seconds of every child that has ended, and of theirs.
fn children() -> Result<f64> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    Ok((usage.user_time().num_microseconds() + usage.system_time().num_microseconds()) as f64 / 1e6)
}

/// Milliseconds from the start of a process to its first line that holds `word`.
pub(super) fn until_line(call: &Call, word: &str) -> Result<f64> {
    let start = Instant::now();
    let mut child = call.start(Stdio::piped())?;
    let mut lines = BufReader::new(child.stdout.take().context("a piped process has an output")?).lines();
    let found = lines.find(|line| line.as_ref().is_ok_and(|line| line.contains(word)));
    let passed = start.elapsed().as_secs_f64() * 1e3;
    lines.for_each(drop);
    child.wait()?;
    found.with_context(|| format!("no line held {word}"))??;
    Ok(passed)
}

/// MiB that a process and its children held at their highest, each at its own moment, together.
pub(super) fn peak(call: &Call) -> Result<f64> {
    let mut child = call.start(Stdio::null())?;
    let mut highest = BTreeMap::new();
    while child.try_wait()?.is_none() {
        note(child.id(), &mut highest);
        std::thread::sleep(Duration::from_millis(2));
    }
    Ok(highest.values().sum::<u64>() as f64 / 1024.0)
}

fn note(pid: u32, highest: &mut BTreeMap<u32, u64>) {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    if let Some(kib) = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok()) {
        highest.insert(pid, kib);
    }
    // Each thread lists the children that it started itself.
    for task in fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten() {
        let children = fs::read_to_string(task.path().join("children")).unwrap_or_default();
        children.split_whitespace().filter_map(|child| child.parse().ok()).for_each(|child| note(child, highest));
    }
}

/// The middle of some figures; the mean of the two middle ones when they are even in number, 0 when there are none.
pub(super) fn median(figures: impl IntoIterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = figures.into_iter().collect();
    sorted.sort_by(f64::total_cmp);
    let (low, high) = (sorted.len().saturating_sub(1) / 2, sorted.len() / 2);
    match (sorted.get(low), sorted.get(high)) {
        (Some(low), Some(high)) => f64::midpoint(*low, *high),
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Call {
        Call::new("sh", ["-c", script])
    }

    #[test]
    fn the_median_stands_in_the_middle() {
        let check = |figures: &[f64], want: f64| assert!((median(figures.iter().copied()) - want).abs() < 1e-9, "{figures:?}");
        check(&[3.0, 1.0, 2.0], 2.0);
        check(&[4.0, 1.0, 2.0, 3.0], 2.5);
        check(&[], 0.0);
    }

    #[test]
    fn a_line_is_awaited_and_its_absence_told() {
        let passed = until_line(&shell("echo start; sleep 0.05; echo finding; echo more"), "finding").unwrap();
        assert!(passed >= 50.0, "{passed}");
        assert!(until_line(&shell("echo start"), "finding").is_err());
    }

    #[test]
    fn memory_counts_grandchildren() {
        let held = peak(&shell("sh -c 'sleep 0.1; true'; true")).unwrap();
        let alone = peak(&shell("read x; true")).unwrap();
        assert!(held > alone, "{held} {alone}");
    }

    #[test]
    fn processor_time_is_that_of_the_child() {
        let spun = cost(|| {
            shell("i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done").start(Stdio::null())?.wait()?;
            Ok(())
        });
        assert!(spun.unwrap().cpu > 0.0);
    }
}
