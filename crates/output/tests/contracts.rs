//! The machine formats against the schemas that their readers use.

mod common;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use common::{hostile, mended, rich, sound, style, written};
use etabli_diagnosis::Lang;
use etabli_output::{Format, jsonl};
use etabli_scan::Report;
use serde_json::{Value, json};

fn file(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn schema(path: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(file(path)).unwrap()).unwrap()
}

fn reports() -> [Report; 4] {
    [rich(), sound(), hostile(), mended()]
}

fn events() -> Vec<Value> {
    written(&reports(), style(Format::Jsonl, Lang::Fr, 80)).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn assert_valid(schema: &Value, value: &Value) {
    let validator = jsonschema::validator_for(schema).unwrap();
    let errors: Vec<String> = validator.iter_errors(value).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}\nin {value:#}");
}

#[test]
fn every_event_is_of_the_schema() {
    let schema = schema("../../schema/events.schema.json");
    assert!(jsonschema::meta::is_valid(&schema));
    for event in events() {
        assert_valid(&schema, &event);
    }
}

#[test]
fn the_schema_refuses_what_is_no_event() {
    let schema = schema("../../schema/events.schema.json");
    let validator = jsonschema::validator_for(&schema).unwrap();
    let spoil = |kind: &str, member: &str, value: Value| {
        let mut event = events().into_iter().find(|e| e["type"] == kind).unwrap();
        event[member] = value;
        !validator.is_valid(&event)
    };
    assert!(spoil("finding", "severity", json!("fatal")));
    assert!(spoil("finding", "fingerprint", json!("v1:7")));
    assert!(spoil("finding", "at", json!({})));
    assert!(spoil("start", "schema", json!(2)));
    assert!(spoil("summary", "errors", json!(-1)));
    assert!(spoil("unchecked", "type", json!("finding")));
}

/// The code writes each declared member, and no other.
#[test]
fn the_schema_says_what_the_code_writes() {
    let schema = schema("../../schema/events.schema.json");
    let names = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<BTreeSet<String>>();
    for kind in ["start", "sequence", "finding", "unchecked", "cause", "summary"] {
        let declared = &schema["$defs"][kind];
        let mut written = BTreeSet::new();
        for event in events().iter().filter(|e| e["type"] == kind) {
            let optional = BTreeSet::from(["path_b64".to_owned()]);
            let required: BTreeSet<String> =
                declared["required"].as_array().unwrap().iter().map(|n| n.as_str().unwrap().to_owned()).collect();
            assert_eq!(&names(event) - &optional, required, "{kind}");
            written.extend(names(event));
        }
        let mut declared = names(&declared["properties"]);
        if kind == "unchecked" {
            declared.remove("path_b64");
        }
        assert_eq!(written, declared, "{kind}");
    }
    let finding = events().into_iter().find(|e| e["type"] == "finding").unwrap();
    assert_eq!(names(&finding["at"]), names(&schema["$defs"]["at"]["properties"]));
}

#[test]
fn the_bytes_of_a_path_come_through() {
    let finding = events().into_iter().find(|e| e.get("path_b64").is_some()).unwrap();
    assert_eq!(finding["path_b64"], "PWNtZHwnL2MgY2FsYychQTEvPGI+JiJgfCobWzJK4oCu/y5leHI=");
    assert!(finding["path"].as_str().unwrap().ends_with("\u{FFFD}.exr"));
}

/// Counts the flushes.
#[derive(Default)]
struct Pipe(Vec<u8>, usize);

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.write(bytes)
    }
    fn flush(&mut self) -> std::io::Result<()> {
        self.1 += 1;
        Ok(())
    }
}

#[test]
fn the_start_leaves_before_the_scan_and_the_pieces_make_the_whole() {
    let mut pipe = Pipe::default();
    jsonl::start("/prod/vigie", &mut pipe).unwrap();
    assert_eq!(pipe.1, 1);
    jsonl::events(&rich(), Lang::En, &mut pipe).unwrap();
    jsonl::summary(&[rich()], &mut pipe).unwrap();
    assert_eq!(String::from_utf8(pipe.0).unwrap(), written(&[rich()], style(Format::Jsonl, Lang::En, 80)));
}

