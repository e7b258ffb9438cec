//! Who sends a request: the cookie of a session, read by every page; language and light of those who are not signed in.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::response::Response;
use etabli_desk::{Actor, Lang, Refusal};

use crate::app::App;
use crate::frame::Frame;
use crate::{pages, reply};

/// Over HTTPS, and on this machine: bound to the host, never sent in clear.
const SAFE: &str = "__Host-etabli";
/// Where the administrator accepted a network without encryption.
const PLAIN: &str = "etabli";

/// Whoever sends a request.
#[derive(Debug, Clone)]
pub(crate) struct Visitor {
    pub(crate) actor: Option<Actor>,
    pub(crate) session: Option<String>,
    pub(crate) lang: Lang,
    pub(crate) theme: String,
    pub(crate) path: String,
    pub(crate) demo: bool,
}

/// Somebody who is signed in. Whoever is not is sent to the door.
#[derive(Debug, Clone)]
pub(crate) struct SignedIn {
    pub(crate) actor: Actor,
    pub(crate) visitor: Visitor,
}

impl Visitor {
    async fn of(parts: &Parts, app: &App) -> Self {
        let session = cookie(&parts.headers, name(app.settings.plain)).map(str::to_owned);
        let actor = match &session {
            Some(session) => app.desk.actor(session).await.ok().flatten(),
            None => None,
        };
        let lang = match (&actor, cookie(&parts.headers, "lang")) {
            (Some(actor), _) => actor.lang,
            (None, Some("en")) => Lang::En,
            (None, Some("fr")) => Lang::Fr,
            (None, _) => asked(&parts.headers),
        };
        let theme =
            actor.as_ref().map_or_else(|| cookie(&parts.headers, "theme").unwrap_or("system").to_owned(), |actor| actor.theme.clone());
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        Self { actor, session, lang, theme, path, demo: app.settings.demo }
    }

    /// The frame of a page for them.
    pub(crate) fn frame(&self, title_key: &str, room: &'static str) -> Frame {
        Frame {
            lang: self.lang,
            theme: self.theme.clone(),
            actor: self.actor.clone(),
            title: crate::words::say(self.lang, title_key, &[]),
            room,
            production: self
                .actor
                .as_ref()
                .and_then(|actor| actor.productions.first())
                .map(|member| member.name.clone())
                .unwrap_or_default(),
            key: etabli_desk::fresh_key(),
            path: self.path.clone(),
            refresh: false,
            asked: String::new(),
            demo: self.demo,
        }
    }

    /// A refusal as a page of its own.
    pub(crate) fn refuse(&self, refusal: &Refusal) -> Response {
        pages::refusal(self, refusal)
    }
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self::of(parts, app).await)
    }
}

impl FromRequestParts<App> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let visitor = Visitor::of(parts, app).await;
        match visitor.actor.clone() {
            Some(actor) => Ok(Self { actor, visitor }),
            None => Err(reply::to("/sign-in")),
        }
    }
}

impl OptionalFromRequestParts<App> for SignedIn {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<Self>, Infallible> {
        let visitor = Visitor::of(parts, app).await;
        Ok(visitor.actor.clone().map(|actor| Self { actor, visitor }))
    }
}

/// The value of a cookie.
fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value)
}

fn name(plain: bool) -> &'static str {
    if plain { PLAIN } else { SAFE }
}

/// The header that keeps a session for a week; an empty session ends it.
pub(crate) fn kept(session: &str, plain: bool) -> String {
    let (secure, age) = (if plain { "" } else { "; Secure" }, if session.is_empty() { 0 } else { 7 * 24 * 3600 });
    format!("{}={session}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}", name(plain))
}

/// The first of our languages that the browser asks for.
fn asked(headers: &HeaderMap) -> Lang {
    let line = headers.get(header::ACCEPT_LANGUAGE).and_then(|line| line.to_str().ok()).unwrap_or_default();
    let first =
        line.split(',').map(|tag| tag.trim().get(..2).unwrap_or_default().to_ascii_lowercase()).find(|tag| tag == "fr" || tag == "en");
    if first.as_deref() == Some("en") { Lang::En } else { Lang::Fr }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header};
    use etabli_desk::Lang;

    use super::{asked, cookie, kept};

    #[test]
    fn a_cookie_is_found_among_others_and_only_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("xlang=no; lang=fr;theme=dark"));
        assert_eq!((cookie(&headers, "lang"), cookie(&headers, "theme"), cookie(&headers, "ang")), (Some("fr"), Some("dark"), None));
    }

    #[test]
    fn a_session_is_for_this_host_alone_and_for_no_script() {
        assert_eq!(kept("ab", false), "__Host-etabli=ab; Path=/; HttpOnly; SameSite=Lax; Max-Age=604800; Secure");
    }

    #[test]
    fn the_first_language_of_ours_is_taken() {
        let of = |line: &'static str| asked(&HeaderMap::from_iter([(header::ACCEPT_LANGUAGE, HeaderValue::from_static(line))]));
        assert_eq!(of("de-DE, en-GB;q=0.8, fr;q=0.5"), Lang::En);
        assert_eq!(of("fr-CA,en"), Lang::Fr);
        assert_eq!(of("ja"), Lang::Fr);
    }
}
