//! The rules of the house, each in its file, and the tools of others that check format, lints, spelling and licences.

mod architecture;
mod faults;
mod forbidden;
mod header;
mod house;
mod length;
mod manifests;
mod orphan;
mod purity;
mod rooms;
mod source;

use std::path::Path;

use anyhow::{Result, ensure};

use crate::{shell, tools};
use house::{House, Level, Remark};

/// A rule reads the house and answers with what it has to say; no answer is praise.
type Rule = fn(&House) -> Vec<Remark>;

const RULES: &[Rule] = &[
    architecture::map_is_short,
    architecture::each_dependency_has_its_reason,
    faults::each_is_registered,
    forbidden::unfinished_work,
    forbidden::registry_hosts,
    forbidden::machine_paths,
    forbidden::unsafe_code,
    header::each_module_says_what_it_is,
    length::files,
    length::functions,
    orphan::each_source_is_reached,
    purity::pure_rooms_do_no_io,
    purity::steady_rooms_deny_panics,
    rooms::dependencies_point_down,
];

/// Checks everything that can be checked without running the product.
pub(crate) fn run(root: &Path) -> Result<()> {
    tools::ensure(root, &[&tools::TYPOS, &tools::DENY])?;
    shell::every(
        root,
        &[
            ("rules of the house", &house_rules),
            ("format", &|root| shell::run(&mut shell::cargo(root, "fmt --all --check -- -l --color never"))),
            ("spelling", &|root| shell::run(&mut shell::command(root, "typos", ["--config", "typos.toml", "--format", "brief", "."]))),
            ("licences, bans and sources", &|root| {
                shell::run(&mut shell::cargo(root, "deny --log-level error check licenses bans sources"))
            }),
            ("lints", &|root| shell::run(&mut shell::cargo(root, "clippy --quiet --keep-going --workspace --all-targets -- -D warnings"))),
        ],
    )
}

fn house_rules(root: &Path) -> Result<()> {
    let house = House::read(root)?;
    let mut remarks: Vec<Remark> = RULES.iter().flat_map(|rule| rule(&house)).collect();
    remarks.sort();
    for remark in &remarks {
        println!("{remark}");
    }
    let faults = remarks.iter().filter(|remark| remark.level == Level::Fault).count();
    println!("   files: {}, faults: {faults}, warnings: {}", house.len(), remarks.len() - faults);
    ensure!(faults == 0, "the rules of the house are broken; faults: {faults}");
    Ok(())
}
