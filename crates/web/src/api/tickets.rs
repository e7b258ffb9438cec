//! `GET /api/v1/tickets/{ticket}`: where a ticket is and what its files show.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use etabli_desk::View;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Problem, owner, problem, reports};
use crate::app::App;

/// A ticket.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Ticket {
    /// Number.
    ticket: i64,
    /// Address of its page.
    url: String,
    /// The requester's sentence.
    sentence: String,
    /// Where it is: `reported`, `understood`, `diagnosed`, `decided`, `planned`, `in-work`, `delivered`, `accepted` or `closed`.
    state: &'static str,
    /// Whom it waits for, if it does: `artist`, `rd`, `vendor` or `farm`.
    waiting: Option<String>,
    /// Short name of the production.
    production: String,
    /// Reading of its files: `waiting`, `done` or `failed`; none when it names none.
    scan: Option<String>,
    /// What was found, by fault.
    findings: Vec<Found>,
}

/// A fault of a sequence or of a file.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Found {
    /// Code.
    code: String,
    /// `error`, `warning` or `note`.
    severity: String,
    /// The first file, below its root.
    path: String,
    /// Frames ("1003,1007-1012"), or the file.
    subjects: String,
    /// Identity of the fault from shot to shot.
    fingerprint: String,
    /// To the artist, in French.
    fr: String,
    /// To the artist, in English.
    en: String,
}

/// Where a ticket is and what its files show.
#[utoipa::path(
    get,
    path = "/api/v1/tickets/{ticket}",
    params(("ticket" = i64, Path, description = "Number of the ticket")),
    responses(
        (status = 200, description = "The ticket", body = Ticket),
        (status = 401, description = "No token, or one that is worth nothing here", body = Problem),
        (status = 404, description = "No such ticket, or none that the token's owner may see", body = Problem),
    ),
    security(("token" = []))
)]
pub(crate) async fn show(State(app): State<App>, headers: HeaderMap, Path(id): Path<i64>) -> Response {
    let actor = match owner(&app.desk, &headers).await {
        Ok(actor) => actor,
        Err(refusal) => return problem(&refusal),
    };
    match app.desk.view(&actor, id).await {
        Ok(view) => Json(ticket(view, reports::address(&headers, id))).into_response(),
        Err(refusal) => problem(&refusal),
    }
}

fn ticket(view: View, url: String) -> Ticket {
    let groups = view.exhibit.map(|exhibit| exhibit.groups).unwrap_or_default();
    let found = groups.into_iter().map(|group| Found {
        code: group.code,
        severity: group.severity,
        path: group.path,
        subjects: group.subjects,
        fingerprint: group.fingerprint,
        fr: group.artist.fr,
        en: group.artist.en,
    });
    Ticket {
        ticket: view.ticket.id,
        url,
        sentence: view.ticket.sentence,
        state: view.state.name(),
        waiting: view.ticket.waiting,
        production: view.production_code,
        scan: view.scan.map(|scan| scan.state),
        findings: found.collect(),
    }
}
