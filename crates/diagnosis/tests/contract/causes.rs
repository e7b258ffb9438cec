//! Every cause: its story is recognised, explained whole, and nothing else is.

use std::collections::BTreeSet;

use etabli_diagnosis::causes::{CAUSES, causes};
use etabli_diagnosis::{Dice, Fault, Level, MemoryTree, Selection, Site, check, faults, healthy};

const NOW: i64 = 1_700_086_400_000_000_000;

fn found(tree: &MemoryTree) -> Vec<etabli_diagnosis::Finding> {
    check(tree, &healthy::config(etabli_diagnosis::Healthy::ExrSequence), &Selection::all(Level::Pixels), NOW).expect("a tree in memory")
}

#[test]
fn every_story_is_recognised() {
    for cause in CAUSES {
        for seed in 0..crate::bench::seeds().min(10) {
            let mut tree = healthy::make(cause.story.healthy);
            let site = Site { tree: &tree, folder: healthy::FOLDER, variant: cause.story.variants[0] };
            let (patch, places) = (cause.story.make)(&site, &mut Dice::new(seed)).expect("the healthy set suits its story");
            tree.apply(&patch).expect("the patch fits");
            let findings = found(&tree);
            let named = causes(&findings);
            assert_eq!(named.iter().map(|c| c.cause.code).collect::<Vec<_>>(), [cause.code], "seed {seed}");
            let run = |f: &etabli_diagnosis::Finding| {
                f.frame.into_iter().flat_map(|first| first..=f.until.unwrap_or(first)).map(Some).collect::<Vec<_>>()
            };
            let frames: BTreeSet<Option<i64>> = named[0].findings.iter().flat_map(|&i| run(&findings[i])).collect();
            assert_eq!(frames, places.iter().map(|p| p.frame).collect(), "{} seed {seed}", cause.code);
            assert!(!named[0].explains.is_empty() && (0.5..=1.0).contains(&named[0].sure));
        }
    }
}

#[test]
fn codes_that_causes_explain_exist() {
    for code in CAUSES.iter().flat_map(|c| c.explains) {
        assert!(faults::all().any(|f: &Fault| f.code == *code), "{code}");
    }
}

#[test]
fn a_healthy_set_has_no_cause() {
    assert!(causes(&found(&healthy::make(etabli_diagnosis::Healthy::ExrSequence))).is_empty());
}
