//! One `etabli.toml`, understood or refused with its place.

use std::ops::Range;
use std::path::{Path, PathBuf};

use etabli_diagnosis::Config;
use toml::Table;

use super::judge;
use super::keys::example;
use crate::lang::{Both, both};
use crate::near::nearest;
use crate::problem::{Excerpt, Problem};

/// What one file declares.
#[derive(Debug)]
pub(crate) struct Declared {
    /// The file.
    pub(crate) path: PathBuf,
    /// Its folder: its globs are relative to it.
    pub(crate) folder: PathBuf,
    /// Its content, to be merged.
    pub(crate) table: Table,
    /// Its content, understood.
    pub(crate) config: Config,
}

/// Understands one file.
///
/// # Errors
/// The first thing in it that means nothing, with its line and what to write instead.
pub(crate) fn read(path: &Path, text: &str) -> Result<Declared, Box<Problem>> {
    let config: Config = toml::from_str(text).map_err(|error| explain(path, text, &error))?;
    judge::judge(path, text)?;
    let table = text.parse::<Table>().map_err(|error| explain(path, text, &error))?;
    Ok(Declared { path: path.to_owned(), folder: path.parent().unwrap_or(path).to_owned(), table, config })
}

/// Says in both languages what the parser says in its own words.
pub(super) fn explain(path: &Path, text: &str, error: &toml::de::Error) -> Box<Problem> {
    let span = error.span().unwrap_or(0..0);
    let message = error.message();
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let (what, cure) = match quoted.split_first() {
        Some((key, known)) if message.starts_with("unknown field") => unknown_key(key, known),
        Some((value, known)) if message.starts_with("unknown variant") => unknown_value(value, known),
        Some((key, _)) if message.starts_with("missing field") => missing_key(key),
        _ if ["invalid type", "invalid value", "invalid length"].iter().any(|start| message.starts_with(start)) => {
            wrong_type(message, key_of(text, &span))
        }
        _ => (
            both(format!("ce n'est pas du TOML : {message}"), format!("this is no TOML: {message}")),
            both("écrire clé = valeur, les textes entre guillemets", "write key = value, texts between quotes"),
        ),
    };
    Problem::at(Excerpt::of(path, text, span), what, cure)
}

fn unknown_key(key: &str, known: &[&str]) -> (Both, Both) {
    let what = both(format!("clé inconnue « {key} »"), format!("unknown key \"{key}\""));
    let all = known.join(", ");
    let cure = match nearest(key, known.iter().copied()) {
        Some(near) => both(format!("écrire {near}"), format!("write {near}")),
        None => both(format!("une des clés : {all}"), format!("one of these keys: {all}")),
    };
    (what, cure)
}

fn unknown_value(value: &str, known: &[&str]) -> (Both, Both) {
    let all = known.iter().map(|k| format!("\"{k}\"")).collect::<Vec<_>>().join(", ");
    let what = both(format!("valeur inconnue « {value} »"), format!("unknown value \"{value}\""));
    let near = nearest(value, known.iter().copied());
    let (fr, en) = near.map_or_else(Default::default, |near| (format!("écrire \"{near}\" ; "), format!("write \"{near}\"; ")));
    (what, both(format!("{fr}une des valeurs : {all}"), format!("{en}one of these values: {all}")))
}

fn missing_key(key: &str) -> (Both, Both) {
    let example = example(key).unwrap_or(key);
    (
        both(format!("il manque la clé « {key} »"), format!("the key \"{key}\" is missing")),
        both(format!("ajouter {example}"), format!("add {example}")),
    )
}

fn wrong_type(message: &str, key: &str) -> (Both, Both) {
    let what = both(format!("cette valeur n'a pas la bonne forme ({message})"), format!("this value has the wrong form ({message})"));
    let cure = match example(key) {
        Some(example) => both(format!("écrire par exemple {example}"), format!("write for example {example}")),
        None => both("mettre les textes entre guillemets, les nombres sans", "put texts between quotes, numbers without"),
    };
    (what, cure)
}

