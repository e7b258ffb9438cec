//! The image that a directory describes.

use super::directory::{Desk, Directory, Entry};
use super::structure::{Array, Image, SampleFormat, Tile};
use super::tags::{self, is_unsigned, type_size};
use crate::Stop;

/// Most samples of a pixel that are looked at one by one.
const SAMPLES: usize = 64;

/// Reads the image of a directory. It is not whole when it cannot be: the reason is in the journal.
pub(super) fn read(desk: &mut Desk, directory: &Directory) -> Result<Image, Stop> {
    let mut fields = Fields { desk, directory, sound: true };
    let mut image = Image {
        at: directory.at,
        reduced: fields.one(tags::SUBFILE, 0)? & 1 == 1,
        width: fields.size(tags::WIDTH)?,
        height: fields.size(tags::HEIGHT)?,
        samples: fields.within(tags::SAMPLES, 1, 1, u64::from(u16::MAX))? as u16,
        compression: fields.one(tags::COMPRESSION, 1)? as u16,
        predictor: fields.within(tags::PREDICTOR, 1, 1, 3)? as u16,
        planar: fields.within(tags::PLANAR, 1, 1, 2)? == 2,
        ..Image::default()
    };
    fields.compression(image.compression);
    image.photometric = fields.photometric()?;
    image.planar &= image.samples > 1;
    image.subsampling = fields.subsampling(&image)?;
    image.extra = fields.list(tags::EXTRA, SAMPLES)?.into_iter().map(|kind| kind as u16).collect();
    image.fill_order = fields.within(tags::FILL_ORDER, 1, 1, 2)? as u16;
    fields.orientation()?;
    fields.bits(&mut image)?;
    fields.format(&mut image)?;
    fields.palette(&image);
    fields.layout(&mut image)?;
    image.whole = fields.sound;
    Ok(image)
}

/// Whether a directory describes an image at all.
pub(super) fn is_one(directory: &Directory) -> bool {
    [tags::WIDTH, tags::HEIGHT, tags::STRIP_OFFSETS, tags::TILE_OFFSETS].iter().any(|&tag| directory.entry(tag).is_some())
}

struct Fields<'a, 'b> {
    desk: &'a mut Desk<'b>,
    directory: &'a Directory,
    /// Whether the image can be: its pixels could be found and unpacked.
    sound: bool,
}

impl Fields<'_, '_> {
    fn wrong(&mut self, tag: u16, problem: &str, seen: u64) {
        let at = self.directory.entry(tag).map_or(self.directory.at, |entry| entry.at);
        self.desk.wrong(at, tag, problem, seen);
        self.sound = false;
    }

    /// The values of a tag that holds integers; none when it is absent.
    fn list(&mut self, tag: u16, most: usize) -> Result<Vec<u64>, Stop> {
        let Some(entry) = self.directory.entry(tag) else { return Ok(Vec::new()) };
        if !is_unsigned(entry.kind) {
            self.wrong(tag, "type", u64::from(entry.kind));
        } else if !entry.inside {
            self.wrong(tag, "outside", entry.value_at);
        } else if entry.count == 0 {
            self.wrong(tag, "count", 0);
        } else {
            return self.desk.numbers(entry, most);
        }
        Ok(Vec::new())
    }

    fn one(&mut self, tag: u16, default: u64) -> Result<u64, Stop> {
        Ok(self.list(tag, 1)?.first().copied().unwrap_or(default))
    }

    fn within(&mut self, tag: u16, default: u64, least: u64, most: u64) -> Result<u64, Stop> {
        let value = self.one(tag, default)?;
        if (least..=most).contains(&value) {
            return Ok(value);
        }
        self.wrong(tag, "value", value);
        Ok(default)
    }

    /// Width or height: required, and never 0.
    fn size(&mut self, tag: u16) -> Result<u32, Stop> {
        if self.directory.entry(tag).is_none() {
            self.wrong(tag, "missing", 0);
            return Ok(0);
        }
        Ok(self.within(tag, 0, 1, u64::from(u32::MAX))? as u32)
    }

    /// Required; readers guess it from the samples when it is not there.
    fn photometric(&mut self) -> Result<u16, Stop> {
        if self.directory.entry(tags::PHOTOMETRIC).is_none() {
            let rule = super::Rule::Entry { tag: tags::PHOTOMETRIC, problem: "missing".to_owned(), seen: 0 };
            self.desk.journal.odd(self.directory.at, rule);
        }
        Ok(self.one(tags::PHOTOMETRIC, 1)? as u16)
    }

    /// Numbers from 32766 on are given to whoever asks.
    fn compression(&mut self, compression: u16) {
        if compression < 32766 && tags::compression_name(compression) == "unknown" {
            self.wrong(tags::COMPRESSION, "value", u64::from(compression));
        }
    }

    /// Readers take what they do not know for upright.
    fn orientation(&mut self) -> Result<(), Stop> {
        let value = self.one(tags::ORIENTATION, 1)?;
        if !(1..=8).contains(&value) {
            let at = self.directory.entry(tags::ORIENTATION).map_or(self.directory.at, |entry| entry.at);
            let rule = super::Rule::Entry { tag: tags::ORIENTATION, problem: "value".to_owned(), seen: value };
            self.desk.journal.odd(at, rule);
        }
        Ok(())
    }

