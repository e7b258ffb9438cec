//! The predictor of the RLE and ZIP codecs of `OpenEXR`, undone.

/// Bytes as those codecs leave them: the even bytes of the samples, then the odd ones, each byte the difference to the one before, plus 128.
#[derive(Debug)]
pub struct Predicted<'a> {
    low: &'a [u8],
    high: &'a [u8],
    /// Last byte given from each half.
    carry: [u8; 2],
}

impl<'a> Predicted<'a> {
    /// Takes a whole chunk. Samples have an even number of bytes, so a chunk has too; an odd last byte is never given.
    pub fn new(bytes: &'a [u8]) -> Self {
        let (low, high) = bytes.split_at(bytes.len().div_ceil(2));
        let first = 0x80;
        // The second half goes on from the last byte of the first, which is the sum of all differences before it.
        let last = low.iter().fold(first, |sum: u8, byte| sum.wrapping_add(byte ^ 0x80));
        Self { low, high, carry: [first, last] }
    }

    /// Gives the next bytes of the chunk, as far as it goes; `out` has an even length.
    pub fn next(&mut self, out: &mut [u8]) {
        let count = (out.len() / 2).min(self.high.len());
        let (low, high);
        (low, self.low) = self.low.split_at(count);
        (high, self.high) = self.high.split_at(count);
        #[cfg(target_arch = "x86_64")]
        let done = if crate::vectors() {
            // SAFETY: the processor has AVX2, as just asked.
            unsafe { crate::avx2::undo(low, high, out, &mut self.carry) }
        } else {
            0
        };
        #[cfg(not(target_arch = "x86_64"))]
        let done = 0;
        undo(&low[done..], &high[done..], &mut out[2 * done..], &mut self.carry);
    }
}

/// Twin of the vector form: undoes differences byte by byte and interleaves the two halves.
fn undo(low: &[u8], high: &[u8], out: &mut [u8], carry: &mut [u8; 2]) {
    for ((low, high), out) in low.iter().zip(high).zip(out.as_chunks_mut().0) {
        *carry = [carry[0].wrapping_add(low ^ 0x80), carry[1].wrapping_add(high ^ 0x80)];
        *out = *carry;
    }
}
