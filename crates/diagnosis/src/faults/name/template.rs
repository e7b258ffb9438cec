//! Naming templates: `{shot}_{layer}.{frame}.{ext}`.

use std::collections::BTreeSet;

/// A naming template taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Template<'t>(Vec<Part<'t>>);

/// One part of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part<'t> {
    /// Text as it stands.
    Literal(&'t str),
    /// A name between braces.
    Token(&'t str),
    /// What must not follow.
    End,
}

impl<'t> Template<'t> {
    /// Takes a template apart. A brace that nothing closes is text.
    pub(super) fn parse(text: &'t str) -> Self {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((token, after)) = after.split_once('}') else { break };
            parts.extend((!before.is_empty()).then_some(Part::Literal(before)));
            parts.push(Part::Token(token));
            rest = after;
        }
        parts.extend((!rest.is_empty()).then_some(Part::Literal(rest)));
        Self(parts)
    }

    /// The first part that no reading of `name` can satisfy; `None` when the name follows the template.
    pub(super) fn failing(&self, name: &str, show: Option<&str>) -> Option<Part<'t>> {
        let mut places = BTreeSet::from([0]);
        for part in &self.0 {
            places = places.into_iter().flat_map(|at| part.ends(name, at, show)).collect();
            if places.is_empty() {
                return Some(*part);
            }
        }
        (!places.contains(&name.len())).then_some(Part::End)
    }
}

impl Part<'_> {
    /// Where the part may end when it begins at `at`.
    fn ends(&self, name: &str, at: usize, show: Option<&str>) -> Vec<usize> {
        let rest = name.get(at..).unwrap_or_default();
        let exactly = |text: &str| rest.starts_with(text).then_some(at + text.len()).into_iter().collect();
        let run = |skip: usize, fits: fn(char) -> bool| {
            let tail = rest.get(skip..).unwrap_or_default();
            let fitting = tail.char_indices().take_while(|(_, c)| fits(*c));
            fitting.map(|(offset, c)| at + skip + offset + c.len_utf8()).collect()
        };
        match (self, show) {
            (Self::Literal(text), _) => exactly(text),
            (Self::Token("show"), Some(show)) => exactly(show),
            (Self::Token("frame"), _) => run(usize::from(rest.starts_with('-')), |c| c.is_ascii_digit()),
            (Self::Token("version"), _) if rest.starts_with(['v', 'V']) => run(1, |c| c.is_ascii_digit()),
            (Self::Token("version") | Self::End, _) => Vec::new(),
            (Self::Token("ext"), _) => run(0, |c| c.is_ascii_alphanumeric()),
            (Self::Token(_), _) => run(0, |c| c.is_alphanumeric() || matches!(c, '_' | '-')),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Part, Template};

    const USUAL: &str = "{shot}_{layer}.{frame}.{ext}";

    fn failing<'t>(template: &'t str, name: &str) -> Option<Part<'t>> {
        Template::parse(template).failing(name, Some("fox"))
    }

    #[test]
    fn names_that_follow() {
        for (template, name) in [
            (USUAL, "sq010_sh040_beauty.1001.exr"),
            (USUAL, "sh040_beauty.-0012.exr"),
            (USUAL, "sh040_lumière.1.exr"),
            ("{shot}_{version}.{frame}.{ext}", "sh_010_v003.1001.exr"),
            ("{show}_{layer}.{frame}.{ext}", "fox_beauty.1001.exr"),
            ("plate.{frame}.dpx", "plate.0001.dpx"),
            ("{layer}{", "a{"),
        ] {
            assert_eq!(failing(template, name), None, "{template} {name}");
        }
    }

    #[test]
    fn the_part_that_fails_is_named() {
        for (template, name, part) in [
            (USUAL, "beauty.1001.exr", Part::Literal("_")),
            (USUAL, "sh040_beauty_1001.exr", Part::Token("frame")),
            (USUAL, "sh040_beauty.final.1001.exr", Part::Token("frame")),
            (USUAL, "sh040_beauty.1001.exr~", Part::End),
            (USUAL, "_.1001.exr", Part::Literal("_")),
            ("{shot}_{version}.{frame}.{ext}", "sh010_3.1001.exr", Part::Token("version")),
            ("{shot}_{version}.{frame}.{ext}", "sh010_v.1001.exr", Part::Token("version")),
            ("{show}_{layer}.{frame}.{ext}", "owl_beauty.1001.exr", Part::Token("show")),
            ("{layer}.{frame}.{ext}", "beauty.1001.", Part::Token("ext")),
            ("plate.{frame}.dpx", "plate.-.dpx", Part::Token("frame")),
        ] {
            assert_eq!(failing(template, name), Some(part), "{template} {name}");
        }
    }
}
