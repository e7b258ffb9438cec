//! Who acts: a person, with what they are and where they work.

use etabli_diagnosis::Lang;
use etabli_store::productions::{self, Production};
use etabli_store::{Rows, people};

use crate::may::{Action, Relation, Role, may};
use crate::refusal::Refusal;

/// A person at work. Only signing in or a token makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    pub(crate) id: i64,
    /// What they sign in as.
    pub login: String,
    /// What they are called.
    pub name: String,
    /// Department; may be empty.
    pub department: String,
    /// What they are.
    pub role: Role,
    /// Language of their screens.
    pub lang: Lang,
    /// `dark`, `light` or `system`.
    pub theme: String,
    /// Where they work, by name.
    pub productions: Vec<Member>,
}

/// A production on which somebody works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub(crate) id: i64,
    /// Short name.
    pub code: String,
    /// Title.
    pub name: String,
    /// Whether it is sealed.
    pub sealed: bool,
}

impl Actor {
    /// A person with their productions; `None` for one who may not sign in.
    pub(crate) async fn load(on: &mut impl Rows, id: i64) -> Result<Option<Self>, Refusal> {
        let Some(person) = people::find(on, id).await?.filter(|person| !person.disabled) else { return Ok(None) };
        let Some(role) = Role::of(&person.role) else { return Ok(None) };
        let productions = productions::of_person(on, id).await?.into_iter().map(Member::from).collect();
        Ok(Some(Self {
            id,
            login: person.login,
            name: person.name,
            department: person.department,
            role,
            lang: lang(&person.lang),
            theme: person.theme,
            productions,
        }))
    }

    /// How they stand to a production.
    pub(crate) fn relation(&self, production: &Production) -> Relation {
        if production.sealed {
            Relation::Sealed
        } else if self.productions.iter().any(|member| member.id == production.id) {
            Relation::Member
        } else {
            Relation::Outside
        }
    }

    /// Refuses what they may not do to a production.
    pub(crate) fn must(&self, action: Action, production: &Production) -> Result<(), Refusal> {
        let relation = self.relation(production);
        if may(self.role, action, relation) {
            return Ok(());
        }
        let sees = may(self.role, Action::View, relation);
        Err(if sees { Refusal::forbidden() } else { Refusal::absent() })
    }

    /// Whether they may do this on a production where they work: for what a page offers.
    pub fn can(&self, action: Action) -> bool {
        may(self.role, action, Relation::Member)
    }
}

impl From<Production> for Member {
    fn from(production: Production) -> Self {
        Self { id: production.id, code: production.code, name: production.name, sealed: production.sealed }
    }
}

/// The language of a name.
pub(crate) fn lang(name: &str) -> Lang {
    if name == "en" { Lang::En } else { Lang::Fr }
}

/// The name of a language.
pub(crate) fn lang_name(lang: Lang) -> &'static str {
    if lang == Lang::En { "en" } else { "fr" }
}
