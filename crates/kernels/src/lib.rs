//! The few hot loops: predictor and statistics in one pass, each with a scalar twin.
//!
//! Every public function gives the same bits with and without vector instructions: sums run over fixed lanes, and the twins in [`scalar`]
//! are what the vector forms are tested against. Nothing here knows a file format beyond the layout of a run of samples.

#[cfg(target_arch = "x86_64")]
mod avx2;
mod predictor;
pub mod scalar;

pub use predictor::Predicted;

/// What a run of samples holds. Bounds and sum are over its finite samples.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stats {
    /// Samples that are not a number.
    pub nan: u64,
    /// Samples of +∞.
    pub positive_infinite: u64,
    /// Samples of −∞.
    pub negative_infinite: u64,
    /// Smallest finite sample, +∞ when there is none.
    pub min: f64,
    /// Largest finite sample, −∞ when there is none.
    pub max: f64,
    /// Sum of the finite samples, added over fixed lanes.
    pub sum: f64,
}

impl Stats {
    /// Of no sample at all.
    pub const NONE: Self =
        Self { nan: 0, positive_infinite: 0, negative_infinite: 0, min: f64::INFINITY, max: f64::NEG_INFINITY, sum: 0.0 };

    /// Joins the statistics of the run that follows this one.
    pub fn add(&mut self, later: &Self) {
        self.nan += later.nan;
        self.positive_infinite += later.positive_infinite;
        self.negative_infinite += later.negative_infinite;
        self.min = self.min.min(later.min);
        self.max = self.max.max(later.max);
        self.sum += later.sum;
    }
}

/// Statistics of a run of 16-bit floats, little-endian.
pub fn halves(run: &[u8]) -> Stats {
    #[cfg(target_arch = "x86_64")]
    if vectors() {
        // SAFETY: the processor has AVX2 and F16C, as just asked.
        return unsafe { avx2::halves(run) }.unwrap_or_else(|| scalar::halves(run));
    }
    scalar::halves(run)
}

/// Statistics of a run of 32-bit floats, little-endian.
pub fn floats(run: &[u8]) -> Stats {
    #[cfg(target_arch = "x86_64")]
    if vectors() {
        // SAFETY: the processor has AVX2, as just asked.
        return unsafe { avx2::floats(run) }.unwrap_or_else(|| scalar::floats(run));
    }
    scalar::floats(run)
}

/// Statistics of a run of 32-bit unsigned integers, little-endian.
pub fn uints(run: &[u8]) -> Stats {
    scalar::uints(run)
}

/// Widens a run of 16-bit floats, little-endian, as far as `out` goes.
pub fn widen(run: &[u8], out: &mut [f32]) {
    #[cfg(target_arch = "x86_64")]
    let done = if vectors() {
        // SAFETY: the processor has AVX2 and F16C, as just asked.
        unsafe { avx2::widen(run, out) }
    } else {
        0
    };
    #[cfg(not(target_arch = "x86_64"))]
    let done = 0;
    scalar::widen(&run[2 * done..], &mut out[done..]);
}

/// Whether the vector forms can run here; the standard library keeps the answer.
#[cfg(target_arch = "x86_64")]
fn vectors() -> bool {
    is_x86_feature_detected!("avx2") && is_x86_feature_detected!("f16c")
}
