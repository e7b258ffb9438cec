//! What holds of any grouping, whatever the names.

use std::collections::BTreeSet;

use etabli_diagnosis::sequence::{Grouping, group, notation};
use proptest::prelude::*;

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "(beauty|Beauty|a_1|rough)[._-]?(-?[0-9]{1,5}|100[0-9])(_[LR]|[.]v[0-9]{1,2})?[.](exr|EXR|tx)",
        1 => "u[0-9]{1,2}_v[0-9]{1,2}[.]exr",
        1 => ".{0,12}",
        1 => "[0-9._vxu-]{0,40}[.]exr",
    ]
}

/// What a grouping says, with names in place of indices.
fn by_name(names: &[&str]) -> Vec<String> {
    let Grouping { sequences, singles } = group(names);
    let mut parts = Vec::new();
    for sequence in &sequences {
        parts.push(format!("{} {:?}", notation(sequence), sequence.kind));
        parts.extend(sequence.members.iter().map(|m| format!("{} {}", names[m.name], m.frame)));
        parts.extend(sequence.strays.iter().map(|s| format!("{} {} {:?}", names[s.name], s.frame, s.why)));
    }
    parts.extend(singles.iter().map(|index| names[*index].to_owned()));
    parts
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn order_changes_nothing(names in prop::collection::btree_set(name(), 0..60), seed: u64) {
        let sorted: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut shuffled = sorted.clone();
        shuffled.sort_by_key(|name| name.bytes().fold(seed, |hash, byte| hash.rotate_left(7).wrapping_mul(31) ^ u64::from(byte)));
        prop_assert_eq!(by_name(&sorted), by_name(&shuffled));
    }

    #[test]
    fn each_name_is_in_one_place(names in prop::collection::vec(name(), 0..60)) {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let Grouping { sequences, singles } = group(&names);
        let members = sequences.iter().flat_map(|s| &s.members).map(|m| m.name);
        let strays = sequences.iter().flat_map(|s| &s.strays).map(|s| s.name);
        let places: Vec<usize> = members.chain(strays).chain(singles).collect();
        prop_assert_eq!(places.len(), names.len());
        prop_assert_eq!(places.into_iter().collect::<BTreeSet<_>>(), (0..names.len()).collect::<BTreeSet<_>>());
    }

    #[test]
    fn members_ascend_and_bear_their_names(names in prop::collection::btree_set(name(), 0..60)) {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        for sequence in group(&names).sequences {
            prop_assert!(sequence.members.len() > 1);
            prop_assert!(sequence.members.windows(2).all(|pair| pair[0].frame < pair[1].frame));
            for member in &sequence.members {
                prop_assert_eq!(names[member.name], sequence.name_of(member.frame));
            }
        }
    }
}
