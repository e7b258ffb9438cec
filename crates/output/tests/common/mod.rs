//! Reports made by hand: one with something of everything, one sound, one hostile.
#![allow(dead_code, reason = "each test binary uses some of these")]

use std::collections::{BTreeMap, BTreeSet};

use etabli_diagnosis::causes::{CauseFound, Told};
use etabli_diagnosis::{At, Change, Failure, Fault, Finding, Lang, Patch, Plan, Sentence, Severity, Step, Text, fingerprint};
use etabli_output::{Format, Style, write};
use etabli_scan::{FixOutcome, Fixing, Obstacle, Refusal, Report, SequenceLine, Unchecked, Why};
use faults::{EMPTY, LINK, MISSING, NAN, STORAGE, TRAILING, TRUNCATED};

mod faults;

pub(crate) const BEAUTY: &str = "sq010/sh040/render/beauty.1001-1120#.exr";
pub(crate) const DEPTH: &str = "sq010/sh050/render/depth.1001-1024#.exr";
pub(crate) const SOUND: &str = "sq020/sh010/render/beauty.1001-1048#.exr";

/// What a report looks like in a style.
pub(crate) fn written(reports: &[Report], style: Style) -> String {
    let mut out = Vec::new();
    write(reports, &style, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

pub(crate) fn style(format: Format, lang: Lang, width: usize) -> Style {
    Style { format, lang, width, ..Style::default() }
}

fn finding(fault: &'static Fault, path: &str) -> Finding {
    Finding {
        fault,
        subcode: None,
        severity: fault.severity,
        path: path.to_owned(),
        raw: None,
        sequence: None,
        frame: None,
        until: None,
        at: At::default(),
        evidence: BTreeMap::new(),
        related: Vec::new(),
    }
}

fn frame(fault: &'static Fault, sequence: &str, number: i64) -> Finding {
    let (head, tail) = sequence.split_once(".1001").unwrap();
    let (_, extension) = tail.rsplit_once('.').unwrap();
    let mut finding = finding(fault, &format!("{head}.{number}.{extension}"));
    finding.sequence = Some(sequence.to_owned());
    finding.frame = Some(number);
    finding
}

fn nan(sequence: &str, number: i64, pixel: [i32; 2], count: i64, channels: &[&str]) -> Finding {
    let mut finding = frame(&NAN, sequence, number);
    finding.with("count", count).with("channels", channels.to_vec());
    finding.channel(0, channels[0]).pixels(pixel, [pixel[0], pixel[1], pixel[0] + 57, pixel[1] + 40]);
    finding
}

fn missing(first: i64, last: i64) -> Finding {
    let mut finding = frame(&MISSING, BEAUTY, first);
    let said = if first == last { first.to_string() } else { format!("{first}-{last}") };
    finding
        .run(first, last)
        .with("missing", said)
        .with("count", last - first + 1)
        .with("series", "beauty.1001-1120#.exr")
        .with("found", 116);
    finding
}

fn truncated() -> Finding {
    let mut finding = frame(&TRUNCATED, BEAUTY, 1019);
    finding.byte(399_579).with("seen", 399_579).with("expected", 1_284_096).with("whole", 21).with("of", 68);
    finding.at.part = Some(0);
    finding
}

fn link() -> Finding {
    let mut finding = finding(&LINK, "assets/fox/textures/skin_rough.1012.tx");
    let problem = Text { fr: "la cible est absente", en: "its target is absent" };
    finding.rule("absent").with("target", "/mnt/old/fox/skin_rough.1012.tx").with("problem", problem);
    finding
}

fn empty(path: &str) -> Finding {
    let mut finding = finding(&EMPTY, path);
    finding.with("size", 0);
    finding
}

fn line(sequence: &str, present: Vec<i64>, findings: usize) -> SequenceLine {
    let frames = format!("{}-{}", present[0], present[present.len() - 1]);
    SequenceLine { sequence: sequence.to_owned(), frames, found: present.len(), present, unseen: Vec::new(), findings }
}

fn unchecked(path: &str, sequence: Option<(&str, i64)>, why: Why) -> Unchecked {
    Unchecked {
        path: path.to_owned(),
        raw: None,
        sequence: sequence.map(|(name, _)| name.to_owned()),
        frame: sequence.map(|(_, frame)| frame),
        why,
    }
}

/// A shot with holes, a cut frame and NaN in six; a second shot with NaN in a layer, as a warning; files outside; three reasons not to check.
pub(crate) fn rich() -> Report {
    let holes = [1013, 1044, 1045, 1046];
    let mut findings: Vec<Finding> = [1003, 1005, 1007, 1008, 1009, 1077]
        .iter()
        .zip(0..)
        .map(|(&number, n)| nan(BEAUTY, number, [227 + n, 138], 23 + i64::from(n), &["R", "G"]))
        .collect();
    findings.extend([missing(1013, 1013), truncated(), missing(1044, 1046)]);
    let mut depth = nan(DEPTH, 1010, [960, 12], 31_204, &["spec_indirect.R"]);
    depth.weigh(Severity::Warning);
    let mut late = nan(DEPTH, 1011, [961, 12], 1, &["spec_indirect.R"]);
    late.weigh(Severity::Note);
    findings.extend([depth, late, link(), empty("assets/fox/notes.exr"), empty("assets/fox/publish.exr")]);
    let budget = Failure::Budget { what: "pixels".to_owned(), asked: 9_771_050_598, cap: 8_589_934_592 };
    let explained: Vec<usize> = (0..findings.len()).filter(|&i| STORAGE.explains.contains(&findings[i].fault.code)).collect();
    let prints = explained.iter().map(|&i| fingerprint(&findings[i])).collect::<BTreeSet<String>>().into_iter().collect();
    let causes =
        vec![CauseFound { cause: &STORAGE, explains: prints, findings: explained, sure: 0.8, told: Told::default(), spares: true }];
    Report {
        causes,
        root: "/prod/vigie".to_owned(),
        sequences: vec![
            line(BEAUTY, (1001..=1120).filter(|n| !holes.contains(n)).collect(), 9),
            line(DEPTH, (1001..=1024).collect(), 2),
            line(SOUND, (1001..=1048).collect(), 0),
        ],
        findings,
        unchecked: vec![
            unchecked("assets/private", None, Why::Refused("permission denied".to_owned())),
            unchecked("sq010/sh040/render/beauty.1088.exr", Some((BEAUTY, 1088)), Why::Failed(budget)),
            unchecked("sq010/sh050/render/depth.1002.exr", Some((DEPTH, 1002)), Why::Unread("HTJ2K".to_owned())),
            unchecked("sq010/sh050/render/depth.1003.exr", Some((DEPTH, 1003)), Why::Unread("HTJ2K".to_owned())),
        ],
        files: 1191,
        unclaimed: 14,
        known: (1..4).map(|number| finding(&LINK, &format!("old/{number}.exr"))).collect(),
        ignored: 2,
        fixes: Vec::new(),
    }
}

/// Two empty frames side by side.
pub(crate) fn emptied() -> Report {
    let empty = |number| {
        let mut finding = frame(&EMPTY, BEAUTY, number);
        finding.with("size", 0);
        finding
    };
    let findings = vec![empty(1013), empty(1014)];
    Report { root: ".".to_owned(), sequences: vec![line(BEAUTY, (1001..=1120).collect(), 2)], findings, files: 120, ..Report::default() }
}

/// A show without a fault.
pub(crate) fn sound() -> Report {
    Report { root: ".".to_owned(), sequences: vec![line(SOUND, (1001..=1048).collect(), 0)], files: 48, ..Report::default() }
}

/// Names that would steer a terminal, a spreadsheet, a table or a parser, and one that is no UTF-8.
pub(crate) fn hostile() -> Report {
    let mut finding = empty("=cmd|'/c calc'!A1/<b>&\"`|*\u{1B}[2J\u{202E}\u{FFFD}.exr");
    finding.raw = Some(b"=cmd|'/c calc'!A1/<b>&\"`|*\x1B[2J\xE2\x80\xAE\xFF.exr".to_vec());
    let mut pixel = nan(BEAUTY, 1001, [-12, -3], 2, &["=R"]);
    pixel.with("ratio", f64::NAN).relate("-other, \"file\"\n.exr".to_owned());
    Report { root: "-root".to_owned(), findings: vec![finding, pixel], files: 2, ..Report::default() }
}

/// What became of eight fixes, one of each kind.
pub(crate) fn mended() -> Report {
    let patch = Patch::one(Step::Rename { from: "beauty_1003.exr".to_owned(), to: "beauty.1003.exr".to_owned() });
    let changes = vec![
        Change::Cut { at: 20_829, count: 37 },
        Change::Field { name: "displayWindow".into(), before: "1920x1081+0+0".to_owned(), after: "1920x1080+0+0".to_owned() },
        Change::Sample { channel: "R".to_owned(), pixel: [227, 138], before: f32::NAN, after: 0.5 },
        Change::Saved { chunks: 12, of: 17 },
        Change::Lost { part: "left".to_owned(), lines: [400, 540] },
    ];
    let refusal = |why| FixOutcome::Refused(Refusal { path: "sq010/sh040/render/beauty.1005.exr".to_owned(), why });
    let outcomes = vec![
        FixOutcome::Planned(Plan { patch, changes }),
        FixOutcome::Fixed,
        FixOutcome::Saved("sq010/sh040/render/salvaged/beauty.1003.exr".to_owned()),
        FixOutcome::Stood,
        FixOutcome::Brought(vec!["IMG001", "SEQ004"]),
        refusal(Obstacle::HardLink(3)),
        FixOutcome::Declined(Sentence::new("il n'y a rien à sauver", "there is nothing to save")),
        FixOutcome::Failed(Failure::Stalled(30)),
    ];
    let fixing = |(outcome, number)| {
        let mut finding = frame(&TRAILING, BEAUTY, number);
        finding.with("count", 37);
        Fixing { finding, outcome }
    };
    Report { fixes: outcomes.into_iter().zip(1001..).map(fixing).collect(), ..sound() }
}

/// Frames that differ in two ways, and one known before.
pub(crate) fn divided() -> Report {
    let odd = |number: i64, what: &str, seen: &str, expected: &str| {
        let mut finding = frame(etabli_diagnosis::faults::find("SEQ005").unwrap(), BEAUTY, number);
        finding.run(number, number).with("frames", number.to_string()).with("length", 1).with("parts", "");
        finding.with("what", what).with("seen", seen).with("expected", expected).with("basis", "the other frames have");
        finding.with("settings", "as the others").with("care", "");
        finding
    };
    let findings =
        vec![odd(1004, "sample type", "float", "half"), odd(1006, "sample type", "float", "half"), odd(1009, "compression", "PIZ", "ZIP")];
    let mut known = frame(&TRUNCATED, BEAUTY, 1019);
    known.with("seen", 1);
    Report {
        root: ".".to_owned(),
        sequences: vec![line(BEAUTY, (1001..=1120).collect(), 3)],
        findings,
        known: vec![known],
        files: 120,
        ..Report::default()
    }
}
