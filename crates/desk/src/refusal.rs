//! A refusal: what was not done, and what to do instead, in both languages.

use std::fmt;

use etabli_diagnosis::{Lang, typeset};
use etabli_store::{Error, Kind};

/// What kind of refusal, for whoever carries it further.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Something asked for is missing or wrong.
    Invalid,
    /// Nobody is signed in, or a password or token does not hold.
    Unknown,
    /// This person may not do that.
    Forbidden,
    /// There is no such thing, or this person may not know of it.
    Absent,
    /// Somebody else was faster, or the state does not allow it.
    Conflict,
    /// Too often.
    TooMany,
    /// The machine cannot now.
    Unavailable,
}

/// What was not done, and the cure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Stable name ("diagnosis-needs-evidence").
    pub code: &'static str,
    /// Kind.
    pub status: Status,
    /// Field of a form that it is about, when it is about one.
    pub field: Option<&'static str>,
    fr: String,
    en: String,
    cure_fr: String,
    cure_en: String,
}

impl Refusal {
    /// A refusal: what, and the cure.
    pub(crate) fn new(status: Status, code: &'static str, [fr, en]: [&str; 2], [cure_fr, cure_en]: [&str; 2]) -> Self {
        let [fr, en, cure_fr, cure_en] = [fr, en, cure_fr, cure_en].map(str::to_owned);
        Self { code, status, field: None, fr, en, cure_fr, cure_en }
    }

    /// Something in a field of a form is missing or wrong.
    pub(crate) fn field(field: &'static str, code: &'static str, what: [&str; 2], cure: [&str; 2]) -> Self {
        Self { field: Some(field), ..Self::new(Status::Invalid, code, what, cure) }
    }

    /// What was not done, in one language.
    pub fn what(&self, lang: Lang) -> String {
        typeset(if lang == Lang::Fr { &self.fr } else { &self.en }, lang)
    }

    /// What to do, in one language.
    pub fn cure(&self, lang: Lang) -> String {
        typeset(if lang == Lang::Fr { &self.cure_fr } else { &self.cure_en }, lang)
    }

    /// There is no such thing, or this person may not know of it: nobody learns which.
    pub(crate) fn absent() -> Self {
        Self::new(
            Status::Absent,
            "absent",
            ["Il n'y a rien ici, ou rien que vous puissiez voir.", "There is nothing here, or nothing that you may see."],
            [
                "Vérifiez l'adresse, ou demandez à votre TD l'accès à la production.",
                "Check the address, or ask your TD for access to the production.",
            ],
        )
    }

    /// This person may see it and may not do that.
    pub(crate) fn forbidden() -> Self {
        Self::new(
            Status::Forbidden,
            "forbidden",
            ["Votre rôle ne permet pas cette action.", "Your role does not allow this."],
            ["Demandez-la à une personne de l'équipe TD.", "Ask somebody of the TD team to do it."],
        )
    }

    /// The page was older than the ticket.
    pub(crate) fn stale() -> Self {
        Self::new(
            Status::Conflict,
            "stale",
            ["Le ticket a changé depuis que vous avez ouvert cette page.", "The ticket has changed since you opened this page."],
            [
                "Relisez-le ci-dessous ; rien de ce que vous aviez écrit n'a été envoyé.",
                "Read it again below; nothing that you wrote was sent.",
            ],
        )
    }

    /// The state does not allow it.
    pub(crate) fn not_now() -> Self {
        Self::new(
            Status::Conflict,
            "not-now",
            ["Le ticket n'est pas à cette étape.", "The ticket is not at this step."],
            ["Faites d'abord l'étape qu'il propose.", "Take the step that it proposes first."],
        )
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{} {}", self.en, self.cure_en)
    }
}

impl std::error::Error for Refusal {}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        match error.kind {
            Kind::Full => Self::new(
                Status::Unavailable,
                "disk-full",
                ["Le disque de l'établi est plein : rien n'a été écrit.", "The bench's disk is full: nothing was written."],
                [
                    "Prévenez l'informatique ; la lecture continue, et ce formulaire pourra être renvoyé.",
                    "Tell IT; reading goes on, and this form can be sent again.",
                ],
            ),
            Kind::Constraint => Self::new(
                Status::Conflict,
                "taken",
                ["Ce nom est déjà pris, ou ce dont il dépend n'existe plus.", "That name is taken, or what it depends on is gone."],
                ["Choisissez-en un autre.", "Choose another."],
            ),
            Kind::Ours => Self::new(
                Status::Unavailable,
                "our-fault",
                ["L'établi s'est trompé : rien n'a été écrit.", "The bench made a mistake: nothing was written."],
                ["Signalez-le avec l'heure ; le journal du serveur en dit plus.", "Report it with the time; the server's log says more."],
            ),
            Kind::Away | Kind::Disk | Kind::Place | Kind::Newer => Self::new(
                Status::Unavailable,
                "database-away",
                ["La base de données ne répond pas : rien n'a été écrit.", "The database does not answer: nothing was written."],
                [
                    "Réessayez dans un instant ; un même formulaire envoyé deux fois ne compte qu'une fois.",
                    "Try again in a moment; the same form sent twice counts once.",
                ],
            ),
        }
    }
}
