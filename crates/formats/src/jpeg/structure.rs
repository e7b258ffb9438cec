//! What the segments of a JPEG file say.

use serde::{Deserialize, Serialize};

use super::Defect;

/// The structure of one file, and what is wrong with it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Structure {
    /// Width in pixels.
    pub width: u32,
    /// Height in lines; 0 when the scan says it at its end.
    pub height: u32,
    /// Bits of a sample.
    pub precision: u8,
    /// The components, in the frame's order.
    pub components: Vec<Component>,
    /// Number of the frame's marker: 0xC0 baseline, 0xC1 extended, 0xC2 progressive, others lossless or arithmetic.
    pub process: u8,
    /// Scans.
    pub scans: u32,
    /// Byte of the first scan's marker; 0 without one.
    pub first_scan: u64,
    /// `Adobe` colour transform: 0 none, 1 `YCbCr`, 2 YCCK.
    pub transform: Option<u8>,
    /// Defects in file order.
    pub defects: Vec<Defect>,
}

/// One component of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Component {
    /// Its identifier.
    pub id: u8,
    /// Horizontal and vertical sampling factors, 1 to 4.
    pub sampling: [u8; 2],
    /// Its quantisation table.
    pub table: u8,
}
