//! Textures: their sets, their form, and what is derived from them.

use etabli_formats::exr::Kind;

use crate::{Content, Context, Fault, File};

mod missing_tile;
mod oversized_texture;
mod stale_derived_texture;
mod untiled_texture;

/// The room's faults, in code order.
pub static FAULTS: &[&Fault] = &[&missing_tile::FAULT, &untiled_texture::FAULT, &oversized_texture::FAULT, &stale_derived_texture::FAULT];

/// Names that folders of textures bear.
const FOLDERS: [&str; 7] = ["texture", "textures", "tex", "maps", "sourceimages", "tx", "udim"];

/// Extension of a texture that was made for a renderer.
const DERIVED: &str = "tx";

/// What a texture is made of.
struct Form {
    width: u64,
    height: u64,
    /// Bits of a sample.
    bits: u64,
    /// Whether a renderer can read a piece of it without the rest.
    is_tiled: bool,
}

/// Whether a file is a texture: a tile of a set, or in a folder of textures.
fn is_texture(file: &File, context: &Context) -> bool {
    let of_set = context.folder.place(file.index).is_some_and(|(series, _)| series.is_udim());
    let in_folder = context.folder.path.split('/').any(|part| FOLDERS.iter().any(|name| part.eq_ignore_ascii_case(name)));
    of_set || in_folder || is_derived(file)
}

fn is_derived(file: &File) -> bool {
    file.entry.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(DERIVED))
}

/// The name of a file without its extension.
fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// What is known of the form of a file; `None` when it is no picture that is read here.
fn form(file: &File) -> Option<Form> {
    match &file.facts()?.content {
        Content::Png(png) => Some(Form { width: png.width.into(), height: png.height.into(), bits: png.depth.into(), is_tiled: false }),
        Content::Jpeg(jpeg) => {
            Some(Form { width: jpeg.width.into(), height: jpeg.height.into(), bits: jpeg.precision.into(), is_tiled: false })
        }
        Content::Tiff(tiff) => {
            let image = tiff.images.first()?;
            Some(Form { width: image.width.into(), height: image.height.into(), bits: image.bits.into(), is_tiled: image.tile.is_some() })
        }
        Content::Exr(exr) => {
            let part = exr.structure.parts.first()?;
            let bits = part.channels.iter().map(|channel| channel.kind.bytes() * 8).max()?;
            let is_tiled = matches!(part.kind, Kind::Tiled | Kind::DeepTiled);
            Some(Form { width: part.data_window.width(), height: part.data_window.height(), bits, is_tiled })
        }
        _ => None,
    }
}
