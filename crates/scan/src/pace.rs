//! How many files a second are opened, for a tired filer.

use std::time::{Duration, Instant};

/// Lets at most so many files through in a second.
#[derive(Debug)]
pub(crate) struct Pace {
    gap: Option<Duration>,
    next: Instant,
}

impl Pace {
    /// So many a second; 0 for no bound.
    pub(crate) fn new(most: u32) -> Self {
        Self { gap: Duration::from_secs(1).checked_div(most), next: Instant::now() }
    }

    /// Whether one more may go now. One that `must` go waits for its moment.
    pub(crate) fn admits(&mut self, must: bool) -> bool {
        let Some(gap) = self.gap else { return true };
        let wait = self.next.saturating_duration_since(Instant::now());
        if !wait.is_zero() && !must {
            return false;
        }
        std::thread::sleep(wait);
        self.next = Instant::now() + gap;
        true
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::Pace;

    #[test]
    fn a_bounded_pace_keeps_its_gaps() {
        let mut pace = Pace::new(50);
        let begun = Instant::now();
        assert!(pace.admits(true) && !pace.admits(false) && pace.admits(true) && pace.admits(true));
        assert!(begun.elapsed() >= Duration::from_millis(40));
    }

    #[test]
    fn no_bound_never_waits() {
        let mut pace = Pace::new(0);
        assert!((0..1000).all(|_| pace.admits(false)));
    }
}
