//! Which faults are looked for: `--select` and `--ignore`.

use etabli_diagnosis::{Fault, Level, Selection, faults};

use crate::lang::both;
use crate::near::nearest;
use crate::problem::Problem;

/// The faults that `select` names (all when it names none), without those that `ignore` names, in the catalogue's order.
pub(crate) fn selection(level: Level, select: &[String], ignore: &[String]) -> Result<Selection, Box<Problem>> {
    let chosen = select.iter().map(|code| named("--select", code)).collect::<Result<Vec<_>, _>>()?.concat();
    let left_out = ignore.iter().map(|code| named("--ignore", code)).collect::<Result<Vec<_>, _>>()?.concat();
    let among = |faults: &[&Fault], fault: &Fault| faults.iter().any(|f| f.code == fault.code);
    let faults: Vec<&Fault> = faults::all().filter(|f| (select.is_empty() || among(&chosen, f)) && !among(&left_out, f)).collect();
    match faults {
        faults if faults.is_empty() => Err(emptied()),
        faults => Ok(Selection { faults, level }),
    }
}

/// What is left out is all that was chosen: a check would look for nothing.
fn emptied() -> Box<Problem> {
    let what = both("--select et --ignore ne laissent aucun défaut à chercher", "--select and --ignore leave no fault to look for");
    Problem::new(what, both("retirer --ignore, ou choisir d'autres défauts", "take --ignore away, or select other faults"))
}

/// The faults of a code, a name, or the beginning of a code.
fn named(option: &str, code: &str) -> Result<Vec<&'static Fault>, Box<Problem>> {
    let code = code.trim();
    if let Some(fault) = faults::find(code) {
        return Ok(vec![fault]);
    }
    let beginning = code.to_ascii_uppercase();
    let found: Vec<&Fault> = faults::all().filter(|f| !code.is_empty() && f.code.starts_with(&beginning)).collect();
    if found.is_empty() { Err(unknown(option, code)) } else { Ok(found) }
}

/// The fault of a code or a name.
pub(crate) fn fault(code: &str) -> Result<&'static Fault, Box<Problem>> {
    faults::find(code).ok_or_else(|| unknown("", code))
}

fn unknown(option: &str, code: &str) -> Box<Problem> {
    let fr = if option.is_empty() { String::new() } else { format!("{option} : ") };
    let en = if option.is_empty() { String::new() } else { format!("{option}: ") };
    let what = both(format!("{fr}aucun défaut ne s'appelle « {code} »"), format!("{en}no fault is called \"{code}\""));
    let cure = match suggestion(code) {
        Some(near) => both(
            format!("vouliez-vous dire {near} ? (etabli list les montre tous)"),
            format!("did you mean {near}? (etabli list shows all)"),
        ),
        None => both("etabli list montre tous les codes et tous les noms", "etabli list shows every code and name"),
    };
    Problem::new(what, cure)
}

/// The code or name that is meant by a slip.
pub(crate) fn suggestion(code: &str) -> Option<&'static str> {
    nearest(code, faults::all().flat_map(|f| [f.name, f.code]))
}

#[cfg(test)]
mod tests {
    use etabli_diagnosis::Level;

    use super::selection;

    fn codes(select: &[&str], ignore: &[&str]) -> Option<Vec<&'static str>> {
        let owned = |codes: &[&str]| codes.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
        Some(selection(Level::Pixels, &owned(select), &owned(ignore)).ok()?.faults.iter().map(|f| f.code).collect())
    }

    #[test]
    fn codes_names_and_beginnings_select() {
        assert_eq!(codes(&["exr001", "missing-frame"], &[]), Some(vec!["EXR001", "SEQ001"]));
        assert!(codes(&["EXR00"], &["EXR001"]).unwrap().iter().all(|code| code.starts_with("EXR00") && *code != "EXR001"));
        assert_eq!(codes(&["FIL001", "EXR001"], &["empty-file"]), Some(vec!["EXR001"]));
        assert!(codes(&[], &[]).unwrap().len() > 4);
    }

    #[test]
    fn an_unknown_code_is_refused() {
        assert_eq!(codes(&["EXR9"], &[]), None);
        assert_eq!(codes(&[""], &[]), None);
        assert_eq!(codes(&["NAM"], &["NAM"]), None, "nothing is left to look for");
    }
}
