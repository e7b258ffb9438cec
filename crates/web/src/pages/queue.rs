//! The queue: an ordered list, each row with its reasons.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use etabli_desk::{Lens, Member, Queue, Ranked};

use super::ticket;
use super::{fields, open_productions};
use crate::app::App;
use crate::frame::{Frame, key};
use crate::reply;
use crate::session::SignedIn;
use crate::when;

#[derive(Template)]
#[template(path = "queue.html")]
struct Page {
    f: Frame,
    queue: Queue,
    productions: Vec<Member>,
    stopped: i64,
}

/// The queue of the first production where somebody works.
pub(crate) async fn only(State(app): State<App>, signed: SignedIn, given: Query<Vec<(String, String)>>) -> Response {
    match open_productions(&signed).first() {
        Some(first) => show(State(app), signed.clone(), Path(first.code.clone()), given).await,
        None => super::nowhere(signed.visitor).await,
    }
}

pub(crate) async fn show(
    State(app): State<App>,
    signed: SignedIn,
    Path(code): Path<String>,
    Query(given): Query<Vec<(String, String)>>,
) -> Response {
    let given = fields(given);
    let lens = Lens::of(given.get("view").map(String::as_str).unwrap_or_default());
    let page = given.get("page").and_then(|page| page.parse().ok()).unwrap_or(1);
    let queue = match app.desk.queue(&signed.actor, &code, lens, page).await {
        Ok(queue) => queue,
        Err(refusal) => return signed.visitor.refuse(&refusal),
    };
    let stopped = queue.tickets.iter().filter(|one| one.ticket.blocking == "blocked").map(|one| one.ticket.impacted).sum();
    let f = Frame { production: queue.production.clone(), ..signed.visitor.frame("queue", "queue") };
    reply::page(StatusCode::OK, &Page { f, productions: open_productions(&signed), queue, stopped })
}

impl Page {
    /// Why a ticket is where it is, in one sentence: its heaviest term.
    fn reason(&self, one: &Ranked) -> String {
        let first = one.terms.iter().find(|term| term.name != "ready" && term.points > 0);
        first.map_or_else(|| self.f.t("why-nothing"), |term| self.f.kw("why", self.reason_key(term.name, one), "n", term.count))
    }

    /// Impact is said in the words of how hard it hits.
    #[allow(clippy::unused_self, reason = "a template calls methods, and gives references")]
    fn reason_key(&self, name: &str, one: &Ranked) -> String {
        if name == "impact" { key(name, &one.ticket.blocking) } else { name.to_owned() }
    }

    /// Points, with their sign.
    #[allow(clippy::unused_self, clippy::trivially_copy_pass_by_ref, reason = "a template calls methods, and gives references")]
    fn signed(&self, points: &i64) -> String {
        if *points < 0 { format!("−\u{A0}{}", -points) } else { format!("+\u{A0}{points}") }
    }
}
