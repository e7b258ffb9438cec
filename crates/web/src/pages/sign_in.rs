//! The door: signing in and out, one-time links, and how somebody likes their screens.

use std::net::{IpAddr, Ipv4Addr};

use askama::Template;
use axum::Form as Sent;
use axum::extract::{Extension, Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use etabli_desk::{Lang, Preference, Refusal, Role};

use super::fields;
use crate::accept::From;
use crate::app::App;
use crate::form::Form;
use crate::frame::Frame;
use crate::reply;
use crate::session::{Visitor, kept};

#[derive(Template)]
#[template(path = "sign_in.html")]
struct Page {
    f: Frame,
    form: Form,
    people: Vec<Somebody>,
}

/// Somebody that a demonstration lets one be.
struct Somebody {
    login: String,
    name: String,
    what: String,
}

#[derive(Template)]
#[template(path = "sign_in_link.html")]
struct LinkPage {
    f: Frame,
    form: Form,
    name: String,
    link: String,
}

type Fields = Sent<Vec<(String, String)>>;

pub(crate) async fn show(State(app): State<App>, visitor: Visitor) -> Response {
    let form = Form::new(visitor.lang);
    door(&app, &visitor, form, StatusCode::OK).await
}

async fn door(app: &App, visitor: &Visitor, form: Form, status: StatusCode) -> Response {
    let f = visitor.frame("sign-in", "");
    let everybody = if app.settings.demo { app.desk.everybody().await.unwrap_or_default() } else { Vec::new() };
    let somebody = |person: etabli_desk::store::people::Person| {
        let role = Role::of(&person.role)?;
        let what = if person.department.is_empty() {
            f.t(format!("role-{}", role.name()))
        } else {
            f.w2("role-in", "role", f.t(format!("role-{}", role.name())), "department", person.department)
        };
        Some(Somebody { login: person.login, name: person.name, what })
    };
    let people = everybody.into_iter().filter_map(somebody).collect();
    reply::page(status, &Page { f, form, people })
}

pub(crate) async fn enter(State(app): State<App>, visitor: Visitor, from: Option<Extension<From>>, Sent(sent): Fields) -> Response {
    let mut sent = fields(sent);
    let address = from.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |from| from.0.0).to_string();
    let password = sent.remove("password").unwrap_or_default();
    let login = sent.get("login").cloned().unwrap_or_default();
    match app.desk.sign_in(login.trim(), &password, &address).await {
        Ok(session) => entered(&app, &session),
        Err(refusal) => {
            let status = reply::status(&refusal);
            door(&app, &visitor, Form::refused(visitor.lang, sent, refusal), status).await
        }
    }
}

/// Only a demonstration lets anybody in as anybody.
pub(crate) async fn enter_demonstration(State(app): State<App>, visitor: Visitor, Sent(sent): Fields) -> Response {
    let login = fields(sent).remove("login").unwrap_or_default();
    if !app.settings.demo {
        return super::nowhere(visitor).await;
    }
    match app.desk.sign_in_to_demonstration(&login).await {
        Ok(session) => entered(&app, &session),
        Err(refusal) => visitor.refuse(&refusal),
    }
}

/// A link is only looked at: programs that follow links in mails must not use it up.
pub(crate) async fn show_link(State(app): State<App>, visitor: Visitor, Path(link): Path<String>) -> Response {
    match app.desk.link_owner(&link).await {
        Ok(owner) => {
            let visitor = Visitor { lang: owner.lang, ..visitor };
            let page = LinkPage { f: visitor.frame("sign-in", ""), form: Form::new(visitor.lang), name: owner.name, link };
            reply::page(StatusCode::OK, &page)
        }
        Err(refusal) => visitor.refuse(&refusal),
    }
}

pub(crate) async fn enter_by_link(State(app): State<App>, visitor: Visitor, Path(link): Path<String>, Sent(sent): Fields) -> Response {
    let password = fields(sent).remove("password");
    match app.desk.sign_in_by_link(&link, password.as_deref()).await {
        Ok(session) => entered(&app, &session),
        Err(refusal) if refusal.field.is_some() => again(&app, &visitor, link, refusal).await,
        Err(refusal) => visitor.refuse(&refusal),
    }
}

async fn again(app: &App, visitor: &Visitor, link: String, refusal: Refusal) -> Response {
    let Ok(owner) = app.desk.link_owner(&link).await else { return visitor.refuse(&refusal) };
    let visitor = Visitor { lang: owner.lang, ..visitor.clone() };
    let form = Form::refused(visitor.lang, std::collections::BTreeMap::new(), refusal);
    reply::page(StatusCode::UNPROCESSABLE_ENTITY, &LinkPage { f: visitor.frame("sign-in", ""), form, name: owner.name, link })
}

pub(crate) async fn leave(State(app): State<App>, visitor: Visitor) -> Response {
    if let Some(session) = &visitor.session {
        // A session that cannot be ended in the database ends in the browser all the same.
        let _ = app.desk.sign_out(session).await;
    }
    with_cookie(reply::to("/sign-in"), &kept("", app.settings.plain))
}

fn entered(app: &App, session: &str) -> Response {
    with_cookie(reply::to("/"), &kept(session, app.settings.plain))
}

fn with_cookie(mut response: Response, cookie: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

pub(crate) async fn prefer(State(app): State<App>, visitor: Visitor, Sent(sent): Fields) -> Response {
    let sent = fields(sent);
    let text = |name: &str| sent.get(name).map(String::as_str);
    let lang = match text("lang") {
        Some("en") => Lang::En,
        Some("fr") => Lang::Fr,
        _ => visitor.lang,
    };
    let theme = text("theme").filter(|theme| ["dark", "light", "system"].contains(theme)).unwrap_or(&visitor.theme).to_owned();
    if let Some(actor) = &visitor.actor
        && let Err(refusal) = app.desk.prefer(actor, &Preference { lang, theme: theme.clone() }).await
    {
        return visitor.refuse(&refusal);
    }
    // Only to a page of ours.
    let back = text("back").filter(|back| back.starts_with('/') && !back.starts_with("//") && !back.contains('\\')).unwrap_or("/");
    let tag = if lang == Lang::En { "en" } else { "fr" };
    let answer = with_cookie(reply::to(back), &format!("lang={tag}; Path=/; SameSite=Lax; Max-Age=31536000"));
    with_cookie(answer, &format!("theme={theme}; Path=/; SameSite=Lax; Max-Age=31536000"))
}
