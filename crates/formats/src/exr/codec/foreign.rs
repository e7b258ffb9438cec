//! PIZ, PXR24, B44 and DWA, through the `exr` crate.

use exr::compression::Compression as Codec;
use exr::math::{RoundingMode, Vec2};
use exr::meta::BlockDescription;
use exr::meta::attribute::{ChannelDescription, IntegerBounds, LevelMode, SampleType as Sample, Text, TileDescription};
use exr::meta::header::Header;

use super::super::{Box2i, Channel, Chunk, Compression, Damage, Part, SampleType};

/// Unpacks one chunk to little-endian samples, line by line and channel by channel, as a chunk without compression holds them.
pub(super) fn unpack(part: &Part, chunk: &Chunk, packed: &[u8]) -> Result<Vec<u8>, Damage> {
    let codec = codec(part.compression).ok_or(Damage::UnknownCompression)?;
    let (Ok(width), Ok(height)) = (usize::try_from(chunk.window.width()), usize::try_from(chunk.window.height())) else {
        return Err(Damage::Size);
    };
    let mut header = header(part, codec, (width, height));
    // Subsampled channels give a pixel fewer bytes than their types have; what this comes to must be a whole number for this codec.
    let area = chunk.window.width().saturating_mul(chunk.window.height()).max(1);
    if !chunk.unpacked.is_multiple_of(area) {
        return Err(Damage::Undecodable);
    }
    header.channels.bytes_per_pixel = usize::try_from(chunk.unpacked / area).map_err(|_| Damage::Size)?;
    // Lines are told apart by their place where channels are subsampled.
    let top = if part.is_plain() { 0 } else { chunk.window.min[1] };
    let section = IntegerBounds::new((0, top), (width, height));
    let mut bytes = codec.decompress_image_section_from_le(&header, packed.to_vec(), section, true).map_err(|_| Damage::Undecodable)?;
    if cfg!(target_endian = "big") {
        swap(part, &chunk.window, &mut bytes);
    }
    Ok(bytes)
}

fn codec(compression: Compression) -> Option<Codec> {
    match compression {
        Compression::Piz => Some(Codec::PIZ),
        Compression::Pxr24 => Some(Codec::PXR24),
        Compression::B44 => Some(Codec::B44),
        Compression::B44a => Some(Codec::B44A),
        Compression::Dwaa => Some(Codec::DWAA(None)),
        Compression::Dwab => Some(Codec::DWAB(None)),
        _ => None,
    }
}

/// A header whose blocks are exactly this chunk, so that no size of the file's own is trusted.
fn header(part: &Part, codec: Codec, size: (usize, usize)) -> Header {
    let channels = part.channels.iter().map(channel).collect();
    let mut header = Header::new(Text::from_slice_unchecked(b"part"), size, channels);
    header.compression = codec;
    header.blocks = BlockDescription::Tiles(TileDescription {
        tile_size: size.into(),
        level_mode: LevelMode::Singular,
        rounding_mode: RoundingMode::Down,
    });
    header
}

fn channel(channel: &Channel) -> ChannelDescription {
    let kind = match channel.kind {
        SampleType::Uint | SampleType::U8 | SampleType::U16 => Sample::U32,
        SampleType::Half => Sample::F16,
        SampleType::Float => Sample::F32,
    };
    let [across, down] = channel.sampling.map(|step| step.max(1).unsigned_abs() as usize);
    let name = Text::from_slice_unchecked(channel.name.as_bytes());
    ChannelDescription { name, sample_type: kind, quantize_linearly: channel.linear, sampling: Vec2(across, down) }
}

/// Turns native samples into little-endian ones.
fn swap(part: &Part, window: &Box2i, mut bytes: &mut [u8]) {
    for y in window.min[1]..=window.max[1] {
        for channel in &part.channels {
            let size = usize::try_from(channel.kind.bytes()).unwrap_or(0);
            let run = usize::try_from(channel.on_line(window.width(), y)).unwrap_or(0) * size;
            let (line, rest) = bytes.split_at_mut(run.min(bytes.len()));
            line.chunks_exact_mut(size).for_each(<[u8]>::reverse);
            bytes = rest;
        }
    }
}
