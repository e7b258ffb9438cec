//! What standard output can show: columns and colour.

use std::io::{self, IsTerminal};

/// Columns where nothing says how many there are.
const COLUMNS: usize = 100;

/// What standard output can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Terminal {
    /// Columns of a line.
    pub(crate) columns: usize,
    /// Whether it is coloured.
    pub(crate) colour: bool,
}

impl Terminal {
    /// Standard output as it is now; a file when the words go elsewhere.
    pub(crate) fn of_output(elsewhere: bool) -> Self {
        let is_terminal = !elsewhere && io::stdout().is_terminal();
        let size = terminal_size::terminal_size().filter(|_| is_terminal).map(|(width, _)| usize::from(width.0));
        let variable = |name: &str| std::env::var(name).ok();
        Self { columns: columns(size, variable), colour: is_coloured(is_terminal, variable) }
    }
}

/// `COLUMNS` wins over what the terminal says, as POSIX has it.
fn columns(size: Option<usize>, variable: impl Fn(&str) -> Option<String>) -> usize {
    let asked = variable("COLUMNS").and_then(|value| value.parse().ok()).filter(|columns| *columns > 0);
    asked.or(size).unwrap_or(COLUMNS)
}

/// `NO_COLOR` wins over `CLICOLOR_FORCE`, which wins over the terminal.
fn is_coloured(is_terminal: bool, variable: impl Fn(&str) -> Option<String>) -> bool {
    let set = |name| variable(name).filter(|value| !value.is_empty());
    if set("NO_COLOR").is_some() {
        return false;
    }
    let forced = set("CLICOLOR_FORCE").is_some_and(|value| value != "0");
    forced || (is_terminal && set("CLICOLOR").is_none_or(|value| value != "0") && variable("TERM").is_none_or(|term| term != "dumb"))
}

#[cfg(test)]
mod tests {
    use super::{columns, is_coloured};

    fn variable<'a>(set: &'a [(&str, &str)]) -> impl Fn(&str) -> Option<String> + 'a {
        |name| set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
    }

    #[test]
    fn columns_come_from_the_environment_then_from_the_terminal() {
        let check = |set: &[(&str, &str)], size: Option<usize>, want: usize| assert_eq!(columns(size, variable(set)), want, "{set:?}");
        check(&[("COLUMNS", "140")], Some(80), 140);
        check(&[("COLUMNS", "140")], None, 140);
        check(&[("COLUMNS", "wide")], Some(80), 80);
        check(&[("COLUMNS", "0")], None, 100);
    }

    #[test]
    fn colour_follows_the_environment() {
        let check =
            |is_terminal: bool, set: &[(&str, &str)], want: bool| assert_eq!(is_coloured(is_terminal, variable(set)), want, "{set:?}");
        check(true, &[], true);
        check(false, &[], false);
        check(true, &[("NO_COLOR", "1")], false);
        check(true, &[("NO_COLOR", "")], true);
        check(false, &[("CLICOLOR_FORCE", "1")], true);
        check(true, &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], false);
        check(true, &[("CLICOLOR", "0")], false);
        check(true, &[("TERM", "dumb")], false);
    }
}
