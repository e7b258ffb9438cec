//! One fault of one sequence, or of the files outside sequences: what is seen, where, and what to do.

use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};

use etabli_diagnosis::{Finding, Lang, advice};

use super::picture::{Album, pixel_box, ring};
use super::wanted::{large, loupe};
use super::words::{both, copied, escape, facts, glyph, said, words};
use super::{contact, sign};
use crate::count::{number, severity};
use crate::frames::Runs;
use crate::groups::{Block, FaultGroup, folder, from_here};
use crate::place;
use crate::text::{quote, quoted};

/// Columns of the artist's sentence: what it leaves out of a long list of frames, the heading has.
pub(crate) const SENTENCE: usize = 96;
/// Rows of a table; the rest is counted.
const ROWS: usize = 40;

/// Where a group stands on the page.
pub(super) struct Home<'a> {
    /// Which report.
    pub(super) report: usize,
    /// Its root, as the person gave it.
    pub(super) root: &'a str,
    /// Its sequence, when it is in one.
    pub(super) block: Option<&'a Block<'a>>,
    /// Name of the group in the page.
    pub(super) id: String,
}

/// The whole article.
pub(super) fn article(group: &FaultGroup, home: &Home, album: &Album) -> String {
    let fault = group.fault;
    let mut page = format!(
        "<article class=\"grp box\" id=\"{}\"><h3>{}{} <span class=\"note\"><span class=\"code\" translate=\"no\" lang=\"en\">{} {}</span> {}</span></h3>",
        home.id,
        glyph(sign(group.severity)),
        escape(&subjects(group)),
        fault.code,
        fault.name,
        both(|lang| severity(group.severity, lang).to_owned()),
    );
    // Writing into a string cannot fail.
    let _ = write!(
        page,
        "<p class=\"said\">{}</p><p class=\"dim\">{}</p>",
        both(|lang| quote(&group.artist(lang, SENTENCE), lang)),
        said(&fault.words.td, &group.speaker())
    );
    page.push_str(&evidence(group, home, album));
    if let Some(block) = home.block {
        page.push_str(&contact::draw(home.report, group, block, album));
    }
    if group.findings.len() > 1 {
        page.push_str(&table(group));
    }
    let _ = write!(
        page,
        "<div class=\"cure\"><p>{}</p>{}</div></article>",
        both(|lang| advice(&group.speaker(), lang)),
        command(group, home.root)
    );
    page
}

/// The frames or the file it is about.
pub(crate) fn subjects(group: &FaultGroup) -> String {
    match group.runs() {
        Runs(runs) if runs.is_empty() => group.first.path.clone(),
        runs => runs.shown(48),
    }
}

fn evidence(group: &FaultGroup, home: &Home, album: &Album) -> String {
    let first = group.first;
    let view = |view| album.get(home.report, &first.path, view);
    let Some(shown) = view(large(first)) else { return String::new() };
    let close = loupe(first).and_then(|asked| Some((view(asked)?, first.at.pixel?)));
    let glass = close.map(|(close, pixel)| {
        let scale = words("pixels exacts", "exact pixels");
        let [x, y] = pixel;
        let seen = format!("<div class=\"glass\">{}{}</div>", close.image, pixel_box(close.raster, pixel));
        format!("<div class=\"loupe\">{seen}<div class=\"x\"><span>x {x} y {y}</span><span>{scale}</span></div></div>")
    });
    let ring = ring(shown.raster, &first.at, seed(first), glass.is_some()).unwrap_or_default();
    let class = if glass.is_some() { "evi" } else { "evi wide" };
    format!(
        "<div class=\"{class}\"><figure><div class=\"pic\">{}{ring}</div><figcaption>{}</figcaption></figure><div class=\"side\">{}{}</div></div>",
        shown.image,
        copied("path", &first.path),
        glass.unwrap_or_default(),
        facts(&rows(first)),
    )
}

/// What was measured at the first place.
fn rows(finding: &Finding) -> Vec<(String, String)> {
    let frame = finding.frame.map_or_else(String::new, |frame| frame.to_string());
    vec![(words("Image", "Frame"), frame), (words("Lieu", "Place"), both(|lang| place::words(&finding.at, lang)))]
}

/// The same finding has the same ring on every page.
pub(crate) fn seed(finding: &Finding) -> u64 {
    let mut hasher = DefaultHasher::new();
    (finding.fault.code, &finding.path, finding.at.pixel).hash(&mut hasher);
    hasher.finish()
}

fn table(group: &FaultGroup) -> String {
    let mut rows = String::new();
    let is_placed = group.findings.iter().any(|finding| !place::words(&finding.at, Lang::En).is_empty());
    let cell = |what: String| if is_placed { format!("<td>{what}</td>") } else { String::new() };
    for finding in group.findings.iter().take(ROWS) {
        let frames = Runs::of_findings([*finding]).text();
        let place = cell(both(|lang| place::words(&finding.at, lang)));
        let _ = write!(rows, "<tr><th scope=\"row\" class=\"mono\">{frames}</th>{place}<td>{}</td></tr>", copied("path", &finding.path));
    }
    let more = group.findings.len().saturating_sub(ROWS) as u64;
    if more > 0 {
        let said = both(|lang| number(more, lang));
        let _ = write!(rows, "<tr><td></td>{}<td>+{said} {}</td></tr>", cell(String::new()), words("de plus", "more"));
    }
    let head = [("Image", "Frame"), ("Lieu", "Place"), ("Chemin", "Path")];
    let head = head.into_iter().filter(|(_, en)| is_placed || *en != "Place");
    let head = head.map(|(fr, en)| format!("<th scope=\"col\">{}</th>", words(fr, en))).collect::<Vec<_>>().concat();
    format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"group\"><table class=\"t\"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
}

/// What shows the same in a shell.
fn command(group: &FaultGroup, root: &str) -> String {
    let place = if group.first.sequence.is_some() { folder(&group.first.path) } else { &group.first.path };
    let line = format!("etabli check --select {} {}", group.fault.code, quoted(&from_here(root, place)));
    format!("{}<p class=\"hint\">{}</p>", copied("cmd", &line), words("Un clic prend toute la ligne.", "One click takes the whole line."))
}
