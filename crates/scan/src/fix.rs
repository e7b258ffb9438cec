//! Fixes carried out: planned by the confined reader, applied by the parent, checked again, and withdrawn when the fault stands or
//! anything else changed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use etabli_diagnosis::{Config, Detect, Failure, Finding, Needs, Patch, Plan, Sentence, Step, Subject, Text};

use crate::apply::{Order, apply_seen};
use crate::hand;
use crate::protocol::{Setup, Wish};
use crate::reader::Reader;
use crate::refusal::{Obstacle, Refusal};
use crate::report::Report;
use crate::undo::undo;

mod judge;
mod seals;

use seals::Seals;

/// A fix may open the way for another one on the same file; beyond so many the rest is left for the next time.
const ROUNDS: usize = 8;

/// What is fixed, and what must not be touched.
pub struct FixOrder<'a> {
    /// The binary that can be the reader.
    pub binary: PathBuf,
    /// Address space of the reader, bytes.
    pub memory: u64,
    /// What is declared for a folder, by its path.
    pub config: &'a dyn Fn(&Path) -> Config,
    /// The moment of the scan, nanoseconds since 1970.
    pub now: i64,
    /// Age below which a file counts as being written, nanoseconds.
    pub min_age: i64,
    /// The folder that a delivery was copied from, when it is at hand.
    pub source: Option<&'a Path>,
    /// Not only what is safe.
    pub unsafe_too: bool,
    /// Whether a path relative to the base is declared published.
    pub published: &'a dyn Fn(&str) -> bool,
    /// Whether a finding is to be fixed, of those that can be.
    pub wanted: &'a dyn Fn(&Finding) -> bool,
}

/// A finding, and what became of its fix.
#[derive(Debug)]
pub struct Fixing {
    /// The finding, as it was before.
    pub finding: Finding,
    /// What became of it.
    pub outcome: FixOutcome,
}

/// What became of a fix.
#[derive(Debug)]
pub enum FixOutcome {
    /// It would do this; nothing was changed.
    Planned(Plan),
    /// The fault is gone, and nothing else has changed.
    Fixed,
    /// What could be saved stands in a new file; the fault stays.
    Saved(String),
    /// It was carried out and taken back: the fault stood.
    Stood,
    /// It was carried out and taken back: these codes spoke after it.
    Brought(Vec<&'static str>),
    /// The disk or the production forbids it.
    Refused(Refusal),
    /// It is not to be made here, for this reason.
    Declined(Sentence),
    /// The reader gave no answer.
    Failed(Failure),
}

/// A fix that was carried out.
struct Done {
    finding: Finding,
    run: String,
    /// Every path that it changed.
    paths: Vec<String>,
    /// The new file, when something was saved.
    saved: Option<String>,
}

const UNNAMED: Text = Text { fr: "son nom n'est pas de l'UTF-8 : le renommer d'abord", en: "its name is no UTF-8: rename it first" };

/// What the fixes would do, in the order of the findings. Nothing is changed.
pub fn plan_fixes(base: &Path, report: &Report, order: &FixOrder) -> Vec<Fixing> {
    let mut work = Work::new(base, order);
    for finding in work.candidates(report) {
        let outcome = work.plan(finding, report).map_or_else(|outcome| outcome, |(plan, _)| FixOutcome::Planned(plan));
        work.fixings.push(Fixing { finding: finding.clone(), outcome });
    }
    work.fixings
}

/// Fixes what can be fixed. `again` scans the same files once more. Gives the last report, and what became of each fix.
///
/// Each fix is a run of its own in the trash; all bear the moment of the scan, so that they can be undone together.
///
/// # Errors
/// Those of `again`.
pub fn fix<E>(
    base: &Path,
    first: Report,
    order: &FixOrder,
    again: &mut dyn FnMut() -> Result<Report, E>,
) -> Result<(Report, Vec<Fixing>), E> {
    let mut work = Work::new(base, order);
    let wished: Vec<Finding> = work.candidates(&first).into_iter().cloned().collect();
    let mut report = first;
    for _ in 0..ROUNDS {
        let done = work.round(&report);
        if done.is_empty() {
            break;
        }
        let mut after = again()?;
        if work.judge(&report, &after, done) {
            after = again()?;
        }
        report = after;
    }
    let known: BTreeSet<Key> = work.fixings.iter().map(|fixing| key(&fixing.finding)).chain(report.findings.iter().map(key)).collect();
    let gone = wished.into_iter().filter(|finding| !known.contains(&key(finding)));
    work.fixings.extend(gone.map(|finding| Fixing { finding, outcome: FixOutcome::Fixed }));
    work.fixings.sort_by(|a, b| key(&a.finding).cmp(&key(&b.finding)));
    Ok((report, work.fixings))
}

/// What makes two findings of two scans the same one.
type Key = (String, &'static str, Option<i64>, Option<u32>, Option<String>);

fn key(finding: &Finding) -> Key {
    (finding.path.clone(), finding.fault.code, finding.frame, finding.at.part, finding.at.layer.clone())
}

struct Work<'a> {
    base: &'a Path,
    order: &'a FixOrder<'a>,
    reader: Reader,
    seals: Seals,
    fixings: Vec<Fixing>,
    /// Findings whose fix was tried: none is tried twice.
    tried: BTreeSet<Key>,
}

impl<'a> Work<'a> {
    fn new(base: &'a Path, order: &'a FixOrder<'a>) -> Self {
        let FixOrder { binary, memory, source, .. } = order;
        let roots = [Some(base), *source].into_iter().flatten().map(|root| root.as_os_str().to_owned()).collect();
        let setup = Setup { roots, needs: Needs::ENTRY, roles: Vec::new(), jobs: 1, memory: *memory, chunk: memory / 4 };
        Self {
            base,
            order,
            reader: Reader::new(binary.clone(), setup, 0),
            seals: Seals::default(),
            fixings: Vec::new(),
            tried: BTreeSet::new(),
        }
    }

