//! Patterns of what a history leaves out, as Git writes them.

use globset::{GlobBuilder, GlobMatcher};

/// Patterns in the order in which they hold: the last that matches decides.
#[derive(Debug, Default)]
pub struct Ignored {
    patterns: Vec<Pattern>,
}

#[derive(Debug)]
struct Pattern {
    matcher: GlobMatcher,
    is_negated: bool,
    only_folders: bool,
}

impl Ignored {
    /// Understands patterns; one that is none leaves nothing out.
    pub fn new<'p>(patterns: impl IntoIterator<Item = &'p str>) -> Self {
        Self { patterns: patterns.into_iter().filter_map(Pattern::parse).collect() }
    }

    /// Whether a path, or a folder that it lies in, is left out.
    pub fn covers(&self, path: &str, is_folder: bool) -> bool {
        let above = path.match_indices('/').filter_map(|(end, _)| path.get(..end));
        above.into_iter().any(|folder| self.decides(folder, true)) || self.decides(path, is_folder)
    }

    fn decides(&self, path: &str, is_folder: bool) -> bool {
        let last = self.patterns.iter().rev().find(|p| (is_folder || !p.only_folders) && p.matcher.is_match(path));
        last.is_some_and(|pattern| !pattern.is_negated)
    }
}

impl Pattern {
    fn parse(text: &str) -> Option<Self> {
        let text = text.trim_end();
        let (is_negated, text) = text.strip_prefix('!').map_or((false, text), |rest| (true, rest));
        let (only_folders, text) = text.strip_suffix('/').map_or((false, text), |rest| (true, rest));
        if text.is_empty() || text.starts_with('#') {
            return None;
        }
        // A slash elsewhere than at the end ties a pattern to the top.
        let glob = match text.strip_prefix('/') {
            Some(rest) => rest.to_owned(),
            None if text.contains('/') => text.to_owned(),
            None => format!("**/{text}"),
        };
        let matcher = GlobBuilder::new(&glob).literal_separator(true).backslash_escape(true).build().ok()?.compile_matcher();
        Some(Self { matcher, is_negated, only_folders })
    }
}

#[cfg(test)]
mod tests {
    use super::Ignored;

    #[test]
    fn patterns_hold_as_git_reads_them() {
        let check = |patterns: &[&str], path: &str, want: bool| {
            assert_eq!(Ignored::new(patterns.iter().copied()).covers(path, false), want, "{patterns:?} {path}");
        };
        check(&[".DS_Store"], "a/.DS_Store", true);
        check(&["ascmhl/"], "a/ascmhl/x.mhl", true);
        check(&["ascmhl/"], "a/ascmhl", false);
        check(&["/tmp"], "tmp/x", true);
        check(&["/tmp"], "a/tmp/x", false);
        check(&["a/*.mov"], "a/x.mov", true);
        check(&["a/*.mov"], "b/a/x.mov", false);
        check(&["a/*.mov"], "a/b/x.mov", false);
        check(&["**/cache/**"], "a/cache/x", true);
        check(&["*.mov", "!keep.mov"], "keep.mov", false);
        check(&["*.mov", "!keep.mov"], "other.mov", true);
        check(&["", "#note", "a["], "note", false);
    }
}
