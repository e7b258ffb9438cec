//! Samples replaced by the median of their valid neighbours, in their own channel.

use std::collections::{BTreeMap, BTreeSet};

use etabli_formats::exr::{self, Answer, Ask, Box2i, Chunk, NewSample, Scratch, Spot, Structure, Test, WINDOW};
use etabli_formats::{Budget, Format, Source};

use crate::fix::NO_LONGER;
use crate::layers::{Role, layers};
use crate::{Change, Patch, Picture, Plan, Repair, Sentence, Step, Text};

/// Most samples of a file that medians stand for: beyond, the picture is to be made again.
pub(super) const MOST: usize = 4096;
/// How far a neighbour may be, in pixels.
const REACH: i32 = 8;
/// Side of the blocks in which samples are looked at together, so that a block and what is around it fit a window.
const BLOCK: i32 = WINDOW as i32 - 2 * REACH;

pub(super) const TOO_MANY: Text =
    Text { fr: "trop d'échantillons sont touchés : relancer l'image", en: "too many samples are hit: render the frame again" };
const FORMAT: Text = Text { fr: "seuls les pixels d'OpenEXR se réécrivent ici", en: "only the pixels of OpenEXR are written here" };
const ALONE: Text = Text {
    fr: "toute une zone est touchée, sans voisins valides assez proches : relancer l'image",
    en: "a whole area is hit, without valid neighbours near enough: render the frame again",
};
const DAMAGED: Text =
    Text { fr: "la structure du fichier est abîmée : la corriger d'abord", en: "the structure of the file is damaged: fix that first" };
const MEANT: Text = Text {
    fr: "dans ce calque cette valeur peut être voulue (rien devant la caméra)",
    en: "in this layer the value may be meant (nothing in front of the camera)",
};
const CODEC: Text = Text {
    fr: "sa compression ne s'écrit pas ici (seulement none, RLE, ZIPS et ZIP, sans mip map)",
    en: "its compression is not written here (only none, RLE, ZIPS and ZIP, without mip maps)",
};

/// A sound picture, taken apart.
pub(super) struct Opened<'a> {
    pub(super) source: Box<dyn Source + 'a>,
    pub(super) structure: Structure,
    pub(super) chunks: Vec<Chunk>,
    budget: &'a Budget,
}

/// Samples to be replaced, by part.
type Bad = BTreeMap<u32, Vec<Spot>>;

/// Replaces every sample that passes a test, in the layers of the roles that are judged.
pub(super) fn replace(repair: &Repair, test: Test, is_judged: impl Fn(Role) -> bool) -> Result<Plan, Sentence> {
    let picture = Opened::open(repair)?;
    let mut bad = Bad::new();
    let mut count = 0;
    for layer in layers(&Picture::unseen(&picture.structure), &repair.roles()) {
        let is_own = Some(layer.part) == repair.subject.at.part
            && picture.names(&layer.channels, layer.part).any(|n| Some(n) == repair.subject.at.channel.as_deref());
        if !is_judged(layer.role) {
            if is_own {
                return Err(MEANT.into());
            }
            continue;
        }
        let spots = picture.spots(layer.part, &layer.channels, test)?;
        count += spots.len();
        bad.entry(layer.part).or_default().extend(spots);
    }
    match count {
        0 => Err(NO_LONGER.into()),
        _ if count > MOST => Err(TOO_MANY.into()),
        _ => picture.plan(repair, &bad),
    }
}

impl<'a> Opened<'a> {
    /// The subject's file.
    pub(super) fn open(repair: &'a Repair) -> Result<Self, Sentence> {
        let source = repair.open()?;
        if Format::of(&source.read_range(0, Format::PROBE as u64)?) != Some(Format::Exr) {
            return Err(FORMAT.into());
        }
        let (structure, chunks) = exr::read(&*source, repair.budget)?;
        if !structure.defects.is_empty() || structure.parts.is_empty() {
            return Err(DAMAGED.into());
        }
        Ok(Self { source, structure, chunks, budget: repair.budget })
    }

    /// Every sample of some channels that passes a test.
    pub(super) fn spots(&self, part: u32, channels: &[u32], test: Test) -> Result<Vec<Spot>, Sentence> {
        let spots = exr::spots(&*self.source, (&self.structure, &self.chunks), (part, channels), test, MOST, self.budget)?;
        spots.ok_or_else(|| TOO_MANY.into())
    }

    /// The samples of some channels at some pixels.
    pub(super) fn spots_at(&self, part: u32, channels: &[u32], pixels: &[[i32; 2]]) -> Result<Vec<Spot>, Sentence> {
        let mut spots = Vec::new();
        for &pixel in pixels {
            let ask = Ask::Samples { part, channels: channels.to_vec(), window: Box2i { min: pixel, max: pixel } };
            if let Some(Answer::Samples(seen)) =
                exr::look(&*self.source, &self.structure, &self.chunks, &ask, self.budget, &mut Scratch::default())?
            {
                spots.extend(channels.iter().zip(seen).map(|(&channel, value)| Spot { pixel, channel, value }));
            }
        }
        Ok(spots)
    }

