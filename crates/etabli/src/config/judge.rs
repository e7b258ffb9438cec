//! What the shape of a file cannot say: codes that exist, globs and days that can be read, ranges that run forwards.

use std::ops::Range;
use std::path::Path;

use etabli_diagnosis::config::{NAMING_TOKENS, compressions};
use etabli_diagnosis::sequence::parse_ranges;
use etabli_diagnosis::{Day, faults};
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::read::explain;
use crate::lang::{Both, both};
use crate::near::nearest;
use crate::problem::{Excerpt, Problem};
use crate::select::suggestion;

/// A place, what is wrong there, and what to write instead.
pub(super) type Fault = (Range<usize>, Both, Both);

type Said = Result<(), Fault>;

/// Frames of the longest range that a file may declare: twelve hours at 24 frames a second.
const MOST_FRAMES: i64 = 1_000_000;

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
    text_of(table, "naming").map_or(Ok(()), |(text, span)| naming(text, span))?;
    if let Some(image) = table.get("image").and_then(|image| image.get_ref().as_table()) {
        text_of(image, "compression").map_or(Ok(()), |(text, span)| compression(text, span))?;
    }
    for (_, target) in table.get("targets").and_then(|targets| targets.get_ref().as_table()).into_iter().flatten() {
        for item in target.get_ref().as_table().into_iter().flat_map(|target| items(target, "compressions")) {
            item.get_ref().as_str().map_or(Ok(()), |text| compression(text, item.span()))?;
        }
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

fn text_of<'a>(table: &'a DeTable<'a>, name: &str) -> Option<(&'a str, Range<usize>)> {
    let value = table.get(name)?;
    Some((value.get_ref().as_str()?, value.span()))
}

/// Every token between braces is one that names are read by.
fn naming(text: &str, span: Range<usize>) -> Said {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((token, after)) = after.split_once('}') else {
            let what = both("une accolade n'est pas fermée", "a brace is not closed");
            return Err((span, what, both("écrire par exemple {frame}", "write for example {frame}")));
        };
        if !NAMING_TOKENS.contains(&token) {
            let what = both(format!("« {{{token}}} » ne désigne rien"), format!("\"{{{token}}}\" stands for nothing"));
            let all = NAMING_TOKENS.iter().map(|token| format!("{{{token}}}")).collect::<Vec<_>>().join(", ");
            let cure = match nearest(token, NAMING_TOKENS.iter().copied()) {
                Some(near) => both(format!("écrire {{{near}}}"), format!("write {{{near}}}")),
                None => both(format!("écrire l'un de {all}"), format!("write one of {all}")),
            };
            return Err((span, what, cure));
        }
        rest = after;
    }
    Ok(())
}

fn compression(text: &str, span: Range<usize>) -> Said {
    if compressions().any(|known| known.eq_ignore_ascii_case(text)) {
        return Ok(());
    }
    let what = both(format!("aucune compression ne s'appelle « {text} »"), format!("no compression is called \"{text}\""));
    let all = compressions().map(|known| format!("\"{known}\"")).collect::<Vec<_>>().join(", ");
    let cure = match nearest(text, compressions()) {
        Some(near) => both(format!("écrire \"{near}\""), format!("write \"{near}\"")),
        None => both(format!("écrire l'un de {all}"), format!("write one of {all}")),
    };
    Err((span, what, cure))
}

fn judge_range(key: &Spanned<DeString>, range: &DeValue) -> Said {
    let number = |name: &str| range.get(name)?.get_ref().as_integer().and_then(|n| i64::from_str_radix(n.as_str(), n.radix()).ok());
    let (first, last) = (number("first").unwrap_or(0), number("last").unwrap_or(i64::MAX));
    if first > last {
        let what = both("la première image vient après la dernière", "the first frame comes after its last");
        return Err((key.span(), what, both("échanger first et last", "swap first and last")));
    }
    if last.saturating_sub(first) > MOST_FRAMES {
        let what = both("cette plage a plus d'un million d'images", "this range has more than a million frames");
        return Err((key.span(), what, both("vérifier first et last", "check first and last")));
    }
    for name in ["handles", "preroll"] {
        if let (Some(count), Some(value)) = (number(name).filter(|count| *count < 0), range.get(name)) {
            let what = both(
                format!("{name} compte des images : {count} n'en est pas un compte"),
                format!("{name} counts frames: {count} is no count"),
            );
            let cure = count.unsigned_abs();
            return Err((value.span(), what, both(format!("écrire {name} = {cure}"), format!("write {name} = {cure}"))));
        }
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

pub(super) fn code(text: &str, span: Range<usize>) -> Said {
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

pub(super) fn glob(text: &str, span: Range<usize>) -> Said {
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

fn reason(text: &str, span: Range<usize>) -> Said {
    if !text.trim().is_empty() {
        return Ok(());
    }
    let what = both("un constat ignoré sans raison", "a finding ignored without a reason");
    Err((span, what, both("écrire pourquoi il est accepté, et jusqu'à quand (until)", "write why it is accepted, and until when (until)")))
}

pub(super) fn day(text: &str, span: Range<usize>) -> Said {
    if Day::parse(text).is_some() {
        return Ok(());
    }
    let what = both(format!("« {text} » n'est pas un jour"), format!("\"{text}\" is no day"));
    Err((span, what, both("écrire until = \"2027-01-31\"", "write until = \"2027-01-31\"")))
}
