//! The pages, one file each, their templates beside them.

pub(crate) mod mine;
pub(crate) mod notices;
pub(crate) mod person;
pub(crate) mod queue;
pub(crate) mod report;
pub(crate) mod search;
pub(crate) mod settings;
pub(crate) mod sign_in;
pub(crate) mod ticket;

use std::collections::BTreeMap;

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use etabli_desk::{Member, Refusal};

use crate::frame::Frame;
use crate::reply;
use crate::session::{SignedIn, Visitor};

/// A page that only says why there is no other.
#[derive(Template)]
#[template(path = "refusal.html")]
struct RefusalPage {
    f: Frame,
    what: String,
    cure: String,
}

/// A refusal as a page of its own.
pub(crate) fn refusal(visitor: &Visitor, refusal: &Refusal) -> Response {
    let f = visitor.frame("refused-title", "");
    let page = RefusalPage { what: refusal.what(f.lang), cure: refusal.cure(f.lang), f };
    reply::page(reply::status(refusal), &page)
}

/// Where somebody begins.
pub(crate) async fn home(SignedIn { actor, .. }: SignedIn) -> Response {
    reply::to(Frame::home(&actor))
}

/// An address that leads nowhere.
pub(crate) async fn nowhere(visitor: Visitor) -> Response {
    let f = visitor.frame("nowhere-title", "");
    let page = RefusalPage { what: f.t("nowhere"), cure: f.t("nowhere-cure"), f };
    reply::page(StatusCode::NOT_FOUND, &page)
}

/// The fields of a form; those of the same name joined by commas, as boxes that are ticked send them.
fn fields(sent: Vec<(String, String)>) -> BTreeMap<String, String> {
    let mut fields: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in sent {
        match fields.get_mut(&name) {
            Some(known) => *known = format!("{known},{value}"),
            None => {
                fields.insert(name, value);
            }
        }
    }
    fields
}

/// The productions of somebody that are not sealed.
fn open_productions(signed: &SignedIn) -> Vec<Member> {
    signed.actor.productions.iter().filter(|member| !member.sealed).cloned().collect()
}
