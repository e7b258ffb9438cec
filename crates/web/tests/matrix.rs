//! Every address × role × relation: who gets in is what `may` says, and an address that is not declared here fails.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use etabli_desk::may::{Action, ROLES, Relation, Role, may};
use etabli_desk::store::{Database, Store};
use etabli_desk::{Desk, Lang, NewPerson, Report};
use etabli_web::{Settings, app};
use tower::ServiceExt;

/// What an address asks of whoever calls it.
#[derive(Clone, Copy)]
enum Rule {
    /// Nothing.
    Public,
    /// To be signed in; what it shows is one's own.
    SignedIn,
    /// A token.
    Token,
    /// To be allowed this on the production or the ticket in the address.
    On(Action),
    /// Each verb asks for its own action.
    Verbs,
}

/// Every address of the desk.
const ADDRESSES: [(&str, &str, Rule); 32] = [
    ("GET", "/", Rule::SignedIn),
    ("GET", "/sign-in", Rule::Public),
    ("POST", "/sign-in", Rule::Public),
    ("POST", "/sign-in/as", Rule::Public),
    ("GET", "/sign-in/{link}", Rule::Public),
    ("POST", "/sign-in/{link}", Rule::Public),
    ("POST", "/sign-out", Rule::Public),
    ("POST", "/preferences", Rule::Public),
    ("GET", "/me", Rule::SignedIn),
    ("GET", "/people/{login}", Rule::SignedIn),
    ("GET", "/report", Rule::SignedIn),
    ("POST", "/report", Rule::SignedIn),
    ("GET", "/report/known", Rule::SignedIn),
    ("GET", "/tickets", Rule::SignedIn),
    ("GET", "/queue", Rule::SignedIn),
    ("GET", "/queue/{production}", Rule::On(Action::ViewQueue)),
    ("GET", "/tickets/{ticket}", Rule::On(Action::View)),
    ("POST", "/tickets/{ticket}", Rule::Verbs),
    ("GET", "/tickets/{ticket}/live", Rule::On(Action::View)),
    ("GET", "/tickets/{ticket}/pictures/{hash}", Rule::SignedIn),
    ("GET", "/search", Rule::SignedIn),
    ("GET", "/notices", Rule::SignedIn),
    ("GET", "/notices/{production}", Rule::On(Action::ViewNotices)),
    ("GET", "/notice/{notice}", Rule::SignedIn),
    ("GET", "/settings", Rule::SignedIn),
    ("GET", "/settings/{production}", Rule::On(Action::Configure)),
    ("POST", "/settings/{production}", Rule::On(Action::Configure)),
    ("GET", "/assets/{name}", Rule::Public),
    ("POST", "/api/v1/reports", Rule::Token),
    ("GET", "/api/v1/tickets/{ticket}", Rule::Token),
    ("GET", "/api/v1/openapi.json", Rule::Public),
    ("GET", "/healthz", Rule::Public),
];

/// A verb with fields that make it whole, and the action that it is.
const VERBS: [(&str, Action); 13] = [
    ("verb=message&text=x", Action::Talk),
    ("verb=note&text=x", Action::Note),
    ("verb=me-too", Action::MeToo),
    ("verb=take", Action::Take),
    ("verb=confirm", Action::Confirm),
    ("verb=override&reason=x", Action::Override),
    ("verb=tell&nature=x&delay=x", Action::Tell),
    ("verb=answer&answer=accept", Action::Answer),
    ("verb=plan&who=x&from=x&to=x", Action::Plan),
    ("verb=deliver&what=x&proof=x&criteria=x", Action::Deliver),
    ("verb=try&works=no", Action::Try),
    ("verb=file", Action::File),
    ("verb=resume", Action::Wait),
];

/// A studio with three productions: where everybody works, where nobody does, and a sealed one. Each person has a ticket of their own.
struct Studio {
    app: Router,
    desk: Desk,
    _folder: tempfile::TempDir,
}

async fn studio() -> Studio {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), &Database::Sqlite).await.unwrap();
    let desk = Desk::new(store, PathBuf::from("etabli"), Arc::new(|_| Box::new(|_| etabli_diagnosis::Config::default())));
    for code in ["open", "other", "sealed"] {
        desk.add_production(code, code).await.unwrap();
    }
    add(&desk, "stranger", Role::Td, &["other"]).await;
    for role in ROLES {
        add(&desk, role.name(), role, &["open", "sealed"]).await;
    }
    report(&desk, "stranger", "other").await;
    report(&desk, "td", "sealed").await;
    desk.set(&desk.person("admin").await.unwrap(), "sealed", true, 24).await.unwrap();
    Studio { app: app(desk.clone(), Settings::default()), desk, _folder: folder }
}

