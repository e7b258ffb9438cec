//! A report: one sentence and, if one knows it, a path. It becomes a ticket, and a reading of the files begins.

use etabli_store::productions::{self, Production, Root};
use etabli_store::tickets::{self, New, Ticket};
use etabli_store::{Rows, Writing, answer_of, audit, boxed, enqueue, keep_answer, scans};

use crate::actor::{Actor, lang_name};
use crate::may::Action;
use crate::refusal::{Refusal, Status};
use crate::state::{Blocking, State};
use crate::story::Happening;
use crate::{Desk, places, search};

/// What somebody reports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Short name of the production; the only one of the person when empty.
    pub production: String,
    /// One sentence.
    pub sentence: String,
    /// Paths, as their system writes them.
    pub paths: Vec<String>,
    /// Whether one can go on.
    pub blocking: Blocking,
    /// Since when, in one's own words.
    pub since: String,
    /// Whether a path that is not found is only noted: a program cannot correct it, and the report must not be lost.
    pub is_lenient: bool,
}

/// What became of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reported {
    /// Number of the ticket.
    pub ticket: i64,
    /// Whether the same report had come before.
    pub again: bool,
}

/// Paths of a report: those that were found, and those that were not.
#[derive(Debug, Default)]
struct Located {
    found: Vec<String>,
    unknown: Vec<String>,
}

/// A ticket that may be the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The ticket.
    pub ticket: Ticket,
}

/// Characters of a sentence.
const SENTENCE: usize = 500;
/// Paths of a report.
const PATHS: usize = 20;
/// Characters of a key.
const KEY: usize = 200;

impl Desk {
    /// Files a report. The same key of the same person files it once, and is answered with the same ticket.
    pub async fn report(&self, actor: &Actor, key: &str, report: Report) -> Result<Reported, Refusal> {
        let mut on = self.store.read();
        let production = self.own_production(&mut on, actor, &report.production).await?;
        actor.must(Action::Report, &production)?;
        let sentence = sentence(&report.sentence)?;
        let key = key.trim().to_owned();
        if key.is_empty() || key.len() > KEY {
            return Err(Refusal::new(
                Status::Invalid,
                "no-key",
                [
                    "Il manque la clé qui évite de compter deux fois le même envoi.",
                    "The key that keeps one sending from counting twice is missing.",
                ],
                [
                    "Envoyez un en-tête Idempotency-Key, différent pour chaque signalement.",
                    "Send an Idempotency-Key header, another for each report.",
                ],
            ));
        }
        if let Some(before) = answer_of(&mut on, actor.id, &key).await? {
            return again(&before);
        }
        let roots = productions::roots(&mut on, production.id).await?;
        let paths = located(report.paths, roots, report.is_lenient).await?;
        let new = New {
            production: production.id,
            requester: actor.id,
            sentence,
            lang: lang_name(actor.lang).to_owned(),
            blocking: report.blocking.name().to_owned(),
            since: report.since.trim().chars().take(SENTENCE).collect(),
            paths: paths.found.join("\n"),
            state: State::Reported.name().to_owned(),
        };
        let filed = self.store.write(move |writing| boxed(file(writing, new, key, paths.unknown))).await?;
        self.inner.work.notify_one();
        Ok(filed)
    }

    /// A production by its short name, or the only one where somebody works.
    async fn own_production(&self, on: &mut impl Rows, actor: &Actor, code: &str) -> Result<Production, Refusal> {
        let member = match (code.trim(), actor.productions.as_slice()) {
            ("", [only]) => Some(only),
            ("", _) => {
                return Err(Refusal::field(
                    "production",
                    "which-production",
                    ["Il faut dire pour quelle production.", "Say for which production."],
                    ["Choisissez-la ; dans l'API : le champ production.", "Choose it; in the API: the member production."],
                ));
            }
            (code, all) => all.iter().find(|member| member.code == code),
        };
        let member = member.ok_or_else(Refusal::absent)?;
        productions::find(on, member.id).await?.ok_or_else(Refusal::absent)
    }