#[test]
fn sarif_is_of_the_oasis_schema() {
    let mut schema = schema("tests/schemas/sarif-schema-2.1.0.json");
    // The committee's pattern has a bracket too many, which no ECMA expression may have.
    for definition in ["run", "toolComponent"] {
        schema["definitions"][definition]["properties"]["language"]["pattern"] = json!("^[a-zA-Z]{2}(-[a-zA-Z]{2})?$");
    }
    for lang in [Lang::Fr, Lang::En] {
        let log: Value = serde_json::from_str(&written(&reports(), style(Format::Sarif, lang, 80))).unwrap();
        assert_valid(&schema, &log);
    }
}

#[test]
fn sarif_results_lead_to_their_rule_and_file() {
    let log: Value = serde_json::from_str(&written(&reports(), style(Format::Sarif, Lang::En, 80))).unwrap();
    for run in log["runs"].as_array().unwrap() {
        for result in run["results"].as_array().unwrap() {
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
        }
    }
    let uri = &log["runs"][2]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(uri, "%3Dcmd%7C%27/c%20calc%27%21A1/%3Cb%3E%26%22%60%7C%2A%1B%5B2J%E2%80%AE%FF.exr");
}

#[test]
fn junit_is_well_formed_and_its_counts_are_true() {
    for lang in [Lang::Fr, Lang::En] {
        let text = written(&reports(), style(Format::Junit, lang, 80));
        let document = roxmltree::Document::parse(&text).unwrap();
        let count = |node: roxmltree::Node, name: &str| node.descendants().filter(|n| n.has_tag_name(name)).count();
        let said = |node: roxmltree::Node, name: &str| node.attribute(name).unwrap().parse::<usize>().unwrap();
        let suites: Vec<_> = document.descendants().filter(|n| n.has_tag_name("testsuite")).collect();
        assert!(suites.len() > 3);
        for node in suites.into_iter().chain([document.root_element()]) {
            for (attribute, element) in [("tests", "testcase"), ("failures", "failure"), ("errors", "error")] {
                assert_eq!(said(node, attribute), count(node, element), "{attribute}");
            }
        }
    }
}

/// Debian's xmllint (package libxml2-utils) checks the grammar too, where it is installed.
#[test]
fn junit_is_of_the_jenkins_schema() {
    let text = written(&reports(), style(Format::Junit, Lang::Fr, 80));
    let command = Command::new("xmllint")
        .args(["--noout", "--nonet", "--schema"])
        .arg(file("tests/schemas/junit-10.xsd"))
        .arg("-")
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut child) = command else {
        return;
    };
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// RFC 4180 section 2: same number of fields in each record, quotes doubled, CRLF; and no cell that a spreadsheet computes.
#[test]
fn csv_is_a_rectangle_of_inert_text() {
    let text = written(&reports(), style(Format::Csv, Lang::Fr, 80));
    let records = parse_csv(&text);
    let signed = ["pixel_x", "pixel_y", "bbox_x0", "bbox_y0", "bbox_x1", "bbox_y1", "frame", "until"];
    let header = records[0].clone();
    for record in &records {
        assert_eq!(record.len(), header.len());
        for (cell, name) in record.iter().zip(&header) {
            let number = signed.contains(&name.as_str()) && cell.parse::<i64>().is_ok();
            assert!(number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{name}: {cell}");
        }
    }
    assert_eq!(records.len(), 1 + reports().iter().map(|r| r.findings.len() + r.unchecked.len()).sum::<usize>());
}

fn parse_csv(text: &str) -> Vec<Vec<String>> {
    let (mut records, mut record, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, quoted) {
            ('"', true) if chars.peek() == Some(&'"') => cell.extend(chars.next()),
            ('"', _) => quoted = !quoted,
            (',', false) => record.push(std::mem::take(&mut cell)),
            ('\r', false) => {
                assert_eq!(chars.next(), Some('\n'));
                record.push(std::mem::take(&mut cell));
                records.push(std::mem::take(&mut record));
            }
            (c, _) => cell.push(c),
        }
    }
    assert!(record.is_empty() && cell.is_empty(), "the last record is not ended");
    records
}