/// The key at the start of the line on which a span begins.
fn key_of<'a>(text: &'a str, span: &Range<usize>) -> &'a str {
    let before = text.get(..span.start).unwrap_or_default();
    let line = text.get(before.rfind('\n').map_or(0, |at| at + 1)..).unwrap_or_default();
    line.split(['=', '\n']).next().unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use etabli_diagnosis::Lang;

    use super::read;

    fn said(text: &str, lang: Lang) -> String {
        let problem = read(Path::new("etabli.toml"), text).unwrap_err();
        let mut out = Vec::new();
        problem.write(lang, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn errors_say_where_and_what_to_write() {
        let check = |text: &str, wanted: &[&str]| {
            let said = said(text, Lang::En);
            assert!(wanted.iter().all(|want| said.contains(want)), "{text}\n{said}");
        };
        check(
            "show = \"a\"\n[image]\nresolutoin = [1, 2]\n",
            &["etabli.toml:3:1", "unknown key \"resolutoin\"", "^^^^^^^^^^", "write resolution"],
        );
        check("[image]\nresolution = \"2K\"\n", &["etabli.toml:2:14", "wrong form", "resolution = [2048, 858]"]);
        check("[layers]\n\"beauty*\" = \"color\"\n", &["etabli.toml:2:13", "unknown value \"color\"", "write \"colour\"", "\"depth\""]);
        check("[severity]\nSEQ01 = \"note\"\n", &["etabli.toml:2:1", "SEQ01", "did you mean SEQ001"]);
        check("[severity]\nSEQ001 = \"eror\"\n", &["etabli.toml:2:10", "write \"error\"", "\"off\""]);
        check("[[ignore]]\ncode = \"SEQ001\"\npath = \"**\"\n", &["etabli.toml:1:1", "\"reason\" is missing", "add reason = "]);
        check("[[ignore]]\ncode = \"SEQ001\"\npath = \"**\"\nreason = \" \"\n", &["etabli.toml:4:10", "without a reason"]);
        check("[[ignore]]\ncode = \"SEQ001\"\npath = \"a[\"\nreason = \"r\"\n", &["etabli.toml:3:8", "glob"]);
        check(
            "[[ignore]]\ncode = \"SEQ001\"\npath = \"**\"\nreason = \"r\"\nuntil = \"31/12/2026\"\n",
            &["etabli.toml:5:9", "until = \"2027-01-31\""],
        );
        check("[ranges.\"**\"]\nfirst = 10\nlast = 1\n", &["etabli.toml:1:9", "after its last"]);
        check("[ranges.\"**\"]\nfirst = 1\nlast = 2\nholes = \"1-\"\n", &["etabli.toml:4:9", "1-"]);
        check("show = fox\n", &["etabli.toml:1:8", "no TOML"]);
        check("naming = \"{shot}_{lyer}.{frame}.{ext}\"\n", &["etabli.toml:1:10", "{lyer}", "write {layer}"]);
        check("naming = \"{shot}_{frame\"\n", &["etabli.toml:1:10", "not closed"]);
        check("[image]\ncompression = \"ZIPP\"\n", &["etabli.toml:2:15", "ZIPP", "write \"ZIP\""]);
        check("[targets.nuke]\ncompressions = [\"ZIP\", \"LZW\"]\n", &["etabli.toml:2:24", "LZW", "\"PIZ\""]);
        check("[ranges.\"**\"]\nfirst = 1\nlast = 2\nhandles = -8\n", &["etabli.toml:4:11", "handles", "handles = 8"]);
        check("[ranges.\"**\"]\nfirst = 1\nlast = 2000000000\n", &["etabli.toml:1:9", "a million frames"]);
    }

    #[test]
    fn errors_are_said_in_french_too() {
        let said = said("colr = 1\n", Lang::Fr);
        assert!(said.starts_with("erreur : clé inconnue « colr »") && said.contains("remède : "), "{said}");
    }
}
