//! What every page has around its work: who reads it, in which language and light, which rooms there are.

use etabli_desk::may::Action;
use etabli_desk::{Actor, Lang, Role};

use crate::markup::{Markup, escape};
use crate::words::{Given, say};

/// The frame of a page.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    /// Language.
    pub(crate) lang: Lang,
    /// `dark`, `light` or `system`.
    pub(crate) theme: String,
    /// Who reads.
    pub(crate) actor: Option<Actor>,
    /// Title of the page, without the product's name.
    pub(crate) title: String,
    /// Room that is current in the bar.
    pub(crate) room: &'static str,
    /// Title of the production that the page is about; empty for none.
    pub(crate) production: String,
    /// A fresh key for each form of this page.
    pub(crate) key: String,
    /// Where the page is, to come back to after a change of language.
    pub(crate) path: String,
    /// Whether the page looks again by itself where no script runs.
    pub(crate) refresh: bool,
    /// What is being searched for; empty for nothing.
    pub(crate) asked: String,
    /// Whether this is a demonstration.
    pub(crate) demo: bool,
}

/// The key of words by what they are about and a name.
pub(crate) fn key(about: &str, name: impl AsRef<str>) -> String {
    format!("{about}-{}", name.as_ref().replace('_', "-"))
}

/// A room in the bar.
pub(crate) struct Room {
    pub(crate) name: &'static str,
    pub(crate) href: &'static str,
}

impl Frame {
    /// Words by key.
    pub(crate) fn t(&self, key: impl AsRef<str>) -> String {
        say(self.lang, key.as_ref(), &[])
    }

    /// Words by key, with a count or a text.
    pub(crate) fn w(&self, key: impl AsRef<str>, name: &str, value: impl Into<Given>) -> String {
        say(self.lang, key.as_ref(), &[(name, value.into())])
    }

    /// Words by key, with two.
    pub(crate) fn w2(&self, key: impl AsRef<str>, name: &str, value: impl Into<Given>, other: &str, second: impl Into<Given>) -> String {
        say(self.lang, key.as_ref(), &[(name, value.into()), (other, second.into())])
    }

    /// Words by what they are about and a name.
    pub(crate) fn k(&self, about: &str, name: impl AsRef<str>) -> String {
        self.t(key(about, name))
    }

    /// The same, with a count or a text.
    pub(crate) fn kw(&self, about: &str, of: impl AsRef<str>, name: &str, value: impl Into<Given>) -> String {
        self.w(key(about, of), name, value)
    }

    /// Code of the language.
    pub(crate) fn tag(&self) -> &'static str {
        if self.lang == Lang::Fr { "fr" } else { "en" }
    }

    /// Attribute that forces the light, when the person chose one.
    pub(crate) fn light(&self) -> Markup {
        match self.theme.as_str() {
            theme @ ("dark" | "light") => Markup(format!(" data-theme=\"{theme}\"")),
            _ => Markup::default(),
        }
    }

    /// What a person said, between the marks of the language.
    pub(crate) fn quote(&self, sentence: impl AsRef<str>) -> Markup {
        let sentence = escape(sentence.as_ref());
        Markup(if self.lang == Lang::Fr { format!("«\u{A0}{sentence}\u{A0}»") } else { format!("“{sentence}”") })
    }

    /// The rooms that this person may enter.
    pub(crate) fn rooms(&self) -> Vec<Room> {
        let Some(actor) = &self.actor else { return Vec::new() };
        let all = [
            ("queue", "/queue", Action::ViewQueue),
            ("report", "/report", Action::Report),
            ("mine", "/tickets", Action::Report),
            ("notices", "/notices", Action::ViewNotices),
            ("settings", "/settings", Action::Configure),
        ];
        let mut rooms: Vec<Room> =
            all.into_iter().filter(|(_, _, action)| actor.can(*action)).map(|(name, href, _)| Room { name, href }).collect();
        // Who reports comes to report.
        if actor.role == Role::Artist {
            rooms.sort_by_key(|room| room.name != "report");
        }
        rooms
    }

    /// Where a person begins.
    pub(crate) fn home(actor: &Actor) -> &'static str {
        if actor.can(Action::ViewQueue) {
            "/queue"
        } else if actor.can(Action::Report) && actor.role != Role::Admin {
            "/report"
        } else if actor.can(Action::Configure) {
            "/settings"
        } else {
            "/me"
        }
    }
}
