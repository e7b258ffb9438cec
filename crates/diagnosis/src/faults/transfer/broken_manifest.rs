//! XFR006: a manifest, or a chain of them, that is broken.

use etabli_formats::manifest::Rule;

use super::making;
use crate::delivery::{Broken, Delivery};
use crate::{Detect, Dice, Fault, Findings, Fix, Healthy, Inject, Made, Severity, Site, Text, Words};

/// XFR006.
pub(super) static FAULT: Fault = Fault {
    code: "XFR006",
    name: "broken-manifest",
    severity: Severity::Error,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "La liste de cette livraison est abîmée : on ne peut pas s'y fier.",
            en: "The list of this delivery is damaged: it cannot be relied on.",
        },
        td: Text { fr: "{file}{at} : {rule}{met}.", en: "{file}{at}: {rule}{met}." },
        advice: Text {
            fr: "Redemander le manifeste à qui a livré, et contrôler de nouveau ; ne pas le corriger à la main.",
            en: "Ask whoever delivered for the manifest again, and verify again; do not mend it by hand.",
        },
        page: Text {
            fr: "Un manifeste ne prouve quelque chose que s'il est entier : chaque fichier avec une empreinte d'un algorithme connu, chaque chemin dans la livraison, \
                 chaque génération à sa place dans la chaîne et inchangée depuis. Un chemin qui sort du dossier (.., absolu, lecteur, lien) n'est jamais ouvert.",
            en: "A manifest proves something only when it is whole: each file with a hash of a known algorithm, each path inside the delivery, \
                 each generation at its place in the chain and unchanged since. A path that leaves the folder (.., absolute, a drive, a link) is never opened.",
        },
    },
    detect: Detect::Manifest(detect),
    outranks: &[],
    implies: &[],
    inject: Inject { healthy: Healthy::Sealed, variants: &["hash", "chain", "generation"], make },
    fix: Fix::None,
};

fn detect(delivery: &Delivery, findings: &mut Findings) {
    delivery.broken.iter().for_each(|broken| report(broken, findings));
    let explained = delivery.listed.iter().any(|listed| {
        let size = listed.found.as_ref().map(|found| found.size);
        size.is_none() || listed.mismatch().is_some() || (listed.size.is_some() && listed.size != size)
    });
    let Some(oxum) = delivery.oxum.as_ref().filter(|oxum| oxum.told != oxum.seen) else { return };
    if !explained && delivery.extra.is_empty() {
        let write = |(bytes, files): (u64, u64)| format!("{bytes}.{files}");
        let rule = Rule::Oxum(write(oxum.told), write(oxum.seen));
        report(&Broken::at(oxum.path.clone(), oxum.line, rule), findings);
    }
}

fn report(broken: &Broken, findings: &mut Findings) {
    let rule = &broken.defect.rule;
    let finding = findings.on_path(&broken.path, None).rule(rule.name());
    let met = rule.met();
    finding.with("rule", said(rule)).with("met", if met.is_empty() { met } else { format!(" ({met})") });
    let line = broken.defect.line;
    finding.with("at", if line == 0 { String::new() } else { format!(":{line}") });
    if line > 0 {
        finding.line(line);
    }
    finding.related.extend(broken.related.clone());
}

fn said(rule: &Rule) -> Text {
    match rule {
        Rule::Syntax(_) => Text { fr: "ce n'est pas du XML bien formé", en: "this is no well-formed XML" },
        Rule::Doctype => Text {
            fr: "déclare un type de document, ce qu'aucun manifeste ne fait",
            en: "declares a document type, which no manifest does",
        },
        Rule::Foreign(_) => Text { fr: "ce n'est pas un manifeste de cette sorte", en: "this is no manifest of this kind" },
        Rule::Cut => Text { fr: "le manifeste s'arrête avant sa fin", en: "the manifest ends before it is whole" },
        Rule::TooLarge(_) => Text { fr: "contient plus qu'un manifeste ne peut", en: "holds more than a manifest may" },
        Rule::Line(_) => Text { fr: "ligne incompréhensible", en: "a line that says nothing known" },
        Rule::Encoding(_) => Text { fr: "le texte n'est pas dans l'encodage dit", en: "the text is not in the encoding that is told" },
        Rule::UnknownAlgorithm(_) => Text { fr: "algorithme inconnu", en: "unknown algorithm" },
        Rule::MalformedHash(..) => Text { fr: "empreinte mal formée", en: "malformed hash" },
        Rule::HashAbsent(_) => Text { fr: "fichier listé sans empreinte", en: "a file is listed without a hash" },
        Rule::PathEscapes(_) => Text { fr: "chemin qui sort de la livraison", en: "a path that leaves the delivery" },
        Rule::LinkEscapes(_) => Text { fr: "lien qui sort de la livraison", en: "a link that leaves the delivery" },
        Rule::PathAbsent => Text { fr: "entrée sans chemin", en: "an entry without a path" },
        Rule::BadSize(_) => Text { fr: "taille qui n'est pas un nombre", en: "a size that is no number" },
        Rule::Conflict(_) => Text { fr: "un même fichier avec deux empreintes", en: "one file with two hashes" },
        Rule::Declaration(_) => {
            Text { fr: "déclaration du sac mal formée ou absente", en: "the bag's declaration is malformed or missing" }
        }
        Rule::NoDeclaration => Text { fr: "le sac n'a pas de bagit.txt", en: "the bag has no bagit.txt" },
        Rule::NoPayloadManifest => Text { fr: "le sac n'a pas de manifeste de son contenu", en: "the bag has no payload manifest" },
        Rule::Incomplete(_) => {
            Text { fr: "un fichier manque à ce manifeste du sac", en: "a file is left out of this manifest of the bag" }
        }
        Rule::Oxum(..) => Text { fr: "le contenu du sac n'a pas la taille dite", en: "the payload is not as large as told" },
        Rule::NoChain => Text { fr: "l'historique n'a pas sa chaîne", en: "the history has no chain file" },
        Rule::MissingGeneration(_) => Text { fr: "une génération manque", en: "a generation is missing" },
        Rule::AlteredGeneration(_) => {
            Text { fr: "une génération a changé depuis qu'elle est chaînée", en: "a generation changed since it was chained" }
        }
        Rule::UnchainedGeneration(_) => Text { fr: "une génération n'est pas dans la chaîne", en: "a generation is not in the chain" },
        Rule::Sequence(..) => Text { fr: "numéro qui rompt la suite", en: "a number that breaks the sequence" },
        Rule::MissingReference(_) => Text { fr: "un manifeste imbriqué manque", en: "a nested manifest is missing" },
        Rule::AlteredReference(_) => Text { fr: "un manifeste imbriqué a changé", en: "a nested manifest changed" },
    }
}

fn make(site: &Site, dice: &mut Dice) -> Made {
    match site.variant {
        "chain" => making::break_chain(site, dice),
        "generation" => making::lose_generation(site, dice),
        _ => making::break_hash(site, dice),
    }
}
