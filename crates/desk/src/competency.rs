//! The competencies of the referential that this house is built around, by code, in words of our own.

use etabli_diagnosis::Text;

/// One competency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Competency {
    /// Its code.
    pub code: &'static str,
    /// A short label.
    pub label: Text,
}

const fn competency(code: &'static str, fr: &'static str, en: &'static str) -> Competency {
    Competency { code, label: Text { fr, en } }
}

/// All of them, in the order of the referential.
pub const COMPETENCIES: [Competency; 22] = [
    competency("CT1", "Tenir une veille", "Keep a technology watch"),
    competency("CT2", "Rendre compte, à chacun dans ses mots", "Report, to each in their words"),
    competency("C1.1", "Évaluer les risques avant la fabrication", "Assess risks before production"),
    competency("C1.2", "Recueillir une demande en l'écoutant", "Take a request in by listening"),
    competency("C1.3", "Repérer ce qui n'a pas encore cassé", "Spot what has not broken yet"),
    competency("C1.4", "Diagnostiquer dans son contexte", "Diagnose in context"),
    competency("C2.1", "Chercher les solutions possibles", "Find possible ways out"),
    competency("C2.2", "Proposer des développements", "Propose developments"),
    competency("C2.3", "Juger la faisabilité et décider", "Judge feasibility and decide"),
    competency("C2.4", "Planifier les travaux", "Plan the work"),
    competency("C2.5", "Ordonner les priorités", "Order priorities"),
    competency("C2.6", "Passer commande aux développeurs", "Write an order to developers"),
    competency("C3.1", "Réparer sans rien abîmer d'autre", "Repair without harming anything else"),
    competency("C3.2", "Faire essayer l'outil en situation", "Have a tool tried in use"),
    competency("C3.3", "Développer pour gagner du temps", "Develop to save time"),
    competency("C4.1", "Expliquer la solution et son délai", "Explain the way out and its delay"),
    competency("C4.2", "Former", "Train"),
    competency("C4.3", "Guider sur la méthode", "Guide on method"),
    competency("C4.4", "Faire trouver la documentation", "Lead to the documentation"),
    competency("C5.1", "Écrire une notice pour ses pairs", "Write a notice for peers"),
    competency("C5.2", "Faire une vidéo de démonstration", "Make a demo video"),
    competency("C5.3", "Documenter le code source", "Document source code"),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::COMPETENCIES;

    #[test]
    fn there_are_twenty_two_each_once() {
        let codes: BTreeSet<&str> = COMPETENCIES.iter().map(|competency| competency.code).collect();
        assert_eq!(codes.len(), 22);
        assert!(COMPETENCIES.iter().all(|competency| !competency.label.fr.is_empty() && !competency.label.en.is_empty()));
    }
}
