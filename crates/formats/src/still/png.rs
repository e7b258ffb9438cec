//! The pixels of PNG (W3C Portable Network Graphics, third edition), from the lines that its own reader unpacks.

mod notes;

use super::expand::{split, spread, swap16, unpack};
use super::{Header, Opened, filter, window};
use crate::exr::{Channel, SampleType};
use crate::pixels::Line;
use crate::png::{Colour, Pass, Structure};
use crate::{Source, Stop};

/// How pixels are written.
#[derive(Debug, Clone, Default)]
pub(super) struct Layout {
    structure: Structure,
    palette: Vec<[u8; 3]>,
    /// What `tRNS` holds: an opacity for each colour of the palette, or the one pixel that is clear.
    clear: Vec<u8>,
}

/// The picture of a file whose structure was read. `None` when its header says what no decoder could read.
pub(super) fn open(source: &dyn Source, structure: &Structure) -> Result<Opened<Layout>, Stop> {
    let is_known = structure.colour.allows(structure.depth) && (structure.colour != Colour::Palette || structure.palette > 0);
    let Some(window) = window(structure.width, structure.height).filter(|_| is_known) else { return Ok(None) };
    let head = notes::head(source, structure)?;
    let layout = Layout {
        palette: notes::first(&head, *b"PLTE").map(|chunk| chunk.as_chunks::<3>().0.to_vec()).unwrap_or_default(),
        clear: notes::first(&head, *b"tRNS").unwrap_or_default().to_vec(),
        structure: Structure { notes: Vec::new(), defects: Vec::new(), ..structure.clone() },
    };
    let header = Header {
        channels: layout.channels(),
        compression: layout.compression(),
        data_window: window,
        display_window: window,
        pixel_aspect: notes::pixel_aspect(structure),
        attributes: notes::attributes(structure),
    };
    Ok(Some((header, Ok(layout))))
}

impl Layout {
    /// What its own reader knows of the file.
    pub(super) fn structure(&self) -> &Structure {
        &self.structure
    }

    /// Samples of a pixel in the file.
    fn samples(&self) -> usize {
        self.structure.colour.samples() as usize
    }

    /// Bytes of a sample in a line.
    fn size(&self) -> usize {
        if self.structure.depth == 16 { 2 } else { 1 }
    }

    /// Whether `tRNS` gives an alpha to a picture that has none.
    fn is_keyed(&self) -> bool {
        match self.structure.colour {
            Colour::Palette => !self.clear.is_empty(),
            Colour::Grey | Colour::Rgb => self.clear.len() >= 2 * self.samples(),
            Colour::GreyAlpha | Colour::Rgba => false,
        }
    }

    fn channels(&self) -> Vec<Channel> {
        let names: &[&str] = match (self.structure.colour, self.is_keyed()) {
            (Colour::Grey, false) => &["Y"],
            (Colour::Grey, true) | (Colour::GreyAlpha, _) => &["Y", "A"],
            (Colour::Rgb | Colour::Palette, false) => &["R", "G", "B"],
            _ => &["R", "G", "B", "A"],
        };
        let kind = if self.structure.depth == 16 { SampleType::U16 } else { SampleType::U8 };
        names.iter().map(|name| Channel { name: (*name).to_owned(), kind, linear: false, sampling: [1, 1] }).collect()
    }

    /// The one compression there is, with what else differs between two ways to write a picture.
    fn compression(&self) -> String {
        match (self.structure.colour, self.structure.depth) {
            (Colour::Palette, bits) => format!("deflate ({bits}-bit palette)"),
            (_, 8 | 16) => "deflate".to_owned(),
            (_, bits) => format!("deflate ({bits}-bit)"),
        }
    }

    /// Shows every line of the unpacked data, from the top.
    pub(super) fn lines(&self, unpacked: &mut [u8], channels: &[Channel], show: &mut dyn FnMut(&Line)) {
        if self.structure.interlaced {
            return self.interlaced(unpacked, channels, show);
        }
        let width = self.structure.width as usize;
        let (mut y, mut out) = (0, Vec::new());
        for pass in self.structure.passes() {
            self.each(unpacked, &pass, |line| {
                self.expand(line, width, channels.len(), &mut out);
                show(&Line { part: 0, channels, at: [0, y], width, bytes: &out });
                y += 1;
            });
        }
    }

