//! Manifests as others write them, and broken ones: each defect at its line.

mod bags;
mod histories;
mod hostile;
mod lists;

use etabli_formats::manifest::Manifest;

/// "path algorithm value" of each entry, values shortened to sixteen characters.
fn listed(manifest: &Manifest) -> Vec<String> {
    let values = manifest.entries.iter().flat_map(|entry| entry.values.iter().map(move |value| (entry, value)));
    let shown = values.map(|(entry, value)| {
        let text = value.algorithm.write(&value.digest);
        format!("{} {} {}", entry.path, value.algorithm.name(), text.chars().take(16).collect::<String>())
    });
    shown.collect()
}

/// "line rule met" of each defect.
fn broken(manifest: &Manifest) -> Vec<String> {
    manifest
        .defects
        .iter()
        .map(|defect| format!("{} {} {}", defect.line, defect.rule.name(), defect.rule.met()).trim_end().to_owned())
        .collect()
}
