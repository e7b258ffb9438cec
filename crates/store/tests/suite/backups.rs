//! A backup is made while the desk goes on, and what is given back is what was there.

use std::fs;

use etabli_store::{Blobs, Database, boxed, look, people, restore};

use crate::{cases, opened, runtime};

#[test]
fn what_is_backed_up_comes_back_whole_and_what_was_spoiled_is_named() {
    let home = tempfile::tempdir().unwrap();
    let at = |name: &str| home.path().join(name);
    runtime().block_on(async {
        let store = opened(&at("data"), &Database::Sqlite).await;
        cases::person(&store, "lea").await;
        let hash = store.blobs().keep(b"a picture").unwrap();
        let named = hash.clone();
        store.write(move |on| boxed(async move { Blobs::record(on, &named, 9, "image/png").await })).await.unwrap();
        let held = store.back_up(&at("copy")).await.unwrap();
        assert!(held.is_whole() && held.files == 1, "{held:?}");
        assert!(store.back_up(&at("copy")).await.is_err(), "a folder that holds something is left alone");
        cases::person(&store, "malo").await;

        assert!(restore(&at("copy"), &at("again")).await.unwrap().is_whole());
        let again = opened(&at("again"), &Database::Sqlite).await;
        assert_eq!(people::all(&mut again.read()).await.unwrap().len(), 1, "as it was at that moment");
        assert!(restore(&at("data").join("blobs"), &at("more")).await.is_err(), "no backup");

        let file = at("again").join("blobs").join(&hash[..2]).join(&hash[2..4]).join(&hash);
        fs::remove_file(&file).unwrap();
        fs::write(&file, "another").unwrap();
        assert_eq!(look(&at("again")).await.unwrap().spoiled, 1);
        assert!(look(&at("copy")).await.unwrap().is_whole(), "the copy is its own");
    });
}
