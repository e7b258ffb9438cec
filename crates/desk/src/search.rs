//! One box for tickets and notices: accents folded, plurals of both languages forgotten, codes and shots whole.

use etabli_store::notices::{self, Notice};
use etabli_store::tickets::{self, Ticket};
use etabli_store::{Error, Writing, search};

use crate::Desk;
use crate::actor::Actor;
use crate::may::Action;
use crate::refusal::Refusal;

/// What a search found, the newest first.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Tickets.
    pub tickets: Vec<Ticket>,
    /// Filed notices.
    pub notices: Vec<Notice>,
}

/// Answers of each kind.
const MOST: i64 = 30;
/// Words that are looked for.
const ASKED: usize = 6;
/// Words of one text that are kept.
const KEPT: usize = 400;

impl Desk {
    /// Searches the productions on which somebody works. A number is a ticket's.
    pub async fn search(&self, actor: &Actor, asked: &str) -> Result<Found, Refusal> {
        let mut found = Found::default();
        let mut on = self.store.read();
        if let Ok(number) = asked.trim().parse() {
            found.tickets.extend(self.view(actor, number).await.ok().map(|view| view.ticket));
        }
        let mut words = words(asked);
        words.truncate(ASKED);
        let Some(last) = words.pop() else { return Ok(found) };
        for production in actor.productions.iter().filter(|production| !production.sealed) {
            if !actor.can(Action::View) {
                break;
            }
            for id in search::find(&mut on, production.id, "ticket", &last, &words, MOST).await? {
                found
                    .tickets
                    .extend(tickets::find(&mut on, id).await?.filter(|ticket| found.tickets.iter().all(|known| known.id != ticket.id)));
            }
            for id in search::find(&mut on, production.id, "notice", &last, &words, MOST).await? {
                found.notices.extend(notices::find(&mut on, id).await?.filter(|notice| notice.filed.is_some()));
            }
        }
        Ok(found)
    }
}

/// Adds what a text says to what a ticket or a notice is found by.
pub(crate) async fn index(writing: &mut Writing, production: i64, kind: &str, object: i64, text: &str) -> Result<(), Error> {
    let mut words = words(text);
    words.sort();
    words.dedup();
    words.truncate(KEPT);
    search::index(writing, production, kind, object, &words).await
}

/// The words of a text, folded, in their order. What holds a digit is a name: it is kept whole, and its parts too.
pub(crate) fn words(text: &str) -> Vec<String> {
    let is_inside = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let mut found = Vec::new();
    for token in text.split(|c: char| !is_inside(c)) {
        let token = folded(token.trim_matches(['-', '_']));
        if token.is_empty() {
            continue;
        }
        if token.chars().any(|c| c.is_ascii_digit()) {
            let parts: Vec<&str> = token.split(['_', '-']).filter(|part| part.len() > 1).collect();
            found.extend(parts.iter().filter(|_| parts.len() > 1).map(|part| (*part).to_owned()));
            found.push(token);
        } else {
            found.extend(token.split(['_', '-']).filter(|part| part.len() > 1).map(stem));
        }
    }
    found
}

/// Small letters without accents.
fn folded(text: &str) -> String {
    text.to_lowercase().chars().fold(String::new(), |mut plain, c| {
        match c {
            'à' | 'â' | 'ä' | 'á' | 'ã' | 'å' => plain.push('a'),
            'ç' => plain.push('c'),
            'è' | 'é' | 'ê' | 'ë' => plain.push('e'),
            'ì' | 'î' | 'ï' | 'í' => plain.push('i'),
            'ñ' => plain.push('n'),
            'ò' | 'ô' | 'ö' | 'ó' | 'õ' => plain.push('o'),
            'ù' | 'û' | 'ü' | 'ú' => plain.push('u'),
            'œ' => plain.push_str("oe"),
            'æ' => plain.push_str("ae"),
            c => plain.push(c),
        }
        plain
    })
}

/// A word without the endings by which French and English count and agree: *corrompues* is found by *corrompu*, *frames* by *frame*.
fn stem(word: &str) -> String {
    let endings = ["eaux", "aux", "ees", "es", "s", "x", "ee", "e"];
    let long = |rest: &str| rest.len() > 2;
    let Some(rest) = endings.iter().find_map(|ending| word.strip_suffix(ending).filter(|rest| long(rest))) else { return word.to_owned() };
    match word.strip_prefix(rest) {
        Some("eaux") => format!("{rest}eau"),
        Some("aux") => format!("{rest}al"),
        _ => rest.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_that_people_hold_for_the_same_are_the_same() {
        let check = |one: &str, other: &str| assert_eq!(words(one), words(other), "{one} {other}");
        check("Corrompues", "corrompu");
        check("images abîmées", "image abîmée");
        check("missing frames", "Missing frame");
        check("canaux", "canal");
        check("bureaux d’écran", "bureau d'ecran");
    }

    #[test]
    fn names_stay_whole_and_are_found_by_their_parts_too() {
        assert_eq!(words("SQ010_SH0020"), ["sq010", "sh0020", "sq010_sh0020"]);
        assert_eq!(words("EXR001 v012"), ["exr001", "v012"]);
        assert_eq!(words("sq010/sh020/beauty.1014.exr"), ["sq010", "sh020", "beauty", "1014", "exr"]);
        assert_eq!(words("  ---  "), Vec::<String>::new());
    }
}
