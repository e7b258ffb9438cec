//! What explains several findings, before them.

use std::collections::BTreeMap;
use std::io::{self, Write};

use etabli_diagnosis::Finding;
use etabli_diagnosis::causes::CauseFound;
use etabli_scan::Report;

use super::Desk;
use crate::count::{FINDINGS, certainty};
use crate::frames::Runs;
use crate::paint::{NEXT, Tone};
use crate::text::{printable, quote};

impl Desk {
    pub(super) fn cause(&self, found: &CauseFound, report: &Report, out: &mut impl Write) -> io::Result<()> {
        let cause = found.cause;
        let title = format!("{}  {} {}", certainty(found.sure).of(self.lang), cause.code, cause.name);
        self.heading(&title, &FINDINGS.count(found.findings.len() as u64, self.lang), out)?;
        self.sentence("", &quote(&found.artist(self.lang), self.lang), out)?;
        let mut places: BTreeMap<(&str, &str), Vec<&Finding>> = BTreeMap::new();
        for finding in found.findings.iter().filter_map(|&index| report.findings.get(index)) {
            places.entry((finding.sequence.as_deref().unwrap_or(&finding.path), finding.fault.code)).or_default().push(finding);
        }
        for ((name, code), findings) in places {
            self.sequence_line(&format!("{code}  {}", printable(name)), &Runs::of_findings(findings), out)?;
        }
        self.sentence(&self.paint.tint(Tone::Next, NEXT), &found.td(self.lang), out)?;
        writeln!(out)
    }
}
