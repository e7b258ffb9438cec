//! One folder examined: every selected fault, then what outranks what, what is still being written, what is declared.

use std::collections::BTreeSet;

use crate::{Context, Day, Detect, Fault, File, Finding, Findings, Needs, Reading, Severity, declared, faults};

/// How deep files are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Level {
    /// Names, headers, tables and leaders.
    Structure,
    /// Every pixel too.
    #[default]
    Pixels,
}

/// Which faults are looked for, and how deep.
#[derive(Debug, Clone)]
pub struct Selection {
    /// The faults, in code order.
    pub faults: Vec<&'static Fault>,
    /// How deep.
    pub level: Level,
}

impl Selection {
    /// Every fault, at a level.
    pub fn all(level: Level) -> Self {
        Self { faults: faults::all().collect(), level }
    }

    /// What the selected faults need, as far as the level allows.
    pub fn needs(&self) -> Needs {
        let usable = self.faults.iter().map(|f| f.detect.needs()).filter(|n| self.allows(*n));
        let all = usable.fold(Needs::ENTRY, |all, needs| all | needs);
        if self.level == Level::Pixels { all } else { all.structure() }
    }

    fn allows(&self, needs: Needs) -> bool {
        self.level == Level::Pixels || !needs.pixels()
    }
}

/// What one folder shows, each list in path order.
#[derive(Debug, Default)]
pub struct Verdict {
    /// Faults.
    pub findings: Vec<Finding>,
    /// Faults that the production knows and accepts.
    pub ignored: Vec<Finding>,
}

/// Every finding of one folder, in path order, without what the production accepts.
pub fn examine(context: &Context, selection: &Selection) -> Vec<Finding> {
    judge(context, selection).findings
}

/// The same, with what the production accepts beside.
pub fn judge(context: &Context, selection: &Selection) -> Verdict {
    let mut found = Vec::new();
    for fault in &selection.faults {
        if selection.allows(fault.detect.needs()) {
            let mut findings = Findings::of(fault);
            detect(fault, context, &mut findings);
            found.append(&mut findings.list);
        }
    }
    silence(&mut found);
    declared::weigh(&mut found, context.config);
    soften(&mut found, context);
    found.sort_by(|a, b| order(a).cmp(&order(b)));
    let (ignored, findings) = declared::split(found, context.config, Day::of(context.now));
    Verdict { findings, ignored }
}

fn detect(fault: &Fault, context: &Context, findings: &mut Findings) {
    let folder = context.folder;
    match fault.detect {
        Detect::File(_, judge) => folder.files.iter().for_each(|file| judge(file, context, findings)),
        Detect::Folder(_, judge) => judge(context, findings),
        Detect::Exr(judge) => {
            let known = folder.files.iter().filter_map(|file| Some((file, file.exr()?)));
            known.for_each(|(file, exr)| judge(file, exr, context, findings));
        }
        Detect::Image(_, judge) => {
            let known = folder.files.iter().filter_map(|file| Some((file, file.picture()?)));
            known.for_each(|(file, picture)| judge(file, &picture, context, findings));
        }
        // A delivery spans folders: `examine_delivery` judges it.
        Detect::Manifest(_) => {}
        Detect::Sequence(_, judge) => folder.series.iter().filter(|s| !s.is_udim()).for_each(|s| judge(s, context, findings)),
    }
}

/// Takes away what another finding on the same subject explains.
pub(crate) fn silence(found: &mut Vec<Finding>) {
    let spoken: BTreeSet<(String, Option<String>, Option<i64>, &str)> = found
        .iter()
        .flat_map(|f| f.fault.outranks.iter().map(|&code| (folder_of(&f.path).to_owned(), f.sequence.clone(), f.frame, code)))
        .collect();
    let files: BTreeSet<(String, &str)> = found.iter().flat_map(|f| f.fault.outranks.iter().map(|&code| (f.path.clone(), code))).collect();
    found.retain(|f| {
        let code = f.fault.code;
        let by_file = files.contains(&(f.path.clone(), code));
        let by_frame =
            f.frame.is_some() && f.until.is_none() && spoken.contains(&(folder_of(&f.path).to_owned(), f.sequence.clone(), f.frame, code));
        !by_file && !by_frame
    });
}

/// Evidence of a finding that a file which is being written explains.
pub(crate) const IN_PROGRESS: &str = "in_progress";

/// Faults of a sequence that a member being written explains: they are notes while it lasts.
const UNFINISHED: &[&str] = &["SEQ001", "SEQ007", "EXR001", "EXR003"];

/// Whether the file of a finding may only be unfinished: if it is still being written, that explains the finding.
pub fn may_be_unfinished(finding: &Finding) -> bool {
    is_unfinished(finding.fault.code)
}

/// Whether a file that is being written explains a fault of its own: it is empty, short, or its structure is not there yet.
fn is_unfinished(code: &str) -> bool {
    ["EXR", "PNG", "TIF", "DPX", "JPG"].iter().any(|room| code.starts_with(room))
        || matches!(code, "FIL001" | "FIL002" | "FIL005" | "HOS001" | "SEQ008" | "IMG009")
}

fn soften(found: &mut [Finding], context: &Context) {
    let folder = context.folder;
    let moving: BTreeSet<Option<String>> = folder
        .files
        .iter()
        .filter(|f| f.entry.moving)
        .map(|f| folder.place(f.index).map(|(series, _)| folder.path_of(&series.notation)))
        .collect();
    let moving_paths: BTreeSet<String> = folder.files.iter().filter(|f| f.entry.moving).map(|f| folder.path_of(&f.entry.name)).collect();
    for finding in found {
        let in_series = UNFINISHED.contains(&finding.fault.code) && finding.sequence.is_some() && moving.contains(&finding.sequence);
        if in_series || (is_unfinished(finding.fault.code) && moving_paths.contains(&finding.path)) {
            finding.severity = Severity::Note;
            finding.with(IN_PROGRESS, 1);
        }
    }
}

fn folder_of(path: &str) -> &str {
    crate::tree::split(path).0
}

pub(crate) fn order(f: &Finding) -> (&str, Option<i64>, &str, Option<u64>, Option<&str>) {
    (&f.path, f.frame, f.fault.code, f.at.byte, f.at.channel.as_deref())
}

impl File {
    /// Whether its content was asked for and could be read.
    pub fn is_read(&self) -> bool {
        matches!(self.reading, Reading::Facts(_))
    }
}

#[cfg(test)]
mod tests {
    use super::{Level, Selection};
    use crate::{Config, MemoryTree, Node, check};

    #[test]
    fn findings_come_in_the_order_of_their_paths_then_frames_then_codes() {
        let empty = |name: &str| (name.to_owned(), Node::file(Vec::new()));
        let frames = (1001..1009).filter(|frame| *frame != 1004).map(|frame| empty(&format!("b.{frame}.exr")));
        let tree = MemoryTree::of(frames.chain([empty("z.exr"), empty("a.tmp"), empty("con.exr")]));
        let found = check(&tree, &Config::default(), &Selection::all(Level::Structure), i64::MAX).unwrap();
        let keys: Vec<_> = found.iter().map(|f| (f.path.as_str(), f.frame, f.fault.code)).collect();
        assert!(keys.len() > 10 && keys.is_sorted(), "{keys:#?}");
        assert!(!found.is_sorted_by_key(|f| f.fault.code), "the order is not the faults' own");
    }
}
