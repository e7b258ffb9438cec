//! The report form: one sentence, a path, whether one can go on.

use askama::Template;
use axum::Form as Sent;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use etabli_desk::{Blocking, Known, Member, Report};

use super::{fields, open_productions};
use crate::app::App;
use crate::form::Form;
use crate::frame::Frame;
use crate::reply;
use crate::session::SignedIn;

#[derive(Template)]
#[template(path = "report.html")]
struct Page {
    f: Frame,
    form: Form,
    productions: Vec<Member>,
    known: Vec<Known>,
}

#[derive(Template)]
#[template(path = "report_known.html")]
struct KnownPiece {
    f: Frame,
    known: Vec<Known>,
}

pub(crate) async fn show(signed: SignedIn, Query(given): Query<Vec<(String, String)>>) -> Response {
    let mut form = Form::new(signed.visitor.lang);
    // A link of another tool may bring the path and the production along.
    for (name, value) in fields(given) {
        if ["sentence", "paths", "production"].contains(&name.as_str()) {
            form.propose(&name, value);
        }
    }
    page(&signed, form, Vec::new(), StatusCode::OK)
}

fn page(signed: &SignedIn, form: Form, known: Vec<Known>, status: StatusCode) -> Response {
    reply::page(status, &Page { f: signed.visitor.frame("report", "report"), form, productions: open_productions(signed), known })
}

pub(crate) async fn send(State(app): State<App>, signed: SignedIn, Sent(sent): Sent<Vec<(String, String)>>) -> Response {
    let sent = fields(sent);
    let text = |name: &str| sent.get(name).cloned().unwrap_or_default();
    let report = Report {
        production: text("production"),
        sentence: text("sentence"),
        paths: text("paths").lines().map(str::to_owned).collect(),
        blocking: Blocking::of(&text("blocking")),
        since: text("since"),
        is_lenient: false,
    };
    let (production, sentence) = (report.production.clone(), report.sentence.clone());
    match app.desk.report(&signed.actor, &text("key"), report).await {
        Ok(reported) => reply::to(&format!("/tickets/{}", reported.ticket)),
        Err(refusal) => {
            let status = reply::status(&refusal);
            let known = app.desk.known(&signed.actor, &production, &sentence).await.unwrap_or_default();
            page(&signed, Form::refused(signed.visitor.lang, sent, refusal), known, status)
        }
    }
}

/// What may be known already of a sentence that is being written: a piece of the page.
pub(crate) async fn known(State(app): State<App>, signed: SignedIn, Query(given): Query<Vec<(String, String)>>) -> Response {
    let given = fields(given);
    let text = |name: &str| given.get(name).map(String::as_str).unwrap_or_default();
    match app.desk.known(&signed.actor, text("production"), text("sentence")).await {
        Ok(known) => reply::page(StatusCode::OK, &KnownPiece { f: signed.visitor.frame("report", "report"), known }),
        Err(refusal) => signed.visitor.refuse(&refusal),
    }
}
