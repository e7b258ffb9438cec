//! Whether what changed counts.

use globset::Glob;

use super::{Change, Comparison, Zone};

/// What counts as a difference.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rules {
    /// Nothing that a header says counts.
    pub ignores_headers: bool,
    /// Globs over the names of attributes that do not count.
    pub ignored: Vec<String>,
    /// Share of the pixels of a picture that may change, 0 to 1.
    pub share: f64,
}

/// What a pair of files comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Nothing changed that counts.
    Same,
    /// What changed lies within the zone that was asked about.
    Inside,
    /// Something changed; something outside the zone, when one was asked about.
    Different,
    /// It could not be told: the same is unreadable on both sides.
    Unread,
}

impl Rules {
    /// Whether a change of the header counts.
    pub fn counts(&self, change: &Change) -> bool {
        let name = change.name.rsplit(": ").next().unwrap_or_default();
        let is_ignored = |glob: &String| Glob::new(glob).is_ok_and(|glob| glob.compile_matcher().is_match(name));
        !self.ignores_headers && !change.is_passing && !self.ignored.iter().any(is_ignored)
    }
}

impl Comparison {
    /// What it comes to. `zone` is that of the frame's findings: asked for and `None` when the frame has none.
    pub fn verdict(&self, rules: &Rules, zone: Option<Option<&Zone>>) -> Verdict {
        if self.is_same_bytes {
            return Verdict::Same;
        }
        if self.unread.iter().all(Option::is_some) {
            return Verdict::Unread;
        }
        let is_beside = self.is_changed_beside_pixels(rules);
        let is_much = |pixels: u64| pixels as f64 > rules.share * self.area as f64;
        let is_changed = is_beside || is_much(self.changed.pixels);
        match zone.flatten() {
            _ if !is_changed => self.unless_unread(Verdict::Same),
            Some(Zone::Whole) => Verdict::Inside,
            Some(Zone::Boxes(_)) if !is_beside && !is_much(self.outside.pixels) => self.unless_unread(Verdict::Inside),
            _ => Verdict::Different,
        }
    }

    /// Whether something changed that is no pixel of a channel of both.
    fn is_changed_beside_pixels(&self, rules: &Rules) -> bool {
        let is_one_sided = self.unread.iter().any(Option::is_some);
        is_one_sided || !self.removed.is_empty() || !self.added.is_empty() || self.headers.iter().any(|change| rules.counts(change))
    }

    /// What could not be read on either side may have changed.
    fn unless_unread(&self, verdict: Verdict) -> Verdict {
        if self.uncompared.is_empty() && self.neither == 0 { verdict } else { Verdict::Unread }
    }
}

#[cfg(test)]
mod tests {
    use etabli_formats::compare::Changed;

    use super::super::{Change, Comparison, What, Zone};
    use super::{Rules, Verdict};

    fn pixels(all: u64, outside: u64) -> Comparison {
        let changed = |pixels| Changed { pixels, ..Changed::default() };
        Comparison { area: 1000, changed: changed(all), outside: changed(outside), ..Comparison::default() }
    }

    fn header(name: &str, is_passing: bool) -> Comparison {
        let change = Change { what: What::Attribute, name: name.to_owned(), before: None, after: None, is_passing };
        Comparison { headers: vec![change], ..pixels(0, 0) }
    }

    #[test]
    fn what_counts_makes_a_difference() {
        let rules = Rules { share: 0.01, ignored: vec!["Soft*".to_owned()], ..Rules::default() };
        let check = |comparison: Comparison, want: Verdict| assert_eq!(comparison.verdict(&rules, None), want, "{comparison:?}");
        check(pixels(10, 10), Verdict::Same);
        check(pixels(11, 11), Verdict::Different);
        check(header("capDate", true), Verdict::Same);
        check(header("beauty: Software", false), Verdict::Same);
        check(header("owner", false), Verdict::Different);
        check(Comparison { neither: 1, ..pixels(0, 0) }, Verdict::Unread);
        check(Comparison { added: vec!["Z".to_owned()], ..pixels(0, 0) }, Verdict::Different);
    }

    #[test]
    fn a_zone_holds_what_changed_or_does_not() {
        let rules = Rules::default();
        let boxes = Zone::Boxes(Vec::new());
        let check = |comparison: Comparison, zone: Option<&Zone>, want: Verdict| {
            assert_eq!(comparison.verdict(&rules, Some(zone)), want, "{comparison:?} {zone:?}");
        };
        check(pixels(0, 0), None, Verdict::Same);
        check(pixels(5, 5), None, Verdict::Different);
        check(pixels(5, 0), Some(&boxes), Verdict::Inside);
        check(pixels(5, 1), Some(&boxes), Verdict::Different);
        check(pixels(5, 5), Some(&Zone::Whole), Verdict::Inside);
        check(header("owner", false), Some(&boxes), Verdict::Different);
    }
}
