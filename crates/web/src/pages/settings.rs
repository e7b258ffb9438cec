//! A production's settings: folders that may be read, who works on it, how long silence is waited for.

use askama::Template;
use axum::Form as Sent;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use etabli_desk::store::productions::{Production, Root};
use etabli_desk::{Refusal, Settings};

use super::fields;
use crate::app::App;
use crate::form::Form;
use crate::frame::Frame;
use crate::markup;
use crate::reply;
use crate::session::SignedIn;

#[derive(Template)]
#[template(path = "settings.html")]
struct Page {
    f: Frame,
    form: Form,
    s: Settings,
}

#[derive(Template)]
#[template(path = "settings_list.html")]
struct ListPage {
    f: Frame,
    productions: Vec<Production>,
}

pub(crate) async fn list(State(app): State<App>, signed: SignedIn) -> Response {
    match app.desk.configurable(&signed.actor).await {
        Ok(productions) => reply::page(StatusCode::OK, &ListPage { f: signed.visitor.frame("settings", "settings"), productions }),
        Err(refusal) => signed.visitor.refuse(&refusal),
    }
}

pub(crate) async fn show(State(app): State<App>, signed: SignedIn, Path(code): Path<String>) -> Response {
    let form = Form::new(signed.visitor.lang);
    page(&app, &signed, &code, form, StatusCode::OK).await
}

async fn page(app: &App, signed: &SignedIn, code: &str, mut form: Form, status: StatusCode) -> Response {
    match app.desk.settings(&signed.actor, code).await {
        Ok(s) => {
            form.propose("silence", s.production.silence.to_string());
            let f = Frame { production: s.production.name.clone(), ..signed.visitor.frame("settings", "settings") };
            reply::page(status, &Page { f, form, s })
        }
        Err(refusal) => signed.visitor.refuse(&refusal),
    }
}

pub(crate) async fn change(
    State(app): State<App>,
    signed: SignedIn,
    Path(code): Path<String>,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Response {
    let sent = fields(sent);
    let text = |name: &str| sent.get(name).map(String::as_str).unwrap_or_default();
    let (desk, actor) = (&app.desk, &signed.actor);
    let done: Result<(), Refusal> = match text("do") {
        "add-root" => {
            let root = Root {
                path: text("path").into(),
                windows: text("windows").into(),
                macos: text("macos").into(),
                linux: text("linux").into(),
                ..Root::default()
            };
            desk.add_root(actor, &code, root).await
        }
        "join" => desk.join(actor, &code, text("login")).await,
        "set" => desk.set(actor, &code, text("sealed") == "yes", text("silence").trim().parse().unwrap_or_default()).await,
        other => match (other.strip_prefix("remove-root:").and_then(|id| id.parse().ok()), other.strip_prefix("leave:")) {
            (Some(root), _) => desk.remove_root(actor, &code, root).await,
            (_, Some(login)) => desk.leave(actor, &code, login).await,
            _ => return super::nowhere(signed.visitor).await,
        },
    };
    match done {
        Ok(()) => reply::to(&format!("/settings/{code}")),
        Err(refusal) => {
            let status = reply::status(&refusal);
            page(&app, &signed, &code, Form::refused(signed.visitor.lang, sent, refusal), status).await
        }
    }
}
