//! `etabli demo`: a small production, a bad night on the farm, and what a check says in the morning.

#[cfg(feature = "desk")]
mod desk;
mod night;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use etabli_demo::{Production, Shot, Tile, contact_sheet, make, shots};
use etabli_diagnosis::{Lang, Severity, typeset};
use etabli_output::{Format, Style, quoted, steps, write};
use etabli_scan::{Order, apply};

use self::night::Spoiled;
use super::cache::mebibytes;
use super::{now, print};
use crate::lang::{Both, both};
use crate::problem::{Outcome, Problem};
use crate::progress::painting;
use crate::scanning::Scanning;
use crate::terminal::Terminal;

/// Paint a small production, spoil it, and show what a check finds
#[derive(Debug, Args)]
#[command(after_help = AFTER)]
pub(crate) struct Arguments {
    /// A folder to make it in, new or empty [default: a new one among the system's temporary files]
    folder: Option<PathBuf>,
    /// Open the desk too, although nobody sits at a terminal
    #[cfg(feature = "desk")]
    #[arg(long, conflicts_with = "no_serve")]
    serve: bool,
    /// Do not open the desk: paint, spoil, check, and end
    #[cfg(feature = "desk")]
    #[arg(long)]
    no_serve: bool,
}

const AFTER: &str = "At a terminal it also opens the desk over that production, and serves it until Ctrl-C.
It always ends with 0: what is found was made on purpose.";

/// The sheet's name, in the folder.
const SHEET: &str = "contact-sheet.png";

#[cfg(not(feature = "desk"))]
pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Outcome {
    let folder = arguments.folder.clone().map_or_else(fresh, Ok)?;
    shown(&folder, lang)
}

/// The desk opens first: its address is there while the pictures are still being painted.
#[cfg(feature = "desk")]
pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Outcome {
    let folder = arguments.folder.clone().map_or_else(fresh, Ok)?;
    let is_open = !arguments.no_serve && (arguments.serve || io::IsTerminal::is_terminal(&io::stdin()));
    if !is_open {
        return shown(&folder, lang);
    }
    if fs::read_dir(&folder).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(occupied(&folder));
    }
    crate::desk::block(async {
        let bench = desk::open(&folder, lang).await?;
        let said = both(format!("L'établi est ouvert : {}", bench.address), format!("The bench is open: {}", bench.address));
        print(|out| writeln!(out, "{}\n", typeset(said.of(lang), lang)))?;
        let (desk, address) = (bench.desk(), bench.address.clone());
        let painting = tokio::task::spawn_blocking({
            let folder = folder.clone();
            move || shown(&folder, lang)
        });
        let filing = tokio::spawn(async move {
            painting.await.map_err(|error| Problem::disk("demo".as_ref(), &io::Error::other(error)))??;
            desk::tickets(&desk, &folder, lang).await.map_err(|refusal| crate::desk::refused(&refusal))?;
            let said = both(format!("Neuf tickets vous attendent : {address}"), format!("Nine tickets wait for you: {address}"));
            print(|out| writeln!(out, "\n{}", typeset(said.of(lang), lang)))
        });
        let served = bench.serve();
        tokio::pin!(served);
        tokio::select! {
            ended = &mut served => ended,
            filed = filing => {
                filed.map_err(|error| Problem::disk("demo".as_ref(), &io::Error::other(error)))??;
                served.await
            }
        }
    })
}

/// Paints, spoils and checks.
fn shown(folder: &Path, lang: Lang) -> Outcome {
    let production = painted(folder, lang)?;
    let spoiled = night::spoiled(folder)?;
    let order = Order { what: "demo", now: now(), published: &|_| false, source: None };
    let run = apply(folder, &spoiled.patch, &order)?;
    draw(folder, &spoiled)?;
    print(|out| opening(folder, &production, &spoiled, lang).iter().try_for_each(|line| writeln!(out, "{line}")))?;
    let plan = Scanning::of(folder).plan()?;
    let reports = plan.roots.iter().map(|root| plan.scan(root, lang)).collect::<Result<Vec<_>, _>>()?;
    let Terminal { columns, colour } = Terminal::of_output(false);
    let style = Style { format: Format::Full, lang, width: columns, colour, statistics: false, fail_on: Severity::Error, verifies: false };
    let next = next(folder, &run);
    let next: Vec<(&str, &str)> = next.iter().map(|(command, why)| (command.as_str(), why.of(lang))).collect();
    print(|mut out| {
        writeln!(out)?;
        write(&reports, &style, &mut out)?;
        steps(&next, &style, &mut out)
    })
}

/// As many demonstrations are kept side by side.
const KEPT: u32 = 99;