    /// Open tickets of a production whose sentences share words with one that is being written, the closest first.
    pub async fn known(&self, actor: &Actor, code: &str, sentence: &str) -> Result<Vec<Known>, Refusal> {
        let mut on = self.store.read();
        let production = self.own_production(&mut on, actor, code).await?;
        actor.must(Action::Report, &production)?;
        let asked = words(sentence);
        let open = tickets::open(&mut on, production.id, COMPARED).await?;
        let shared = |ticket: &Ticket| words(&ticket.sentence).iter().filter(|word| asked.contains(word)).count();
        let mut alike: Vec<(usize, Ticket)> =
            open.into_iter().map(|ticket| (shared(&ticket), ticket)).filter(|(count, _)| *count >= 2).collect();
        alike.sort_by_key(|(count, ticket)| (std::cmp::Reverse(*count), ticket.id));
        Ok(alike.into_iter().take(3).map(|(_, ticket)| Known { ticket }).collect())
    }
}

/// Each path, as it is found below a declared folder. One that is not there refuses the report, when its writer can still correct it.
async fn located(paths: Vec<String>, roots: Vec<Root>, is_lenient: bool) -> Result<Located, Refusal> {
    let paths: Vec<String> = paths.into_iter().map(|path| path.trim().to_owned()).filter(|path| !path.is_empty()).collect();
    if paths.len() > PATHS {
        return Err(Refusal::field(
            "paths",
            "many-paths",
            ["Il y a trop de chemins pour un signalement.", "There are too many paths for one report."],
            ["Nommez plutôt le dossier qui les contient.", "Name the folder that holds them instead."],
        ));
    }
    let look = move || {
        let mut located = Located::default();
        for path in paths {
            match places::find(&path, &roots) {
                Ok(mapped) => located.found.push(mapped.path.to_string_lossy().into_owned()),
                Err(_) if is_lenient => located.unknown.push(path.chars().take(SENTENCE).collect()),
                Err(refusal) => return Err(refusal),
            }
        }
        Ok(located)
    };
    // A filer may take its time.
    tokio::task::spawn_blocking(look).await.map_err(|_| Refusal::not_now())?
}

/// Open tickets that a sentence is compared with.
const COMPARED: i64 = 500;

/// The words of a sentence that say something: four letters and more, in small letters.
fn words(sentence: &str) -> Vec<String> {
    let split = sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 3);
    split.map(str::to_lowercase).collect()
}

fn sentence(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    let count = text.chars().count();
    if (1..=SENTENCE).contains(&count) {
        return Ok(text.to_owned());
    }
    let cure = [
        "Une phrase, avec vos mots ; le reste se dira dans la conversation.",
        "One sentence, in your words; the rest can be said in the conversation.",
    ];
    Err(if count == 0 {
        Refusal::field("sentence", "no-sentence", ["Il manque une phrase.", "A sentence is missing."], cure)
    } else {
        Refusal::field("sentence", "long-sentence", ["C'est plus long qu'une phrase.", "That is longer than a sentence."], cure)
    })
}

async fn file(writing: &mut Writing, new: New, key: String, unknown: Vec<String>) -> Result<Reported, Refusal> {
    // Two equal reports may have come at once: only the writer's own look is sure.
    if let Some(before) = answer_of(writing, new.requester, &key).await? {
        return again(&before);
    }
    let ticket = tickets::add(writing, &new).await?;
    Happening::Reported.keep(writing, ticket, Some(new.requester)).await?;
    search::index(writing, new.production, "ticket", ticket, &format!("{} {}", new.sentence, new.paths)).await?;
    if !unknown.is_empty() {
        Happening::Unplaced { paths: unknown.join("\n") }.keep(writing, ticket, None).await?;
    }
    if !new.paths.is_empty() {
        let scan = scans::add(writing, ticket).await?;
        enqueue(writing, "scan", scan).await?;
    }
    audit(writing, new.requester, "report", &format!("ticket {ticket}"), "").await?;
    keep_answer(writing, new.requester, &key, &ticket.to_string()).await?;
    Ok(Reported { ticket, again: false })
}

fn again(before: &str) -> Result<Reported, Refusal> {
    let ticket = before.parse().map_err(|_| {
        Refusal::new(
            Status::Conflict,
            "used-key",
            ["Cette clé a servi à autre chose qu'un signalement.", "This key was used for something else than a report."],
            ["Prenez une clé différente pour chaque envoi.", "Take another key for each sending."],
        )
    })?;
    Ok(Reported { ticket, again: true })
}
