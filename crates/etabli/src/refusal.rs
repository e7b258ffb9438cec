//! Why a change was not made, for a person.

use etabli_diagnosis::Lang;
use etabli_output::refused;
use etabli_scan::{Obstacle, Refusal};

use crate::lang::{Both, both};
use crate::problem::Problem;

impl From<Refusal> for Box<Problem> {
    fn from(refusal: Refusal) -> Self {
        if let Obstacle::Disk(error) = &refusal.why {
            return Problem::disk(std::path::Path::new(&refusal.path), error);
        }
        let said = refused(&refusal);
        Problem::new(both(said.set(Lang::Fr), said.set(Lang::En)), cure(&refusal.why))
    }
}

/// What to do instead.
fn cure(why: &Obstacle) -> Both {
    match why {
        Obstacle::HardLink(_) => {
            both("travailler sur une vraie copie : cp --no-preserve=links", "work on a true copy: cp --no-preserve=links")
        }
        Obstacle::SymbolicLink => {
            both("nommer le dossier véritable, ou travailler sur une copie (cp -L)", "name the real folder, or work on a copy (cp -L)")
        }
        Obstacle::ReadOnly => both("rien n'a été changé ; travailler sur une copie", "nothing was changed; work on a copy"),
        Obstacle::Published | Obstacle::Sealed => both("travailler sur une copie hors de ce dossier", "work on a copy outside that folder"),
        Obstacle::BeingWritten => both("attendre la fin de l'écriture, puis recommencer", "wait until it is written, then try again"),
        Obstacle::Occupied => both("le déplacer d'abord : rien n'est jamais écrasé", "move it first: nothing is ever written over"),
        Obstacle::Absent => both("vérifier le dossier", "check the folder"),
        Obstacle::NotAFile => both("nommer un fichier", "name a file"),
        Obstacle::Outside => both("donner un dossier qui le contient", "give a folder that holds it"),
        Obstacle::Changed => both(
            "mettre cette nouvelle version de côté, puis recommencer ; l'original est dans .etabli/trash",
            "put that newer version aside, then try again; the original is in .etabli/trash",
        ),
        Obstacle::Lost => both(
            "le remettre depuis une sauvegarde ; etabli undo --list montre les autres opérations",
            "put it back from a backup; etabli undo --list shows the other runs",
        ),
        Obstacle::HalfDone { run, .. } => {
            both(format!("réparer le disque, puis : etabli undo {run}"), format!("mend the disk, then: etabli undo {run}"))
        }
        Obstacle::NoRun => both("donner le dossier : etabli undo --root DOSSIER", "give the folder: etabli undo --root FOLDER"),
        Obstacle::Disk(_) => both("vérifier ce chemin et son disque", "check that path and its disk"),
    }
}
