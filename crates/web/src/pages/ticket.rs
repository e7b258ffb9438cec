//! A ticket: what happens, what the files show, the ways out, the conversation, and beside it the one thing to do next.

mod defaults;

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Form as Sent, Json};
use etabli_desk::may::Action;
use etabli_desk::output::{Cell, Exhibit, Glass, Group, Said, Shown};
use etabli_desk::{Happening, Moment, Refusal, State as Step, Verb, View};
use serde_json::{Value, json};

use super::fields;
use crate::app::App;
use crate::form::Form;
use crate::frame::{Frame, key};
use crate::markup::{self, Markup};
use crate::reply;
use crate::session::SignedIn;
use crate::when;

#[derive(Template)]
#[template(path = "ticket.html")]
struct Page {
    f: Frame,
    form: Form,
    v: View,
    /// Whether this person reads codes and figures.
    inside: bool,
    states: Vec<(&'static str, &'static str)>,
}

pub(crate) async fn show(State(app): State<App>, signed: SignedIn, Path(id): Path<i64>) -> Response {
    let form = Form::new(signed.visitor.lang);
    page(&app, &signed, id, form, StatusCode::OK).await
}

async fn page(app: &App, signed: &SignedIn, id: i64, mut form: Form, status: StatusCode) -> Response {
    let v = match app.desk.view(&signed.actor, id).await {
        Ok(v) => v,
        Err(refusal) => return signed.visitor.refuse(&refusal),
    };
    let inside = v.can(Action::ViewInside);
    let mut f = signed.visitor.frame("ticket", if inside { "queue" } else { "mine" });
    f.title = format!("{}, {}", v.ticket.id, v.ticket.sentence);
    f.production.clone_from(&v.production);
    f.refresh = reads(&v);
    if inside {
        defaults::propose(&mut form, &v, f.lang);
    }
    reply::page(status, &Page { states: states(v.state), f, form, inside, v })
}

/// Whether its files are being read.
fn reads(v: &View) -> bool {
    v.scan.as_ref().is_some_and(|scan| scan.state == "waiting")
}

