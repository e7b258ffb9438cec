//! What the shape of a file cannot say: codes that exist, globs and days that can be read, ranges that run forwards.

use std::path::Path;

use etabli_diagnosis::sequence::parse_ranges;
use etabli_diagnosis::{Day, faults};
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::read::explain;
use crate::lang::{Both, both};
use crate::problem::{Excerpt, Problem};
use crate::select::suggestion;

type Said = Result<(), (std::ops::Range<usize>, Both, Both)>;

/// Judges a file that has the right shape.
pub(super) fn judge(path: &Path, text: &str) -> Result<(), Box<Problem>> {
    let table = DeTable::parse(text).map_err(|error| explain(path, text, &error))?;
    let judged = judge_table(table.get_ref());
    judged.map_err(|(span, what, cure)| Problem::at(Excerpt::of(path, text, span), what, cure))
}

fn judge_table(table: &DeTable) -> Said {
    keys(table, "severity").try_for_each(|key| code(key.get_ref(), key.span()))?;
    keys(table, "ranges").chain(keys(table, "layers")).try_for_each(|key| glob(key.get_ref(), key.span()))?;
    for (key, range) in table.get("ranges").and_then(|ranges| ranges.get_ref().as_table()).into_iter().flatten() {
        judge_range(key, range.get_ref())?;
    }
    let delivery = table.get("delivery").and_then(|delivery| delivery.get_ref().as_table());
    for (key, range) in delivery.into_iter().flatten().filter(|(key, _)| key.get_ref() == "range") {
        judge_range(key, range.get_ref())?;
    }
    for published in items(table, "published") {
        published.get_ref().as_str().map_or(Ok(()), |text| glob(text, published.span()))?;
    }
    items(table, "ignore").try_for_each(|ignore| judge_ignore(ignore.get_ref()))
}

fn keys<'a>(table: &'a DeTable<'a>, name: &str) -> impl Iterator<Item = &'a Spanned<DeString<'a>>> {
    table.get(name).and_then(|inner| inner.get_ref().as_table()).into_iter().flat_map(|inner| inner.keys())
}

fn items<'a>(table: &'a DeTable<'a>, name: &str) -> impl Iterator<Item = &'a Spanned<DeValue<'a>>> {
    table.get(name).and_then(|inner| inner.get_ref().as_array()).into_iter().flat_map(|array| array.iter())
}

fn judge_range(key: &Spanned<DeString>, range: &DeValue) -> Said {
    let number = |name: &str| range.get(name)?.get_ref().as_integer().and_then(|n| i64::from_str_radix(n.as_str(), n.radix()).ok());
    if number("first").unwrap_or(0) > number("last").unwrap_or(i64::MAX) {
        let what = both("la première image vient après la dernière", "the first frame comes after its last");
        return Err((key.span(), what, both("échanger first et last", "swap first and last")));
    }
    let Some((holes, text)) = range.get("holes").and_then(|holes| Some((holes, holes.get_ref().as_str()?))) else { return Ok(()) };
    parse_ranges(text).map(drop).map_err(|error| {
        let piece = &error.piece;
        let what = both(format!("« {piece} » n'est pas une plage d'images"), format!("\"{piece}\" is no frame range"));
        (holes.span(), what, both(format!("écrire {}", error.instead), format!("write {}", error.instead)))
    })
}

fn judge_ignore(ignore: &DeValue) -> Said {
    let text = |name: &str| ignore.get(name).and_then(|value| Some((value.get_ref().as_str()?, value.span())));
    text("code").map_or(Ok(()), |(text, span)| code(text, span))?;
    text("path").map_or(Ok(()), |(text, span)| glob(text, span))?;
    text("reason").map_or(Ok(()), |(text, span)| reason(text, span))?;
    text("until").map_or(Ok(()), |(text, span)| day(text, span))
}

fn code(text: &str, span: std::ops::Range<usize>) -> Said {
    if faults::find(text).is_some() {
        return Ok(());
    }
    let what = both(format!("aucun défaut ne s'appelle « {text} »"), format!("no fault is called \"{text}\""));
    let cure = match suggestion(text) {
        Some(near) => both(format!("vouliez-vous dire {near} ?"), format!("did you mean {near}?")),
        None => both("etabli list montre tous les codes et tous les noms", "etabli list shows every code and name"),
    };
    Err((span, what, cure))
}

fn glob(text: &str, span: std::ops::Range<usize>) -> Said {
    globset::Glob::new(text).map(drop).map_err(|error| {
        let why = error.kind();
        let what = both(format!("motif (glob) incorrect : {why}"), format!("wrong glob: {why}"));
        (
            span,
            what,
            both(
                "écrire par exemple sq010/**/*.exr ; échapper un crochet : [[]",
                "write for example sq010/**/*.exr; escape a bracket: [[]",
            ),
        )
    })
}

fn reason(text: &str, span: std::ops::Range<usize>) -> Said {
    if !text.trim().is_empty() {
        return Ok(());
    }
    let what = both("un constat ignoré sans raison", "a finding ignored without a reason");
    Err((span, what, both("écrire pourquoi il est accepté, et jusqu'à quand (until)", "write why it is accepted, and until when (until)")))
}

fn day(text: &str, span: std::ops::Range<usize>) -> Said {
    if Day::parse(text).is_some() {
        return Ok(());
    }
    let what = both(format!("« {text} » n'est pas un jour"), format!("\"{text}\" is no day"));
    Err((span, what, both("écrire until = \"2027-01-31\"", "write until = \"2027-01-31\"")))
}