    /// Undoes the filters of a pass and gives each line, up to one whose filter does not exist.
    fn each(&self, unpacked: &mut [u8], pass: &Pass, mut give: impl FnMut(&[u8])) {
        let stride = usize::try_from(pass.line(&self.structure)).unwrap_or(0);
        let pixel = self.structure.bits().div_ceil(8) as usize;
        let none = vec![0; stride];
        let mut above: &[u8] = &none;
        for line in unpacked.chunks_exact_mut(stride + 1) {
            let Some((filter, line)) = line.split_first_mut() else { return };
            if !filter::undo(*filter, pixel, above, line) {
                return;
            }
            give(line);
            above = line;
        }
    }

    /// Puts the passes together before any line is shown.
    fn interlaced(&self, unpacked: &mut [u8], channels: &[Channel], show: &mut dyn FnMut(&Line)) {
        let (width, size) = (self.structure.width as usize, self.size());
        let stride = width * channels.len() * size;
        let mut whole = vec![0; stride * self.structure.height as usize];
        let (mut rest, mut out) = (unpacked, Vec::new());
        for pass in self.structure.passes() {
            let bytes = (pass.line(&self.structure) + 1).saturating_mul(pass.height.into());
            let own;
            (own, rest) = rest.split_at_mut(usize::try_from(bytes).unwrap_or(usize::MAX).min(rest.len()));
            let mut rows = whole.chunks_exact_mut(stride.max(1)).skip(pass.y[0] as usize).step_by(pass.y[1] as usize);
            self.each(own, &pass, |line| {
                self.expand(line, pass.width as usize, channels.len(), &mut out);
                if let Some(row) = rows.next() {
                    scatter(&out, pass.x, channels.len(), size, row);
                }
            });
        }
        for (bytes, y) in whole.chunks_exact(stride.max(1)).zip(0..) {
            show(&Line { part: 0, channels, at: [0, y], width, bytes });
        }
    }

    /// Makes a line of what the file holds.
    fn expand(&self, line: &[u8], width: usize, channels: usize, out: &mut Vec<u8>) {
        let size = self.size();
        out.resize(width * channels * size, 0);
        let (samples, alpha) = out.split_at_mut((width * self.samples().min(channels) * size).min(width * channels * size));
        match (self.structure.colour, self.structure.depth) {
            (Colour::Palette, _) => return self.colours(line, width, out),
            (_, 16) => {
                split::<2>(line, self.samples(), samples);
                swap16(samples);
            }
            (_, 8) => split::<1>(line, self.samples(), samples),
            (_, bits) => {
                unpack(line, bits, samples);
                let key = self.key();
                samples.iter().zip(alpha).for_each(|(sample, alpha)| *alpha = if key.first() == Some(sample) { 0 } else { u8::MAX });
                return spread(samples, bits);
            }
        }
        if self.is_keyed() {
            let key = self.key();
            let pixels = line.chunks_exact(self.samples() * size).zip(alpha.chunks_exact_mut(size));
            pixels.for_each(|(pixel, alpha)| alpha.fill(if pixel == key { 0 } else { u8::MAX }));
        }
    }

    /// The bytes of the clear pixel, as wide as the file's samples.
    fn key(&self) -> Vec<u8> {
        let values = self.clear.as_chunks::<2>().0.iter().take(self.samples());
        if self.structure.depth == 16 { values.flatten().copied().collect() } else { values.map(|[_, low]| *low).collect() }
    }

    fn colours(&self, line: &[u8], width: usize, out: &mut [u8]) {
        let mut indices = vec![0; width];
        unpack(line, self.structure.depth, &mut indices);
        for (channel, plane) in out.chunks_exact_mut(width.max(1)).enumerate() {
            let colour = |index: usize| self.palette.get(index).and_then(|colour| colour.get(channel)).copied().unwrap_or(0);
            let opacity = |index: usize| self.clear.get(index).copied().unwrap_or(u8::MAX);
            let value = |index: u8| if channel == 3 { opacity(index.into()) } else { colour(index.into()) };
            plane.iter_mut().zip(&indices).for_each(|(to, index)| *to = value(*index));
        }
    }
}

/// Puts the samples of a pass, channel after channel, where they belong in a row.
fn scatter(samples: &[u8], [first, step]: [u32; 2], channels: usize, size: usize, row: &mut [u8]) {
    let planes = row.chunks_exact_mut((row.len() / channels.max(1)).max(1));
    for (plane, own) in planes.zip(samples.chunks_exact((samples.len() / channels.max(1)).max(1))) {
        let places = plane.chunks_exact_mut(size).skip(first as usize).step_by(step as usize);
        places.zip(own.chunks_exact(size)).for_each(|(to, from)| to.copy_from_slice(from));
    }
}
