//! Layers and what they are for.

use std::sync::OnceLock;

use etabli_formats::exr::Plan;
use globset::{Glob, GlobMatcher};
use serde::{Deserialize, Serialize};

use crate::{Config, Needs, Part, Picture};

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
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Roles {
    declared: Vec<(String, Role)>,
    #[serde(skip)]
    globs: OnceLock<Vec<Option<GlobMatcher>>>,
}

impl Roles {
    /// What a configuration declares. A glob that is none matches nothing; the configuration's reader refuses it first.
    pub fn of(config: &Config) -> Self {
        let declared = config.layers.iter().map(|(glob, role)| (glob.clone(), *role)).collect();
        Self { declared, globs: OnceLock::new() }
    }

    fn role(&self, layer: &str) -> Option<Role> {
        let matcher = |(glob, _): &(String, Role)| Glob::new(glob).ok().map(|glob| glob.compile_matcher());
        let globs = self.globs.get_or_init(|| self.declared.iter().map(matcher).collect());
        let place = globs.iter().position(|glob| glob.as_ref().is_some_and(|glob| glob.is_match(layer)))?;
        self.declared.get(place).map(|(_, role)| *role)
    }
}

impl PartialEq for Roles {
    fn eq(&self, other: &Self) -> bool {
        self.declared == other.declared
    }
}

impl Eq for Roles {}

/// Every layer of a file, in part and channel order. Colour and alpha of one prefix are two layers.
pub fn layers(picture: &Picture, roles: &Roles) -> Vec<Layer> {
    let mut layers: Vec<Layer> = Vec::new();
    for (part, number) in picture.parts().zip(0..) {
        for (channel, index) in part.channels.iter().zip(0..) {
            let (prefix, suffix) = channel.name.rsplit_once('.').unwrap_or(("", &channel.name));
            let role = role_of(&part, prefix, suffix, roles);
            match layers.iter_mut().find(|l| l.part == number && l.name == prefix && l.role == role) {
                Some(layer) => layer.channels.push(index),
                None => layers.push(Layer { name: prefix.to_owned(), part: number, channels: vec![index], role }),
            }
        }
    }
    layers
}

fn role_of(part: &Part, prefix: &str, suffix: &str, roles: &Roles) -> Role {
    let whole = if prefix.is_empty() { part.name } else { prefix };
    roles.role(whole).unwrap_or_else(|| names::role(whole, suffix))
}

/// Words at the end of a layer's name that mean the picture itself.
const MAIN: &[&str] = &["combined", "beauty", "rgba", "rgb", "c", "ci", "main", "default"];

/// The main picture of a file, its colour and its alpha: the layer without a name, else one named as a picture, else the first colour.
pub fn main(picture: &Picture, roles: &Roles) -> Option<(Layer, Option<Layer>)> {
    let all = layers(picture, roles);
    let rank = |layer: &Layer| {
        let last = layer.name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        MAIN.iter().position(|main| *main == last).map_or(MAIN.len() + 1, |place| place + 1) * usize::from(!layer.name.is_empty())
    };
    let colour = all.iter().filter(|l| l.role == Role::Colour).min_by_key(|l| rank(l))?.clone();
    let alpha = all.into_iter().find(|l| l.role == Role::Alpha && l.part == colour.part && l.name == colour.name);
    Some((colour, alpha))
}

/// What the pixel pass computes besides the statistics of every channel: figures of the main picture, the only one judged by them.
pub fn plan(picture: &Picture, needs: Needs, roles: &Roles) -> Plan {
    let mut plan = Plan::default();
    let Some((colour, alpha)) = main(picture, roles) else { return plan };
    if !picture.part(colour.part).is_some_and(|part| part.is_flat) {
        return plan;
    }
    let seen = colour.channels.iter().map(|&c| (colour.part, c));
    if needs.holds(Needs::LEVELS) {
        plan.levels.extend(seen.clone());
    }
    if needs.holds(Needs::CELLS) {
        let covered = alpha.iter().flat_map(|layer| &layer.channels).map(|&c| (colour.part, c));
        plan.cells.extend(seen.chain(covered));
    }
    if needs.holds(Needs::COLOURS)
        && let Some(rgb) = rgb(picture, &colour)
    {
        plan.colours.push((colour.part, rgb));
    }
    plan
}

/// The red, green and blue channels of a layer, when it has all three.
pub fn rgb(picture: &Picture, layer: &Layer) -> Option<[u32; 3]> {
    let part = picture.part(layer.part)?;
    let find = |wanted: &str| {
        layer.channels.iter().copied().find(|&c| {
            part.channels
                .get(c as usize)
                .is_some_and(|channel| channel.name.rsplit('.').next().is_some_and(|suffix| suffix.eq_ignore_ascii_case(wanted)))
        })
    };
    Some([find("R")?, find("G")?, find("B")?])
}
