//! Findings against what is known: found, false and warned, per family.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::manifest::{Class, Entry};

/// Some sound reference pictures hold these on purpose.
const FACTS: [&str; 2] = ["nan-pixels", "infinite-pixels"];
/// Codes that diagnose a file of any family; a name or a right is no diagnosis of its content.
const ANY: [&str; 3] = ["HOS", "FIL001", "FIL002"];
/// Codes that speak of a set.
const SETS: [&str; 5] = ["SEQ", "XFR", "IMG", "COL", "SCN"];
const OWN: [(&str, &[&str]); 17] = [
    ("exr", &["EXR"]),
    ("png", &["PNG"]),
    ("tiff", &["TIF"]),
    ("dpx", &["DPX"]),
    ("image-other", &["JPG", "FIL005", "EXR", "PNG", "TIF"]),
    ("movie", &["MOV"]),
    ("usd", &["USD", "SCN"]),
    ("alembic", &["ABC", "SCN"]),
    ("blender", &["BLD", "SCN"]),
    ("maya", &["SCN", "HOS"]),
    ("nuke", &["NUK", "SCN"]),
    ("gltf", &["GLT", "SCN"]),
    ("materialx", &["MTX", "SCN"]),
    ("ocio", &["COL"]),
    ("otio", &["TIM"]),
    ("manifest", &["XFR"]),
    ("log", &["LOG"]),
];

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Row {
    bad: usize,
    found: usize,
    unchecked: usize,
    sets: usize,
    sets_found: usize,
    good: usize,
    accused: usize,
    warned: usize,
}

/// The table, and each file that lowers it.
#[derive(Default)]
pub(super) struct Score {
    rows: BTreeMap<String, Row>,
    said: bool,
    pub(super) remarks: Vec<String>,
}

/// What was said of each path.
#[derive(Default)]
struct Said {
    findings: BTreeMap<String, Vec<Finding>>,
    unchecked: BTreeSet<String>,
}

struct Finding {
    error: bool,
    warning: bool,
    /// It gives a byte, or speaks of a file as a whole.
    placed: bool,
    code: String,
    name: String,
}

impl Finding {
    fn of(event: &Value) -> Finding {
        let text = |key: &str| event[key].as_str().unwrap_or_default().to_owned();
        let (severity, code) = (text("severity"), text("code"));
        let placed = event["at"]["byte"].is_u64() || code.starts_with("FIL") || code.starts_with("HOS");
        Finding { error: severity == "error", warning: severity == "warning", placed, code, name: text("name") }
    }
}

impl Score {
    /// Scores the JSON lines of a check against the manifest; with `bytes`, a spoiled file is found only when a finding gives its byte.
    pub(super) fn of(entries: &[Entry], lines: &str, bytes: bool) -> Result<Score> {
        let said = Said::read(lines)?;
        let mut score = Score { said: !said.findings.is_empty(), ..Score::default() };
        let mut sets = BTreeMap::new();
        for entry in entries {
            let row = score.rows.entry(entry.family().to_owned()).or_default();
            match entry.class {
                Class::Bad => score.remarks.extend(row.spoiled(entry, &said, bytes)),
                Class::Good => score.remarks.extend(row.sound(entry, &said)),
                Class::SetBad => *sets.entry((entry.family(), entry.unit.as_str())).or_insert(false) |= said.set(entry),
                Class::Other => {}
            }
        }
        for ((family, unit), found) in sets {
            let row = score.rows.entry(family.to_owned()).or_default();
            (row.sets, row.sets_found) = (row.sets + 1, row.sets_found + usize::from(found));
            score.remarks.extend((!found).then(|| format!("missed set\t{family}/{unit}")));
        }
        Ok(score)
    }

    /// Fails below the numbers asked for, past one false error in 200 sound files or three warnings in 100, and when nothing was said at all.
    pub(super) fn judge(&self, min_bad: usize, min_sets: usize) -> Result<()> {
        let sum = |of: fn(&Row) -> usize| self.rows.values().map(of).sum::<usize>();
        let (found, sets, good) = (sum(|row| row.found), sum(|row| row.sets_found), sum(|row| row.good));
        let (accused, warned) = (sum(|row| row.accused), sum(|row| row.warned));
        ensure!(self.said, "nothing was said of any file");
        ensure!(found >= min_bad, "{found} spoiled files found, {min_bad} asked for");
        ensure!(sets >= min_sets, "{sets} spoiled sets found, {min_sets} asked for");
        ensure!(accused * 200 <= good, "{accused} of {good} sound files accused: more than one in 200");
        ensure!(warned * 100 <= good * 3, "{warned} of {good} sound files warned of: more than three in 100");
        Ok(())
    }
}

impl Row {
    fn spoiled(&mut self, entry: &Entry, said: &Said, bytes: bool) -> Option<String> {
        let found = said.loud(&entry.path, &own(entry.family()), bytes);
        self.bad += 1;
        self.found += usize::from(found);
        self.unchecked += usize::from(!found && said.unchecked.contains(&entry.path));
        (!found).then(|| format!("missed\t{}", entry.path))
    }

    fn sound(&mut self, entry: &Entry, said: &Said) -> Option<String> {
        let of = said.findings.get(&entry.path).into_iter().flatten().filter(|finding| !FACTS.contains(&finding.name.as_str()));
        let (errors, warnings): (Vec<_>, Vec<_>) = of.filter(|finding| finding.error || finding.warning).partition(|finding| finding.error);
        self.good += 1;
        let (word, codes) = match (errors.is_empty(), warnings.is_empty()) {
            (false, _) => ("false", errors),
            (true, false) => ("warned", warnings),
            (true, true) => return None,
        };
        self.accused += usize::from(word == "false");
        self.warned += usize::from(word == "warned");
        let codes: BTreeSet<&str> = codes.iter().map(|finding| finding.code.as_str()).collect();
        Some(format!("{word}\t{}\t{}", entry.path, codes.into_iter().collect::<Vec<_>>().join(" ")))
    }
}