pub(crate) async fn act(
    State(app): State<App>,
    signed: SignedIn,
    Path(id): Path<i64>,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Response {
    let sent = fields(sent);
    let (key, seen) = (sent.get("key").cloned().unwrap_or_default(), sent.get("seen").and_then(|seen| seen.parse().ok()));
    let done = match verb(&sent) {
        Some(verb) => app.desk.act(&signed.actor, id, &key, seen, verb).await,
        None => return super::nowhere(signed.visitor).await,
    };
    match done {
        Ok(()) => reply::to(&format!("/tickets/{id}")),
        Err(refusal) => again(&app, &signed, id, sent, refusal).await,
    }
}

/// The page again, with what was written and why it was refused.
async fn again(app: &App, signed: &SignedIn, id: i64, mut sent: BTreeMap<String, String>, refusal: Refusal) -> Response {
    let status = reply::status(&refusal);
    for hidden in ["key", "seen"] {
        sent.remove(hidden);
    }
    page(app, signed, id, Form::refused(signed.visitor.lang, sent, refusal), status).await
}

/// What a form asks for. All its fields are texts, as JSON's are.
fn verb(sent: &BTreeMap<String, String>) -> Option<Verb> {
    let object = sent.iter().map(|(name, value)| (name.clone(), Value::String(value.clone()))).collect();
    serde_json::from_value(Value::Object(object)).ok()
}

/// How far the reading of the files is, for the script of the page.
pub(crate) async fn live(State(app): State<App>, signed: SignedIn, Path(id): Path<i64>) -> Response {
    match app.desk.view(&signed.actor, id).await {
        Ok(v) => {
            let (read, files) = v.progress.unwrap_or_default();
            let f = signed.visitor.frame("ticket", "");
            Json(json!({ "done": !reads(&v), "read": read, "files": files, "said": f.w2("reading-at", "n", read, "all", files) }))
                .into_response()
        }
        Err(refusal) => reply::status(&refusal).into_response(),
    }
}

pub(crate) async fn picture(State(app): State<App>, signed: SignedIn, Path((id, hash)): Path<(i64, String)>) -> Response {
    match app.desk.picture(&signed.actor, id, &hash).await {
        // Its name is its content: it never changes. Only this person's browser may keep it.
        Ok(png) => {
            ([(header::CONTENT_TYPE, "image/png"), (header::CACHE_CONTROL, "private, max-age=31536000, immutable")], png).into_response()
        }
        Err(refusal) => reply::status(&refusal).into_response(),
    }
}

/// Nine notches: past, here, to come.
pub(crate) fn gauge(state: impl AsRef<str>, waits: bool) -> Markup {
    let here = Step::of(state.as_ref());
    let notch = |step: Step| match step.cmp(&here) {
        std::cmp::Ordering::Less => "<i class=\"on\"></i>",
        std::cmp::Ordering::Equal => "<i class=\"here\"></i>",
        std::cmp::Ordering::Greater => "<i></i>",
    };
    let notches: String = Step::all().into_iter().map(notch).collect();
    Markup(format!("<span class=\"gauge{}\" aria-hidden=\"true\">{notches}</span>", if waits { " held" } else { "" }))
}

/// Each state with the class of its place on the punched line.
fn states(here: Step) -> Vec<(&'static str, &'static str)> {
    let class = |step: Step| match step.cmp(&here) {
        std::cmp::Ordering::Less => "past",
        std::cmp::Ordering::Equal => "here",
        std::cmp::Ordering::Greater => "todo",
    };
    Step::all().into_iter().map(|step| (step.name(), class(step))).collect()
}

impl Page {
    /// Words of a finding in the reader's language.
    fn said<'a>(&self, said: &'a Said) -> &'a str {
        said.in_lang(self.f.lang)
    }

    /// The exhibit, when the files were read.
    fn exhibit(&self) -> Option<&Exhibit> {
        self.v.exhibit.as_ref()
    }

    /// A sign for how heavy a finding is.
    #[allow(clippy::unused_self, reason = "a template calls methods, and gives references")]
    fn sign(&self, group: &Group) -> Markup {
        markup::glyph(match group.severity.as_str() {
            "error" => "fault",
            "warning" => "warn",
            _ => "note",
        })
    }

    /// A picture of the ticket, with what it shows in words.
    fn image(&self, name: &str, alt: &str) -> Markup {
        Markup(format!("<img src=\"/tickets/{}/pictures/{name}\" alt=\"{}\" loading=\"lazy\">", self.v.ticket.id, markup::escape(alt)))
    }

    /// A picture with its ring.
    fn ringed(&self, shown: &Shown, group: &Group) -> Markup {
        let image = self.image(&shown.image, &format!("{} · {}", self.said(&group.artist), group.subjects));
        let [width, height] = shown.window;
        let drawn = |path: &String| format!("<path class=\"under\" d=\"{path}\"></path><path class=\"over\" d=\"{path}\"></path>");
        let tail = shown.tail.as_ref().filter(|_| group.glass.is_some()).map_or_else(String::new, drawn);
        let ring = shown.ring.as_ref().map_or_else(String::new, |ring| {
            format!(
                "<svg class=\"mark\" viewBox=\"0 0 {width} {height}\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><g class=\"tail\">{tail}</g>{}</svg>",
                drawn(ring)
            )
        });
        Markup(format!("<div class=\"pic\">{image}{ring}</div>"))
    }

    /// The pixels around a place, its own boxed.
    fn loupe(&self, glass: &Glass) -> Markup {
        let ([x, y], [inside_x, inside_y]) = (glass.pixel, glass.inside);
        let image = self.image(&glass.shown.image, &self.f.t("loupe"));
        let rect = |class: &str| format!("<rect class=\"{class}\" x=\"{inside_x}\" y=\"{inside_y}\" width=\"1\" height=\"1\"></rect>");
        Markup(format!(
            "<div class=\"loupe\"><div class=\"glass\">{image}<svg viewBox=\"0 0 {} {}\" aria-hidden=\"true\">{}{}</svg></div><div class=\"x\"><span>x {x} y {y}</span><span>{}</span></div></div>",
            glass.shown.width,
            glass.shown.height,
            rect("under"),
            rect("over"),
            markup::escape(&self.f.t("exact-pixels")),
        ))
    }

    /// A frame of the strip: its picture, or the place that it would have.
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "a template calls methods, and gives references")]
    fn frame_picture(&self, image: Option<&String>, there: &bool) -> Markup {
        match image {
            Some(name) => self.image(name, ""),
            None => Markup(format!(
                "<span class=\"void\"><span class=\"vh\">{}</span></span>",
                markup::escape(&self.f.t(if *there { "no-preview" } else { "missing" }))
            )),
        }
    }

    /// What is said in the conversation: words of both sides and of the team.
    fn conversation(&self) -> Vec<(&Moment, String)> {
        let words = |moment: &Moment| -> Option<String> {
            Some(match &moment.what {
                Happening::Reported => self.v.ticket.sentence.clone(),
                Happening::Message { text } | Happening::Note { text } | Happening::Reformulated { text } => text.clone(),
                Happening::Told { nature, delay, meanwhile } => {
                    [nature, delay, meanwhile].into_iter().filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>().join("\n")
                }
                Happening::Answered { remark, .. } | Happening::Tried { remark, .. } if !remark.is_empty() => remark.clone(),
                Happening::Solved { done, .. } => done.clone(),
                Happening::Delivered { what, criteria, .. } => format!("{what}\n{criteria}"),
                _ => return None,
            })
        };
        self.v.moments.iter().filter_map(|moment| Some((moment, words(moment)?))).collect()
    }

    /// The trail beside the ticket: one line for each thing that happened.
    fn trail(&self) -> Vec<(&Moment, String)> {
        self.v.moments.iter().map(|moment| (moment, line(moment, &self.f))).collect()
    }

    /// The newest diagnosis; none for who may not see inside.
    fn diagnosis(&self) -> Option<&etabli_desk::Diagnosis> {
        self.v.moments.iter().rev().find_map(|moment| match &moment.what {
            Happening::Diagnosed(diagnosis) => Some(&**diagnosis),
            _ => None,
        })
    }

    /// The newest thing of a kind that happened.
    fn newest(&self, kind: &str) -> Option<&Happening> {
        self.v.moments.iter().rev().find(|moment| moment.what.kind() == kind).map(|moment| &moment.what)
    }

    /// The desk's last reformulation.
    fn reformulation(&self) -> Option<&str> {
        match self.newest("reformulated") {
            Some(Happening::Reformulated { text }) => Some(text),
            _ => None,
        }
    }

    /// Whether the next step is this person's.
    fn is_my_turn(&self) -> bool {
        self.v.next.action.is_some_and(|action| self.v.can(action))
            && (!self.v.next.is_requesters || self.v.is_own || self.v.next.name == "try")
    }

    /// Whether its files are being read.
    fn reads(&self) -> bool {
        reads(&self.v)
    }
}

/// A line of the trail.
fn line(moment: &Moment, f: &Frame) -> String {
    let name = if moment.name.is_empty() { f.t("the-desk") } else { moment.name.clone() };
    let about = key("did", moment.what.kind());
    match &moment.what {
        Happening::Scanned { files, faults } => f.w2(about, "files", *files, "n", *faults),
        Happening::Unplaced { paths } => f.w(about, "paths", paths.as_str()),
        Happening::Confirmed { how, .. } => f.w(key("did-confirmed", how), "name", name),
        Happening::Answered { answer, .. } => f.w(key("did-answered", answer), "name", name),
        Happening::Tried { works, .. } => f.w(if *works { "did-tried-yes" } else { "did-tried-no" }, "name", name),
        Happening::Waiting { whom, .. } => f.w2(about, "name", name, "whom", f.t(key("waiting", whom))),
        Happening::Planned { who, to, .. } => f.w2(about, "who", who.as_str(), "day", when::day(to, f.lang)),
        Happening::Decided { what, .. } => f.w2(about, "name", name, "what", what.as_str()),
        _ => f.w(about, "name", name),
    }
}
