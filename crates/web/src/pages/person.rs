//! A person's page: what they have shown they can do, competency by competency.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use etabli_desk::competency::COMPETENCIES;
use etabli_desk::store::competencies::Evidence;
use etabli_desk::{Portfolio, typeset};

use crate::app::App;
use crate::frame::Frame;
use crate::reply;
use crate::session::SignedIn;
use crate::when;

#[derive(Template)]
#[template(path = "person.html")]
struct Page {
    f: Frame,
    portfolio: Portfolio,
    /// Code, label, evidence: all competencies, those without evidence too.
    rows: Vec<(&'static str, String, Vec<Evidence>)>,
    shown: usize,
}

pub(crate) async fn me(State(app): State<App>, signed: SignedIn) -> Response {
    let login = signed.actor.login.clone();
    show(State(app), signed, Path(login)).await
}

pub(crate) async fn show(State(app): State<App>, signed: SignedIn, Path(login): Path<String>) -> Response {
    let portfolio = match app.desk.portfolio(&signed.actor, &login).await {
        Ok(portfolio) => portfolio,
        Err(refusal) => return signed.visitor.refuse(&refusal),
    };
    let f = Frame { title: portfolio.name.clone(), ..signed.visitor.frame("portfolio", "") };
    let row = |competency: &etabli_desk::competency::Competency| {
        let evidence = portfolio.evidence.iter().filter(|evidence| evidence.code == competency.code).cloned().collect();
        (competency.code, typeset(competency.label.of(f.lang), f.lang), evidence)
    };
    let rows: Vec<(&'static str, String, Vec<Evidence>)> = COMPETENCIES.iter().map(row).collect();
    let shown = rows.iter().filter(|(_, _, evidence)| !evidence.is_empty()).count();
    reply::page(StatusCode::OK, &Page { f, portfolio, rows, shown })
}
