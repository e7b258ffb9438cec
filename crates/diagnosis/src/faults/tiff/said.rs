//! The rules of TIFF, as people say them.

use etabli_formats::tiff::{Rule, name};

use crate::faults::broken::{Said, hex, stream};

/// The words of a rule; `None` for one that another fault says.
pub(super) fn said(rule: &Rule) -> Option<Said> {
    let said = match rule {
        Rule::Signature { seen } => Said::plain("signature", "la signature est fausse", "the signature is wrong").with(hex(seen)),
        Rule::Truncated { expected } => {
            Said::plain("truncated", "le fichier s'arrête dans un répertoire", "the file ends inside a directory")
                .with(format!("< {expected}"))
        }
        Rule::Directory { problem, seen } => directory(problem)?.with(seen.to_string()),
        Rule::Entry { tag, problem, seen } => entry(problem)?.of(name(*tag)).with(seen.to_string()),
        Rule::Block { problem, index, count, seen, expected } => {
            block(problem)?.of(format!("n° {index}, × {count}")).with(format!("{seen} / {expected}"))
        }
        Rule::Data { problem, index, seen, expected } => {
            stream("data", problem)?.of(format!("n° {index}")).with(format!("{seen} / {expected}"))
        }
        Rule::Text { problem } => match problem.as_str() {
            "nesting" => Said::plain("text", "des métadonnées s'emboîtent sans fin", "metadata nest without end"),
            _ => Said::plain("text", "des métadonnées sortent de leur modèle", "metadata leave their model"),
        },
        Rule::Zeros { run } => {
            Said::plain("zeros", "le fichier n'est plus que des zéros jusqu'à sa fin", "the file is nothing but zeros to its end")
                .with(run.to_string())
        }
        Rule::Oversize { .. } => return None,
    };
    Some(said)
}

fn directory(problem: &str) -> Option<Said> {
    let (fr, en) = match problem {
        "none" => ("aucun répertoire n'a été écrit", "no directory was written"),
        "outside" => ("un répertoire est hors du fichier", "a directory lies outside the file"),
        "loop" => ("un répertoire renvoie à lui-même", "a directory leads back to itself"),
        "empty" => ("un répertoire est vide", "a directory is empty"),
        "many" => ("un répertoire annonce trop d'entrées", "a directory announces too many entries"),
        _ => return None,
    };
    Some(Said::plain("directory", fr, en))
}

fn entry(problem: &str) -> Option<Said> {
    let (fr, en) = match problem {
        "type" => ("une entrée a un type faux", "an entry has a wrong type"),
        "outside" => ("les valeurs d'une entrée sont hors du fichier", "the values of an entry lie outside the file"),
        "order" => ("les entrées ne sont pas en ordre", "the entries are not in order"),
        "twice" => ("une entrée vient deux fois", "an entry comes twice"),
        "count" => ("une entrée a trop peu de valeurs", "an entry has too few values"),
        "value" => ("une entrée a une valeur impossible", "an entry has an impossible value"),
        "missing" => ("une entrée obligatoire manque", "a required entry is missing"),
        _ => return None,
    };
    Some(Said::plain("entry", fr, en))
}

fn block(problem: &str) -> Option<Said> {
    let (fr, en) = match problem {
        "number" => ("il n'y a pas assez de bandes ou de tuiles", "there are too few strips or tiles"),
        "zero" => ("une bande ou tuile n'a jamais été écrite", "a strip or tile was never written"),
        "outside" => ("une bande ou tuile est hors du fichier", "a strip or tile lies outside the file"),
        "size" => ("une bande ou tuile est trop petite", "a strip or tile is too small"),
        "long" => ("une bande ou tuile annonce plus que le fichier n'a", "a strip or tile claims more than the file has"),
        _ => return None,
    };
    Some(Said::plain("block", fr, en))
}

#[cfg(test)]
mod tests {
    use etabli_formats::tiff::Rule;

    use super::said;

    #[test]
    fn every_word_of_the_reader_is_said() {
        let check = |rule: Rule| assert!(said(&rule).is_some(), "{rule:?}");
        for problem in ["none", "outside", "loop", "empty", "many"] {
            check(Rule::Directory { problem: problem.to_owned(), seen: 0 });
        }
        for problem in ["type", "outside", "order", "twice", "count", "value", "missing"] {
            check(Rule::Entry { tag: 256, problem: problem.to_owned(), seen: 0 });
        }
        for problem in ["number", "zero", "outside", "size", "long"] {
            check(Rule::Block { problem: problem.to_owned(), index: 0, count: 1, seen: 0, expected: 0 });
        }
        for problem in ["short", "code", "header", "dictionary", "block", "distance", "checksum"] {
            check(Rule::Data { problem: problem.to_owned(), index: 0, seen: 0, expected: 0 });
        }
    }
}
