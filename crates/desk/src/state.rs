//! Where a ticket is, in its order.

use serde::{Deserialize, Serialize};

/// The states of a ticket, each named for what has been done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Said by the requester.
    Reported,
    /// Said again by the desk, and confirmed.
    Understood,
    /// Cause, evidence, context and need are known.
    Diagnosed,
    /// A way out is chosen.
    Decided,
    /// The requester accepted what and when; it wants a place in the schedule.
    Planned,
    /// Somebody is at it.
    InWork,
    /// Handed over, to be tried.
    Delivered,
    /// Tried in use, and it works.
    Accepted,
    /// The lesson is filed.
    Closed,
}

/// All of them, in order.
pub(crate) const STATES: [State; 9] = [
    State::Reported,
    State::Understood,
    State::Diagnosed,
    State::Decided,
    State::Planned,
    State::InWork,
    State::Delivered,
    State::Accepted,
    State::Closed,
];

impl State {
    /// All of them, in order.
    pub fn all() -> [Self; 9] {
        STATES
    }

    /// Its name in the database and on pages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Understood => "understood",
            Self::Diagnosed => "diagnosed",
            Self::Decided => "decided",
            Self::Planned => "planned",
            Self::InWork => "in-work",
            Self::Delivered => "delivered",
            Self::Accepted => "accepted",
            Self::Closed => "closed",
        }
    }

    /// The state of a name; the first for one that is none.
    pub fn of(name: &str) -> Self {
        STATES.into_iter().find(|state| state.name() == name).unwrap_or(Self::Reported)
    }
}

/// Whether a requester can go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Blocking {
    /// They cannot.
    #[default]
    Blocked,
    /// They can, slowly.
    Slowed,
    /// They only ask.
    Question,
}

impl Blocking {
    /// Its name in the database and on pages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Blocked => "blocked",
            Self::Slowed => "slowed",
            Self::Question => "question",
        }
    }

    /// The one of a name.
    pub fn of(name: &str) -> Self {
        [Self::Slowed, Self::Question].into_iter().find(|blocking| blocking.name() == name).unwrap_or(Self::Blocked)
    }
}

/// Whom a ticket waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Waiting {
    /// The requester.
    Artist,
    /// The studio's programmers.
    Rd,
    /// A vendor.
    Vendor,
    /// The render farm.
    Farm,
}

impl Waiting {
    /// Its name in the database and on pages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Artist => "artist",
            Self::Rd => "rd",
            Self::Vendor => "vendor",
            Self::Farm => "farm",
        }
    }
}
