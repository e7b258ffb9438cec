//! What was measured, for people and for programs.

use std::fmt::{self, Write as _};
use std::fs;

use serde_json::{Value, json};

use super::measure::Cost;

/// A row of the bench.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    /// Median cost of each contender.
    pub(super) costs: Vec<(String, Cost)>,
    pub(super) verdicts: Vec<Verdict>,
}

/// A figure and what is wanted of it.
pub(super) struct Verdict {
    pub(super) what: String,
    /// `None` when somebody was missing.
    pub(super) value: Option<f64>,
    pub(super) bound: Bound,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Bound {
    AtLeast(f64),
    AtMost(f64),
}

impl Row {
    /// The figures that are not as wanted, or not there.
    pub(super) fn short(&self) -> impl Iterator<Item = &str> {
        self.verdicts.iter().filter(|verdict| !verdict.holds()).map(|verdict| verdict.what.as_str())
    }
}

impl Verdict {
    fn holds(&self) -> bool {
        match (self.value, self.bound) {
            (None, _) => false,
            (Some(value), Bound::AtLeast(least)) => value >= least,
            (Some(value), Bound::AtMost(most)) => value <= most,
        }
    }

    fn word(&self) -> &'static str {
        match self.value {
            None => "not measured",
            Some(_) if self.holds() => "ok",
            Some(_) => "short",
        }
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::AtLeast(least) => write!(f, ">= {least}"),
            Self::AtMost(most) => write!(f, "<= {most}"),
        }
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        writeln!(f, "── {}: {}", self.name, self.title)?;
        if !self.costs.is_empty() {
            writeln!(f, "   {:<28}{:>12}{:>12}", "", "CPU s", "wall s")?;
        }
        for (who, cost) in &self.costs {
            writeln!(f, "   {who:<28}{:>12.3}{:>12.3}", cost.cpu, cost.wall)?;
        }
        for verdict in &self.verdicts {
            let value = verdict.value.map_or_else(|| "-".to_owned(), |value| format!("{value:.2}"));
            writeln!(f, "   {:<56}{value:>9}  {:<9} {}", verdict.what, verdict.bound.to_string(), verdict.word())?;
        }
        Ok(())
    }
}

/// The machine at a moment.
pub(super) struct Machine {
    load: String,
    cores: usize,
    processor: String,
}

impl Machine {
    pub(super) fn now() -> Self {
        let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
        let processors = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let model = processors.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or(" unknown");
        Self {
            load: load.split(' ').take(3).collect::<Vec<_>>().join(" "),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            processor: model.trim_start_matches([' ', '\t', ':']).to_owned(),
        }
    }
}

/// What a reader of the figures should know.
pub(super) fn notes(versions: &[(String, String)], before: &Machine, after: &Machine, absent: &[String]) -> String {
    let mut text = format!("{}, {} cores; load {} before, {} after\n", before.processor, before.cores, before.load, after.load);
    for (name, version) in versions {
        // Writing into a string cannot fail.
        let _ = writeln!(text, "   {name}: {version}");
    }
    for words in absent {
        let _ = writeln!(text, "   {words}");
    }
    text.push_str("Medians of rounds in turns, page cache warm, output thrown away; ratios are those within a round.");
    text
}

/// Everything, as one value.
pub(super) fn json(rows: &[Row], versions: &[(String, String)], before: &Machine, after: &Machine) -> Value {
    let versions: serde_json::Map<String, Value> = versions.iter().map(|(name, version)| (name.clone(), version.clone().into())).collect();
    json!({
        "processor": before.processor, "cores": before.cores, "load_before": before.load, "load_after": after.load,
        "versions": versions,
        "rows": rows.iter().map(row).collect::<Vec<_>>(),
    })
}

fn row(row: &Row) -> Value {
    let costs: Vec<Value> = row.costs.iter().map(|(who, cost)| json!({ "who": who, "cpu_s": cost.cpu, "wall_s": cost.wall })).collect();
    let verdicts: Vec<Value> = row
        .verdicts
        .iter()
        .map(|verdict| json!({ "what": verdict.what, "value": verdict.value, "wanted": verdict.bound.to_string(), "verdict": verdict.word() }))
        .collect();
    json!({ "row": row.name, "title": row.title, "costs": costs, "verdicts": verdicts })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_weighed_against_its_bound() {
        let word = |value, bound| Verdict { what: String::new(), value, bound }.word();
        assert_eq!(word(Some(4.5), Bound::AtLeast(4.5)), "ok");
        assert_eq!(word(Some(4.4), Bound::AtLeast(4.5)), "short");
        assert_eq!(word(Some(1.3), Bound::AtMost(1.25)), "short");
        assert_eq!(word(None, Bound::AtMost(1.25)), "not measured");
    }

    #[test]
    fn a_row_names_what_is_short() {
        let verdict = |what: &str, value| Verdict { what: what.to_owned(), value, bound: Bound::AtMost(15.0) };
        let row = Row {
            name: "first",
            title: "",
            costs: Vec::new(),
            verdicts: vec![verdict("a", Some(9.0)), verdict("b", Some(19.0)), verdict("c", None)],
        };
        assert_eq!(row.short().collect::<Vec<_>>(), ["b", "c"]);
    }
}
