//! "Did you mean": the nearest of what would have been understood.

/// The candidate nearest to a word, when it is near enough to be a slip: a third of its letters, upper and lower case being one.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.to_lowercase().chars().collect();
    let most = (word.len() / 3).max(1);
    let measured = candidates.into_iter().map(|candidate| {
        let letters: Vec<char> = candidate.to_lowercase().chars().collect();
        (distance(&word, &letters), candidate)
    });
    measured.filter(|(far, _)| *far <= most).min().map(|(_, candidate)| candidate)
}

/// Edits from one word to another (optimal string alignment): a letter more, less or other, or two neighbours swapped.
fn distance(from: &[char], to: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in to.iter().enumerate() {
            let mut least = (last[j + 1] + 1).min(row[j] + 1).min(last[j] + usize::from(a != b));
            if i > 0 && j > 0 && *a == to[j - 1] && from[i - 1] == *b {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[to.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_finds_its_word_and_a_stranger_none() {
        let names = ["nan-pixels", "missing-frame", "IMG001", "IMG002", "resolution"];
        let check = |word: &str, want: Option<&str>| assert_eq!(nearest(word, names), want, "{word}");
        check("nan-pixel", Some("nan-pixels"));
        check("mising-frame", Some("missing-frame"));
        check("img01", Some("IMG001"));
        check("resoltuion", Some("resolution"));
        check("cheese", None);
        check("", None);
    }
}
