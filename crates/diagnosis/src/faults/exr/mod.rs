//! The structure of OpenEXR files.

use etabli_formats::exr::Defect;

use crate::{Context, ExrFacts, Fault, File, Finding, Findings};

mod bad_attribute;
mod corrupt_chunk;
mod fixing;
mod incomplete_chunk_table;
mod making;
mod manifest;
mod manifest_gone;
mod said;
mod salvaged_lines;
mod trailing_data;
mod truncated_header;
mod truncated_pixels;
mod unreadable_codec;
mod wrong_chunk_coordinate;
mod wrong_chunk_table;
mod zeroed_tail;

/// The room's faults, in code order.
pub static FAULTS: &[&Fault] = &[
    &truncated_pixels::FAULT,
    &corrupt_chunk::FAULT,
    &incomplete_chunk_table::FAULT,
    &wrong_chunk_table::FAULT,
    &wrong_chunk_coordinate::FAULT,
    &trailing_data::FAULT,
    &zeroed_tail::FAULT,
    &truncated_header::FAULT,
    &unreadable_codec::FAULT,
    &manifest_gone::FAULT,
    &bad_attribute::FAULT,
    &salvaged_lines::FAULT,
];

/// Reports the first defect of a file that `say` has words for, at its byte; the number of its like is in the evidence.
fn report(file: &File, exr: &ExrFacts, context: &Context, findings: &mut Findings, say: impl Fn(&Defect, &mut Finding) -> bool) {
    let pixels = exr.survey.iter().flat_map(|survey| &survey.defects);
    let mut first: Option<Finding> = None;
    let mut count = 0;
    for defect in exr.structure.defects.iter().chain(pixels) {
        let mut finding = findings.draft(file.index, context);
        if say(defect, &mut finding) {
            count += 1;
            first.get_or_insert_with(|| place(finding, defect));
        }
    }
    if let Some(mut finding) = first {
        finding.with("defects", count);
        findings.list.push(finding);
    }
}

fn place(mut finding: Finding, defect: &Defect) -> Finding {
    finding.byte(defect.byte);
    finding.at.part = defect.part;
    if let Some(chunk) = defect.chunk {
        finding.with("chunk", chunk);
    }
    if let Some([first, last]) = defect.lines {
        finding.with("first_line", first).with("last_line", last);
    }
    finding
}
