//! Why something was not checked, with the cure.

use std::collections::BTreeMap;

use etabli_diagnosis::{Failure, Lang};
use etabli_scan::{Report, Unchecked, Why};

use crate::count::number;
use crate::frames::Runs;
use crate::text::printable;

/// Stable word of a reason, for machines.
pub(crate) fn kind(why: &Why) -> &'static str {
    match why {
        Why::Failed(Failure::Io(_)) => "unreadable",
        Why::Failed(Failure::Budget { .. }) => "over-budget",
        Why::Failed(Failure::Died(_)) => "reader-died",
        Why::Failed(Failure::Slow(_)) => "too-slow",
        Why::Failed(Failure::Stalled(_)) => "stalled",
        Why::Unread(_) => "unread-pixels",
        Why::Refused(_) => "unwalkable",
        Why::Absent => "absent",
    }
}

/// Whether it should have been examined and could not be; pixels of a codec that nobody reads are none of these.
pub(crate) fn is_failure(why: &Why) -> bool {
    !matches!(why, Why::Unread(_))
}

/// What happened and what to do.
pub(crate) fn words(why: &Why, lang: Lang) -> String {
    let said = match lang {
        Lang::En => english(why),
        Lang::Fr => french(why),
    };
    printable(&said)
}

fn english(why: &Why) -> String {
    let n = |n: &u64| number(*n, Lang::En);
    match why {
        Why::Failed(Failure::Io(said)) => format!("The system would not read it ({said}). Check its rights and the mount, then run again."),
        Why::Failed(Failure::Budget { what, asked, cap }) => {
            format!("It asks for {} ({what}), the limit is {}. When you trust it, run again with a larger --memory.", n(asked), n(cap))
        }
        Why::Failed(Failure::Died(how)) => format!("It ended its reader twice ({how}). Open it nowhere else; ask for it again."),
        Why::Failed(Failure::Slow(seconds)) => {
            format!("Its reader was stopped after {} s of processor time. Ask for the file again.", n(seconds))
        }
        Why::Failed(Failure::Stalled(seconds)) => format!("The storage gave no bytes for {} s. Run again when it answers.", n(seconds)),
        Why::Unread(what) => format!("Its structure was checked, its pixels were not: nothing here decodes {what}."),
        Why::Refused(said) => format!("The folder could not be listed ({said}). Check its rights, then run again."),
        Why::Absent => "It was asked for by name and is not there (any more). Check the name, or what moved it since.".to_owned(),
    }
}

fn french(why: &Why) -> String {
    let n = |n: &u64| number(*n, Lang::Fr);
    match why {
        Why::Failed(Failure::Io(said)) => {
            format!("Le système refuse de le lire ({said}). Vérifier ses droits et le montage, puis relancer.")
        }
        Why::Failed(Failure::Budget { what, asked, cap }) => {
            format!(
                "Il demande {} ({what}), la limite est {}. S’il est de confiance, relancer avec un --memory plus grand.",
                n(asked),
                n(cap)
            )
        }
        Why::Failed(Failure::Died(how)) => {
            format!("Il a fait tomber son lecteur deux fois ({how}). Ne l’ouvrir nulle part ailleurs ; le redemander.")
        }
        Why::Failed(Failure::Slow(seconds)) => format!("Son lecteur a été arrêté après {} s de calcul. Redemander le fichier.", n(seconds)),
        Why::Failed(Failure::Stalled(seconds)) => format!("Le stockage n’a rien donné pendant {} s. Relancer quand il répond.", n(seconds)),
        Why::Unread(what) => format!("Sa structure est vérifiée, pas ses pixels : rien ici ne décode {what}."),
        Why::Refused(said) => format!("Le dossier ne se laisse pas lister ({said}). Vérifier ses droits, puis relancer."),
        Why::Absent => "Il a été demandé par son nom et n’est pas (ou plus) là. Vérifier ce nom, ou ce qui l’a déplacé depuis.".to_owned(),
    }
}

/// Files with one reason: sequences with their frames, and other paths.
pub(crate) struct Reason {
    /// The words.
    pub(crate) words: String,
    /// How many files or folders.
    pub(crate) count: u64,
    /// Where: a sequence with its frames, or a path with none.
    pub(crate) places: Vec<(String, Runs)>,
}

/// What was not checked, by reason, in the order of the first path.
pub(crate) fn reasons(report: &Report, lang: Lang) -> Vec<Reason> {
    let mut reasons: Vec<(String, Vec<&Unchecked>)> = Vec::new();
    for file in &report.unchecked {
        let words = words(&file.why, lang);
        match reasons.iter_mut().find(|(known, _)| *known == words) {
            Some((_, files)) => files.push(file),
            None => reasons.push((words, vec![file])),
        }
    }
    let reason = |(words, files): (String, Vec<&Unchecked>)| Reason { words, count: files.len() as u64, places: places(&files) };
    reasons.into_iter().map(reason).collect()
}

fn places(files: &[&Unchecked]) -> Vec<(String, Runs)> {
    let mut places: BTreeMap<&str, Vec<(i64, i64)>> = BTreeMap::new();
    for file in files {
        let name = file.sequence.as_deref().filter(|_| file.frame.is_some()).unwrap_or(&file.path);
        places.entry(name).or_default().extend(file.frame.map(|frame| (frame, frame)));
    }
    places.into_iter().map(|(name, runs)| (printable(name), Runs::of(runs))).collect()
}