    /// Findings that are to be fixed: rights first, for what nobody may read cannot be looked at; names last, for paths change with them.
    fn candidates<'r>(&self, report: &'r Report) -> Vec<&'r Finding> {
        let allowed = |finding: &&Finding| match finding.fix_kind() {
            "safe" => true,
            kind => kind != "none" && self.order.unsafe_too,
        };
        let rank = |finding: &&Finding| match finding.fault.code.get(..3) {
            Some("PRM") => 0,
            Some("FIL" | "NAM" | "HOS") => 2,
            _ => 1,
        };
        let mut found: Vec<&Finding> = report.findings.iter().filter(allowed).filter(|f| (self.order.wanted)(f)).collect();
        found.sort_by_key(rank);
        found
    }

    /// Carries out one fix a path, as many as can be judged by one look.
    fn round(&mut self, report: &Report) -> Vec<Done> {
        let mut done: Vec<Done> = Vec::new();
        for finding in self.candidates(report) {
            let is_busy = |path: &String| done.iter().any(|done| done.paths.contains(path));
            if self.tried.contains(&key(finding)) || is_busy(&finding.path) {
                continue;
            }
            let outcome = match self.plan(finding, report) {
                Ok((plan, _)) if touched(&plan, finding).iter().any(is_busy) => continue,
                Ok((plan, seen)) => self.carry_out(finding, &plan, &seen),
                Err(outcome) => Err(outcome),
            };
            self.tried.insert(key(finding));
            match outcome {
                Ok(one) => done.push(one),
                Err(outcome) => self.fixings.push(Fixing { finding: finding.clone(), outcome }),
            }
        }
        done
    }

    /// What the fix of a finding does, unless something forbids it.
    fn plan(&mut self, finding: &Finding, report: &Report) -> Result<(Plan, crate::witness::Witnessed), FixOutcome> {
        if finding.raw.is_some() {
            return Err(FixOutcome::Declined(UNNAMED.into()));
        }
        if is_being_written(finding, report) || self.is_young(&finding.path) {
            return Err(FixOutcome::Refused(Refusal::new(&finding.path, Obstacle::BeingWritten)));
        }
        // What may not be touched is not even looked at: a link could lead out of the reader's walls.
        let path = finding.path.clone();
        let is_there = fs::symlink_metadata(self.base.join(&path)).is_ok();
        let touch = if is_there { Step::Mode { path, mode: 0 } } else { Step::Fetch { path, keep: 0 } };
        crate::refusal::check(self.base, &Patch::one(touch), self.order.published).map_err(FixOutcome::Refused)?;
        let folder = finding.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let wish = Wish {
            base: self.base.as_os_str().to_owned(),
            subject: Subject::of(finding),
            source: self.order.source.map(|source| source.as_os_str().to_owned()),
            config: (self.order.config)(&self.base.join(folder)),
            now: self.order.now,
        };
        let (plan, seen) = self.reader.plan(wish).map_err(FixOutcome::Failed)?.map_err(FixOutcome::Declined)?;
        crate::refusal::check(self.base, &plan.patch, self.order.published).map_err(FixOutcome::Refused)?;
        // What a manifest itself proves may be made as it says.
        let is_free = matches!(finding.fault.detect, Detect::Manifest(_));
        match touched(&plan, finding).into_iter().find(|path| !is_free && self.seals.hold(&self.base.join(path))) {
            Some(path) => Err(FixOutcome::Refused(Refusal::new(&path, Obstacle::Sealed))),
            None => Ok((plan, seen)),
        }
    }

    /// Whether a file is younger than what counts as being written.
    fn is_young(&self, path: &str) -> bool {
        let FixOrder { now, min_age, .. } = self.order;
        fs::symlink_metadata(self.base.join(path)).is_ok_and(|meta| (0..*min_age).contains(&now.saturating_sub(hand::modified(&meta))))
    }

    fn carry_out(&self, finding: &Finding, plan: &Plan, seen: &crate::witness::Witnessed) -> Result<Done, FixOutcome> {
        let what = format!("fix {} {}", finding.fault.code, finding.path);
        let FixOrder { now, published, source, .. } = *self.order;
        let order = Order { what: &what, now, published, source };
        let run = apply_seen(self.base, &plan.patch, &order, seen).map_err(FixOutcome::Refused)?;
        let saved = plan.patch.steps.iter().find_map(|step| match step {
            Step::Derive { path, .. } => Some(path.clone()),
            _ => None,
        });
        Ok(Done { finding: finding.clone(), run, paths: touched(plan, finding), saved })
    }

    /// Takes back the fixes after which the fault stands or something else is wrong; whether any was.
    fn judge(&mut self, before: &Report, after: &Report, done: Vec<Done>) -> bool {
        let mut withdrawn = false;
        for (outcome, Done { finding, run, .. }) in judge::outcomes(before, after, &done).into_iter().zip(done) {
            let outcome = match outcome {
                FixOutcome::Fixed | FixOutcome::Saved(_) => outcome,
                outcome => {
                    withdrawn = true;
                    undo(self.base, Some(&run)).map_or_else(FixOutcome::Refused, |_| outcome)
                }
            };
            self.fixings.push(Fixing { finding, outcome });
        }
        withdrawn
    }
}

/// The file of the finding, and every path that a plan changes.
fn touched(plan: &Plan, finding: &Finding) -> Vec<String> {
    let changed = plan.patch.steps.iter().flat_map(Step::paths).map(str::to_owned);
    let mut paths: Vec<String> = changed.chain([finding.path.clone()]).collect();
    paths.sort();
    paths.dedup();
    paths
}

/// Whether somebody writes the file, as far as the scan saw.
fn is_being_written(finding: &Finding, report: &Report) -> bool {
    let is_open = |other: &Finding| other.fault.code == "FIL004" && other.path == finding.path;
    finding.evidence.contains_key("in_progress") || report.findings.iter().any(is_open)
}
