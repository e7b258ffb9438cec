//! Files whose header was met before: known again only when the whole file says the same.

use etabli_formats::Budget;
use etabli_formats::exr::{Compression, Extra, PartPixels, Repeat, read_from};

use crate::hand::{file, packed, picture, read, table_at, written};

/// Whether `bytes` are taken for a repetition of the picture's file. Either way the head stays fit for the reader.
fn repeats(bytes: &[u8]) -> bool {
    let repeat = Repeat::of(&file(), read(&file()).0).unwrap().unwrap();
    let source = bytes.to_vec();
    let mut head = etabli_formats::exr::head(&source).unwrap();
    let is_same = repeat.is_in(&source, &mut head, &Budget::default()).unwrap();
    let again = read_from(&source, head, &Budget::default()).unwrap();
    assert_eq!(again, read(bytes));
    assert!(!is_same || again.0 == read(&file()).0, "what is taken for the same reads the same");
    is_same
}

#[test]
fn other_pixels_under_one_header_are_a_repetition() {
    let mut other = picture();
    other.planes.iter_mut().for_each(|plane| *plane = etabli_formats::exr::Plane::half(&plane.name, vec![0.5; 2000]));
    assert!(repeats(&file()) && repeats(&written(other)));
}

#[test]
fn another_header_or_a_damaged_body_is_none() {
    let said = PartPixels { extra: vec![Extra::text("owner", "x")], ..picture() };
    assert!(!repeats(&written(said)) && !repeats(&packed(Compression::Zips)));
    let mut zeroed = file();
    zeroed[table_at(&file())..][..8].fill(0);
    let mut longer = file();
    longer.push(1);
    for bytes in
        [zeroed, longer, file()[..file().len() - 9].to_vec(), file()[..table_at(&file()) + 3].to_vec(), file()[..40].to_vec(), Vec::new()]
    {
        assert!(!repeats(&bytes), "{}", bytes.len());
    }
}

#[test]
fn only_a_sound_file_sets_a_header() {
    let cut = file()[..file().len() - 9].to_vec();
    assert!(Repeat::of(&cut, read(&cut).0).unwrap().is_none());
    let none = Vec::new();
    assert!(Repeat::of(&none, read(&none).0).unwrap().is_none());
}