    fn names(&self, channels: &[u32], part: u32) -> impl Iterator<Item = &str> {
        let described = self.structure.parts.get(part as usize);
        channels.iter().filter_map(move |&c| described?.channels.get(c as usize).map(|channel| channel.name.as_str()))
    }

    /// Replaces these samples and no other.
    pub(super) fn plan(&self, repair: &Repair, bad: &Bad) -> Result<Plan, Sentence> {
        let (mut samples, mut changes) = (Vec::new(), Vec::new());
        for (&part, spots) in bad {
            for (spot, value) in self.medians(part, spots)? {
                let Spot { pixel, channel, value: before } = spot;
                samples.push(NewSample { part, channel, pixel, value });
                let name = self.names(&[channel], part).next().unwrap_or_default().to_owned();
                changes.push(Change::Sample { channel: name, pixel, before, after: value });
            }
        }
        let pieces = exr::replace_samples(&*self.source, (&self.structure, &self.chunks), &samples, self.budget)?.ok_or(CODEC)?;
        let patch = Patch::one(Step::Write { path: repair.subject.path.clone(), pieces });
        Ok(Plan { patch, changes })
    }

    /// Each sample with the median of its nearest valid neighbours.
    fn medians(&self, part: u32, spots: &[Spot]) -> Result<Vec<(Spot, f32)>, Sentence> {
        let is_bad: BTreeSet<(u32, i32, i32)> = spots.iter().map(|s| (s.channel, s.pixel[1], s.pixel[0])).collect();
        let mut blocks: BTreeMap<(u32, i32, i32), Vec<Spot>> = BTreeMap::new();
        for spot in spots {
            let [x, y] = spot.pixel.map(|side| side.div_euclid(BLOCK));
            blocks.entry((spot.channel, y, x)).or_default().push(*spot);
        }
        let mut found = Vec::new();
        for ((channel, y, x), spots) in blocks {
            let around = Around::of(self, part, channel, [x, y], &is_bad)?;
            for spot in spots {
                found.push((spot, around.median(spot.pixel).ok_or(ALONE)?));
            }
        }
        found.sort_by_key(|(spot, _)| (spot.pixel[1], spot.pixel[0], spot.channel));
        Ok(found)
    }
}

/// The valid samples of a channel in a block and around it; not a number elsewhere.
struct Around {
    min: [i32; 2],
    samples: Vec<f32>,
}

impl Around {
    fn of(picture: &Opened, part: u32, channel: u32, block: [i32; 2], bad: &BTreeSet<(u32, i32, i32)>) -> Result<Self, Sentence> {
        let min = block.map(|side| side.saturating_mul(BLOCK).saturating_sub(REACH));
        let window = Box2i { min, max: min.map(|side| side.saturating_add(WINDOW as i32 - 1)) };
        let ask = Ask::Samples { part, channels: vec![channel], window };
        let Opened { source, structure, chunks, budget } = picture;
        let answer = exr::look(&**source, structure, chunks, &ask, budget, &mut Scratch::default())?;
        let Some(Answer::Samples(mut samples)) = answer else { return Err(CODEC.into()) };
        let rows = samples.chunks_mut(WINDOW as usize).zip(min[1]..);
        for (value, y, x) in rows.flat_map(|(row, y)| row.iter_mut().zip(min[0]..).map(move |(value, x)| (value, y, x))) {
            if !value.is_finite() || bad.contains(&(channel, y, x)) {
                *value = f32::NAN;
            }
        }
        Ok(Self { min, samples })
    }

    /// The median of the valid samples in the smallest square around a pixel that holds some.
    fn median(&self, [x, y]: [i32; 2]) -> Option<f32> {
        (1..=REACH).find_map(|reach| {
            let square = (y - reach..=y + reach).flat_map(|y| (x - reach..=x + reach).map(move |x| [x, y]));
            let mut valid: Vec<f32> = square.filter_map(|pixel| self.at(pixel)).collect();
            valid.sort_by(f32::total_cmp);
            valid.get(valid.len() / 2).copied()
        })
    }

    fn at(&self, [x, y]: [i32; 2]) -> Option<f32> {
        let [column, row] = [x.checked_sub(self.min[0])?, y.checked_sub(self.min[1])?].map(usize::try_from);
        let column = column.ok().filter(|column| *column < WINDOW as usize)?;
        self.samples.get(row.ok()? * WINDOW as usize + column).copied().filter(|value| value.is_finite())
    }
}
