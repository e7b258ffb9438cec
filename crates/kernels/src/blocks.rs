//! Which blocks of a picture hold something.

/// Samples in a row of a block.
const BLOCK: usize = 16;

/// Marks the blocks of one row of blocks with one run of samples of `bytes` (2 or 4) bytes each.
///
/// A sample is empty when all its bits under `mask` are zero. `first` is the run's first sample in the row. Bit `i` of `some` is set when
/// block `i` has a sample that is not empty; bit `i` of `every` is cleared when it has one that is. Bits count from the lowest of each byte.
pub fn occupy(run: &[u8], bytes: usize, mask: u32, first: usize, some: &mut [u8], every: &mut [u8]) {
    #[cfg(target_arch = "x86_64")]
    if crate::vectors() {
        // SAFETY: the processor has AVX2, as just asked.
        return unsafe { wide(run, bytes, mask, first, some, every) };
    }
    narrow(run, bytes, mask, first, some, every);
}

/// The same source as its twin, compiled for wider registers.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn wide(run: &[u8], bytes: usize, mask: u32, first: usize, some: &mut [u8], every: &mut [u8]) {
    narrow(run, bytes, mask, first, some, every);
}

#[allow(clippy::inline_always, reason = "its wider twin is this same source")]
#[inline(always)]
fn narrow(run: &[u8], bytes: usize, mask: u32, first: usize, some: &mut [u8], every: &mut [u8]) {
    let head = ((BLOCK - first % BLOCK) % BLOCK * bytes).min(run.len());
    let (head, body) = run.split_at(head);
    for (i, block) in head.chunks(BLOCK * bytes).chain(body.chunks(BLOCK * bytes)).enumerate() {
        let empty = if bytes == 2 { empties::<2>(block, mask) } else { empties::<4>(block, mask) };
        let at = first / BLOCK + i;
        some[at / 8] |= u8::from(empty < block.len() / bytes) << (at % 8);
        every[at / 8] &= !(u8::from(empty > 0) << (at % 8));
    }
}

/// How many samples are empty.
#[allow(clippy::inline_always, reason = "its wider twin is this same source")]
#[inline(always)]
fn empties<const N: usize>(block: &[u8], mask: u32) -> usize {
    let value = |sample: &[u8; N]| sample.iter().rev().fold(0, |value, byte| value << 8 | u32::from(*byte));
    if let Some(whole) = block.as_chunks::<N>().0.as_array::<BLOCK>() {
        return whole.iter().map(|sample| usize::from(value(sample) & mask == 0)).sum();
    }
    block.as_chunks::<N>().0.iter().filter(|sample| value(sample) & mask == 0).count()
}
