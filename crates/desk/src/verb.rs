//! What may be done to a ticket, as one value: a form of a page and a line of the API both become a [`Verb`].

use serde::Deserialize;

use crate::may::Action;
use crate::state::{Blocking, Waiting};
use crate::story::Diagnosis;

/// Something to do to a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "verb", rename_all = "kebab-case")]
pub enum Verb {
    /// Write to the other side.
    Message {
        /// Words.
        text: String,
    },
    /// Write to the team.
    Note {
        /// Words.
        text: String,
    },
    /// It happens to me too.
    MeToo {
        /// Whether one can go on.
        #[serde(default)]
        blocking: Blocking,
    },
    /// Take it.
    Take,
    /// Say it in other words.
    Reformulate {
        /// Words.
        text: String,
    },
    /// Those words are right.
    Confirm,
    /// Go on without the requester, and why.
    Override {
        /// Why.
        reason: String,
    },
    /// Say what is so.
    Diagnose(Diagnosis),
    /// Propose a way out.
    Propose(Proposal),
    /// Choose ways out.
    Decide {
        /// The options, in the order in which they are taken, separated by commas.
        #[serde(default)]
        chosen: String,
        /// Why.
        why: String,
        /// With whom; alone when empty.
        #[serde(default)]
        together: String,
    },
    /// Tell the requester.
    Tell {
        /// What will be done, in their words.
        nature: String,
        /// When.
        delay: String,
        /// What to do until then.
        #[serde(default)]
        meanwhile: String,
    },
    /// Answer what was told.
    Answer {
        /// The answer.
        answer: Answer,
        /// In one's own words.
        #[serde(default)]
        remark: String,
    },
    /// Give it a place in the schedule.
    Plan {
        /// Who does it.
        who: String,
        /// First day (`2026-11-25`).
        from: String,
        /// Last day.
        to: String,
        /// When it changes hands and to whom; empty when it does not.
        #[serde(default)]
        hand_over: String,
    },
    /// Hand it over.
    Deliver {
        /// What was done.
        what: String,
        /// What proves that nothing else changed.
        proof: String,
        /// What the trial has to show.
        criteria: String,
    },
    /// Tried in use.
    Try {
        /// Whether it works: `yes` or `no`.
        works: String,
        /// In one's own words.
        #[serde(default)]
        remark: String,
    },
    /// A question or a quick fix, on one screen.
    Solve {
        /// What it was.
        what: String,
        /// What was done.
        done: String,
    },
    /// Draft the notice.
    Write(Draft),
    /// File the draft of another.
    File,
    /// There is nothing new to file.
    NothingNew {
        /// The article that says it already.
        article: String,
    },
    /// Let it wait.
    Wait {
        /// For whom.
        whom: Waiting,
        /// Why.
        #[serde(default)]
        wait_why: String,
    },
    /// Go on.
    Resume,
}

/// What kind of way out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OptionKind {
    /// Find and repair the mistake.
    Debug,
    /// Change the code.
    Code,
    /// Make a tool.
    Tool,
    /// Another way through the software.
    Around,
}

impl OptionKind {
    /// Its name in the database and on pages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Code => "code",
            Self::Tool => "tool",
            Self::Around => "around",
        }
    }
}

/// A way out, with its five-part feasibility.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Proposal {
    /// What would be done.
    pub what: String,
    /// Its kind.
    pub kind: OptionKind,
    /// `lasting` or `provisional`.
    pub term: String,
    /// The day on which a provisional one ends (`2026-12-04`).
    #[serde(default)]
    pub expires: String,
    /// What will replace it.
    #[serde(default)]
    pub successor: String,
    /// Who can do it.
    pub skills: String,
    /// How long it takes.
    pub delay: String,
    /// People and machines.
    pub means: String,
    /// What it does to the making of the pictures.
    pub impact: String,
    /// What it could wait for.
    pub bottleneck: String,
}

/// A notice, as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Draft {
    /// In one line.
    pub title: String,
    /// What is seen, in the artist's words.
    pub symptom: String,
    /// Where it happens.
    pub environment: String,
    /// What causes it.
    pub cause: String,
    /// What proves that.
    pub evidence: String,
    /// What to do.
    pub fix: String,
    /// Where that stops helping.
    pub limits: String,
    /// Its place in the documentation plan.
    pub place: String,
}

/// What a requester says to what they were told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// Yes.
    Accept,
    /// Not quite.
    Discuss,
    /// No: another way out is wanted.
    Refuse,
}

impl Answer {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Discuss => "discuss",
            Self::Refuse => "refuse",
        }
    }
}

impl Verb {
    /// The action that it is.
    pub fn action(&self) -> Action {
        match self {
            Self::Message { .. } => Action::Talk,
            Self::Note { .. } => Action::Note,
            Self::MeToo { .. } => Action::MeToo,
            Self::Take => Action::Take,
            Self::Reformulate { .. } => Action::Reformulate,
            Self::Confirm => Action::Confirm,
            Self::Override { .. } => Action::Override,
            Self::Diagnose(_) => Action::Diagnose,
            Self::Propose(_) => Action::Propose,
            Self::Decide { .. } => Action::Decide,
            Self::Tell { .. } => Action::Tell,
            Self::Answer { .. } => Action::Answer,
            Self::Plan { .. } => Action::Plan,
            Self::Deliver { .. } => Action::Deliver,
            Self::Try { .. } => Action::Try,
            Self::Solve { .. } => Action::Quick,
            Self::Write(_) | Self::NothingNew { .. } => Action::Write,
            Self::File => Action::File,
            Self::Wait { .. } | Self::Resume => Action::Wait,
        }
    }

    /// Its name, for the audit.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Message { .. } => "message",
            Self::Note { .. } => "note",
            Self::MeToo { .. } => "me-too",
            Self::Take => "take",
            Self::Reformulate { .. } => "reformulate",
            Self::Confirm => "confirm",
            Self::Override { .. } => "override",
            Self::Diagnose(_) => "diagnose",
            Self::Propose(_) => "propose",
            Self::Decide { .. } => "decide",
            Self::Tell { .. } => "tell",
            Self::Answer { .. } => "answer",
            Self::Plan { .. } => "plan",
            Self::Deliver { .. } => "deliver",
            Self::Try { .. } => "try",
            Self::Solve { .. } => "solve",
            Self::Write(_) => "write",
            Self::File => "file",
            Self::NothingNew { .. } => "nothing-new",
            Self::Wait { .. } => "wait",
            Self::Resume => "resume",
        }
    }

    /// Whether it only makes sense on the ticket that its sender saw: words to somebody do on any.
    pub(crate) fn needs_a_fresh_page(&self) -> bool {
        !matches!(self, Self::Message { .. } | Self::Note { .. } | Self::MeToo { .. } | Self::Take)
    }
}
