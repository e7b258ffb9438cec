//! `check --fix`: what is fixed, and what is left.

use std::collections::BTreeSet;

use clap::{ArgGroup, Args};
use etabli_diagnosis::{Finding, Lang, fingerprint};
use etabli_scan::{FixOrder, Report, fix, plan_fixes};

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

    pub(crate) fn wanted(&self) -> Wanted {
        match (self.diff, self.fix || self.unsafe_fixes) {
            (true, _) => Wanted::Plan { unsafe_too: self.unsafe_fixes },
            (false, true) => Wanted::Fix { unsafe_too: self.unsafe_fixes },
            (false, false) => Wanted::Nothing,
        }
    }
}

/// What is asked of the fixes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// None is made.
    Nothing,
    /// They are shown, and nothing is changed.
    Plan {
        /// Not only what is safe.
        unsafe_too: bool,
    },
    /// They are carried out.
    Fix {
        /// Not only what is safe.
        unsafe_too: bool,
    },
}

/// The report of a root, its fixes carried out or planned. Only what the person sees of the first scan is fixed, and what was hidden
/// then stays so.
pub(crate) fn scanned(
    plan: &Plan,
    root: &Root,
    is_known: &mut dyn FnMut(&Finding) -> bool,
    wanted: Wanted,
    lang: Lang,
) -> Result<Report, Box<Problem>> {
    let mut first = plan.scan(root, lang)?;
    let unsafe_too = match wanted {
        Wanted::Nothing => {
            first.leave_out(is_known);
            return Ok(first);
        }
        Wanted::Plan { unsafe_too } | Wanted::Fix { unsafe_too } => unsafe_too,
    };
    let hidden: BTreeSet<String> = first.findings.iter().filter(|finding| is_known(finding)).map(name).collect();
    let is_seen = |finding: &Finding| !hidden.contains(&name(finding));
    plan.with_options(|options| {
        let order = FixOrder { options, unsafe_too, published: &|path| plan.is_published(root, path), wanted: &is_seen };
        let (mut report, fixes) = if matches!(wanted, Wanted::Plan { .. }) {
            let fixes = plan_fixes(root.base(), &first, &order);
            (first, fixes)
        } else {
            // What is hidden takes part, so that it does not seem to come from a fix.
            fix(root.base(), first, &order, &mut || plan.scan(root, lang))?
        };
        report.leave_out(|finding| !is_seen(finding));
        Ok(Report { fixes, ..report })
    })
}

/// What makes a finding of two scans the same one.
fn name(finding: &Finding) -> String {
    format!("{} {} {:?} {}", finding.fault.code, finding.path, finding.at.layer, fingerprint(finding))
}
