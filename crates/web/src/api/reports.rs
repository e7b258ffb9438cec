//! `POST /api/v1/reports`: a farm's hook, an application's button and `etabli report` file a report.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use etabli_desk::{Blocking, Report};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Problem, owner, problem};
use crate::app::App;

/// A report. Members that are not known are ignored.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct NewReport {
    /// What somebody sees, in one sentence.
    sentence: String,
    /// Files or folders, as their system writes them, below a folder declared for the production.
    #[serde(default)]
    paths: Vec<String>,
    /// Whether one can go on: `blocked`, `slowed` or `question`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    blocking: Blocking,
    /// Since when, in one's own words.
    #[serde(default)]
    since: String,
    /// Short name of the production; the only one of the token's owner when left out.
    #[serde(default)]
    production: String,
}

/// What became of it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Filed {
    /// Number of the ticket.
    ticket: i64,
    /// Address of its page.
    url: String,
}

/// Files a report and starts reading its files.
#[utoipa::path(
    post,
    path = "/api/v1/reports",
    request_body = NewReport,
    params(("Idempotency-Key" = String, Header, description = "Another for each report; the same key is answered with the same ticket")),
    responses(
        (status = 201, description = "Filed, now or before under this key", body = Filed),
        (status = 401, description = "No token, or one that is worth nothing here", body = Problem),
        (status = 422, description = "Something is missing or wrong", body = Problem),
    ),
    security(("token" = []))
)]
pub(crate) async fn file(State(app): State<App>, headers: HeaderMap, body: Result<Json<NewReport>, JsonRejection>) -> Response {
    let actor = match owner(&app.desk, &headers).await {
        Ok(actor) => actor,
        Err(refusal) => return problem(&refusal),
    };
    let Json(new) = match body {
        Ok(new) => new,
        Err(rejection) => {
            return (rejection.status(), Json(serde_json::json!({ "code": "bad-json", "en": rejection.body_text() }))).into_response();
        }
    };
    let key = headers.get("idempotency-key").and_then(|key| key.to_str().ok()).unwrap_or_default();
    let report = Report {
        production: new.production,
        sentence: new.sentence,
        paths: new.paths,
        blocking: new.blocking,
        since: new.since,
        is_lenient: true,
    };
    match app.desk.report(&actor, key, report).await {
        Ok(reported) => {
            let url = address(&headers, reported.ticket);
            (StatusCode::CREATED, [(header::LOCATION, url.clone())], Json(Filed { ticket: reported.ticket, url })).into_response()
        }
        Err(refusal) => problem(&refusal),
    }
}

/// The address of a ticket, as the sender reaches this desk.
pub(crate) fn address(headers: &HeaderMap, ticket: i64) -> String {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let scheme = text("x-forwarded-proto").filter(|scheme| *scheme == "https").unwrap_or("http");
    text("host").map_or_else(|| format!("/tickets/{ticket}"), |host| format!("{scheme}://{host}/tickets/{ticket}"))
}
