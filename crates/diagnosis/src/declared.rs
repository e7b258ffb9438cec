//! What a production declares of findings: their weight, and those it knows and accepts.

use globset::Glob;

use crate::config::{Ignore, Weight};
use crate::{Config, Day, Fault, Finding};

/// Gives findings the declared weight and takes away those declared off. What a detector itself holds for lighter than its
/// fault (an infinite depth, a sparse test) does not become heavier.
pub fn weigh(found: &mut Vec<Finding>, config: &Config) {
    found.retain_mut(|finding| {
        let Some(weight) = weight(finding.fault, config) else { return true };
        let Some(declared) = weight.severity() else { return false };
        let own = finding.fault.severity;
        finding.severity = if finding.severity < own { finding.severity.min(declared) } else { declared };
        true
    });
}

fn weight(fault: &Fault, config: &Config) -> Option<Weight> {
    config.severity.iter().find(|(code, _)| names(code, fault)).map(|(_, weight)| *weight)
}

/// Findings that are known and accepted on this day, and the others, each in their order.
pub fn split(found: Vec<Finding>, config: &Config, today: Day) -> (Vec<Finding>, Vec<Finding>) {
    let held: Vec<&Ignore> = config.ignore.iter().filter(|i| !i.is_expired(today)).collect();
    found.into_iter().partition(|finding| held.iter().any(|ignore| ignore.covers(finding)))
}

impl Ignore {
    /// Whether its last day has passed. A day that cannot be read has passed: nothing stays hidden by a slip of the pen.
    pub fn is_expired(&self, today: Day) -> bool {
        self.until.as_ref().is_some_and(|until| Day::parse(until).is_none_or(|last| last < today))
    }

    fn covers(&self, finding: &Finding) -> bool {
        let path = match &self.folder {
            Some(folder) => crate::tree::join(folder, crate::tree::split(&finding.path).1),
            None => finding.path.clone(),
        };
        names(&self.code, finding.fault) && matches(&self.path, &path)
    }
}

/// Whether a glob as productions write them (`*` stays in its folder, `**` does not) holds for a path.
pub fn matches(glob: &str, path: &str) -> bool {
    let glob = globset::GlobBuilder::new(glob).literal_separator(true).build();
    glob.is_ok_and(|glob: Glob| glob.compile_matcher().is_match(path))
}

fn names(code: &str, fault: &Fault) -> bool {
    fault.code.eq_ignore_ascii_case(code) || fault.name.eq_ignore_ascii_case(code)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{split, weigh};
    use crate::config::{Ignore, Weight};
    use crate::{At, Config, Day, Finding, Severity, faults};

    fn found(path: &str) -> Vec<Finding> {
        let fault = faults::find("EXR001").unwrap();
        vec![Finding {
            fault,
            subcode: None,
            severity: fault.severity,
            path: path.to_owned(),
            raw: None,
            sequence: None,
            frame: None,
            until: None,
            at: At::default(),
            evidence: BTreeMap::new(),
            related: Vec::new(),
        }]
    }

    fn weighed(declared: &[(&str, Weight)], own: Severity) -> Option<Severity> {
        let severity = declared.iter().map(|(code, weight)| ((*code).to_owned(), *weight)).collect();
        let mut found = found("a.exr");
        found[0].severity = own;
        weigh(&mut found, &Config { severity, ..Config::default() });
        found.first().map(|f| f.severity)
    }

    #[test]
    fn a_declared_weight_replaces_the_faults_own() {
        assert_eq!(weighed(&[("exr001", Weight::Note)], Severity::Error), Some(Severity::Note));
        assert_eq!(weighed(&[("truncated-pixels", Weight::Off)], Severity::Error), None);
        assert_eq!(weighed(&[("EXR002", Weight::Note)], Severity::Error), Some(Severity::Error));
        assert_eq!(weighed(&[("EXR001", Weight::Error)], Severity::Note), Some(Severity::Note), "a softened finding stays soft");
    }

    fn is_hidden(ignored: Ignore, path: &str) -> bool {
        let (hidden, shown) = split(found(path), &Config { ignore: vec![ignored], ..Config::default() }, Day::parse("2026-11-24").unwrap());
        assert_eq!(hidden.len() + shown.len(), 1);
        shown.is_empty()
    }

    fn accepted(code: &str, path: &str, until: Option<&str>, folder: Option<&str>) -> Ignore {
        let owned = |text: &str| text.to_owned();
        Ignore { code: owned(code), path: owned(path), reason: owned("known"), until: until.map(owned), folder: folder.map(owned) }
    }

    #[test]
    fn an_ignore_holds_for_its_code_and_path() {
        let path = "sh010/comp/a.1001.exr";
        assert!(is_hidden(accepted("EXR001", "sh010/**", None, None), path));
        assert!(is_hidden(accepted("truncated-pixels", "**/*.exr", None, None), path));
        assert!(!is_hidden(accepted("EXR002", "**", None, None), path));
        assert!(!is_hidden(accepted("EXR001", "sh010/*", None, None), path), "a star stays in its folder");
    }

    #[test]
    fn an_ignore_is_read_from_where_it_was_declared() {
        assert!(is_hidden(accepted("EXR001", "show/comp/*", None, Some("show/comp")), "a.1001.exr"));
        assert!(!is_hidden(accepted("EXR001", "*", None, Some("show/comp")), "a.1001.exr"));
    }

    #[test]
    fn an_ignore_ends_with_its_last_day() {
        for (until, hidden) in [("2026-11-24", true), ("2026-11-23", false), ("2027-01-01", true), ("soon", false)] {
            assert_eq!(is_hidden(accepted("EXR001", "**", Some(until), None), "a.exr"), hidden, "{until}");
        }
    }
}
