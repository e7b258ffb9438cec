//! Where deliveries are, by names alone.

use std::collections::BTreeMap;

use etabli_formats::manifest::{Kind as Name, mhl};

use super::Folders;
use crate::tree::{join, split};

/// A folder that is a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// Its path.
    pub folder: String,
    /// What describes it.
    pub kind: Kind,
}

/// What describes a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// An ASC MHL history.
    History,
    /// A bag.
    Bag,
    /// Lists of checksum tools, by name.
    Lists(Vec<String>),
}

impl Home {
    /// The delivery that a manifest describes, by its path.
    pub fn of(manifest: &str) -> Self {
        let (folder, name) = split(manifest);
        let (above, own) = split(folder);
        let (folder, kind) = match Name::of_name(name) {
            Some(Name::Chain | Name::Generation) if own == mhl::FOLDER => (above, Kind::History),
            Some(Name::Payload(_) | Name::Tags(_) | Name::Bag | Name::Fetch) => (folder, Kind::Bag),
            _ => (folder, Kind::Lists(vec![name.to_owned()])),
        };
        Self { folder: folder.to_owned(), kind }
    }
}

/// The deliveries among these folders, in path order. A folder may be several.
pub fn homes(folders: &Folders) -> Vec<Home> {
    let mut homes = Vec::new();
    for (folder, entries) in folders {
        let names: BTreeMap<&str, Name> =
            entries.iter().filter(|e| e.is_file()).filter_map(|e| Some((e.name.as_str(), Name::of_name(&e.name)?))).collect();
        if names.is_empty() {
            continue;
        }
        let (above, own) = split(folder);
        let is_history = own == mhl::FOLDER && names.values().any(|name| matches!(name, Name::Chain | Name::Generation));
        if is_history {
            homes.push(Home { folder: above.to_owned(), kind: Kind::History });
            continue;
        }
        if is_bag(folder, &names, folders) {
            homes.push(Home { folder: folder.clone(), kind: Kind::Bag });
        }
        let lists: Vec<String> = names.iter().filter(|(_, n)| matches!(n, Name::List(_))).map(|(name, _)| (*name).to_owned()).collect();
        if !lists.is_empty() {
            homes.push(Home { folder: folder.clone(), kind: Kind::Lists(lists) });
        }
    }
    homes.sort_by(|a, b| a.folder.cmp(&b.folder));
    // What a bag delivers is its payload, whatever it is: a bag in it is data.
    let payloads: Vec<String> = homes.iter().filter(|home| home.kind == Kind::Bag).map(|home| join(&home.folder, "data")).collect();
    let is_payload = |folder: &str| payloads.iter().any(|data| folder == data || folder.starts_with(&format!("{data}/")));
    homes.retain(|home| home.kind != Kind::Bag || !is_payload(&home.folder));
    homes
}

/// A declaration or a payload manifest alone is no bag: both, or one of them beside `data/`.
fn is_bag(folder: &str, names: &BTreeMap<&str, Name>, folders: &Folders) -> bool {
    let data = join(folder, "data");
    let below = format!("{data}/");
    let has_data = folders.contains_key(&data) || folders.range(below.clone()..).next().is_some_and(|(path, _)| path.starts_with(&below));
    let has_payload = names.values().any(|name| matches!(name, Name::Payload(_)));
    let is_declared = names.values().any(|name| matches!(name, Name::Bag));
    usize::from(has_data) + usize::from(has_payload) + usize::from(is_declared) > 1 && (has_payload || is_declared)
}
