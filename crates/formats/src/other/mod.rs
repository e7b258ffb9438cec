//! Picture formats that have no room of their own, each checked as far as it says its own sizes: fields, offsets, tables, and the runs of those that
//! pack lines by run lengths, for that is how an early end shows.

mod bmp;
mod dds;
mod defect;
mod fits;
mod gif;
mod hdr;
mod ico;
mod iff;
mod jp2;
mod jxl;
mod pic;
mod pnm;
mod psd;
mod ptex;
mod rla;
mod sgi;
mod sheet;
mod tga;
mod webp;
mod write;
mod zfile;

use serde::{Deserialize, Serialize};

pub use defect::{Defect, Rule};
pub use write::{bmp as write_bmp, hdr as write_hdr, tga as write_tga};

use crate::{Budget, Format, Source, Stop};
use sheet::Sheet;

/// What is known of one file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Structure {
    /// The format it was read as.
    pub format: Format,
    /// Width in pixels, 0 when the file does not come to say it.
    pub width: u32,
    /// Height in pixels, 0 when the file does not come to say it.
    pub height: u32,
    /// Defects in file order.
    pub defects: Vec<Defect>,
}

/// Whether a format has no magic bytes at its beginning, or says by itself which it takes.
fn has_own_signature(format: Format) -> bool {
    matches!(format, Format::Tga | Format::Rla | Format::Hdr)
}

/// Reads a file as one of these formats; `None` for a format that is not read here.
///
/// Content is never an error: what is wrong stands in [`Structure::defects`].
///
/// # Errors
/// [`Stop::Io`] when the source cannot be read, [`Stop::Budget`] when a file that must be read whole is larger than [`Budget::chunk`].
pub fn read(format: Format, source: &dyn Source, budget: &Budget) -> Result<Option<Structure>, Stop> {
    let check = match format {
        Format::Hdr => hdr::check,
        Format::Tga => tga::check,
        Format::Psd => psd::check,
        Format::Bmp => bmp::check,
        Format::Gif => gif::check,
        Format::Webp => webp::check,
        Format::Dds => dds::check,
        Format::Ico => ico::check,
        Format::Sgi => sgi::check,
        Format::Pnm => pnm::check,
        Format::Fits => fits::check,
        Format::Rla => rla::check,
        Format::Pic => pic::check,
        Format::Iff => iff::check,
        Format::Ptex => ptex::check,
        Format::Zfile => zfile::check,
        Format::Jp2 => jp2::check,
        Format::Jxl => jxl::check,
        Format::Exr | Format::Png | Format::Tiff | Format::Dpx | Format::Cineon | Format::Jpeg => return Ok(None),
    };
    let mut sheet = Sheet::new(source, budget);
    if !sheet.is_blank()? && (has_own_signature(format) || sheet.begins(format)?) {
        check(&mut sheet)?;
    }
    Ok(Some(sheet.finish(format)))
}
