//! What somebody reported, and what stops them: where each is, and whether it is their turn.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use etabli_desk::State as Step;
use etabli_desk::store::tickets::Ticket;

use super::ticket;
use crate::app::App;
use crate::frame::Frame;
use crate::reply;
use crate::session::SignedIn;
use crate::when;

#[derive(Template)]
#[template(path = "mine.html")]
struct Page {
    f: Frame,
    tickets: Vec<Ticket>,
}

pub(crate) async fn show(State(app): State<App>, signed: SignedIn) -> Response {
    match app.desk.mine(&signed.actor).await {
        Ok(tickets) => reply::page(StatusCode::OK, &Page { f: signed.visitor.frame("mine", "mine"), tickets }),
        Err(refusal) => signed.visitor.refuse(&refusal),
    }
}