/// A new folder among the system's temporary files.
fn fresh() -> Result<PathBuf, Box<Problem>> {
    let home = std::env::temp_dir();
    let name = |number: u32| if number == 1 { "etabli-demo".to_owned() } else { format!("etabli-demo-{number}") };
    for folder in (1..=KEPT).map(|number| home.join(name(number))) {
        match fs::create_dir(&folder) {
            Ok(()) => return Ok(folder),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(Problem::disk(&folder, &error)),
        }
    }
    let home = home.display();
    let what = both(format!("{home} contient déjà {KEPT} démonstrations"), format!("{home} holds {KEPT} demonstrations already"));
    let cure = both(
        format!("les enlever (rm -r {home}/etabli-demo*), ou nommer un dossier"),
        format!("take them away (rm -r {home}/etabli-demo*), or name a folder"),
    );
    Err(Problem::new(what, cure))
}

fn painted(folder: &Path, lang: Lang) -> Result<Production, Box<Problem>> {
    let bar = painting(lang);
    let production = make(folder, &|done, of| {
        bar.set_length(of as u64);
        bar.set_position(done as u64);
    });
    bar.finish_and_clear();
    production.map_err(|error| if error.kind() == io::ErrorKind::AlreadyExists { occupied(folder) } else { Problem::disk(folder, &error) })
}

fn occupied(folder: &Path) -> Box<Problem> {
    let path = folder.display();
    let what = both(format!("{path} existe déjà et n'est pas un dossier vide"), format!("{path} is there already and is no empty folder"));
    let cure = both(
        "rien n'y a été changé ; nommer un dossier neuf, ou aucun : etabli demo",
        "nothing in it was changed; name a new folder, or none: etabli demo",
    );
    Problem::new(what, cure)
}

/// The frames that the sheet shows, and whether a pixel of theirs is ringed; shot by shot in the order of the story.
const SHOWN: [[(i32, bool); 4]; 3] = [
    [(1008, false), (1012, false), (1013, false), (1026, true)],
    [(1008, false), (1009, false), (1014, true), (1019, false)],
    [(1004, false), (1007, false), (1016, false), (1028, false)],
];

fn draw(folder: &Path, spoiled: &Spoiled) -> Result<(), Box<Problem>> {
    let tile = |path: String, is_ringed: bool| Tile { ring: spoiled.pixel(&path).filter(|_| is_ringed), path };
    let row = |(shot, frames): (&Shot, [(i32, bool); 4])| frames.map(|(frame, is_ringed)| tile(shot.path(frame), is_ringed)).to_vec();
    let rows: Vec<Vec<Tile>> = shots().iter().zip(SHOWN).map(row).collect();
    let path = folder.join(SHEET);
    contact_sheet(folder, &rows).and_then(|bytes| fs::write(&path, bytes)).map_err(|error| Problem::disk(&path, &error))
}

/// What was made, what was done to it, and where to look.
fn opening(folder: &Path, production: &Production, spoiled: &Spoiled, lang: Lang) -> [String; 3] {
    let (path, size, sheet) = (folder.display(), mebibytes(production.bytes, lang), folder.join(SHEET));
    let (count, frames) = (shots().len(), shots().iter().map(|shot| shot.last - shot.first + 1).sum::<i32>());
    let (mishaps, spoiled, sheet) = (Spoiled::mishaps(), spoiled.files(), sheet.display());
    let lines = [
        both(
            format!("Une petite production, peinte dans {path} : {count} plans, {frames} images, {size}."),
            format!("A small production, painted in {path}: {count} shots, {frames} frames, {size}."),
        ),
        both(
            format!("Une mauvaise nuit à la ferme, faite exprès : {mishaps} accidents, {spoiled} fichiers abîmés ou disparus."),
            format!("A bad night on the farm, made on purpose: {mishaps} mishaps, {spoiled} files spoiled or gone."),
        ),
        both(format!("À regarder : {sheet}"), format!("To look at: {sheet}")),
    ];
    lines.map(|line| typeset(line.of(lang), lang))
}

/// What to try on it.
fn next(folder: &Path, run: &str) -> Vec<(String, Both)> {
    let path = quoted(&folder.to_string_lossy());
    let mut steps = vec![
        (format!("etabli check --output-format jsonl {path}"), both("la même chose, pour un programme", "the same, for a program")),
        (
            format!("etabli undo {run} --root {path}"),
            both("rend la production saine, à l’octet près", "gives the healthy production back, to the byte"),
        ),
        (
            format!("etabli inject SEQ004 {path} --seed 1"),
            both("fait un autre défaut ; etabli list les nomme tous", "makes another fault; etabli list names them all"),
        ),
    ];
    if let Some(home) = away() {
        let home = quoted(&home.to_string_lossy());
        steps.push((
            format!("export PATH={home}:\"$PATH\""),
            both("d’abord, pour que le shell trouve etabli", "first, so that the shell finds etabli"),
        ));
    }
    steps
}

/// The folder of this program, when the shell would not find it.
fn away() -> Option<PathBuf> {
    let binary = std::env::current_exe().and_then(fs::canonicalize).ok()?;
    let searched = std::env::var_os("PATH").unwrap_or_default();
    let is_found =
        std::env::split_paths(&searched).any(|folder| fs::canonicalize(folder.join("etabli")).is_ok_and(|found| found == binary));
    binary.parent().filter(|_| !is_found).map(Path::to_owned)
}
