//! A run of zeros up to the end of the file.

use crate::Stop;
use crate::view::View;

/// Bytes compared at once.
const BLOCK: usize = 64 << 10;
/// Longest run that is measured: beyond, its beginning is at least this far from the end.
const LONGEST: u64 = 1 << 30;

/// Byte where the last run of zeros begins; the size of the file when it does not end in zeros.
pub(super) fn zeros_from(view: &mut View) -> Result<u64, Stop> {
    let size = view.size();
    let mut start = size;
    while start > 0 && size - start < LONGEST {
        let at = start.saturating_sub(BLOCK as u64);
        let block = view.bytes(at, (start - at) as usize)?;
        match block.iter().rposition(|&byte| byte != 0) {
            Some(last) => return Ok(at + last as u64 + 1),
            None => start = at,
        }
    }
    Ok(start)
}
