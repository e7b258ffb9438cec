//! The API, version 1: JSON in and out, a token in the header, described at `/api/v1/openapi.json`.

pub(crate) mod reports;
pub(crate) mod tickets;

use axum::Json;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use etabli_desk::{Actor, Desk, Lang, Refusal};
use serde::Serialize;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi, ToSchema};

use crate::reply;

/// Why nothing was done, and the cure.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Problem {
    /// Stable name of the refusal.
    code: &'static str,
    /// Member that it is about, when it is about one.
    field: Option<&'static str>,
    /// What was not done, in French.
    fr: String,
    /// What was not done, in English.
    en: String,
    /// What to do, in French.
    cure_fr: String,
    /// What to do, in English.
    cure_en: String,
}

/// A refusal as JSON.
pub(crate) fn problem(refusal: &Refusal) -> Response {
    let problem = Problem {
        code: refusal.code,
        field: refusal.field,
        fr: refusal.what(Lang::Fr),
        en: refusal.what(Lang::En),
        cure_fr: refusal.cure(Lang::Fr),
        cure_en: refusal.cure(Lang::En),
    };
    (reply::status(refusal), Json(problem)).into_response()
}

/// Who the token of a request speaks for.
pub(crate) async fn owner(desk: &Desk, headers: &HeaderMap) -> Result<Actor, Refusal> {
    let line = headers.get(header::AUTHORIZATION).and_then(|line| line.to_str().ok()).unwrap_or_default();
    let token = line.strip_prefix("Bearer ").unwrap_or_default();
    desk.token_owner(token.trim(), "report").await
}

/// The description of the API.
#[derive(OpenApi)]
#[openapi(
    info(title = "Établi", description = "The desk's API. Every request carries `Authorization: Bearer TOKEN`; `etabli token new` makes one."),
    paths(reports::file, tickets::show),
    modifiers(&Tokens)
)]
struct Description;

struct Tokens;

impl Modify for Tokens {
    fn modify(&self, description: &mut utoipa::openapi::OpenApi) {
        let components = description.components.get_or_insert_with(Default::default);
        components.add_security_scheme("token", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    }
}

/// `GET /api/v1/openapi.json`.
pub(crate) async fn description() -> Response {
    match Description::openapi().to_pretty_json() {
        Ok(json) => ([(header::CONTENT_TYPE, "application/json")], json).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use utoipa::OpenApi;

    use super::Description;

    #[test]
    fn the_description_names_every_address_of_the_interface() {
        let source = include_str!("app.rs");
        let routed: Vec<&str> =
            source.split("\"/api/v1/").skip(1).filter_map(|rest| rest.split('"').next()).filter(|path| *path != "openapi.json").collect();
        let described = Description::openapi();
        assert_eq!(described.paths.paths.len(), routed.len());
        for path in routed {
            assert!(described.paths.paths.contains_key(&format!("/api/v1/{path}")), "{path}");
        }
    }
}
