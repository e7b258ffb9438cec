//! Deliveries against their manifests.

use crate::Fault;
use crate::delivery::Expected;

mod absent_file;
mod altered_file;
mod broken_manifest;
mod cut_transfer;
mod fixing;
mod making;
mod text_mode_transfer;
mod unlisted_file;

/// The room's faults, in code order.
pub static FAULTS: &[&Fault] = &[
    &altered_file::FAULT,
    &absent_file::FAULT,
    &cut_transfer::FAULT,
    &text_mode_transfer::FAULT,
    &unlisted_file::FAULT,
    &broken_manifest::FAULT,
];

/// The name of a manifest without its folder: whoever reads a sentence knows where they stand.
fn name(path: &str) -> &str {
    crate::tree::split(path).1
}

/// The beginning of a value, enough to tell two apart.
fn start(expected: &Expected, digest: &[u8]) -> String {
    const MOST: usize = 16;
    let text = expected.value.algorithm.write(digest);
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
