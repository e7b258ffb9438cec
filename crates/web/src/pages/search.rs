//! What a search found: tickets and notices, the newest first.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use etabli_desk::Found;

use super::{fields, ticket};
use crate::app::App;
use crate::frame::Frame;
use crate::reply;
use crate::session::SignedIn;
use crate::when;

#[derive(Template)]
#[template(path = "search.html")]
struct Page {
    f: Frame,
    found: Found,
}

pub(crate) async fn show(State(app): State<App>, signed: SignedIn, Query(given): Query<Vec<(String, String)>>) -> Response {
    let asked = fields(given).remove("q").unwrap_or_default();
    match app.desk.search(&signed.actor, &asked).await {
        Ok(found) => reply::page(StatusCode::OK, &Page { f: Frame { asked, ..signed.visitor.frame("search", "") }, found }),
        Err(refusal) => signed.visitor.refuse(&refusal),
    }
}
