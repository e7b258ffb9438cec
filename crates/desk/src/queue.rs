//! The queue of a production: which ticket first, and why, in terms that anybody can add up.

use std::collections::HashMap;

use etabli_store::options;
use etabli_store::options::Choice;
use etabli_store::tickets::{self, Ticket};

use crate::actor::Actor;
use crate::gates;
use crate::may::Action;
use crate::refusal::Refusal;
use crate::state::{Blocking, State};
use crate::{Desk, now};

/// A production's open tickets, the first first.
#[derive(Debug, Clone)]
pub struct Queue {
    /// Title of the production.
    pub production: String,
    /// Its short name.
    pub code: String,
    /// The tickets.
    pub tickets: Vec<Ranked>,
    /// Tickets that were closed last.
    pub closed: Vec<Ticket>,
    /// Provisional ways out that end soon, with their tickets, the first to end first.
    pub ending: Vec<(i64, Choice)>,
    /// How many tickets each lens shows.
    pub counts: Vec<(Lens, usize)>,
    /// The lens that is looked through.
    pub lens: Lens,
    /// Tickets through that lens, those of other pages included.
    pub all: usize,
    /// The page, from 1.
    pub page: usize,
}

/// A way of looking at a queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lens {
    /// All of it.
    #[default]
    All,
    /// What one has taken.
    Mine,
    /// What nobody has taken.
    Free,
    /// What has no diagnosis yet.
    Diagnose,
    /// What waits for somebody else.
    Waiting,
    /// Faults that several tickets have.
    Alike,
    /// What is to be tried.
    Try,
    /// What waits for its notice.
    Lesson,
}

/// All of them, in the order of a page.
const LENSES: [Lens; 8] = [Lens::All, Lens::Mine, Lens::Free, Lens::Diagnose, Lens::Waiting, Lens::Alike, Lens::Try, Lens::Lesson];

impl Lens {
    /// Its name in addresses and words.
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Mine => "mine",
            Self::Free => "free",
            Self::Diagnose => "diagnose",
            Self::Waiting => "waiting",
            Self::Alike => "alike",
            Self::Try => "try",
            Self::Lesson => "lesson",
        }
    }

    /// The lens of a name; all of it for one that is none.
    pub fn of(name: &str) -> Self {
        LENSES.into_iter().find(|lens| lens.name() == name).unwrap_or_default()
    }

    fn shows(self, one: &Ranked, actor: &Actor) -> bool {
        match self {
            Self::All => true,
            Self::Mine => one.ticket.assignee == Some(actor.id),
            Self::Free => one.ticket.assignee.is_none(),
            Self::Diagnose => matches!(one.state, State::Reported | State::Understood),
            Self::Waiting => one.ticket.waiting.is_some() || one.is_requesters,
            Self::Alike => one.alike > 0,
            Self::Try => one.state == State::Delivered,
            Self::Lesson => one.state == State::Accepted,
        }
    }
}

/// A ticket with its rank's reasons.
#[derive(Debug, Clone)]
pub struct Ranked {
    /// The ticket.
    pub ticket: Ticket,
    /// Where it is.
    pub state: State,
    /// Whether the next step is the requester's.
    pub is_requesters: bool,
    /// The sum, term by term.
    pub terms: Vec<Term>,
    /// Tickets with the same fingerprint, this one not counted.
    pub alike: usize,
}

/// One term of a rank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Name, for its words: `impact`, `alike`, `urgency`, `ready`, `age`.
    pub name: &'static str,
    /// Points.
    pub points: i64,
    /// The number that they come from: people, tickets, days, hours.
    pub count: i64,
}

/// Tickets on a page.
const PAGE: usize = 50;
/// Tickets that are ranked.
const RANKED: i64 = 500;
/// Closed ones that are shown below.
const CLOSED: i64 = 8;
const HOUR: i64 = 3_600_000;
/// So long before its end something provisional is called to mind.
const SOON: i64 = 7 * 24 * HOUR;

