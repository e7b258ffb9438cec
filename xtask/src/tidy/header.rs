//! Each module opens with `//!`: what it is, before how it does it.

use super::house::{House, Remark};

pub(super) fn each_module_says_what_it_is(house: &House) -> Vec<Remark> {
    let mute = house.rust().filter(|(_, file)| !file.text.trim_start().starts_with("//!"));
    mute.map(|(path, _)| Remark::fault(path, 1, "open the file with `//!` and a sentence on what it is for")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_does_not_say_what_it_is_fails() {
        let house = House::of(&[("good.rs", "//! Good.\n"), ("mute.rs", "// A note.\nmod a;\n"), ("other.md", "text")]);
        assert_eq!(
            each_module_says_what_it_is(&house),
            [Remark::fault("mute.rs", 1, "open the file with `//!` and a sentence on what it is for")]
        );
    }
}