    /// Indices need their colours.
    fn palette(&mut self, image: &Image) {
        if image.photometric == 3 && image.bits <= 16 {
            match self.directory.entry(tags::COLOUR_MAP) {
                None => self.wrong(tags::COLOUR_MAP, "missing", 0),
                Some(entry) if entry.count < 3 << image.bits => self.wrong(tags::COLOUR_MAP, "count", entry.count),
                Some(_) => {}
            }
        }
    }

    /// Chroma is subsampled only where pixels are YCbCr, and unpacked JPEG gives full pixels.
    fn subsampling(&mut self, image: &Image) -> Result<[u16; 2], Stop> {
        if image.photometric != 6 || matches!(image.compression, 6 | 7) {
            return Ok([1, 1]);
        }
        let steps = self.list(tags::SUBSAMPLING, 2)?;
        let [h, v] = [steps.first().copied().unwrap_or(2), steps.get(1).copied().unwrap_or(2)];
        if ![h, v].iter().all(|step| matches!(step, 1 | 2 | 4)) {
            self.wrong(tags::SUBSAMPLING, "value", h.max(v));
            return Ok([1, 1]);
        }
        Ok([h as u16, v as u16])
    }

    fn bits(&mut self, image: &mut Image) -> Result<(), Stop> {
        let bits = self.list(tags::BITS, SAMPLES)?;
        image.bits = bits.first().map_or(1, |&first| u16::try_from(first).unwrap_or(u16::MAX));
        if bits.iter().any(|&own| own != u64::from(image.bits)) {
            image.bits = 0;
        }
        let count = self.directory.entry(tags::BITS).map_or(1, |entry| entry.count);
        if let Some(&wrong) = bits.iter().find(|&&own| own == 0 || own > 64) {
            self.wrong(tags::BITS, "value", wrong);
        } else if count != 1 && count < u64::from(image.samples) {
            self.wrong(tags::BITS, "count", count);
        }
        Ok(())
    }

    fn format(&mut self, image: &mut Image) -> Result<(), Stop> {
        let formats = self.list(tags::FORMAT, SAMPLES)?;
        image.format = match formats.first().copied().unwrap_or(1) {
            1 => SampleFormat::Unsigned,
            2 => SampleFormat::Signed,
            3 => SampleFormat::Float,
            _ => SampleFormat::Void,
        };
        if let Some(&wrong) = formats.iter().find(|&&format| format == 0 || format > 6) {
            self.wrong(tags::FORMAT, "value", wrong);
        }
        if image.format == SampleFormat::Float && !matches!(image.bits, 0 | 16 | 24 | 32 | 64) {
            self.wrong(tags::BITS, "value", u64::from(image.bits));
        }
        Ok(())
    }

    /// Strips or tiles.
    fn layout(&mut self, image: &mut Image) -> Result<(), Stop> {
        let is_tiled = self.directory.entry(tags::TILE_WIDTH).is_some() || self.directory.entry(tags::TILE_OFFSETS).is_some();
        let (offsets, sizes) = if is_tiled {
            image.tile = Some(Tile { width: self.size(tags::TILE_WIDTH)?, height: self.size(tags::TILE_HEIGHT)? });
            (tags::TILE_OFFSETS, tags::TILE_SIZES)
        } else {
            let rows = self.within(tags::ROWS, u64::from(u32::MAX), 1, u64::from(u32::MAX))?;
            image.rows = (rows as u32).min(image.height);
            (tags::STRIP_OFFSETS, tags::STRIP_SIZES)
        };
        // Old JPEG keeps its pixels elsewhere.
        if image.compression == 6 && self.directory.entry(offsets).is_none() {
            return self.old_jpeg(image);
        }
        // Some writers put the offsets of tiles under the tag of strips.
        let offsets = if self.directory.entry(offsets).is_none() { tags::STRIP_OFFSETS } else { offsets };
        let sizes = if self.directory.entry(sizes).is_none() { tags::STRIP_SIZES } else { sizes };
        match self.directory.entry(offsets) {
            Some(entry) => image.offsets = self.array(entry),
            None => self.wrong(offsets, "missing", 0),
        }
        image.sizes = self.directory.entry(sizes).map(|entry| self.array(entry));
        Ok(())
    }

    fn old_jpeg(&mut self, image: &mut Image) -> Result<(), Stop> {
        let at = self.one(tags::JPEG_OFFSET, 0)?;
        if at == 0 || at >= self.desk.view.size() {
            self.wrong(tags::JPEG_OFFSET, "outside", at);
        }
        image.rows = image.height;
        image.offsets = self.directory.entry(tags::JPEG_OFFSET).map(|entry| self.array(entry)).unwrap_or_default();
        image.sizes = self.directory.entry(tags::JPEG_SIZE).map(|entry| self.array(entry));
        Ok(())
    }

    fn array(&mut self, entry: Entry) -> Array {
        if !is_unsigned(entry.kind) {
            self.wrong(entry.tag, "type", u64::from(entry.kind));
        } else if !entry.inside {
            self.wrong(entry.tag, "outside", entry.value_at);
        }
        Array { at: entry.value_at, count: entry.count, width: type_size(entry.kind).unwrap_or(1) as u8 }
    }
}
