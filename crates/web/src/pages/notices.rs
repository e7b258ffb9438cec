//! Notices: what tickets taught, for the next technical director.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use etabli_desk::store::notices::Notice;

use super::open_productions;
use crate::app::App;
use crate::frame::Frame;
use crate::reply;
use crate::session::SignedIn;
use crate::when;

#[derive(Template)]
#[template(path = "notices.html")]
struct ListPage {
    f: Frame,
    notices: Vec<Notice>,
}

#[derive(Template)]
#[template(path = "notice.html")]
struct Page {
    f: Frame,
    notice: Notice,
}

/// Those of the first production where somebody works.
pub(crate) async fn only(State(app): State<App>, signed: SignedIn) -> Response {
    match open_productions(&signed).first() {
        Some(first) => list(State(app), signed.clone(), Path(first.code.clone())).await,
        None => super::nowhere(signed.visitor).await,
    }
}

pub(crate) async fn list(State(app): State<App>, signed: SignedIn, Path(code): Path<String>) -> Response {
    match app.desk.notices(&signed.actor, &code).await {
        Ok(notices) => reply::page(StatusCode::OK, &ListPage { f: signed.visitor.frame("notices", "notices"), notices }),
        Err(refusal) => signed.visitor.refuse(&refusal),
    }
}

pub(crate) async fn show(State(app): State<App>, signed: SignedIn, Path(id): Path<i64>) -> Response {
    match app.desk.notice(&signed.actor, id).await {
        Ok(notice) => {
            let f = Frame { title: notice.title.clone(), ..signed.visitor.frame("notice", "notices") };
            reply::page(StatusCode::OK, &Page { f, notice })
        }
        Err(refusal) => signed.visitor.refuse(&refusal),
    }
}