impl Queue {
    /// How many pages it has.
    pub fn pages(&self) -> usize {
        self.all.div_ceil(PAGE).max(1)
    }

    /// Rank of the first ticket of this page.
    pub fn first(&self) -> usize {
        (self.page - 1) * PAGE + 1
    }
}

impl Ranked {
    /// The sum of its terms.
    pub fn total(&self) -> i64 {
        self.terms.iter().map(|term| term.points).sum()
    }
}

impl Desk {
    /// The queue of a production.
    pub async fn queue(&self, actor: &Actor, code: &str, lens: Lens, page: usize) -> Result<Queue, Refusal> {
        let mut on = self.store.read();
        let production = self.production(&mut on, actor, code, Action::ViewQueue).await?;
        let open = tickets::open(&mut on, production.id, RANKED).await?;
        let mut ranked = Vec::with_capacity(open.len());
        let mut same: HashMap<&str, usize> = HashMap::new();
        for fingerprint in open.iter().filter_map(|ticket| ticket.fingerprint.as_deref()) {
            *same.entry(fingerprint).or_default() += 1;
        }
        for ticket in &open {
            let alike = ticket.fingerprint.as_deref().and_then(|fingerprint| same.get(fingerprint)).map_or(0, |count| count - 1);
            let is_requesters = gates::is_requesters(&ticket.next);
            let terms = terms(ticket, is_requesters, alike);
            ranked.push(Ranked { ticket: ticket.clone(), state: State::of(&ticket.state), is_requesters, terms, alike });
        }
        ranked.sort_by_key(|one| (-one.total(), one.ticket.created, one.ticket.id));
        let counts = LENSES.into_iter().map(|lens| (lens, ranked.iter().filter(|one| lens.shows(one, actor)).count())).collect();
        ranked.retain(|one| lens.shows(one, actor));
        let all = ranked.len();
        let page = page.clamp(1, all.div_ceil(PAGE).max(1));
        let tickets = ranked.into_iter().skip((page - 1) * PAGE).take(PAGE).collect();
        let closed = tickets::closed(&mut on, production.id, CLOSED).await?;
        let soon = etabli_diagnosis::Day::of((now() + SOON) * 1_000_000).to_string();
        let ending = options::ending(&mut on, production.id, &soon).await?;
        Ok(Queue { production: production.name, code: production.code, tickets, closed, ending, counts, lens, all, page })
    }
}

/// The rule of the house: whom it stops, how many share it, when it is due, whether it is our turn, how long it has waited.
fn terms(ticket: &Ticket, is_requesters: bool, alike: usize) -> Vec<Term> {
    let each = match Blocking::of(&ticket.blocking) {
        Blocking::Blocked => 12,
        Blocking::Slowed => 5,
        Blocking::Question => 2,
    };
    let hours = (now() - ticket.created) / HOUR;
    let ready = match (ticket.waiting.is_some(), is_requesters) {
        (true, _) => -15,
        (false, true) => -5,
        (false, false) => 10,
    };
    let mut terms = vec![
        Term { name: "impact", points: (each * ticket.impacted).min(60), count: ticket.impacted },
        Term { name: "alike", points: (4 * alike as i64).min(20), count: alike as i64 },
        Term { name: "ready", points: ready, count: 0 },
        Term { name: "age", points: hours.clamp(0, 15), count: hours },
    ];
    terms.extend(days_left(&ticket.deadline).map(|days| Term { name: "urgency", points: (30 - 6 * days).clamp(0, 30), count: days }));
    terms.retain(|term| term.points != 0);
    terms.sort_by_key(|term| -term.points);
    terms
}

/// Days until a deadline.
fn days_left(deadline: &str) -> Option<i64> {
    let day = etabli_diagnosis::Day::parse(deadline)?;
    Some((day.start() / 1_000_000 - now()).div_euclid(24 * HOUR) + 1)
}
