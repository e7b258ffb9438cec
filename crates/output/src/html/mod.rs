//! One self-contained page: groups first, then each sequence with its map, its pictures and what to do. No script, nothing fetched; the
//! language and the theme are switched by radio buttons and the style sheet alone.

use std::fmt::Write as _;
use std::io::{self, Write};

use etabli_diagnosis::{Lang, Severity, Text};
use etabli_scan::Report;

use crate::count::{self, FRAMES, SEQUENCES};
use crate::frames::Runs;
use crate::groups::{Block, FaultGroup, blocks, outside};
use crate::strip::Strip;
use crate::style::Style;
use crate::unchecked;
use group::{Home, article, subjects};
use picture::Album;
use wanted::thumb;
use words::{both, copied, counted, escape, glyph, words};

mod contact;
pub(crate) mod group;
pub(crate) mod picture;
pub(crate) mod shell;
pub(crate) mod wanted;
pub(crate) mod words;

pub use wanted::{Pictures, Wanted, wanted};

/// Cells of a frame map.
const CELLS: usize = 100;

/// Writes the page, with whatever pictures were made.
pub fn write(reports: &[Report], pictures: &Pictures, style: &Style, out: &mut impl Write) -> io::Result<()> {
    let gathered = reports.iter().map(|report| Gathered { report, blocks: blocks(report), alone: outside(report) }).collect();
    let page = Page { reports, gathered, album: Album::of(pictures), lang: style.lang };
    out.write_all(page.whole().as_bytes())
}

/// A report with its findings gathered.
struct Gathered<'a> {
    report: &'a Report,
    blocks: Vec<Block<'a>>,
    alone: Vec<(Text, Vec<FaultGroup<'a>>)>,
}

struct Page<'a> {
    reports: &'a [Report],
    gathered: Vec<Gathered<'a>>,
    album: Album<'a>,
    lang: Lang,
}

impl Page<'_> {
    fn whole(&self) -> String {
        let roots: Vec<&str> = self.reports.iter().map(|report| report.root.as_str()).collect();
        let mut page = shell::open(Text { fr: "Vérification", en: "Check" }, &roots.join(", "), self.lang, "");
        page.push_str(&self.summary());
        self.reports.iter().for_each(|report| page.push_str(&causes(report)));
        page.push_str(&self.contents());
        for (number, found) in self.gathered.iter().enumerate() {
            page.push_str(&self.report(number, found));
        }
        page + &shell::close()
    }

    /// The sentence, what was looked at, and the three answers.
    fn summary(&self) -> String {
        let total = count::total(self.reports.iter());
        let sum = |count: fn(&Report) -> u64| self.reports.iter().map(count).sum::<u64>();
        let sequences = sum(|report| report.sequences.len() as u64);
        let frames = sum(|report| report.sequences.iter().map(|line| line.found as u64).sum());
        let mut head = format!("<div class=\"head\"><h1>{}</h1></div>", both(|lang| count::sentence(&total, lang)));
        let read = words("lues", "looked at");
        let _ =
            write!(head, "<p class=\"dim\">{}, {} {read}.</p><p class=\"tags\">", counted(&SEQUENCES, sequences), counted(&FRAMES, frames));
        let sound = sum(crate::groups::sound);
        for (sign, noun, n) in [
            ("fault", &count::ERRORS, total.errors),
            ("warn", &count::WARNINGS, total.warnings),
            ("note", &count::NOTES, total.notes),
            ("sound", &count::SOUND_SEQUENCES, sound),
            ("blank", &count::NOT_CHECKED, total.unchecked),
        ] {
            if n > 0 {
                let _ = write!(head, "<span class=\"tag\">{}{}</span> ", glyph(sign), counted(noun, n));
            }
        }
        head + "</p>"
    }

    fn contents(&self) -> String {
        let mut rows = String::new();
        for (report, found) in self.gathered.iter().enumerate() {
            for (at, block) in found.blocks.iter().enumerate() {
                for group in &block.faults {
                    rows.push_str(&self.row(report, group, Some(block), &id(report, Some(at), group)));
                }
            }
            for group in found.alone.iter().flat_map(|(_, groups)| groups) {
                rows.push_str(&self.row(report, group, None, &id(report, None, group)));
            }
        }
        if rows.is_empty() {
            let total = count::total(self.reports.iter());
            let nothing = match total.known + total.ignored {
                0 => words("Rien à signaler : tout ce qui a été lu est sain.", "Nothing to report: all that was looked at is sound."),
                _ => both(|lang| count::nothing(&total).of(lang).to_owned()),
            };
            return format!("<div class=\"empty\"><svg aria-hidden=\"true\"><use href=\"#g-peg\"/></svg><p>{nothing}</p></div>");
        }
        format!("<section class=\"drawer\"><h2>{}</h2><ol class=\"toc\">{rows}</ol></section>", words("Les groupes", "The groups"))
    }

    fn row(&self, report: usize, group: &FaultGroup, block: Option<&Block>, id: &str) -> String {
        let picture = match self.album.get(report, &group.first.path, thumb()) {
            Some(shown) => format!("<span class=\"pic\">{}</span>", shown.image),
            None => "<span class=\"void\"></span>".to_owned(),
        };
        let place = block.map_or("", |block| crate::groups::folder(block.name));
        format!(
            "<li>{picture}<span class=\"tag\">{}{}</span><span><a href=\"#{id}\">{}</a><br/><span class=\"path dim\">{}</span></span><span class=\"dim\"><span class=\"code\" translate=\"no\">{}</span> {}</span></li>",
            glyph(sign(group.severity)),
            both(|lang| count::severity(group.severity, lang).to_owned()),
            both(|lang| group.artist(lang, group::SENTENCE)),
            escape(place),
            group.fault.code,
            escape(&subjects(group)),
        )
    }

    fn report(&self, number: usize, found: &Gathered) -> String {
        let Gathered { report, blocks, alone } = found;
        let mut page = String::new();
        for (at, block) in blocks.iter().enumerate() {
            let _ = write!(page, "<section class=\"drawer\"><h2 class=\"path\" translate=\"no\">{}</h2>{}", escape(block.name), map(block));
            for group in &block.faults {
                let home = Home { report: number, root: &report.root, block: Some(block), id: id(number, Some(at), group) };
                page.push_str(&article(group, &home, &self.album));
            }
            page.push_str("</section>");
        }
        for (title, groups) in alone {
            let _ = write!(page, "<section class=\"drawer\"><h2>{}</h2>", both(|lang| title.of(lang).to_owned()));
            for group in groups {
                let home = Home { report: number, root: &report.root, block: None, id: id(number, None, group) };
                page.push_str(&article(group, &home, &self.album));
            }
            page.push_str("</section>");
        }
        page + &not_checked(report)
    }
}

