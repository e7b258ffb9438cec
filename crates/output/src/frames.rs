//! Frames, compressed: "1003,1007-1012".

use etabli_diagnosis::Finding;

/// Runs of frames, both ends included, ascending and apart from each other. A run is never expanded: a header may claim any number.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Runs(pub(crate) Vec<(i64, i64)>);

impl Runs {
    /// Joins runs given in any order.
    pub(crate) fn of(runs: impl IntoIterator<Item = (i64, i64)>) -> Self {
        let mut sorted: Vec<(i64, i64)> = runs.into_iter().collect();
        sorted.sort_unstable();
        let mut joined: Vec<(i64, i64)> = Vec::new();
        for (first, last) in sorted {
            match joined.last_mut() {
                Some(open) if first <= open.1.saturating_add(1) => open.1 = open.1.max(last),
                _ => joined.push((first, last)),
            }
        }
        Self(joined)
    }

    /// The frames of findings.
    pub(crate) fn of_findings<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Self {
        Self::of(findings.into_iter().filter_map(run))
    }

    /// How many frames.
    pub(crate) fn len(&self) -> u64 {
        self.0.iter().map(|(first, last)| last.abs_diff(*first).saturating_add(1)).sum()
    }

    /// Whole, without spaces, as fileseq writes it.
    pub(crate) fn text(&self) -> String {
        self.0.iter().map(|run| piece(*run)).collect::<Vec<_>>().join(",")
    }

    /// For people: at most `columns` wide, the rest as "…+12", which counts the frames left out.
    pub(crate) fn shown(&self, columns: usize) -> String {
        let whole = self.text();
        if whole.len() <= columns {
            return whole;
        }
        let mut shown = String::new();
        let mut left = self.len();
        for &run in &self.0 {
            let piece = piece(run);
            if !shown.is_empty() && shown.len() + piece.len() + 10 > columns {
                break;
            }
            shown.push_str(&piece);
            shown.push(',');
            left -= Self(vec![run]).len();
        }
        if left == 0 { whole } else { format!("{shown}…+{left}") }
    }
}

/// The run of one finding.
pub(crate) fn run(finding: &Finding) -> Option<(i64, i64)> {
    finding.frame.map(|first| (first, finding.until.unwrap_or(first).max(first)))
}

fn piece((first, last): (i64, i64)) -> String {
    if first == last { first.to_string() } else { format!("{first}-{last}") }
}

#[cfg(test)]
mod tests {
    use super::Runs;

    #[test]
    fn frames_are_compressed() {
        let check = |runs: &[(i64, i64)], want: &str, count: u64| {
            let runs = Runs::of(runs.iter().copied());
            assert_eq!((runs.text().as_str(), runs.len()), (want, count));
        };
        check(&[(1007, 1009), (1003, 1003), (1010, 1012)], "1003,1007-1012", 7);
        check(&[(5, 5), (5, 5), (-3, -2)], "-3--2,5", 3);
        check(&[(0, i64::MAX)], "0-9223372036854775807", 1 << 63);
        check(&[], "", 0);
    }

    #[test]
    fn a_long_list_says_how_many_frames_it_leaves_out() {
        let odd = Runs::of((0..20).map(|n| (1001 + 2 * n, 1001 + 2 * n)));
        assert_eq!(odd.shown(26), "1001,1003,1005,…+17");
        assert_eq!(odd.shown(200), odd.text());
        assert_eq!(Runs::of([(1001, 1100)]).shown(4), "1001-1100");
    }
}
