//! The fix of EXR010: the manifest of a sibling that knows every identity of this frame.

use std::collections::BTreeSet;

use etabli_formats::exr::{self, Chunk, Extra, HeaderEdit, Part, Structure, Value};
use etabli_formats::{Pieced, Source};

use super::fixing::open;
use super::manifest_gone::cryptomattes;
use crate::fix::NO_LONGER;
use crate::{Change, Patch, Plan, Repair, Sentence, Step, Text};

/// Siblings tried, the nearest first.
const TRIED: usize = 8;
/// Most identities of one matte.
const IDENTITIES: usize = 1 << 16;

const NONE_KNOWS: Text = Text {
    fr: "aucune image voisine ne connaît tous les identifiants de celle-ci",
    en: "no neighbouring frame knows every identity of this one",
};
const UNREAD: Text = Text { fr: "ses identifiants ne se lisent pas tous", en: "its identities cannot all be read" };

/// One matte of a file: its part, its identifier and its name.
struct Matte<'a> {
    part: u32,
    id: &'a str,
    name: &'a str,
}

pub(super) fn fix(repair: &Repair) -> Result<Plan, Sentence> {
    let opened = open(repair)?;
    let (source, structure) = (&*opened.source, &opened.structure);
    let matte = lacking(structure, repair).ok_or(NO_LONGER)?;
    let wanted = identities(source, structure, &opened.chunks, &matte, repair)?.ok_or(UNREAD)?;
    let (sibling, manifest) = donor(repair, &matte, &wanted)?.ok_or(NONE_KNOWS)?;
    let attribute = Extra::text(&format!("cryptomatte/{}/manifest", matte.id), &manifest);
    let change = Change::Field { name: attribute.name.as_str().into(), before: String::new(), after: sibling };
    let pieces = exr::edit_header(source, structure, &[HeaderEdit::Add { part: matte.part, attribute }])?.ok_or(UNREAD)?;
    let (after, _) = exr::read(&Pieced::new(source, &pieces), repair.budget)?;
    if after.defects.len() > structure.defects.len() || after.whole != structure.whole {
        return Err(UNREAD.into());
    }
    let patch = Patch::one(Step::Write { path: repair.subject.path.clone(), pieces });
    Ok(Plan { patch, changes: vec![change] })
}

/// The matte of the finding, which has no manifest of its own.
fn lacking<'s>(structure: &'s Structure, repair: &Repair) -> Option<Matte<'s>> {
    let part = repair.subject.at.part?;
    let described = structure.parts.get(part as usize)?;
    let wanted = repair.subject.at.layer.as_deref();
    let found = cryptomattes(described).find(|(id, name)| Some(*name) == wanted && manifest(described, id).is_none());
    found.map(|(id, name)| Matte { part, id, name })
}

fn manifest<'p>(part: &'p Part, id: &str) -> Option<&'p str> {
    match &part.attribute(&format!("cryptomatte/{id}/manifest"))?.value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

/// Every identity in the pixels of a matte: the first and third channel of its numbered layers (Cryptomatte specification 1.2).
fn identities(
    source: &dyn Source,
    structure: &Structure,
    chunks: &[Chunk],
    matte: &Matte,
    repair: &Repair,
) -> Result<Option<BTreeSet<u32>>, Sentence> {
    let Some(part) = structure.parts.get(matte.part as usize) else { return Ok(None) };
    let channels: Vec<u32> = part.channels.iter().zip(0..).filter(|(c, _)| holds_identities(&c.name, matte.name)).map(|(_, n)| n).collect();
    if channels.is_empty() {
        return Ok(None);
    }
    let bits = exr::distinct(source, (structure, chunks), (matte.part, &channels), IDENTITIES, repair.budget)?;
    Ok(bits.map(|bits| bits.into_iter().filter(|bits| *bits != 0).collect()))
}

fn holds_identities(channel: &str, matte: &str) -> bool {
    let rest = channel.strip_prefix(matte).and_then(|rest| rest.split_once('.'));
    rest.is_some_and(|(number, last)| {
        let numbered = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
        numbered && ["r", "red", "b", "blue"].iter().any(|known| last.eq_ignore_ascii_case(known))
    })
}

/// The nearest sibling with a manifest of the same matte, whose manifest or pixels hold every wanted identity: its name, and the manifest.
fn donor(repair: &Repair, matte: &Matte, wanted: &BTreeSet<u32>) -> Result<Option<(String, String)>, Sentence> {
    let folder = repair.look(crate::Needs::ENTRY, |_| false)?;
    let Some(own) = folder.files.iter().find(|f| f.entry.name == repair.name()).and_then(|f| folder.place(f.index)) else {
        return Ok(None);
    };
    let (series, frame) = own;
    let mut others: Vec<(i64, usize)> = series.frames.iter().copied().filter(|(other, _)| *other != frame).collect();
    others.sort_by_key(|(other, _)| other.abs_diff(frame));
    for file in others.into_iter().take(TRIED).filter_map(|(_, index)| folder.files.get(index)) {
        let Ok(source) = repair.tree.open(&repair.path_of(&file.entry.name)) else { continue };
        let (structure, chunks) = exr::read(&*source, repair.budget)?;
        for (part, number) in structure.parts.iter().zip(0..) {
            let Some((id, name)) = cryptomattes(part).find(|(_, name)| *name == matte.name) else { continue };
            let Some(text) = manifest(part, id) else { continue };
            let theirs = Matte { part: number, id, name };
            let mut known = listed(text);
            if !wanted.is_subset(&known) {
                known.extend(identities(&*source, &structure, &chunks, &theirs, repair)?.unwrap_or_default());
            }
            if wanted.is_subset(&known) {
                return Ok(Some((file.entry.name.clone(), text.to_owned())));
            }
        }
    }
    Ok(None)
}

/// The identities that a manifest names: eight hexadecimal digits each.
fn listed(manifest: &str) -> BTreeSet<u32> {
    let parsed: Result<std::collections::BTreeMap<String, String>, _> = serde_json::from_str(manifest);
    parsed.unwrap_or_default().values().filter_map(|hex| u32::from_str_radix(hex, 16).ok()).collect()
}
