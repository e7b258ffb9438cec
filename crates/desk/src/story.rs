//! What happens to a ticket: the content of its events.

use etabli_store::events::{self, Event};
use etabli_store::{Error, Kind, Writing};
use serde::{Deserialize, Serialize};

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Happening {
    /// The requester's sentence.
    Reported,
    /// Paths that were named and not found.
    Unplaced {
        /// One a line.
        paths: String,
    },
    /// Words to the other side.
    Message {
        /// Words.
        text: String,
    },
    /// Words to the team.
    Note {
        /// Words.
        text: String,
    },
    /// It happens to them too.
    MeToo,
    /// Files were read.
    Scanned {
        /// Files.
        files: u64,
        /// Faults.
        faults: u64,
    },
    /// Files could not be read.
    ScanFailed,
    /// Somebody took it.
    Taken,
    /// The desk said it in other words.
    Reformulated {
        /// Words.
        text: String,
    },
    /// Those words are right.
    Confirmed {
        /// `requester`, `silence` or `override`.
        how: String,
        /// Why, when somebody else confirmed.
        reason: String,
    },
    /// What is so.
    Diagnosed(Box<Diagnosis>),
    /// A way out.
    Proposed {
        /// What would be done.
        what: String,
    },
    /// Ways out were chosen.
    Decided {
        /// What will be done.
        what: String,
        /// Why.
        why: String,
        /// With whom; alone when empty.
        together: String,
    },
    /// The requester was told.
    Told {
        /// What will be done, in their words.
        nature: String,
        /// When it will be there.
        delay: String,
        /// What they can do until then.
        meanwhile: String,
    },
    /// They answered.
    Answered {
        /// `accept`, `discuss` or `refuse`.
        answer: String,
        /// In their words.
        remark: String,
    },
    /// It has a place in the schedule.
    Planned {
        /// Who does it.
        who: String,
        /// First day.
        from: String,
        /// Last day.
        to: String,
        /// When it changes hands, and to whom; empty when it does not.
        hand_over: String,
    },
    /// It was handed over.
    Delivered {
        /// What was done.
        what: String,
        /// What proves that nothing else changed.
        proof: String,
        /// What the trial has to show.
        criteria: String,
    },
    /// Somebody tried it in use.
    Tried {
        /// Whether it works.
        works: bool,
        /// In their words.
        remark: String,
    },
    /// A question was answered, or a quick fix made, on one screen.
    Solved {
        /// What it was.
        what: String,
        /// What was done.
        done: String,
    },
    /// A notice was drafted.
    Drafted {
        /// Its number.
        notice: i64,
    },
    /// A notice was filed.
    Filed {
        /// Its number.
        notice: i64,
        /// Where.
        place: String,
    },
    /// Nothing new was learned.
    NothingNew {
        /// The article that says it already.
        article: String,
    },
    /// It waits.
    Waiting {
        /// For whom.
        whom: String,
        /// Why.
        why: String,
    },
    /// It goes on.
    Resumed,
    /// The lesson is filed, or needs none.
    Closed,
}

/// Cause, evidence, context and need.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Diagnosis {
    /// What causes it.
    pub cause: String,
    /// What proves that.
    pub evidence: String,
    /// Shot or asset.
    pub shot: String,
    /// Task in which it happens.
    pub task: String,
    /// What the requester is after.
    pub goal: String,
    /// Until when (`2026-11-27`); may be empty.
    pub deadline: String,
    /// The need to satisfy.
    pub need: String,
    /// A problem that has not hurt yet, set apart; may be empty.
    pub latent: String,
    /// The day on which that is looked at.
    pub latent_until: String,
}

/// Something that happened, when and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// Its number, ascending with time.
    pub id: i64,
    /// Who; none for the desk itself.
    pub person: Option<i64>,
    /// Their name; empty for the desk itself.
    pub name: String,
    /// Whether it is for the team alone.
    pub inside: bool,
    /// When, milliseconds since 1970.
    pub at: i64,
    /// What.
    pub what: Happening,
}

impl Happening {
    /// Its kind, as it is kept.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Unplaced { .. } => "unplaced",
            Self::Message { .. } => "message",
            Self::Note { .. } => "note",
            Self::MeToo => "me_too",
            Self::Scanned { .. } => "scanned",
            Self::ScanFailed => "scan_failed",
            Self::Taken => "taken",
            Self::Reformulated { .. } => "reformulated",
            Self::Confirmed { .. } => "confirmed",
            Self::Diagnosed(_) => "diagnosed",
            Self::Proposed { .. } => "proposed",
            Self::Decided { .. } => "decided",
            Self::Told { .. } => "told",
            Self::Answered { .. } => "answered",
            Self::Planned { .. } => "planned",
            Self::Delivered { .. } => "delivered",
            Self::Tried { .. } => "tried",
            Self::Solved { .. } => "solved",
            Self::Drafted { .. } => "drafted",
            Self::Filed { .. } => "filed",
            Self::NothingNew { .. } => "nothing_new",
            Self::Waiting { .. } => "waiting",
            Self::Resumed => "resumed",
            Self::Closed => "closed",
        }
    }

    /// Whether it is for the team alone.
    fn is_inside(&self) -> bool {
        matches!(self, Self::Note { .. } | Self::Diagnosed(_) | Self::Proposed { .. } | Self::Decided { .. })
    }

    /// Writes it down.
    pub(crate) async fn keep(&self, writing: &mut Writing, ticket: i64, person: Option<i64>) -> Result<(), Error> {
        let body = serde_json::to_string(self).map_err(|error| Error::new(Kind::Ours, error.to_string()))?;
        events::add(writing, ticket, person, self.kind(), self.is_inside(), &body).await
    }
}

impl Moment {
    /// Reads an event; `None` for one of a kind that this version does not know.
    pub(crate) fn of(event: Event) -> Option<Self> {
        let what = serde_json::from_str(&event.body).ok()?;
        Some(Self { id: event.id, person: event.person, name: event.name, inside: event.inside, at: event.at, what })
    }
}
