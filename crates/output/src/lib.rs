//! The event stream out: terminal, JSON lines, SARIF, `JUnit`, CSV, Markdown, a page.
//!
//! This room finds nothing and decides nothing: it writes [`Report`]s. Same reports and style, same bytes.

use std::io::{self, Write};

use etabli_scan::Report;

mod base64;
pub mod compare;
mod concise;
mod count;
mod csv;
mod exhibit;
mod fixes;
mod frames;
mod full;
mod grouped;
mod groups;
pub mod html;
pub mod jsonl;
mod junit;
mod markdown;
mod paint;
mod place;
mod plans;
mod refusal;
mod sarif;
mod statistics;
mod strip;
mod style;
mod text;
mod unchecked;

pub use exhibit::{Cell, Exhibit, Explained, Glass, Group, Line, Said, Shown, Unread, exhibit};
pub use fixes::{unsaved, write as fixes};
pub use full::steps;
pub use plans::{lost, plans};
pub use refusal::refused;
pub use style::{Format, Style};
pub use text::quoted;

/// Version that the machine formats carry.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Writes all reports in one format; a page without pictures ([`html::write`] takes them). `out` should be buffered; it is flushed at the end.
pub fn write(reports: &[Report], style: &Style, out: &mut impl Write) -> io::Result<()> {
    match style.format {
        Format::Full | Format::Concise | Format::Grouped if style.statistics => statistics::write(reports, style, out),
        Format::Full => full::write(reports, style, out),
        Format::Concise => concise::write(reports, style, out),
        Format::Grouped => grouped::write(reports, style, out),
        Format::Jsonl => jsonl::write(reports, style.lang, out),
        Format::Sarif => sarif::write(reports, style.lang, out),
        Format::Junit => junit::write(reports, style, out),
        Format::Csv => csv::write(reports, style.lang, out),
        Format::Markdown => markdown::write(reports, style.lang, out),
        Format::Html => html::write(reports, &html::Pictures::new(), style, out),
    }?;
    let is_for_people = matches!(style.format, Format::Full | Format::Concise | Format::Grouped);
    if is_for_people && reports.iter().any(|report| !report.fixes.is_empty()) {
        writeln!(out)?;
        fixes::write(reports, style, out)?;
    }
    out.flush()
}
