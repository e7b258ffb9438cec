//! A delivery that was sealed twice: texts with both ends of lines, data, a folder in a folder.

use etabli_formats::manifest::mhl::{Action, Chain, Creation, Link, Made, MadeFolder, number_of, write_chain, write_generation};
use etabli_formats::manifest::{Algorithm, Value, hash};

use super::FOLDER;
use crate::delivery::folder_values;
use crate::{Dice, MemoryTree, Node};

const DATES: [&str; 2] = ["2023-11-14T22:13:20+00:00", "2023-11-15T08:00:00+00:00"];
const NAMES: [&str; 2] = ["0001_render_2023-11-14_221320Z.mhl", "0002_render_2023-11-15_080000Z.mhl"];
const ALGORITHM: Algorithm = Algorithm::Xxh64;

pub(super) fn make() -> MemoryTree {
    let files = files();
    let mut chain = Chain::default();
    let mut nodes: Vec<(String, Node)> =
        files.iter().map(|(path, bytes)| (format!("{FOLDER}/{path}"), Node::file(bytes.clone()))).collect();
    let mut chained = Vec::new();
    for ((name, date), action) in NAMES.into_iter().zip(DATES).zip([Action::Original, Action::Verified]) {
        let generation = generation(&files, date, action);
        let (number, digest) = (number_of(name).unwrap_or_default(), hash(Algorithm::C4, &generation));
        chained = write_chain(&chain, number, name, &digest);
        chain.links.push(Link { number, name: name.to_owned(), value: Value::of(Algorithm::C4, digest), line: 0 });
        nodes.push((format!("{FOLDER}/ascmhl/{name}"), Node::file(generation)));
    }
    nodes.push((format!("{FOLDER}/ascmhl/ascmhl_chain.xml"), Node::file(chained)));
    MemoryTree::of(nodes)
}

fn files() -> Vec<(&'static str, Vec<u8>)> {
    let data = |seed, size: usize| {
        let mut dice = Dice::new(seed);
        (0..size).map(|_| dice.bits() as u8).collect()
    };
    let lines = |end: &str| (0..60).flat_map(|n| format!("plan {n};{}{end}", n * 7).into_bytes()).collect();
    vec![
        ("audio/mix.dat", data(1, 30_000)),
        ("notes.txt", lines("\n")),
        ("plates/left.dat", data(2, 150_000)),
        ("plates/right.dat", data(3, 200_000)),
        ("shots.csv", lines("\r\n")),
    ]
}

fn generation(files: &[(&str, Vec<u8>)], date: &str, action: Action) -> Vec<u8> {
    let made: Vec<Made> = files
        .iter()
        .map(|(path, bytes)| Made {
            path: (*path).to_owned(),
            size: bytes.len() as u64,
            modified: DATES.first().map_or_else(String::new, |first| (*first).to_owned()),
            values: vec![(ALGORITHM, hash(ALGORITHM, bytes), action)],
            previous: None,
        })
        .collect();
    let known = made.iter().filter_map(|made| Some((made.path.as_str(), Some(made.values.first()?.1.as_slice()))));
    let mut values = folder_values(ALGORITHM, known, []);
    let root = values.remove("").unwrap_or_default();
    let folders: Vec<MadeFolder> = values
        .into_iter()
        .map(|(path, (content, structure))| MadeFolder { path, modified: date.to_owned(), values: vec![(ALGORITHM, content, structure)] })
        .collect();
    let creation = Creation {
        date: date.to_owned(),
        host: "healthy".to_owned(),
        tool: ("Etabli healthy set".to_owned(), "1".to_owned()),
        ignored: [".DS_Store", "ascmhl", "ascmhl/"].map(str::to_owned).to_vec(),
        ..Creation::default()
    };
    let entries = made.iter().map(Ok).chain(folders.iter().map(Err));
    write_generation(&creation, &vec![(ALGORITHM, root.0, root.1)], entries)
}
