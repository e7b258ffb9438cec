//! NAM004: a sequence whose name does not follow the declared template.

use super::template::{Part, Template};
use crate::{
    Context, Declined, Detect, Dice, Fault, Findings, Fix, Healthy, Inject, Needs, Patch, Place, Series, Severity, Site, Step, Text, Value,
    Words,
};

/// NAM004.
pub(super) static FAULT: Fault = Fault {
    code: "NAM004",
    name: "off-template",
    severity: Severity::Warning,
    since: "0.1.0",
    words: Words {
        artist: Text {
            fr: "Le nom de ces images n'est pas celui convenu : {file}.",
            en: "These pictures are not named as agreed: {file}.",
        },
        td: Text {
            fr: "{series} ne suit pas le modèle {template} : {part} ne va pas.",
            en: "{series} does not follow the template {template}: {part} does not fit.",
        },
        advice: Text {
            fr: "Corriger le nom de sortie dans la scène ou le script de rendu, et renommer ces images ; sinon adapter « naming » dans etabli.toml.",
            en: "Correct the output name in the scene or the render script, and rename these frames; or adapt \"naming\" in etabli.toml.",
        },
        page: Text {
            fr: "La production déclare comment ses images se nomment. Un nom qui s'en écarte échappe aux outils qui cherchent plans, calques et versions par leur nom. \
                 La partie donnée est la première qu'aucune lecture du nom ne satisfait. Sans modèle déclaré, rien n'est jugé.",
            en: "The production declares how its pictures are named. A name that departs from it escapes the tools that find shots, layers and versions by name. \
                 The part given is the first that no reading of the name can satisfy. Without a declared template nothing is judged.",
        },
    },
    detect: Detect::Sequence(Needs::ENTRY, detect),
    outranks: &[],
    implies: &[],
    inject: Inject { healthy: Healthy::Declared, variants: &["underscore", "shortened"], make },
    fix: Fix::None,
};

const END: Text = Text { fr: "la fin", en: "the end" };

fn detect(series: &Series, context: &Context, findings: &mut Findings) {
    let Some(template) = &context.config.naming else { return };
    let (Some((first, last)), Some(&(_, index))) = (series.ends(), series.frames.first()) else { return };
    let Some(part) = Template::parse(template).failing(&series.name_of(first), context.config.show.as_deref()) else { return };
    let part: Value = match part {
        Part::Literal(text) => format!("\"{text}\"").into(),
        Part::Token(name) => format!("<{name}>").into(),
        Part::End => END.into(),
    };
    let shown = template.replace('{', "<").replace('}', ">");
    findings.on(index, context).run(first, last).with("series", series.notation.as_str()).with("template", shown).with("part", part);
}

fn make(site: &Site, _: &mut Dice) -> Result<(Patch, Vec<Place>), Declined> {
    let names: Vec<String> = site.files()?.into_iter().map(|file| file.name).collect();
    let renamed = |name: &String| {
        let (stem, rest) = name.split_once('.')?;
        let to = if site.variant == "shortened" { rest.to_owned() } else { format!("{stem}_{rest}") };
        Some(Step::Rename { from: site.path(name), to: site.path(&to) })
    };
    let steps: Option<Vec<Step>> = names.iter().map(renamed).collect();
    let steps = steps.ok_or_else(|| Declined::because("this needs names with a dot before the frame number"))?;
    let first = steps.iter().find_map(|step| if let Step::Rename { to, .. } = step { Some(to.clone()) } else { None });
    let place = first.map(|path| Place { path, ..Place::default() });
    Ok((Patch { steps }, place.into_iter().collect()))
}

#[cfg(test)]
mod tests {
    use super::FAULT;
    use crate::Config;
    use crate::faults::testing::{findings, frames};

    #[test]
    fn a_sequence_is_reported_once_with_what_fails() {
        let judge = |template: Option<&str>| {
            let config = Config { naming: template.map(str::to_owned), ..Config::default() };
            findings(&FAULT, frames(1001..1005, |_, _| {}), &config)
        };
        let found = judge(Some("{shot}_{layer}.{frame}.{ext}"));
        let [finding] = found.as_slice() else { panic!("one sequence, one finding") };
        assert_eq!((finding.path.as_str(), finding.frame, finding.until), ("shot/beauty.1001.exr", Some(1001), Some(1004)));
        assert_eq!(finding.evidence["part"].words(crate::Lang::En), "\"_\"");
        assert_eq!(finding.evidence["template"].words(crate::Lang::En), "<shot>_<layer>.<frame>.<ext>");
        assert!(judge(None).is_empty() && judge(Some("{layer}.{frame}.{ext}")).is_empty());
        assert_eq!(judge(Some("{layer}.{frame}"))[0].evidence["part"].words(crate::Lang::En), "the end");
        assert_eq!(judge(Some("{layer}.{version}.{frame}.{ext}"))[0].evidence["part"].words(crate::Lang::En), "<version>");
    }
}
