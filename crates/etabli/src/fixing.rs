//! `check --fix`: what is fixed, and what is left.

use std::collections::BTreeSet;

use clap::{ArgGroup, Args};
use etabli_diagnosis::{Finding, Lang, fingerprint};
use etabli_scan::{FixOrder, Report, fix, plan_fixes};
use std::path::Path;

use crate::problem::Problem;
use crate::roots::Root;
use crate::scanning::Plan;

/// The options of `check` that fix.
#[derive(Debug, Args)]
#[group(skip)]
#[command(group = ArgGroup::new("made").args(["fix", "unsafe_fixes"]).multiple(true))]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(crate) struct Fixes {
    /// Fix what can be fixed safely; the originals are kept, and undo gives them back
    #[arg(long)]
    fix: bool,
    /// Fix also what takes a decision: names, rights, single samples, quarantine, salvage
    #[arg(long)]
    unsafe_fixes: bool,
    /// Say only what was fixed or not, and exit with 0
    #[arg(long, requires = "made")]
    fix_only: bool,
    /// Show what would be fixed, before and after, and change nothing
    #[arg(long, conflicts_with = "fix_only")]
    diff: bool,
}

/// What is written for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Show {
    /// Findings, and what became of fixes.
    Findings,
    /// What became of fixes alone.
    Fixes,
    /// What fixes would do.
    Plans,
}

impl Fixes {
    pub(crate) fn show(&self) -> Show {
        match (self.diff, self.fix_only) {
            (true, _) => Show::Plans,
            (false, true) => Show::Fixes,
            (false, false) => Show::Findings,
        }
    }

    /// What is asked for: nothing, or whether unsafe fixes too.
    pub(crate) fn wanted(&self) -> Option<Wanted> {
        (self.fix || self.unsafe_fixes || self.diff).then_some(Wanted { unsafe_too: self.unsafe_fixes, is_plan: self.diff })
    }
}

/// Fixes that are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// Not only what is safe.
    pub(crate) unsafe_too: bool,
    /// They are shown, and nothing is changed.
    pub(crate) is_plan: bool,
}

/// The report of a root, its fixes carried out or planned. Only what the person sees of the first scan is fixed, and what was hidden
/// then stays so.
pub(crate) fn scanned(
    plan: &Plan,
    root: &Root,
    is_known: &mut dyn FnMut(&Finding) -> bool,
    wanted: Option<Wanted>,
    lang: Lang,
) -> Result<Report, Box<Problem>> {
    let mut first = plan.scan(root, lang)?;
    let Some(wanted) = wanted else {
        first.leave_out(is_known);
        return Ok(first);
    };
    let hidden: BTreeSet<String> = first.findings.iter().filter(|finding| is_known(finding)).map(name).collect();
    let is_seen = |finding: &Finding| !hidden.contains(&name(finding));
    plan.with_options(|options| {
        let order = FixOrder {
            binary: options.binary.clone(),
            memory: options.memory,
            config: options.config,
            now: options.now,
            min_age: options.min_age,
            source: None,
            unsafe_too: wanted.unsafe_too,
            published: &|path| plan.is_published(root, path),
            wanted: &is_seen,
        };
        // What is hidden takes part, so that it does not seem to come from a fix.
        let mut report = carried_out(root.base(), first, &order, wanted.is_plan, &mut || plan.scan(root, lang))?;
        report.leave_out(|finding| !is_seen(finding));
        Ok(report)
    })
}

/// Carries fixes out, or plans them; the report is what is found then. `again` looks at the same files once more.
pub(crate) fn carried_out(
    base: &Path,
    first: Report,
    order: &FixOrder,
    is_plan: bool,
    again: &mut dyn FnMut() -> Result<Report, Box<Problem>>,
) -> Result<Report, Box<Problem>> {
    let (report, fixes) = if is_plan {
        let fixes = plan_fixes(base, &first, order);
        (first, fixes)
    } else {
        fix(base, first, order, again)?
    };
    Ok(Report { fixes, ..report })
}

/// What makes a finding of two scans the same one.
fn name(finding: &Finding) -> String {
    format!("{} {} {:?} {}", finding.fault.code, finding.path, finding.at.layer, fingerprint(finding))
}
