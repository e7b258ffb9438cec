//! Layers and what they are for.

use etabli_formats::exr::{Kind, Part, Plan, Structure};
use serde::{Deserialize, Serialize};

use crate::Needs;

mod names;

/// What a layer is for: a pixel fault names the roles it judges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Light, seen by an eye.
    Colour,
    /// Coverage.
    Alpha,
    /// Distance from the camera.
    Depth,
    /// Direction, position, motion, texture coordinates.
    Vector,
    /// Hashed or numbered identities, cryptomatte included.
    Id,
    /// A mask.
    Matte,
    /// Anything else.
    Data,
}

/// Channels of one part that share a prefix and a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    /// Prefix of its channels, empty for the main picture.
    pub name: String,
    /// Part, from 0.
    pub part: u32,
    /// Its channels, as indices into the part's list.
    pub channels: Vec<u32>,
    /// What it is for.
    pub role: Role,
}

/// The roles that a production declares for its layers, by a glob over the layer's name, before the name tables are asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roles(pub Vec<(String, Role)>);

/// Every layer of a file, in part and channel order. Colour and alpha of one prefix are two layers.
pub fn layers(structure: &Structure, roles: &Roles) -> Vec<Layer> {
    let mut layers: Vec<Layer> = Vec::new();
    for (part, number) in structure.parts.iter().zip(0..) {
        for (channel, index) in part.channels.iter().zip(0..) {
            let (prefix, suffix) = channel.name.rsplit_once('.').unwrap_or(("", &channel.name));
            let role = role_of(part, prefix, suffix, roles);
            match layers.iter_mut().find(|l| l.part == number && l.name == prefix && l.role == role) {
                Some(layer) => layer.channels.push(index),
                None => layers.push(Layer { name: prefix.to_owned(), part: number, channels: vec![index], role }),
            }
        }
    }
    layers
}

fn role_of(part: &Part, prefix: &str, suffix: &str, roles: &Roles) -> Role {
    let whole = if prefix.is_empty() { part.name.as_str() } else { prefix };
    if let Some(&(_, role)) = roles.0.iter().find(|(glob, _)| matches(glob, whole)) {
        return role;
    }
    names::role(whole, suffix)
}

fn matches(glob: &str, name: &str) -> bool {
    globset::Glob::new(glob).is_ok_and(|glob| glob.compile_matcher().is_match(name))
}

/// What the pixel pass computes besides the statistics of every channel.
pub fn plan(structure: &Structure, needs: Needs, roles: &Roles) -> Plan {
    let mut plan = Plan::default();
    for layer in layers(structure, roles) {
        let flat = structure.parts.get(layer.part as usize).is_some_and(|p| matches!(p.kind, Kind::Scanline | Kind::Tiled));
        if !flat || !matches!(layer.role, Role::Colour | Role::Alpha) {
            continue;
        }
        let pairs = layer.channels.iter().map(|&c| (layer.part, c));
        if needs.holds(Needs::LEVELS) {
            plan.levels.extend(pairs.clone());
        }
        if needs.holds(Needs::CELLS) {
            plan.cells.extend(pairs);
        }
        if needs.holds(Needs::COLOURS)
            && layer.role == Role::Colour
            && let Some(rgb) = rgb(structure, &layer)
        {
            plan.colours.push((layer.part, rgb));
        }
    }
    plan
}

/// The red, green and blue channels of a layer, when it has all three.
pub fn rgb(structure: &Structure, layer: &Layer) -> Option<[u32; 3]> {
    let part = structure.parts.get(layer.part as usize)?;
    let find = |wanted: &str| {
        layer.channels.iter().copied().find(|&c| {
            part.channels
                .get(c as usize)
                .is_some_and(|channel| channel.name.rsplit('.').next().is_some_and(|suffix| suffix.eq_ignore_ascii_case(wanted)))
        })
    };
    Some([find("R")?, find("G")?, find("B")?])
}
