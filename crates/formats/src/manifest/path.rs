//! Paths as manifests write them: below the delivery, or refused.

/// A listed path in its plain form: parts between `/`, no empty one, no `.`; `None` when it leaves the delivery, or could
/// where another system reads it: absolute, through `..`, a drive, a share, a home, a variable.
pub(super) fn plain(path: &str) -> Option<String> {
    if is_elsewhere(path) {
        return None;
    }
    let mut plain = String::with_capacity(path.len());
    for part in path.split('/').filter(|part| !part.is_empty() && *part != ".") {
        if part.split('\\').any(|piece| piece == "..") {
            return None;
        }
        if !plain.is_empty() {
            plain.push('/');
        }
        plain.push_str(part);
    }
    (!plain.is_empty()).then_some(plain)
}

fn is_elsewhere(path: &str) -> bool {
    let bytes = path.as_bytes();
    let is_drive = matches!(bytes, [letter, b':', b'\\' | b'/', ..] if letter.is_ascii_alphabetic());
    let is_home = path.strip_prefix('~').is_some_and(|rest| rest.split('/').next().is_none_or(is_user) && rest.contains('/'));
    let is_variable = path
        .strip_prefix('%')
        .and_then(|rest| rest.split_once('%'))
        .is_some_and(|(name, rest)| !name.is_empty() && name.chars().all(char::is_alphanumeric) && rest.starts_with(['\\', '/']));
    path.starts_with(['/', '\\']) || is_drive || is_home || is_variable || path.contains('\0')
}

fn is_user(name: &str) -> bool {
    name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_path_stays_below_its_delivery() {
        let check = |path: &str, want: Option<&str>| assert_eq!(plain(path).as_deref(), want, "{path}");
        check("a/b.exr", Some("a/b.exr"));
        check("./a//b/./c", Some("a/b/c"));
        check("Clips/", Some("Clips"));
        check("..a/b..", Some("..a/b.."));
        check("~backup.ma", Some("~backup.ma"));
        check("100%/x%y%z", Some("100%/x%y%z"));
        check("a:b", Some("a:b"));
        check("été \\n.txt", Some("été \\n.txt"));
        for path in [
            "",
            ".",
            "/",
            "/etc/passwd",
            "../x",
            "a/../x",
            "a/..",
            "a\\..\\x",
            "C:\\x",
            "c:/x",
            "\\\\server\\x",
            "\\\\?\\UNC\\x",
            "~/x",
            "~root/x",
            "%HomeDrive%\\x",
            "a\0b",
        ] {
            check(path, None);
        }
    }
}
