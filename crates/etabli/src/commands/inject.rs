//! `etabli inject`: makes a fault on purpose, in a copy.

use std::path::{Path, PathBuf};

use clap::Args;
use etabli_diagnosis::{Declined, Dice, Fault, Lang, Patch, Place, Site};
use etabli_scan::{DiskTree, Order, Stats, apply, collect};
use serde_json::{Value, json};

use super::{now, print};
use crate::config::{Cascade, Overrides};
use crate::lang::{both, either};
use crate::near::nearest;
use crate::problem::{Outcome, Problem};
use crate::roots;
use crate::scanning::config_home;
use crate::select;

/// Make a fault on purpose, in a copy of a folder, and say where
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Code or name, with a variant behind a colon ("IMG001", "nan-pixels:plane")
    #[arg(value_name = "CODE[:VARIANT]")]
    fault: String,
    /// A folder that may be spoiled; its originals are kept, and undo gives them back
    path: PathBuf,
    /// The same seed makes the same fault
    #[arg(long, default_value_t = 0, value_name = "N")]
    seed: u64,
    /// Say where, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// As one JSON object
    #[arg(long)]
    json: bool,
}

/// A fault that can be made.
struct Made {
    patch: Patch,
    places: Vec<Place>,
}

pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Outcome {
    let (fault, variant) = chosen(&arguments.fault)?;
    let root = &arguments.path;
    if !root.exists() {
        return Err(roots::absent(root));
    }
    if !root.is_dir() {
        let what = both(format!("{} n'est pas un dossier", root.display()), format!("{} is no folder", root.display()));
        return Err(Problem::new(what, both("donner un dossier copié exprès", "give a folder that was copied for this")));
    }
    let cascade = Cascade::new(Overrides::default(), config_home().as_deref());
    refuse_productions(root, &cascade)?;
    let made = make(fault, variant, root, arguments.seed, &cascade)?;
    let what = format!("inject {}:{variant} --seed {}", fault.code, arguments.seed);
    let published = |path: &str| cascade.is_published(&root.join(path));
    let order = Order { what: &what, now: now(), published: &published, source: None };
    let run = if arguments.dry_run { None } else { Some(apply(root, &made.patch, &order)?) };
    if arguments.json {
        return print(|out| writeln!(out, "{}", as_json(arguments, fault, variant, run.as_deref(), &made.places)));
    }
    print(|out| {
        writeln!(out, "{} {}:{variant}", fault.code, fault.name)?;
        made.places.iter().try_for_each(|place| writeln!(out, "  {}", described(place, lang)))?;
        match &run {
            Some(run) => writeln!(out, "{} etabli undo {run} --root {}", either(lang, "pour revenir :", "to go back:"), root.display()),
            None => writeln!(out, "{}", either(lang, "rien n'a été changé (--dry-run)", "nothing was changed (--dry-run)")),
        }
    })
}

fn chosen(text: &str) -> Result<(&'static Fault, &'static str), Box<Problem>> {
    let (code, variant) = text.split_once(':').map_or((text, None), |(code, variant)| (code, Some(variant)));
    let fault = select::fault(code)?;
    let variants = fault.inject.variants;
    let found = match variant {
        Some(wanted) => variants.iter().copied().find(|v| *v == wanted),
        None => variants.first().copied(),
    };
    found.map(|variant| (fault, variant)).ok_or_else(|| {
        let (code, wanted, all) = (fault.code, variant.unwrap_or_default(), variants.join(", "));
        let what = both(format!("{code} n'a pas de variante « {wanted} »"), format!("{code} has no variant \"{wanted}\""));
        let near = nearest(wanted, variants.iter().copied());
        let (fr, en) =
            near.map_or_else(Default::default, |near| (format!("vouliez-vous dire {near} ? "), format!("did you mean {near}? ")));
        Problem::new(what, both(format!("{fr}ses variantes : {all}"), format!("{en}its variants: {all}")))
    })
}

/// A folder whose configuration declares published files belongs to a production: nothing in it is spoiled.
fn refuse_productions(folder: &Path, cascade: &Cascade) -> Result<(), Box<Problem>> {
    let config = cascade.of(folder);
    if let Some(problem) = cascade.problem() {
        return Err(problem);
    }
    if config.published.is_empty() {
        return Ok(());
    }
    let path = folder.display();
    let what = both(
        format!("{path} appartient à une production (etabli.toml y déclare des fichiers publiés)"),
        format!("{path} belongs to a production (its etabli.toml declares published files)"),
    );
    let cure = both(
        format!("copier le dossier ailleurs : cp -r {path} /tmp/essai"),
        format!("copy the folder elsewhere: cp -r {path} /tmp/trial"),
    );
    Err(Problem::new(what, cure))
}

/// Makes the fault in the first folder of the tree, by path, that suits it.
fn make(fault: &Fault, variant: &str, root: &Path, seed: u64, cascade: &Cascade) -> Result<Made, Box<Problem>> {
    let tree = DiskTree::new(root);
    let collected = collect(root, Stats::Now).map_err(|error| Problem::disk(root, &error))?;
    let mut last = None;
    for folder in collected.folders.keys() {
        refuse_productions(&root.join(folder), cascade)?;
        let site = Site { tree: &tree, folder, variant };
        match (fault.inject.make)(&site, &mut Dice::new(seed)) {
            Ok((patch, places)) => return Ok(Made { patch, places }),
            Err(declined) => last = Some(declined),
        }
    }
    Err(declined(fault, root, last))
}

fn declined(fault: &Fault, root: &Path, last: Option<Declined>) -> Box<Problem> {
    let (code, path) = (fault.code, root.display());
    let why = last.map_or_else(String::new, |Declined(why)| format!(" ({why})"));
    let what = both(format!("{code} ne peut pas être fait dans {path}{why}"), format!("{code} cannot be made in {path}{why}"));
    let cure = both(format!("etabli explain {code} dit de quoi il a besoin"), format!("etabli explain {code} says what it needs"));
    Problem::new(what, cure)
}

fn as_json(arguments: &Arguments, fault: &Fault, variant: &str, run: Option<&str>, places: &[Place]) -> Value {
    let place = |place: &Place| {
        json!({
            "path": place.path, "frame": place.frame, "pixel": place.pixel, "channel": place.channel, "line": place.line,
            "bytes": place.bytes.as_ref().map(|range| [range.start, range.end]),
        })
    };
    json!({
        "code": fault.code, "name": fault.name, "variant": variant, "seed": arguments.seed, "root": arguments.path.to_string_lossy(),
        "run": run, "places": places.iter().map(place).collect::<Vec<_>>(),
    })
}

fn described(place: &Place, lang: Lang) -> String {
    let mut parts = vec![place.path.clone()];
    parts.extend(place.frame.map(|frame| format!("{} {frame}", either(lang, "image", "frame"))));
    parts.extend(place.bytes.as_ref().map(|range| match range.end - range.start {
        1 => format!("{} {}", either(lang, "octet", "byte"), range.start),
        _ => format!("{} {}-{}", either(lang, "octets", "bytes"), range.start, range.end.saturating_sub(1)),
    }));
    parts.extend(place.line.map(|line| format!("{} {line}", either(lang, "ligne", "line"))));
    parts.extend(place.channel.as_ref().map(|channel| format!("{} {channel}", either(lang, "canal", "channel"))));
    parts.extend(place.pixel.map(|[x, y]| format!("pixel {x}, {y}")));
    parts.join("  ")
}
