//! Which blocks of a picture hold something.

/// Samples in a row of a block.
const BLOCK: usize = 16;

/// Marks the blocks of one row of blocks with one run of samples of `bytes` (2 or 4) bytes each.
///
/// A sample is empty when all its bits under `mask` are zero. `first` is the run's first sample in the row. Bit `i` of `some` is set when
/// block `i` has a sample that is not empty; bit `i` of `every` is cleared when it has one that is. Bits count from the lowest of each byte.
pub fn occupy(run: &[u8], bytes: usize, mask: u32, first: usize, some: &mut [u8], every: &mut [u8]) {
    let marks = Marks { at: first / BLOCK, held: 0, full: u8::MAX, some, every };
    let (head, body) = run.split_at(((BLOCK - first % BLOCK) % BLOCK * bytes).min(run.len()));
    #[cfg(target_arch = "x86_64")]
    if crate::vectors() {
        // SAFETY: the processor has AVX2, as just asked.
        return unsafe { crate::avx2::occupy([head, body], bytes, mask, marks) };
    }
    marks.all(head, body.chunks(BLOCK * bytes), &[], |block| empty(block, bytes, mask), |edge| empty(edge, bytes, mask));
}

/// Marks of one row of blocks, eight blocks at hand.
pub(crate) struct Marks<'a> {
    at: usize,
    held: u8,
    full: u8,
    some: &'a mut [u8],
    every: &'a mut [u8],
}

impl Marks<'_> {
    /// Marks the part of a block, whole blocks, and the part of another, by whether all their samples are empty, and whether any is.
    #[allow(clippy::inline_always, reason = "vector instructions are used only in functions compiled for them")]
    #[inline(always)]
    pub(crate) fn all<B>(
        mut self,
        head: &[u8],
        blocks: impl Iterator<Item = B>,
        tail: &[u8],
        empty: impl Fn(B) -> [bool; 2],
        edge: impl Fn(&[u8]) -> [bool; 2],
    ) {
        if !head.is_empty() {
            self.mark(edge(head));
        }
        for block in blocks {
            self.mark(empty(block));
        }
        if !tail.is_empty() {
            self.mark(edge(tail));
        }
        if !self.at.is_multiple_of(8) {
            self.write(self.at / 8);
        }
    }

    #[inline]
    fn mark(&mut self, [all, any]: [bool; 2]) {
        self.held |= u8::from(!all) << (self.at % 8);
        self.full &= !(u8::from(any) << (self.at % 8));
        self.at += 1;
        if self.at.is_multiple_of(8) {
            self.write(self.at / 8 - 1);
        }
    }

    #[inline]
    fn write(&mut self, byte: usize) {
        if let (Some(some), Some(every)) = (self.some.get_mut(byte), self.every.get_mut(byte)) {
            *some |= std::mem::take(&mut self.held);
            *every &= std::mem::replace(&mut self.full, u8::MAX);
        }
    }
}

/// Twin of the vector form: whether all samples are empty, and whether any is.
pub(crate) fn empty(block: &[u8], bytes: usize, mask: u32) -> [bool; 2] {
    let value = |sample: &[u8]| sample.iter().rev().fold(0, |value, byte| value << 8 | u32::from(*byte));
    let empties = block.chunks(bytes).filter(|sample| value(sample) & mask == 0).count();
    [empties == block.len() / bytes, empties > 0]
}
