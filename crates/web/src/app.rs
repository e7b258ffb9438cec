//! The application: which address leads to what, and what holds for all of them.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use etabli_desk::Desk;

use crate::{api, assets, pages};

/// What the desk is served with.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Anybody may sign in as anybody: a demonstration.
    pub demo: bool,
    /// The network is trusted without encryption: cookies go in clear.
    pub plain: bool,
}

/// What every handler is given.
#[derive(Clone)]
pub(crate) struct App {
    pub(crate) desk: Desk,
    pub(crate) settings: Settings,
}

/// Bytes of a form or of a JSON body.
const BODY: usize = 256 << 10;

/// Nothing but what this machine serves; no script in a page; nobody frames it.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The desk's pages and API.
pub fn app(desk: Desk, settings: Settings) -> Router {
    let app = App { desk, settings };
    let pages = Router::new()
        .route("/", get(pages::home))
        .route("/sign-in", get(pages::sign_in::show).post(pages::sign_in::enter))
        .route("/sign-in/as", post(pages::sign_in::enter_demonstration))
        .route("/sign-in/{link}", get(pages::sign_in::show_link).post(pages::sign_in::enter_by_link))
        .route("/sign-out", post(pages::sign_in::leave))
        .route("/preferences", post(pages::sign_in::prefer))
        .route("/me", get(pages::person::me))
        .route("/people/{login}", get(pages::person::show))
        .route("/report", get(pages::report::show).post(pages::report::send))
        .route("/report/known", get(pages::report::known))
        .route("/tickets", get(pages::mine::show))
        .route("/queue", get(pages::queue::only))
        .route("/queue/{production}", get(pages::queue::show))
        .route("/tickets/{ticket}", get(pages::ticket::show).post(pages::ticket::act))
        .route("/tickets/{ticket}/live", get(pages::ticket::live))
        .route("/tickets/{ticket}/pictures/{hash}", get(pages::ticket::picture))
        .route("/search", get(pages::search::show))
        .route("/notices", get(pages::notices::only))
        .route("/notices/{production}", get(pages::notices::list))
        .route("/notice/{notice}", get(pages::notices::show))
        .route("/settings", get(pages::settings::list))
        .route("/settings/{production}", get(pages::settings::show).post(pages::settings::change))
        .route("/assets/{name}", get(assets::get));
    let interface = Router::new()
        .route("/api/v1/reports", post(api::reports::file))
        .route("/api/v1/tickets/{ticket}", get(api::tickets::show))
        .route("/api/v1/openapi.json", get(api::description));
    pages
        .merge(interface)
        .route("/healthz", get(health))
        .fallback(pages::nowhere)
        .layer(DefaultBodyLimit::max(BODY))
        .layer(middleware::from_fn(guard))
        .with_state(app)
}

async fn health(State(app): State<App>) -> Response {
    if app.desk.is_well().await {
        (StatusCode::OK, "ok\n").into_response()
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response()
    }
}

/// Refuses changes that another site's page asks for, and sends the headers that bound what a page may do.
async fn guard(request: Request, next: Next) -> Response {
    if !request.method().is_safe_here() && is_foreign(request.headers()) {
        return (StatusCode::FORBIDDEN, "this form was not sent from here\n").into_response();
    }
    let mut answer = next.run(request).await;
    let headers = answer.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    answer
}

trait Safe {
    /// Whether it changes nothing.
    fn is_safe_here(&self) -> bool;
}

impl Safe for Method {
    fn is_safe_here(&self) -> bool {
        matches!(*self, Self::GET | Self::HEAD | Self::OPTIONS)
    }
}

/// Whether a browser says that another site's page sent this. Programs send neither header, and carry no cookie.
fn is_foreign(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return !["same-origin", "none"].contains(&site);
    }
    let Some(origin) = text(header::ORIGIN) else { return false };
    let own = text(header::HOST).unwrap_or_default();
    origin.split_once("://").is_none_or(|(_, host)| host != own)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderMap;

    use super::is_foreign;

    #[test]
    fn a_form_of_another_site_is_known_by_what_the_browser_says() {
        let check = |lines: &[(&'static str, &'static str)], want: bool| {
            let headers: HeaderMap = lines.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
            assert_eq!(is_foreign(&headers), want, "{lines:?}");
        };
        check(&[], false);
        check(&[("sec-fetch-site", "same-origin")], false);
        check(&[("sec-fetch-site", "cross-site")], true);
        check(&[("sec-fetch-site", "same-site")], true);
        check(&[("origin", "http://desk:8080"), ("host", "desk:8080")], false);
        check(&[("origin", "http://evil"), ("host", "desk:8080")], true);
        check(&[("origin", "null"), ("host", "desk:8080")], true);
    }
}
