//! What each column holds of people is declared, or this fails.

use std::collections::{BTreeMap, BTreeSet};

use etabli_store::{Database, Rows};

use crate::{opened, runtime};

const DECLARED: &str = include_str!("../../columns.toml");
const CLASSES: [&str; 3] = ["private", "personal", "plain"];

#[test]
fn every_column_says_what_it_holds_of_people() {
    let declared: BTreeMap<String, BTreeMap<String, Vec<String>>> = toml::from_str(DECLARED).unwrap();
    let mut said = BTreeSet::new();
    for (table, classes) in &declared {
        for (class, columns) in classes {
            assert!(CLASSES.contains(&class.as_str()), "{table}: {class}");
            for column in columns {
                assert!(said.insert((table.clone(), column.clone())), "{table}.{column} is declared twice");
            }
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let there: BTreeSet<(String, String)> = runtime().block_on(async {
        let store = opened(folder.path(), &Database::Sqlite).await;
        let sql = "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'";
        let rows = store.read().rows(sql, Vec::new()).await.unwrap();
        rows.iter().map(|row| (row.text(0).unwrap(), row.text(1).unwrap())).collect()
    });
    assert_eq!(said, there);
}
