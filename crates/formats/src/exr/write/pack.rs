//! From samples to packed chunks (<https://openexr.com/en/latest/OpenEXRFileLayout.html#pixel-data>).

use libdeflater::{CompressionLvl, Compressor};

use super::image::{PartPixels, Plane, Samples, Unwritable};
use crate::exr::grid::{Grid, Place};
use crate::exr::{Box2i, Compression, Part};

/// Shortest run that is stored as one.
const RUN: usize = 3;
/// Longest run, and longest literal.
const MOST: usize = 127;

/// Packs the chunks of one part.
pub(super) struct Packer<'a> {
    planes: Vec<&'a Plane>,
    window: Box2i,
    tiled: bool,
    press: Press,
    raw: Vec<u8>,
}

/// Packs the bytes of chunks without loss.
pub(in crate::exr) struct Press {
    compression: Compression,
    deflate: Compressor,
    filtered: Vec<u8>,
    packed: Vec<u8>,
}

impl<'a> Packer<'a> {
    pub(super) fn new(pixels: &'a PartPixels, part: &Part) -> Result<Self, Unwritable> {
        let press = Press::new(part.compression, pixels.level).ok_or(Unwritable::Compression(part.compression))?;
        let mut planes: Vec<&Plane> = pixels.planes.iter().collect();
        planes.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Self { planes, window: part.data_window, tiled: part.tiling.is_some(), press, raw: Vec::new() })
    }

    /// Appends a chunk: coordinates, size, data.
    pub(super) fn chunk(&mut self, grid: &Grid, index: u64, bytes: &mut Vec<u8>) -> Result<(), Unwritable> {
        let Place { window, leader, .. } = grid.place(index).ok_or(Unwritable::Window)?;
        self.gather(&window);
        let coordinates = if self.tiled { 4 } else { 1 };
        for field in leader.iter().take(coordinates) {
            bytes.extend_from_slice(&field.to_le_bytes());
        }
        let data = self.press.pack(&self.raw);
        bytes.extend_from_slice(&(data.len() as i32).to_le_bytes());
        bytes.extend_from_slice(data);
        Ok(())
    }

    /// Line by line, and in each line channel by channel.
    fn gather(&mut self, window: &Box2i) {
        self.raw.clear();
        let stride = self.window.width();
        let left = u64::from(window.min[0].abs_diff(self.window.min[0]));
        let top = u64::from(window.min[1].abs_diff(self.window.min[1]));
        for row in 0..window.height() {
            let start = ((top + row) * stride + left) as usize;
            let end = start + window.width() as usize;
            for plane in &self.planes {
                append(&mut self.raw, &plane.samples, start, end);
            }
        }
    }
}

impl Press {
    /// A press for a codec that is written here, with an effort of deflate from 0 to 12; `None` for another codec.
    pub(in crate::exr) fn new(compression: Compression, level: u8) -> Option<Self> {
        let known = matches!(compression, Compression::None | Compression::Rle | Compression::Zips | Compression::Zip);
        let level = CompressionLvl::new(i32::from(level.min(12))).unwrap_or_default();
        known.then(|| Self { compression, deflate: Compressor::new(level), filtered: Vec::new(), packed: Vec::new() })
    }

    /// The bytes that are stored: packed, or as they are when packing does not make them fewer.
    pub(in crate::exr) fn pack<'s>(&'s mut self, raw: &'s [u8]) -> &'s [u8] {
        self.packed.clear();
        match self.compression {
            Compression::Rle => {
                filter(raw, &mut self.filtered);
                runs(&self.filtered, &mut self.packed);
            }
            Compression::Zips | Compression::Zip => {
                filter(raw, &mut self.filtered);
                self.packed.resize(self.deflate.zlib_compress_bound(self.filtered.len()), 0);
                let length = self.deflate.zlib_compress(&self.filtered, &mut self.packed).unwrap_or(0);
                self.packed.truncate(length);
            }
            _ => {}
        }
        if self.packed.is_empty() || self.packed.len() >= raw.len() { raw } else { &self.packed }
    }
}

fn append(raw: &mut Vec<u8>, samples: &Samples, start: usize, end: usize) {
    match samples {
        Samples::Half(values) => values.get(start..end).unwrap_or_default().iter().for_each(|value| raw.extend(value.to_le_bytes())),
        Samples::Float(values) => values.get(start..end).unwrap_or_default().iter().for_each(|value| raw.extend(value.to_le_bytes())),
        Samples::Uint(values) => values.get(start..end).unwrap_or_default().iter().for_each(|value| raw.extend(value.to_le_bytes())),
    }
}

/// Even bytes, then odd ones, each replaced by its difference from the one before, plus 128.
fn filter(raw: &[u8], filtered: &mut Vec<u8>) {
    filtered.clear();
    let mut before = 128_u8;
    for &byte in raw.iter().step_by(2).chain(raw.iter().skip(1).step_by(2)) {
        filtered.push(byte.wrapping_sub(before).wrapping_add(128));
        before = byte;
    }
}

/// Run lengths: a count of repetitions and a byte, or a negative count and as many bytes.
fn runs(data: &[u8], packed: &mut Vec<u8>) {
    let mut rest = data;
    while let Some(&byte) = rest.first() {
        let run = rest.iter().take(MOST + 1).take_while(|&&other| other == byte).count();
        if run >= RUN {
            packed.extend([(run - 1) as u8, byte]);
            rest = rest.get(run..).unwrap_or_default();
            continue;
        }
        let repeats = |three: &[u8]| matches!(three, [a, b, c] if a == b && b == c);
        let literal = rest.windows(RUN).take(MOST).position(repeats).unwrap_or(rest.len().min(MOST));
        packed.push((literal as i8).wrapping_neg() as u8);
        packed.extend_from_slice(rest.get(..literal).unwrap_or_default());
        rest = rest.get(literal..).unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use super::{filter, runs};

    #[test]
    fn the_filter_splits_and_differs() {
        let mut filtered = Vec::new();
        filter(&[10, 1, 12, 5, 9], &mut filtered);
        assert_eq!(filtered, [10, 130, 125, 120, 132]);
    }

    #[test]
    fn runs_of_three_or_more_are_counted() {
        let packed = |data: &[u8]| {
            let mut packed = Vec::new();
            runs(data, &mut packed);
            packed
        };
        assert_eq!(packed(&[7, 7, 7]), [2, 7]);
        assert_eq!(packed(&[7, 7]), [254, 7, 7]);
        assert_eq!(packed(&[1, 2, 2, 2, 2, 3]), [255, 1, 3, 2, 255, 3]);
        assert_eq!(packed(&[0; 130]), [127, 0, 254, 0, 0]);
        let distinct: Vec<u8> = (0..130).collect();
        assert_eq!(packed(&distinct).iter().take(2).copied().collect::<Vec<_>>(), [129, 0]);
        assert_eq!(packed(&distinct).len(), 132);
    }
}