/// The name of a group in the page.
fn id(report: usize, block: Option<usize>, group: &FaultGroup) -> String {
    let block = block.map_or_else(|| "x".to_owned(), |block| block.to_string());
    let part = if group.part == 0 { String::new() } else { format!("-{}", group.part) };
    format!("g{report}-{block}-{}-{}{part}", group.fault.code, sign(group.severity))
}

/// The page's sign for a weight.
fn sign(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "fault",
        Severity::Warning => "warn",
        Severity::Note => "note",
    }
}

/// What explains several groups, before them.
fn causes(report: &Report) -> String {
    let mut page = String::new();
    for found in &report.causes {
        let cause = found.cause;
        let explained: Vec<_> = found.findings.iter().filter_map(|&index| report.findings.get(index)).collect();
        let frames = Runs::of_findings(explained.iter().copied()).shown(60);
        let _ = write!(
            page,
            "<div class=\"msg care\">{}<div><p><b>{}</b></p><p>{} <span class=\"code\" translate=\"no\">{}</span> <span class=\"mono\">{frames}</span></p><p class=\"dim\">{}</p></div></div>",
            glyph("warn"),
            both(|lang| found.artist(lang)),
            both(|lang| count::certainty(found.sure).of(lang).to_owned()),
            cause.code,
            both(|lang| found.td(lang)),
        );
    }
    page
}

/// The frame map of a sequence, with what its cells are said in words for who does not see them.
fn map(block: &Block) -> String {
    let Some(strip) = Strip::of(block, CELLS) else { return String::new() };
    let cells: String =
        strip.classes().map(|class| if class.is_empty() { "<i></i>".to_owned() } else { format!("<i class=\"{class}\"></i>") }).collect();
    let said = |severity: Severity, name: &dyn Fn(Lang) -> String| {
        let runs = Runs::of_findings(block.faults.iter().filter(|g| g.severity == severity).flat_map(|g| g.findings.iter().copied()));
        if runs.0.is_empty() { String::new() } else { format!("{} {}. ", both(name), runs.shown(80)) }
    };
    let words = [Severity::Error, Severity::Warning, Severity::Note]
        .map(|severity| said(severity, &|lang| count::severity(severity, lang).to_owned()))
        .concat();
    let [first, last] = strip.ends();
    format!(
        "<div class=\"map\" aria-hidden=\"true\">{cells}</div><div class=\"ends mono\" aria-hidden=\"true\"><span>{first}</span><span>{last}</span></div>{}<p class=\"vh\">{words}</p>",
        key(&strip)
    )
}

/// What the cells of a map mean.
fn key(strip: &Strip) -> String {
    let mut key = String::from("<div class=\"key\" aria-hidden=\"true\">");
    for (class, word) in strip.key() {
        let _ = write!(key, "<span><i class=\"{class}\"></i>{}</span>", both(|lang| word(lang).to_owned()));
    }
    if strip.per() > 1 {
        let _ = write!(key, "<span>{} = {}</span>", words("une case", "one cell"), counted(&FRAMES, strip.per()));
    }
    key + "</div>"
}

fn not_checked(report: &Report) -> String {
    let mut rows = String::new();
    for file in &report.unchecked {
        let _ = write!(rows, "<li>{} {}</li>", copied("path", &file.path), both(|lang| unchecked::words(&file.why, lang)));
    }
    if rows.is_empty() {
        return rows;
    }
    let title = Text { fr: "Non vérifiés", en: "Not checked" };
    format!(
        "<section class=\"drawer\"><h2>{}{}</h2><ul class=\"plain\">{rows}</ul></section>",
        glyph("blank"),
        both(|lang| title.of(lang).to_owned())
    )
}
