//! The promises, each on a fresh database.

use std::future::Future;
use std::pin::Pin;

use etabli_store::people::{self, Person};
use etabli_store::productions::{self, Production};
use etabli_store::tickets::{self, New};
use etabli_store::{Broken, Error, Kind, Rows, Store, answer_of, args, audit, boxed, enqueue, finish, keep_answer, postpone, take};

type Case = fn(Store) -> Pin<Box<dyn Future<Output = ()>>>;

pub(crate) fn all() -> Vec<(&'static str, Case)> {
    vec![
        ("a change that is refused leaves nothing", |store| Box::pin(refused_change(store))),
        ("changes that wait together keep each its own fate", |store| Box::pin(grouped(store))),
        ("the audit chain shows an edited line", |store| Box::pin(audited(store))),
        ("a key is answered once", |store| Box::pin(keyed(store))),
        ("a job is taken once, and again after it failed", |store| Box::pin(jobs(store))),
        ("a ticket comes back as it went in", |store| Box::pin(ticket(store))),
        ("a row that others need is not lost", |store| Box::pin(constrained(store))),
    ]
}

pub(crate) async fn person(store: &Store, login: &str) -> i64 {
    let person = Person { login: login.to_owned(), name: login.to_owned(), role: "artist".to_owned(), ..Person::default() };
    let write = store.write(move |on| {
        boxed(async move {
            let id = people::add(on, &person).await?;
            audit(on, id, "add-person", &person.login, "").await?;
            Ok::<_, Error>(id)
        })
    });
    write.await.unwrap()
}

async fn refused_change(store: Store) {
    let done = store.write(|on| {
        boxed(async move {
            people::add(on, &Person { login: "lea".to_owned(), ..Person::default() }).await?;
            Err::<(), _>(Error::new(Kind::Ours, "no"))
        })
    });
    assert_eq!(done.await.unwrap_err().said, "no");
    assert_eq!(people::all(&mut store.read()).await.unwrap(), []);
}

async fn grouped(store: Store) {
    let add = |n: usize| {
        let store = store.clone();
        let login = if n % 10 == 9 { "twice".to_owned() } else { format!("p{n}") };
        tokio::spawn(async move {
            let person = Person { login, ..Person::default() };
            store.write(move |on| boxed(async move { people::add(on, &person).await })).await
        })
    };
    let running: Vec<_> = (0..100).map(add).collect();
    let mut refused = 0;
    for one in running {
        match one.await.unwrap() {
            Ok(_) => {}
            Err(error) => {
                assert_eq!(error.kind, Kind::Constraint, "{error}");
                refused += 1;
            }
        }
    }
    assert_eq!((refused, people::all(&mut store.read()).await.unwrap().len()), (9, 91));
}

async fn audited(store: Store) {
    for login in ["a", "b", "c", "d"] {
        person(&store, login).await;
    }
    assert_eq!(store.verify_audit().await.unwrap(), None);
    let tamper = |sql: &'static str, value: &'static str, line: i64| {
        let store = store.clone();
        async move { store.write(move |on| boxed(async move { on.rows(sql, args![value, line]).await.map(|_| ()) })).await.unwrap() }
    };
    tamper("UPDATE audit SET detail = $1 WHERE n = $2", "nothing", 3).await;
    assert_eq!(store.verify_audit().await.unwrap(), Some(Broken { line: 3 }));
    tamper("UPDATE audit SET detail = $1 WHERE n = $2", "", 3).await;
    assert_eq!(store.verify_audit().await.unwrap(), None);
    tamper("DELETE FROM audit WHERE detail = $1 AND n = $2", "", 2).await;
    assert_eq!(store.verify_audit().await.unwrap(), Some(Broken { line: 2 }));
}

async fn keyed(store: Store) {
    let keep = |person: i64, answer: &'static str| {
        let store = store.clone();
        async move { store.write(move |on| boxed(async move { keep_answer(on, person, "k", answer).await })).await }
    };
    keep(1, "12").await.unwrap();
    keep(2, "13").await.unwrap();
    assert_eq!(keep(1, "14").await.unwrap_err().kind, Kind::Constraint);
    let mut on = store.read();
    assert_eq!(answer_of(&mut on, 1, "k").await.unwrap().as_deref(), Some("12"));
    assert_eq!(answer_of(&mut on, 3, "k").await.unwrap(), None);
}

async fn jobs(store: Store) {
    store.write(|on| boxed(async move { enqueue(on, "scan", 7).await })).await.unwrap();
    let taken = |store: Store| async move { store.write(|on| boxed(async move { take(on).await })).await.unwrap() };
    let job = taken(store.clone()).await.unwrap();
    assert_eq!((job.kind.as_str(), job.object, job.attempts), ("scan", 7, 1));
    assert_eq!(taken(store.clone()).await, None, "it is held");
    let failed = job.clone();
    assert!(store.write(move |on| boxed(async move { postpone(on, &failed, "away").await })).await.unwrap());
    assert_eq!(taken(store.clone()).await, None, "it is not due yet");
    let soon = store.write(move |on| boxed(async move { on.rows("UPDATE jobs SET due = $1 WHERE id = $2", args![0_i64, job.id]).await }));
    soon.await.unwrap();
    let again = taken(store.clone()).await.unwrap();
    assert_eq!(again.attempts, 2);
    store.write(move |on| boxed(async move { finish(on, again.id).await })).await.unwrap();
    assert_eq!(taken(store.clone()).await, None, "it is done");
}

async fn ticket(store: Store) {
    let requester = person(&store, "lea").await;
    let made = store.write(move |on| {
        boxed(async move {
            let production = Production { code: "vigie".to_owned(), name: "La Vigie".to_owned(), silence: 24, ..Production::default() };
            let production = productions::add(on, &production).await?;
            let sentence = "Ma 1019 s’ouvre, mais “tout” le bas est gris. 🦊 '; DROP TABLE tickets; --".to_owned();
            let new =
                New { production, requester, sentence, state: "reported".to_owned(), blocking: "blocked".to_owned(), ..New::default() };
            let ticket = tickets::add(on, &new).await?;
            tickets::set_waiting(on, ticket, Some("farm")).await?;
            assert!(!tickets::impact(on, ticket, requester, "blocked").await?, "who reports is counted already");
            Ok::<_, Error>((production, ticket, new))
        })
    });
    let (production, number, new) = made.await.unwrap();
    let mut on = store.read();
    let found = tickets::find(&mut on, number).await.unwrap().unwrap();
    assert_eq!((found.sentence, found.impacted, found.waiting.as_deref()), (new.sentence, 1, Some("farm")));
    assert_eq!(tickets::open(&mut on, production, 10).await.unwrap().len(), 1);
    store.write(move |on| boxed(async move { tickets::set_state(on, number, "closed", true).await })).await.unwrap();
    assert_eq!(tickets::open(&mut on, production, 10).await.unwrap().len(), 0);
    let closed = tickets::closed(&mut on, production, 10).await.unwrap();
    assert!(closed[0].closed.is_some() && closed[0].waiting.is_none());
    assert_eq!(tickets::of_person(&mut on, requester, 10).await.unwrap().len(), 1);
}

async fn constrained(store: Store) {
    let orphan = store.write(|on| boxed(async move { tickets::add(on, &New { production: 99, requester: 99, ..New::default() }).await }));
    assert_eq!(orphan.await.unwrap_err().kind, Kind::Constraint);
    assert!(store.is_well().await.is_ok(), "the writer goes on");
    person(&store, "lea").await;
}
