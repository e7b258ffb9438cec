//! Any names, one a line, grouped into frame sequences: every name is in one place, and its frame writes it again.
#![no_main]

use etabli_diagnosis::sequence::group;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    // A folder holds no name twice.
    let mut names: Vec<&str> = text.lines().collect();
    names.sort_unstable();
    names.dedup();
    let grouping = group(&names);
    let members = grouping.sequences.iter().flat_map(|sequence| sequence.members.iter().map(|member| member.name));
    let strays = grouping.sequences.iter().flat_map(|sequence| sequence.strays.iter().map(|stray| stray.name));
    let mut placed: Vec<usize> = members.chain(strays).chain(grouping.singles.iter().copied()).collect();
    placed.sort_unstable();
    assert_eq!(placed, (0..names.len()).collect::<Vec<_>>(), "each name in one place");
    for sequence in &grouping.sequences {
        for member in &sequence.members {
            assert_eq!(sequence.name_of(member.frame), names[member.name], "a frame writes its name");
        }
    }
});
