//! `etabli seal`: a new seal of a folder.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use etabli_diagnosis::Lang;
use etabli_formats::manifest::Algorithm;
use etabli_formats::manifest::mhl::{ALGORITHMS, Author};
use etabli_scan::{NewSeal, Sealed, Style, Unsealed, seal};

use super::{now, print};
use crate::lang::{both, either};
use crate::problem::{Outcome, Problem};
use crate::progress::Gauge;
use crate::roots;
use crate::scanning::cores;

/// Seal a folder: write down the hash of every file in it, and change none of them
#[derive(Debug, Args)]
#[command(after_help = "Exit status: 0 sealed; 1 sealed, but files differ from an earlier seal or are gone; 2 nothing was written.

An ASC MHL history gets one more generation each time; etabli verify reads all of them.
A bag is made around a folder whose files lie in data/.")]
pub(crate) struct Arguments {
    /// The folder
    path: PathBuf,
    /// What is written
    #[arg(long, value_enum, default_value = "ascmhl", value_name = "FORMAT")]
    format: Format,
    /// Which hashes, separated by commas [default: xxh128 for ASC MHL, sha512 for a bag]
    #[arg(long, value_name = "ALGORITHMS", value_delimiter = ',', value_parser = algorithm)]
    algorithm: Vec<Algorithm>,
    /// Who seals it
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
    /// What they do (DIT, data wrangler)
    #[arg(long, value_name = "ROLE", requires = "author")]
    role: Option<String>,
    /// Where
    #[arg(long, value_name = "PLACE")]
    location: Option<String>,
    /// Anything that whoever receives it should know
    #[arg(long, value_name = "TEXT")]
    comment: Option<String>,
    /// Leave out what this pattern names, as Git reads it; an ASC MHL history keeps it; may be repeated
    #[arg(long, value_name = "PATTERN")]
    exclude: Vec<String>,
    /// Threads that read [default: one a core]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1024))]
    jobs: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One more generation of an ASC MHL 2 history
    Ascmhl,
    #[value(help = "A BagIt 1.0 bag around data/")]
    Bagit,
    /// A list, as md5sum writes it
    Md5,
    /// A list, as sha1sum writes it
    Sha1,
    /// A list, as sha256sum writes it
    Sha256,
    /// A list, as xxhsum writes it
    Xxh64,
    /// A list, as xxhsum -H3 writes it
    Xxh3,
    /// A list, as b3sum writes it
    Blake3,
}

fn algorithm(name: &str) -> Result<Algorithm, String> {
    Algorithm::of_name(name).ok_or_else(|| Algorithm::ALL.iter().map(|known| known.name()).collect::<Vec<_>>().join(", "))
}

impl Format {
    fn style(self) -> Style {
        match self {
            Self::Ascmhl => Style::History,
            Self::Bagit => Style::Bag,
            _ => Style::List,
        }
    }

    fn algorithm(self) -> Algorithm {
        match self {
            Self::Ascmhl => Algorithm::Xxh128,
            Self::Bagit => Algorithm::Sha512,
            Self::Md5 => Algorithm::Md5,
            Self::Sha1 => Algorithm::Sha1,
            Self::Sha256 => Algorithm::Sha256,
            Self::Xxh64 => Algorithm::Xxh64,
            Self::Xxh3 => Algorithm::Xxh3,
            Self::Blake3 => Algorithm::Blake3,
        }
    }
}