impl Said {
    fn read(lines: &str) -> Result<Said> {
        let mut said = Said::default();
        for line in lines.lines() {
            let event: Value = serde_json::from_str(line).with_context(|| format!("no JSON: {line}"))?;
            let text = |key: &str| event[key].as_str().unwrap_or_default().to_owned();
            match event["type"].as_str() {
                Some("finding") => said.findings.entry(text("path")).or_default().push(Finding::of(&event)),
                Some("unchecked") => drop(said.unchecked.insert(text("path"))),
                _ => {}
            }
        }
        Ok(said)
    }

    /// Whether an error or a warning of these codes names the path, and its byte where that is asked for.
    fn loud(&self, path: &str, codes: &[&str], bytes: bool) -> bool {
        let of = self.findings.get(path).into_iter().flatten();
        of.filter(|finding| (finding.error || finding.warning) && (finding.placed || !bytes))
            .any(|finding| codes.iter().any(|code| finding.code.starts_with(code)))
    }

    fn set(&self, entry: &Entry) -> bool {
        let home = entry.home();
        let codes = [own(entry.family()), SETS.to_vec()].concat();
        self.findings.range(home.clone()..).take_while(|(path, _)| path.starts_with(&home)).any(|(path, _)| self.loud(path, &codes, false))
    }
}

/// The codes that belong to a family: `loud` with another one is luck.
fn own(family: &str) -> Vec<&'static str> {
    let own = OWN.iter().find(|(name, _)| *name == family).map_or(&[][..], |(_, codes)| codes);
    [own, &ANY].concat()
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:12} {:>12} {:>10} {:>12} {:>6} {:>6} {:>7}",
            "family", "bad found", "unchecked", "sets found", "good", "false", "warned"
        )?;
        for (family, row) in &self.rows {
            let Row { bad, found, unchecked, sets, sets_found, good, accused, warned } = row;
            write!(f, "\n{family:12} {found:5}/{bad:<6} {unchecked:10} {sets_found:5}/{sets:<6} {good:6} {accused:6} {warned:7}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(path: &str, class: Class, unit: &str) -> Entry {
        Entry { path: path.into(), class, unit: unit.into() }
    }

    fn finding(path: &str, code: &str, severity: &str) -> String {
        format!("{{\"type\":\"finding\",\"path\":\"{path}\",\"code\":\"{code}\",\"name\":\"n\",\"severity\":\"{severity}\"}}\n")
    }

    #[test]
    fn a_spoiled_file_is_found_only_by_a_code_of_its_kind() {
        let entries = [entry("exr/a.exr", Class::Bad, ""), entry("exr/b.exr", Class::Bad, ""), entry("exr/c.exr", Class::Bad, "")];
        let lines =
            [finding("exr/a.exr", "EXR001", "error"), finding("exr/b.exr", "FIL004", "error"), finding("exr/c.exr", "EXR002", "note")]
                .concat();
        let score = Score::of(&entries, &lines, false).unwrap();
        assert_eq!(score.rows["exr"], Row { bad: 3, found: 1, ..Row::default() });
        assert_eq!(score.remarks, ["missed\texr/b.exr", "missed\texr/c.exr"]);
        assert!(score.judge(1, 0).is_ok() && score.judge(2, 0).is_err());
    }

    #[test]
    fn a_byte_is_asked_for_only_where_a_file_has_one() {
        let entries = [entry("exr/a.exr", Class::Bad, ""), entry("exr/b.exr", Class::Bad, ""), entry("exr/c.exr", Class::Bad, "")];
        let placed = finding("exr/b.exr", "EXR001", "error").replace("\"name\"", "\"at\":{\"byte\":7},\"name\"");
        let lines = [finding("exr/a.exr", "EXR001", "error"), placed, finding("exr/c.exr", "FIL002", "error")].concat();
        assert_eq!(Score::of(&entries, &lines, false).unwrap().rows["exr"].found, 3);
        assert_eq!(Score::of(&entries, &lines, true).unwrap().remarks, ["missed\texr/a.exr"]);
    }

    #[test]
    fn a_sound_file_that_is_accused_fails() {
        let lines = finding("exr/a.exr", "EXR001", "error") + &finding("exr/a.exr", "EXR002", "warning");
        let score = Score::of(&[entry("exr/a.exr", Class::Good, "")], &lines, false).unwrap();
        assert_eq!(score.rows["exr"], Row { good: 1, accused: 1, ..Row::default() });
        assert_eq!(score.remarks, ["false\texr/a.exr\tEXR001"]);
        assert!(score.judge(0, 0).is_err());
    }

    #[test]
    fn a_set_counts_once_and_any_of_its_files_may_speak() {
        let entries =
            [entry("dpx/s/1.dpx", Class::SetBad, "s"), entry("dpx/s/2.dpx", Class::SetBad, "s"), entry("dpx/t/1.dpx", Class::SetBad, "t")];
        let score = Score::of(&entries, &finding("dpx/s/3.dpx", "SEQ001", "error"), false).unwrap();
        assert_eq!(score.rows["dpx"], Row { sets: 2, sets_found: 1, ..Row::default() });
    }

    #[test]
    fn silence_is_no_success() {
        assert!(Score::of(&[entry("exr/a.exr", Class::Good, "")], "", false).unwrap().judge(0, 0).is_err());
    }
}
