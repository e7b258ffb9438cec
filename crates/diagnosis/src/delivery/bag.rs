//! A bag.

use std::collections::{BTreeMap, BTreeSet};

use etabli_formats::manifest::{Algorithm, Kind as Name, Rule, bag};

use super::ground::Ground;
use super::{Broken, Delivery, Extra, Listed, Oxum};

/// The first version whose payload manifests must each list the whole payload.
const WHOLE: (u32, u32) = (1, 0);

pub(super) fn read(ground: &Ground) -> Delivery {
    let mut delivery = Delivery { folder: ground.outer(""), ..Delivery::default() };
    let declared = delivery.declaration(ground);
    let mut listed = BTreeMap::new();
    let mut payload: Vec<(String, BTreeSet<String>)> = Vec::new();
    for (name, kind) in named(ground) {
        let Ok(bytes) = ground.bytes(&name) else { continue };
        match kind {
            Name::Payload(algorithm) => {
                let manifest = bag::manifest(&bytes, algorithm, true, &declared);
                payload.push((name.clone(), manifest.entries.iter().map(|entry| entry.path.clone()).collect()));
                delivery.gather(ground, &name, manifest, &mut listed);
            }
            Name::Tags(algorithm) => delivery.tags(ground, &name, &bytes, algorithm, &declared, &mut listed),
            _ => {}
        }
    }
    if payload.is_empty() {
        delivery.broken.push(Broken::at(ground.outer("bagit.txt"), 0, Rule::NoPayloadManifest));
    }
    if declared.version >= WHOLE {
        delivery.incomplete(ground, &payload);
    }
    delivery.fetch(ground, &declared, &mut listed);
    delivery.listed = listed.into_values().collect();
    delivery.payload(ground, &payload);
    delivery.spare_misread();
    delivery.oxum(ground, &declared);
    delivery
}

/// The manifests right in the bag's folder, those of the payload first.
fn named(ground: &Ground) -> Vec<(String, Name)> {
    let mut named: Vec<(String, Name)> = ground.names("").filter_map(|name| Some((name.to_owned(), Name::of_name(name)?))).collect();
    named.sort_by_key(|(name, kind)| (!matches!(kind, Name::Payload(_)), name.clone()));
    named
}

impl Delivery {
    fn declaration(&mut self, ground: &Ground) -> bag::Declaration {
        let path = ground.outer("bagit.txt");
        let Ok(bytes) = ground.bytes("bagit.txt") else {
            self.broken.push(Broken::at(path, 0, Rule::NoDeclaration));
            return bag::declaration(bag::DECLARATION.as_bytes());
        };
        let declared = bag::declaration(&bytes);
        self.broken.extend(declared.broken.defects.iter().map(|defect| Broken::at(path.clone(), defect.line, defect.rule.clone())));
        declared
    }

    fn tags(
        &mut self,
        ground: &Ground,
        name: &str,
        bytes: &[u8],
        algorithm: Algorithm,
        declared: &bag::Declaration,
        listed: &mut BTreeMap<String, Listed>,
    ) {
        let manifest = bag::manifest(bytes, algorithm, false, declared);
        self.gather(ground, name, manifest, listed);
    }

    /// Names what one payload manifest lists and another leaves out.
    fn incomplete(&mut self, ground: &Ground, payload: &[(String, BTreeSet<String>)]) {
        let all: BTreeSet<&String> = payload.iter().flat_map(|(_, paths)| paths).collect();
        for (name, paths) in payload {
            let missing = all.iter().filter(|path| !paths.contains(**path));
            self.broken.extend(missing.map(|path| Broken::at(ground.outer(name), 0, Rule::Incomplete((*path).clone()))));
        }
    }

    /// What may still be fetched.
    fn fetch(&mut self, ground: &Ground, declared: &bag::Declaration, listed: &mut BTreeMap<String, Listed>) {
        let Ok(bytes) = ground.bytes("fetch.txt") else { return };
        let fetched = bag::fetch(&bytes, declared);
        let path = ground.outer("fetch.txt");
        self.broken.extend(fetched.defects.into_iter().map(|defect| Broken { path: path.clone(), defect, related: None }));
        for entry in fetched.entries {
            if let Some(listed) = listed.get_mut(&entry.path) {
                listed.is_fetched = true;
                listed.size = listed.size.or(entry.size);
            }
        }
    }

    /// Files of the payload that no manifest lists.
    fn payload(&mut self, ground: &Ground, payload: &[(String, BTreeSet<String>)]) {
        let Some((first, _)) = payload.first() else { return };
        let there: BTreeSet<String> = self.listed.iter().filter_map(|l| l.found.as_ref()).map(|found| found.path.clone()).collect();
        for (path, _) in ground.files().filter(|(path, entry)| path.starts_with("data/") && entry.is_file()) {
            let path = ground.outer(path);
            if !there.contains(&path) {
                self.extra.push(Extra { path, raw: None, manifest: ground.outer(first), is_forbidden: true });
            }
        }
    }

    fn oxum(&mut self, ground: &Ground, declared: &bag::Declaration) {
        // Before version 0.95 the file had another name.
        for name in ["bag-info.txt", "package-info.txt"] {
            let Some(bag::Told { line, payload }) = ground.bytes(name).ok().and_then(|bytes| bag::oxum(&bytes, declared)) else { continue };
            let path = ground.outer(name);
            match payload {
                Err(text) => self.broken.push(Broken::at(path, line, Rule::BadSize(text))),
                Ok(told) => {
                    let payload = ground.files().filter(|(path, entry)| path.starts_with("data/") && entry.is_file());
                    let seen = payload.fold((0, 0), |(bytes, files), (_, entry)| (bytes + entry.size, files + 1));
                    self.oxum = Some(Oxum { path, line, told, seen });
                }
            }
        }
    }
}
