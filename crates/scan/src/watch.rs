//! How long a reader may say nothing: as long as bytes still come, and its computing is in proportion to what it reads.

use std::fs;
use std::time::Duration;

use etabli_diagnosis::Failure;

/// When a reader that says nothing is given up.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// How often it is looked at.
    pub tick: Duration,
    /// How long no byte may come.
    pub patience: Duration,
    /// Processor time that no bytes explain.
    pub computing: Duration,
    /// Bytes read that explain one more second of it.
    pub rate: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            tick: Duration::from_secs(1),
            patience: Duration::from_secs(30),
            computing: Duration::from_secs(Failure::SLOW_SECONDS),
            rate: 256 << 10,
        }
    }
}

/// What a process used so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Used {
    /// Processor time.
    pub cpu: Duration,
    /// Bytes it read; `None` where the kernel does not tell.
    pub bytes: Option<u64>,
}

/// A silence, from its beginning.
#[derive(Debug)]
pub(crate) struct Watch {
    limits: Limits,
    /// What the reader had used at the first look.
    first: Option<Used>,
    /// What it had used when a byte came last.
    last: Option<Used>,
    /// How long no byte came.
    quiet: Duration,
}

impl Watch {
    pub(crate) fn new(limits: Limits) -> Self {
        Self { limits, first: None, last: None, quiet: Duration::ZERO }
    }

    /// Judges what the reader had used after one more tick: a failure when it is to be given up.
    pub(crate) fn judge(&mut self, now: Used) -> Option<Failure> {
        let first = *self.first.get_or_insert(now);
        let spent = now.cpu.saturating_sub(first.cpu);
        let read = now.bytes.unwrap_or(0).saturating_sub(first.bytes.unwrap_or(0));
        if spent >= self.limits.computing + Duration::from_secs(read / self.limits.rate.max(1)) {
            return Some(Failure::Slow(spent.as_secs()));
        }
        let last = *self.last.get_or_insert(now);
        if now.bytes == last.bytes {
            self.quiet += self.limits.tick;
        } else {
            (self.last, self.quiet) = (Some(now), Duration::ZERO);
        }
        (self.quiet >= self.limits.patience).then_some(Failure::Stalled(self.quiet.as_secs()))
    }
}

impl Used {
    /// What a process used so far (`proc(5)`: fields 14 and 15 of `stat`, in hundredths; `rchar` of `io`).
    pub(crate) fn by(pid: u32) -> Self {
        let read = |name: &str| fs::read_to_string(format!("/proc/{pid}/{name}")).unwrap_or_default();
        let stat = read("stat");
        let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
        let ticks = |place| after_name.split_whitespace().nth(place).and_then(|t| t.parse::<u64>().ok()).unwrap_or(0);
        let bytes = read("io").lines().find_map(|line| line.strip_prefix("rchar: ")?.parse().ok());
        Self { cpu: Duration::from_millis((ticks(11) + ticks(12)) * 10), bytes }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::time::Duration;

    use etabli_diagnosis::Failure;

    use super::{Limits, Used, Watch};

    /// What becomes of a reader that uses so much processor time (milliseconds) and so many bytes in each second.
    fn end(cpu: u64, bytes: Option<u64>) -> Option<(u64, Failure)> {
        let mut watch = Watch::new(Limits::default());
        let used = |second: u64| Used { cpu: Duration::from_millis(100_000 + cpu * second), bytes: bytes.map(|bytes| 7 + bytes * second) };
        (0..1000).find_map(|second| Some((second, watch.judge(used(second))?)))
    }

    #[test]
    fn only_who_gets_no_byte_or_computes_without_end_is_given_up() {
        let cases = [
            ("a huge sound frame", end(2000, Some(20 << 20)), None),
            ("the same behind a filer that is slow", end(20, Some(50_000)), None),
            ("a filer that gives nothing", end(0, Some(0)), Some((29, Failure::Stalled(30)))),
            ("the same, uncounted", end(0, None), Some((29, Failure::Stalled(30)))),
            ("a loop that reads nothing", end(1000, Some(0)), Some((15, Failure::Slow(15)))),
            ("a loop that reads the same again", end(1000, Some(50_000)), Some((18, Failure::Slow(18)))),
            ("a loop on two threads, uncounted", end(2000, None), Some((8, Failure::Slow(16)))),
        ];
        for (what, seen, want) in cases {
            assert_eq!(seen, want, "{what}");
        }
    }

    #[test]
    fn bytes_that_come_after_a_silence_begin_a_new_one() {
        let mut watch = Watch::new(Limits::default());
        let used = |bytes| Used { cpu: Duration::ZERO, bytes: Some(bytes) };
        let ends = |watch: &mut Watch, bytes, ticks| (0..ticks).filter_map(|_| watch.judge(used(bytes))).count();
        assert_eq!(ends(&mut watch, 0, 29), 0);
        assert_eq!(ends(&mut watch, 1, 30), 0);
        assert_eq!(ends(&mut watch, 1, 1), 1);
    }

    #[test]
    fn the_kernel_tells_what_a_process_used() {
        let before = Used::by(std::process::id());
        let mut bytes = vec![0; 1 << 20];
        while Used::by(std::process::id()).cpu == before.cpu {
            std::fs::File::open("/dev/zero").unwrap().read_exact(&mut bytes).unwrap();
        }
        let now = Used::by(std::process::id());
        assert!(now.cpu > before.cpu && now.bytes.zip(before.bytes).is_none_or(|(now, before)| now - before >= 1 << 20));
        assert_eq!(Used::by(u32::MAX).bytes, None);
    }
}
