//! Why a file was not changed, in words.

use etabli_diagnosis::Sentence;
use etabli_scan::{Obstacle, Refusal};

/// What stands in the way of a change, with the path.
pub fn refused(refusal: &Refusal) -> Sentence {
    let path = &refusal.path;
    let said = |fr: &str, en: &str| Sentence::new(format!("{path} {fr}"), format!("{path} {en}"));
    match &refusal.why {
        Obstacle::HardLink(names) => said(
            &format!("a {names} noms (liens physiques) : le changer changerait les autres"),
            &format!("has {names} names (hard links): changing it would change the others"),
        ),
        Obstacle::SymbolicLink => said("est un lien symbolique, ou se trouve derrière un lien", "is a symbolic link, or lies behind one"),
        Obstacle::ReadOnly => said("est protégé contre l'écriture", "is read-only"),
        Obstacle::Published => {
            said("est déclaré publié (published, dans etabli.toml)", "is declared published (published, in etabli.toml)")
        }
        Obstacle::Sealed => said("appartient à une livraison scellée", "belongs to a sealed delivery"),
        Obstacle::BeingWritten => said("est en cours d'écriture", "is being written"),
        Obstacle::Occupied => said("existe déjà", "is there already"),
        Obstacle::Absent => said("n'existe pas", "is not there"),
        Obstacle::NotAFile => said("n'est pas un fichier", "is no regular file"),
        Obstacle::Outside => said("est hors du dossier donné", "lies outside the folder given"),
        Obstacle::Changed => said("a changé depuis : rien n'a été annulé", "was changed since: nothing was undone"),
        Obstacle::Lost => said(
            "a perdu son original : il n'est plus dans la corbeille ; rien n'a été annulé",
            "has lost its original: it is no longer in the trash; nothing was undone",
        ),
        Obstacle::HalfDone { run, why, then } => Sentence::new(
            format!("l'opération {run} s'est arrêtée à moitié ({why}) et n'a pas pu être reprise ({then})"),
            format!("run {run} stopped half way ({why}) and could not be taken back ({then})"),
        ),
        Obstacle::NoRun => Sentence::new(
            format!("aucune opération de ce nom n'est dans la corbeille ({path})"),
            format!("no run of this name is in the trash ({path})"),
        ),
        Obstacle::Disk(error) => said(&format!(": {error}"), &format!(": {error}")),
    }
}
