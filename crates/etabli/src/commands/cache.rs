//! `etabli cache`.

use clap::Args;
use etabli_diagnosis::Lang;
use etabli_scan::{Cache, cache_home};

use super::print;
use crate::lang::{both, either};
use crate::problem::{Outcome, Problem};

/// Show where facts about files are kept between checks, or forget them
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Forget everything
    #[arg(long)]
    clear: bool,
}

pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Outcome {
    let cache = Cache::new(cache_home().ok_or_else(|| {
        let what = both("aucun dossier pour garder les faits : HOME est vide", "no folder to keep facts in: HOME is empty");
        Problem::new(what, both("définir HOME ou XDG_CACHE_HOME", "set HOME or XDG_CACHE_HOME"))
    })?);
    let refuse = |error| Problem::disk(cache.home(), &error);
    let (bytes, folders) = cache.size().map_err(refuse)?;
    if arguments.clear {
        cache.clear().map_err(refuse)?;
    }
    let state = if arguments.clear { either(lang, "vidé", "cleared") } else { either(lang, "gardé", "kept") };
    let folders_word = either(lang, "dossiers", "folders");
    print(|out| writeln!(out, "{}: {state}, {folders} {folders_word}, {}", cache.home().display(), mebibytes(bytes, lang)))
}

/// A size for people, in mebibytes.
pub(crate) fn mebibytes(bytes: u64, lang: Lang) -> String {
    let number = format!("{:.1}", bytes as f64 / f64::from(1 << 20));
    match lang {
        Lang::Fr => format!("{} Mio", number.replace('.', ",")),
        Lang::En => format!("{number} MiB"),
    }
}
