//! Why a change was not made, for a person.

use etabli_scan::{Obstacle, Refusal};

use crate::lang::both;
use crate::problem::Problem;

impl From<Refusal> for Box<Problem> {
    fn from(refusal: Refusal) -> Self {
        let path = &refusal.path;
        let (fr, en, cure) = match refusal.why {
            Obstacle::HardLink(names) => (
                format!("{path} a {names} noms (liens physiques) : le changer changerait les autres"),
                format!("{path} has {names} names (hard links): changing it would change the others"),
                both("travailler sur une vraie copie : cp --no-preserve=links", "work on a true copy: cp --no-preserve=links"),
            ),
            Obstacle::SymbolicLink => (
                format!("{path} est un lien symbolique, ou se trouve derrière un lien"),
                format!("{path} is a symbolic link, or lies behind one"),
                both("nommer le dossier véritable, ou travailler sur une copie (cp -L)", "name the real folder, or work on a copy (cp -L)"),
            ),
            Obstacle::ReadOnly => (
                format!("{path} est protégé contre l'écriture"),
                format!("{path} is read-only"),
                both("rien n'a été changé ; travailler sur une copie", "nothing was changed; work on a copy"),
            ),
            Obstacle::Published => (
                format!("{path} est déclaré publié (published, dans etabli.toml)"),
                format!("{path} is declared published (published, in etabli.toml)"),
                both("travailler sur une copie hors de ce dossier", "work on a copy outside that folder"),
            ),
            Obstacle::Occupied => (
                format!("{path} existe déjà"),
                format!("{path} is there already"),
                both("le déplacer d'abord : rien n'est jamais écrasé", "move it first: nothing is ever written over"),
            ),
            Obstacle::Absent => {
                (format!("{path} n'existe pas"), format!("{path} is not there"), both("vérifier le dossier", "check the folder"))
            }
            Obstacle::NotAFile => {
                (format!("{path} n'est pas un fichier"), format!("{path} is no regular file"), both("nommer un fichier", "name a file"))
            }
            Obstacle::Outside => (
                format!("{path} est hors du dossier donné"),
                format!("{path} lies outside the folder given"),
                both("donner un dossier qui le contient", "give a folder that holds it"),
            ),
            Obstacle::Changed => (
                format!("{path} a changé depuis : rien n'a été annulé"),
                format!("{path} was changed since: nothing was undone"),
                both(
                    "mettre cette nouvelle version de côté, puis recommencer ; l'original est dans .etabli/trash",
                    "put that newer version aside, then try again; the original is in .etabli/trash",
                ),
            ),
            Obstacle::NoRun => (
                format!("rien à annuler ici ({path})"),
                format!("there is nothing to undo here ({path})"),
                both("donner le dossier : etabli undo --root DOSSIER", "give the folder: etabli undo --root FOLDER"),
            ),
            Obstacle::Disk(error) => {
                return Problem::disk(std::path::Path::new(path), &error);
            }
        };
        Problem::new(both(fr, en), cure)
    }
}
