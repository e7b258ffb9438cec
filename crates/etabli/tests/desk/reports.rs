//! Reports by program: the API, and `etabli report`.

use std::fs;

use ureq::Agent;

use crate::{Studio, etabli, serve};

fn agent() -> Agent {
    Agent::config_builder().http_status_as_error(false).build().into()
}

/// Posts a report: status, and the answer.
fn post(studio: &Studio, token: &str, key: Option<&str>, body: &str) -> (u16, serde_json::Value) {
    let mut request = agent().post(format!("{}/api/v1/reports", studio.address)).header("Content-Type", "application/json");
    request = request.header("Authorization", format!("Bearer {token}"));
    if let Some(key) = key {
        request = request.header("Idempotency-Key", key);
    }
    let mut answer = request.send(body).unwrap();
    let status = answer.status().as_u16();
    (status, serde_json::from_str(&answer.body_mut().read_to_string().unwrap()).unwrap_or_default())
}

#[test]
fn the_same_key_is_answered_with_the_same_ticket_also_after_a_restart() {
    let mut studio = Studio::open();
    let token = studio.say(&["token", "new", "--user", "admin", "--scope", "report"]).trim().to_owned();
    assert!(token.starts_with("etb_"));
    let body = r#"{"sentence": "The farm lost a frame", "paths": [], "unknown": 1}"#;
    let (status, first) = post(&studio, &token, Some("k1"), body);
    assert_eq!(status, 201, "{first}");
    assert_eq!(first["url"], format!("{}/tickets/{}", studio.address, first["ticket"]));
    assert_eq!(post(&studio, &token, Some("k1"), body), (201, first.clone()));
    assert_ne!(post(&studio, &token, Some("k2"), body).1["ticket"], first["ticket"]);

    studio.server.kill().unwrap();
    studio.server.wait().unwrap();
    let (server, address, _) = serve(&studio.home.path().join("data"), studio.home.path());
    (studio.server, studio.address) = (server, address);
    assert_eq!(post(&studio, &token, Some("k1"), body).1["ticket"], first["ticket"]);
}

#[test]
fn what_is_wrong_with_a_report_is_said_with_its_cure() {
    let studio = Studio::open();
    let token = studio.say(&["token", "new", "--user", "admin", "--scope", "report"]).trim().to_owned();
    let check = |token: &str, key: Option<&str>, body: &str, want: (u16, &str)| {
        let (status, answer) = post(&studio, token, key, body);
        assert_eq!((status, answer["code"].as_str().unwrap_or_default()), want, "{body}: {answer}");
    };
    check("etb_wrong", Some("k"), r#"{"sentence": "x"}"#, (401, "no-token"));
    check("", Some("k"), r#"{"sentence": "x"}"#, (401, "no-token"));
    check(&token, None, r#"{"sentence": "x"}"#, (422, "no-key"));
    check(&token, Some("k"), r#"{"sentence": "  "}"#, (422, "no-sentence"));
    check(&token, Some("k"), r#"{"paths": []}"#, (422, "bad-json"));
    check(&token, Some("k"), "{", (400, "bad-json"));
    check(&token, Some("k"), r#"{"sentence": "x", "production": "secret"}"#, (404, "absent"));
    check(&token, Some("k"), r#"{"sentence": "x", "paths": ["../../etc/passwd", "/nowhere/1001.exr"]}"#, (201, ""));
}

#[test]
fn a_report_from_a_shell_reads_the_files_it_names() {
    let studio = Studio::open();
    studio.declare();
    let token = studio.say(&["token", "new", "--user", "admin", "--scope", "report"]).trim().to_owned();
    let file = studio.home.path().join("token");
    fs::write(&file, &token).unwrap();
    let report = |desk: &str| {
        let mut report = etabli();
        report.args(["report", "--lang", "en", "The render looks wrong", "--desk", desk, "--token-file"]).arg(&file).arg(studio.show());
        report.output().unwrap()
    };
    let done = report(&studio.address);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let printed = String::from_utf8(done.stdout).unwrap();
    let (ticket, url) = printed.trim().split_once('\t').unwrap();
    assert_eq!(url, format!("{}/tickets/{ticket}", studio.address));
    let see = || {
        let mut answer = agent()
            .get(format!("{}/api/v1/tickets/{ticket}", studio.address))
            .header("Authorization", format!("Bearer {token}"))
            .call()
            .unwrap();
        serde_json::from_str::<serde_json::Value>(&answer.body_mut().read_to_string().unwrap()).unwrap()
    };
    let began = std::time::Instant::now();
    while see()["scan"] != "done" {
        assert!(began.elapsed().as_secs() < 60, "{}", see());
        std::thread::sleep(std::time::Duration::from_millis(200));
    }
    let codes: Vec<String> = see()["findings"].as_array().unwrap().iter().map(|found| found["code"].as_str().unwrap().to_owned()).collect();
    assert_eq!(codes, ["IMG001"]);
}