async fn add(desk: &Desk, login: &str, role: Role, productions: &[&str]) {
    let person = NewPerson { login: login.to_owned(), name: login.to_owned(), role, department: String::new(), lang: Lang::En };
    desk.add_person(person).await.unwrap();
    for production in productions {
        desk.set_member(production, login).await.unwrap();
    }
}

async fn report(desk: &Desk, login: &str, production: &str) -> i64 {
    let report = Report { production: production.to_owned(), sentence: "It hangs".to_owned(), ..Report::default() };
    desk.report(&desk.person(login).await.unwrap(), &format!("{login} {production}"), report).await.unwrap().ticket
}

impl Studio {
    async fn ask(&self, method: &str, path: &str, session: &str, body: &str) -> StatusCode {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, format!("__Host-etabli={session}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.to_owned()))
            .unwrap();
        self.app.clone().oneshot(request).await.unwrap().status()
    }
}

/// Whether an answer keeps somebody out.
fn is_refused(status: StatusCode) -> bool {
    matches!(status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND)
}

#[test]
fn every_address_is_declared_here() {
    let source = include_str!("../src/app.rs");
    let mut routed = BTreeSet::new();
    for line in source.split(".route(\"").skip(1) {
        let (path, handlers) = line.split_once('"').unwrap();
        let handlers = handlers.split('\n').next().unwrap();
        for (method, call) in [("GET", "get("), ("POST", "post(")] {
            if handlers.contains(&format!(", {call}")) || handlers.contains(&format!(".{call}")) {
                routed.insert((method, path));
            }
        }
    }
    let declared: BTreeSet<(&str, &str)> = ADDRESSES.iter().map(|(method, path, _)| (*method, *path)).collect();
    assert_eq!(routed, declared);
}

#[tokio::test]
async fn whoever_is_not_signed_in_is_sent_to_the_door() {
    let studio = studio().await;
    for (method, path, rule) in ADDRESSES {
        let status = studio.ask(method, &path.replace("{ticket}", "1").replace("{notice}", "1"), "", "key=k").await;
        match rule {
            Rule::Public => assert!(!status.is_server_error(), "{method} {path} {status}"),
            Rule::Token => assert_eq!(status, StatusCode::UNAUTHORIZED, "{method} {path}"),
            Rule::SignedIn | Rule::On(_) | Rule::Verbs => assert_eq!(status, StatusCode::SEE_OTHER, "{method} {path}"),
        }
    }
}

#[tokio::test]
async fn each_role_gets_what_may_says_and_nothing_else() {
    let studio = studio().await;
    // On the stranger's production, on a sealed one, and on the production where everybody works: another's ticket.
    let others = report(&studio.desk, "artist", "open").await;
    let mut asked = 0;
    for role in ROLES {
        let session = studio.desk.sign_in_to_demonstration(role.name()).await.unwrap();
        let mut places = vec![("other", 1, Relation::Outside), ("sealed", 2, Relation::Sealed)];
        if role != Role::Artist {
            places.push(("open", others, Relation::Member));
        }
        if may(role, Action::Report, Relation::Member) {
            places.push(("open", report(&studio.desk, role.name(), "open").await, Relation::Own));
        }
        for (production, ticket, relation) in places {
            for (method, path, rule) in ADDRESSES {
                let path = path.replace("{production}", production).replace("{ticket}", &ticket.to_string());
                // Settings are the production's: whose ticket it is does not matter.
                let bodies: Vec<(&str, Action)> = match rule {
                    Rule::On(action) => vec![("do=set&silence=24", action)],
                    Rule::Verbs => VERBS.to_vec(),
                    _ => continue,
                };
                for (body, action) in bodies {
                    let sealed = if relation == Relation::Sealed { "&sealed=yes" } else { "" };
                    let status = studio.ask(method, &path, &session, &format!("{body}{sealed}&key=k{asked}")).await;
                    asked += 1;
                    assert!(!status.is_server_error(), "{role:?} {method} {path} {body}: {status}");
                    assert_eq!(!is_refused(status), may(role, action, relation), "{role:?} {relation:?} {method} {path} {body}: {status}");
                }
            }
        }
    }
    assert!(asked > 700, "{asked}");
}
