//! SARIF 2.1.0 (OASIS): one run per root, with the rules that spoke and their pages in both languages.

use std::collections::BTreeMap;
use std::io::{self, Write};

use etabli_diagnosis::{Fault, Finding, Lang, Severity, Words, advice, artist, fingerprint, render};
use etabli_scan::{Report, Unchecked};
use serde_json::{Map, Value, json};

use crate::{VERSION, unchecked};

/// Name of the folder that all locations are relative to.
const ROOT: &str = "ROOT";

pub(crate) fn write(reports: &[Report], lang: Lang, out: &mut impl Write) -> io::Result<()> {
    let runs: Vec<Value> = reports.iter().map(|report| run(report, lang)).collect();
    let log = json!({ "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": runs });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    out.write_all(b"\n")
}

fn run(report: &Report, lang: Lang) -> Value {
    let faults: BTreeMap<&str, &Fault> = report.findings.iter().map(|f| (f.fault.code, f.fault)).collect();
    let rules: Vec<Value> = faults.values().map(|fault| rule(fault, lang)).collect();
    let codes: Vec<&str> = faults.into_keys().collect();
    let results: Vec<Value> = report.findings.iter().map(|finding| result(finding, &codes, lang)).collect();
    let notes: Vec<Value> = report.unchecked.iter().map(|file| notification(file, lang)).collect();
    let is_whole = !report.unchecked.iter().any(|file| unchecked::is_failure(&file.why));
    json!({
        "tool": { "driver": { "name": "etabli", "fullName": "Établi", "semanticVersion": VERSION, "rules": rules } },
        "language": match lang { Lang::En => "en", Lang::Fr => "fr" },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": { ROOT: base(&report.root) },
        "invocations": [{ "executionSuccessful": is_whole, "toolExecutionNotifications": notes }],
        "results": results,
    })
}

/// The root as a URI when it is absolute; a relative one cannot be resolved by anybody else, so it is only described.
fn base(root: &str) -> Value {
    let described = json!({ "text": literal(root) });
    if root.starts_with('/') {
        json!({ "uri": format!("file://{}/", encoded(root.trim_end_matches('/').as_bytes())), "description": described })
    } else {
        json!({ "description": described })
    }
}

fn rule(fault: &Fault, lang: Lang) -> Value {
    let Words { advice, page, .. } = &fault.words;
    let text = |words: &str| json!({ "text": literal(words) });
    json!({
        "id": fault.code,
        "name": fault.name,
        "shortDescription": { "text": fault.name.replace('-', " ") },
        "fullDescription": text(page.of(lang)),
        "help": text(advice.of(lang)),
        "messageStrings": { "page.en": text(page.en), "page.fr": text(page.fr), "advice.en": text(advice.en), "advice.fr": text(advice.fr) },
        "defaultConfiguration": { "level": level(fault.severity) },
        "properties": { "since": fault.since },
    })
}

fn result(finding: &Finding, codes: &[&str], lang: Lang) -> Value {
    let fault = finding.fault;
    let related: Vec<Value> =
        finding.related.iter().map(|path| json!({ "physicalLocation": { "artifactLocation": artifact(path.as_bytes()) } })).collect();
    let mut result = json!({
        "ruleId": fault.code,
        "level": level(finding.severity),
        "message": { "text": literal(&render(&fault.words.td, finding, lang)) },
        "locations": [location(finding)],
        "partialFingerprints": { "etabli/v1": fingerprint(finding).trim_start_matches("v1:") },
        "properties": properties(finding, &literal(&artist(finding, lang)), &literal(&advice(finding, lang))),
    });
    if let Some(index) = codes.iter().position(|code| *code == fault.code) {
        result["ruleIndex"] = index.into();
    }
    if !related.is_empty() {
        result["relatedLocations"] = related.into();
    }
    result
}

fn location(finding: &Finding) -> Value {
    let at = &finding.at;
    let bytes = finding.raw.as_deref().unwrap_or(finding.path.as_bytes());
    let mut physical = json!({ "artifactLocation": artifact(bytes) });
    let region = [("byteOffset", at.byte), ("startLine", at.line), ("startColumn", at.column.filter(|_| at.line.is_some()))];
    let region: Map<String, Value> = region.into_iter().filter_map(|(key, n)| Some((key.to_owned(), n?.into()))).collect();
    if !region.is_empty() {
        physical["region"] = region.into();
    }
    let mut location = json!({ "physicalLocation": physical });
    if let Some(name) = at.node.as_ref().or(at.pointer.as_ref()) {
        location["logicalLocations"] = json!([{ "fullyQualifiedName": name }]);
    }
    location
}

/// What SARIF has no member for.
fn properties(finding: &Finding, artist: &str, advice: &str) -> Value {
    let at = &finding.at;
    let known = [
        ("subcode", json!(finding.subcode)),
        ("sequence", json!(finding.sequence)),
        ("frame", json!(finding.frame)),
        ("until", json!(finding.until)),
        ("part", json!(at.part)),
        ("layer", json!(at.layer)),
        ("channel", json!(at.channel)),
        ("pixel", json!(at.pixel)),
        ("bbox", json!(at.bbox)),
        ("evidence", json!(finding.evidence)),
        ("artist", json!(artist)),
        ("advice", json!(advice)),
    ];
    known.into_iter().filter(|(_, value)| !value.is_null()).map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>().into()
}

fn notification(file: &Unchecked, lang: Lang) -> Value {
    let bytes = file.raw.as_deref().unwrap_or(file.path.as_bytes());
    json!({
        "level": if unchecked::is_failure(&file.why) { "error" } else { "note" },
        "message": { "text": literal(&unchecked::words(&file.why, lang)) },
        "descriptor": { "id": unchecked::kind(&file.why) },
        "locations": [{ "physicalLocation": { "artifactLocation": artifact(bytes) } }],
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn artifact(path: &[u8]) -> Value {
    json!({ "uri": encoded(path), "uriBaseId": ROOT })
}

/// Percent-encodes a path's exact bytes (RFC 3986 section 2): unreserved characters and the slash stay.
fn encoded(path: &[u8]) -> String {
    let stays = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    path.iter().map(|&byte| if stays(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// Braces are placeholders in a message (SARIF 2.1.0 section 3.11.5); doubled, they are themselves.
fn literal(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}
