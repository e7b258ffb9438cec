//! Sizes and windows of the frames of a sequence.

use super::majority::{Basis, Judged, Standard, headers, majority, standard};
use crate::{Context, Part, Series};

/// How far a pixel aspect may lie from its siblings', relative.
const ASPECT: f32 = 1e-5;
/// How far a pixel aspect may lie from a declared one, which people round.
const DECLARED_ASPECT: f32 = 1e-3;

/// The windows of a frame's first part.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Windows {
    /// Width and height of the display window.
    pub(super) size: [u64; 2],
    /// Its first corner.
    pub(super) origin: [i32; 2],
    /// Width and height of the data window.
    pub(super) data: [u64; 2],
    /// Width of a pixel over its height.
    pub(super) aspect: f32,
}

/// What the windows of a sequence should be.
pub(super) struct Standards {
    pub(super) size: Standard<[u64; 2]>,
    data: Option<[u64; 2]>,
    pub(super) origin: Option<Standard<[i32; 2]>>,
    pub(super) aspect: Option<Standard<f32>>,
}

/// The frames of a sequence with their windows, and what these should be; `None` when nothing tells.
pub(super) fn judged(series: &Series, context: &Context) -> Option<(Vec<Judged<Windows>>, Standards)> {
    let frames: Vec<Judged<Windows>> = headers(series, context)
        .filter_map(|(frame, index, picture)| Some(Judged { frame, index, key: Windows::of(&picture.part(0)?) }))
        .collect();
    let image = &context.config.image;
    let declared = image.resolution.map(|size| Standard { key: size.map(u64::from), basis: Basis::Declared });
    let size = declared.or_else(|| standard(frames.iter().map(|f| f.key.size)))?;
    let same = || frames.iter().map(|f| &f.key).filter(|w| w.size == size.key);
    let aspect = image.pixel_aspect.map(|key| Standard { key, basis: Basis::Declared });
    let siblings = standard(frames.iter().map(|f| f.key.aspect.to_bits()));
    let standards = Standards {
        size,
        data: majority(same().map(|w| w.data)).map(|s| s.key),
        origin: standard(same().map(|w| w.origin)),
        aspect: aspect.or_else(|| siblings.map(|s| Standard { key: f32::from_bits(s.key), basis: s.basis })),
    };
    Some((frames, standards))
}

impl Windows {
    /// Those of a part.
    pub(super) fn of(part: &Part) -> Self {
        let size = |window: &etabli_formats::exr::Box2i| [window.width(), window.height()];
        Self { size: size(&part.display_window), origin: part.display_window.min, data: size(&part.data_window), aspect: part.pixel_aspect }
    }
}

impl Standards {
    /// Whether a frame has another size; when its pixels are as many as its siblings', only its window differs.
    pub(super) fn is_resized(&self, windows: &Windows) -> bool {
        windows.size != self.size.key && !self.holds_pixels(windows)
    }

    /// Whether a frame of the right pixels is shown through another window.
    pub(super) fn is_moved(&self, windows: &Windows) -> bool {
        if windows.size != self.size.key {
            return self.holds_pixels(windows);
        }
        self.origin.is_some_and(|origin| origin.key != windows.origin)
    }

    /// Whether a frame is shown with pixels of another shape.
    pub(super) fn is_stretched(&self, windows: &Windows) -> bool {
        self.aspect.is_some_and(|aspect| {
            let allowed = if aspect.basis == Basis::Declared { DECLARED_ASPECT } else { ASPECT };
            (windows.aspect - aspect.key).abs() > allowed * aspect.key.abs()
        })
    }

    fn holds_pixels(&self, windows: &Windows) -> bool {
        windows.data == self.data.unwrap_or(self.size.key)
    }
}