pub(crate) fn run(arguments: &Arguments, lang: Lang) -> Outcome {
    let path = &arguments.path;
    if !path.exists() {
        return Err(roots::absent(path));
    }
    if !path.is_dir() {
        let what = both(format!("{} n'est pas un dossier", path.display()), format!("{} is no folder", path.display()));
        return Err(Problem::new(what, both("donner le dossier à sceller", "give the folder to seal")));
    }
    let gauge = Gauge::new(lang);
    let new = NewSeal {
        style: arguments.format.style(),
        algorithms: algorithms(arguments)?,
        author: arguments.author.clone().map(|name| Author { name, role: arguments.role.clone(), email: None }),
        location: arguments.location.clone(),
        comment: arguments.comment.clone(),
        host: host(),
        tool: ("etabli".to_owned(), env!("CARGO_PKG_VERSION").to_owned()),
        ignored: arguments.exclude.clone(),
        jobs: arguments.jobs.unwrap_or_else(cores) as usize,
        now: now(),
        volume: &gauge,
    };
    let sealed = seal(path, &new);
    gauge.finish();
    let sealed = sealed.map_err(refused)?;
    print(|out| tell(&sealed, lang, out))?;
    Ok(if sealed.failed.is_empty() && sealed.absent.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// The hashes that are asked for; a history knows only those of its schema.
fn algorithms(arguments: &Arguments) -> Result<Vec<Algorithm>, Box<Problem>> {
    let mut asked = arguments.algorithm.clone();
    asked.sort_unstable();
    asked.dedup();
    if asked.is_empty() {
        asked.push(arguments.format.algorithm());
    }
    let foreign = asked.iter().find(|algorithm| arguments.format == Format::Ascmhl && !ALGORITHMS.contains(algorithm));
    match foreign {
        None => Ok(asked),
        Some(foreign) => {
            let name = foreign.name();
            let known = ALGORITHMS.iter().map(|known| known.name()).collect::<Vec<_>>().join(", ");
            let what = both(format!("ASC MHL ne connaît pas {name}"), format!("ASC MHL does not know {name}"));
            Err(Problem::new(what, both(format!("donner un de {known}"), format!("give one of {known}"))))
        }
    }
}

fn host() -> String {
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    if name.trim().is_empty() { "localhost".to_owned() } else { name.trim().to_owned() }
}

fn tell(sealed: &Sealed, lang: Lang, out: &mut dyn Write) -> std::io::Result<()> {
    let files = sealed.files;
    let size = indicatif::HumanBytes(sealed.bytes);
    writeln!(
        out,
        "{}",
        either(lang, "Scellé :", "Sealed:").to_owned() + &format!(" {files} {} ({size})", either(lang, "fichiers", "files"))
    )?;
    sealed.written.iter().try_for_each(|path| writeln!(out, "  {path}"))?;
    let lists = [
        (&sealed.failed, either(lang, "Diffèrent d'une génération antérieure :", "Differ from an earlier generation:")),
        (&sealed.absent, either(lang, "Listés avant, et absents :", "Listed before, and absent:")),
    ];
    for (paths, heading) in lists.into_iter().filter(|(paths, _)| !paths.is_empty()) {
        writeln!(out, "{heading}")?;
        paths.iter().try_for_each(|path| writeln!(out, "  {path}"))?;
    }
    Ok(())
}

fn refused(why: Unsealed) -> Box<Problem> {
    let (fr, en, cure) = match why {
        Unsealed::Disk(path, error) => return Problem::disk(&path, &error),
        Unsealed::Broken(broken) => {
            let (path, rule, met) = (&broken.path, broken.defect.rule.name(), broken.defect.rule.met());
            (
                format!("l'historique est abîmé : {path} ({rule} {met})"),
                format!("the history is broken: {path} ({rule} {met})"),
                both(
                    "etabli verify dit tout ; retrouver les manifestes intacts avant de sceller",
                    "etabli verify tells all; find the intact manifests before you seal",
                ),
            )
        }
        Unsealed::Occupied(path) => (
            format!("{} existe déjà", path.display()),
            format!("{} is there already", path.display()),
            both("le déplacer d'abord : rien n'est jamais écrasé", "move it first: nothing is ever written over"),
        ),
        Unsealed::Empty(path) => (
            format!("il n'y a aucun fichier à sceller dans {}", path.display()),
            format!("{} holds no file to seal", path.display()),
            both("donner le dossier de la livraison", "give the folder of the delivery"),
        ),
        Unsealed::NoData(path) => (
            format!("{} n'a pas de dossier data", path.display()),
            format!("{} has no folder data", path.display()),
            both(
                "y mettre ce qui est livré : un sac BagIt tient son contenu dans data/",
                "put what is delivered into it: a BagIt bag holds its payload in data/",
            ),
        ),
        Unsealed::Name(path) => (
            format!("le nom {path} n'est pas de l'UTF-8, et ce format ne peut pas l'écrire"),
            format!("the name {path} is no UTF-8, and this format cannot write it"),
            both("le renommer, ou sceller une liste : --format blake3", "rename it, or seal a list: --format blake3"),
        ),
    };
    Problem::new(both(fr, en), cure)
}
