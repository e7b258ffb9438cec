//! The vector forms, for processors with AVX2 and F16C.

#[allow(clippy::wildcard_imports, reason = "intrinsics name their own origin")]
use std::arch::x86_64::*;
use std::mem::transmute;

use crate::{Stats, scalar};

/// Undoes the predictor sixteen bytes of each half at a time and interleaves them; gives how many of each half it did.
#[target_feature(enable = "avx2")]
pub(crate) fn undo(low: &[u8], high: &[u8], out: &mut [u8], carry: &mut [u8; 2]) -> usize {
    let bias = _mm256_set1_epi8(-128);
    let (middle, last) = (both(_mm_set_epi64x(0x0707_0707_0707_0707, -1)), _mm256_set1_epi8(15));
    let pairs = both(_mm_set_epi8(15, 7, 14, 6, 13, 5, 12, 4, 11, 3, 10, 2, 9, 1, 8, 0));
    let mut before = _mm256_set_m128i(_mm_set1_epi8(carry[1] as i8), _mm_set1_epi8(carry[0] as i8));
    let (lows, highs) = (low.as_chunks::<16>().0, high.as_chunks::<16>().0);
    for ((low, high), out) in lows.iter().zip(highs).zip(out.as_chunks_mut::<32>().0) {
        let mut sums = _mm256_xor_si256(_mm256_set_m128i(load(high), load(low)), bias);
        // Sums of the bytes so far: within eight bytes by shifts, then the first eight's onto the second, then those before.
        sums = _mm256_add_epi8(sums, _mm256_slli_epi64::<8>(sums));
        sums = _mm256_add_epi8(sums, _mm256_slli_epi64::<16>(sums));
        sums = _mm256_add_epi8(sums, _mm256_slli_epi64::<32>(sums));
        sums = _mm256_add_epi8(sums, _mm256_shuffle_epi8(sums, middle));
        sums = _mm256_add_epi8(sums, before);
        before = _mm256_shuffle_epi8(sums, last);
        let samples = _mm256_shuffle_epi8(_mm256_permute4x64_epi64::<0b11_01_10_00>(sums), pairs);
        // SAFETY: `out` is 32 bytes long, and the store needs no alignment.
        unsafe { _mm256_storeu_si256(out.as_mut_ptr().cast(), samples) };
    }
    *carry = [_mm256_extract_epi8::<0>(before) as u8, _mm256_extract_epi8::<16>(before) as u8];
    16 * lows.len()
}

/// Statistics of halves; `None` when one of them is not finite.
#[target_feature(enable = "avx2,f16c")]
pub(crate) fn halves(run: &[u8]) -> Option<Stats> {
    let (groups, rest) = run.as_chunks::<{ 2 * scalar::GROUP }>();
    let (mut signed, mut largest, mut smallest) = (_mm256_set1_epi16(i16::MIN), _mm256_setzero_si256(), _mm256_set1_epi16(-1));
    let mut lanes = _mm256_setzero_pd();
    for group in groups {
        let [low, high] = [0, 1].map(|half| load32(&group.as_chunks().0[half]));
        signed = _mm256_max_epi16(signed, _mm256_max_epi16(low, high));
        largest = _mm256_max_epu16(largest, _mm256_max_epu16(low, high));
        smallest = _mm256_min_epu16(smallest, _mm256_min_epu16(low, high));
        let eights = _mm256_add_ps(sixteen(low), sixteen(high));
        let fours = _mm_add_ps(_mm256_castps256_ps128(eights), _mm256_extractf128_ps::<1>(eights));
        lanes = _mm256_add_pd(lanes, _mm256_cvtps_pd(fours));
    }
    let mut bits = Bits { signed: i16::MIN, largest: 0, smallest: u16::MAX };
    for i in 0..16 {
        bits.add(lanes16(signed)[i], lanes16(largest)[i], lanes16(smallest)[i]);
    }
    let mut stats = Stats { sum: across(lanes), ..Stats::NONE };
    for bytes in rest.as_chunks::<2>().0 {
        let half = u16::from_le_bytes(*bytes);
        bits.add(half, half, half);
        stats.sum += f64::from(scalar::f32_of_half(half));
    }
    if run.len() >= 2 {
        (stats.min, stats.max) = bits.bounds()?;
    }
    Some(stats)
}

/// Extremes of the bit patterns of halves, from which their bounds follow without making them sortable first.
struct Bits {
    /// Largest as signed integers: the largest half, when one is not negative.
    signed: i16,
    /// Largest as unsigned integers: the smallest half, when one is negative.
    largest: u16,
    /// Smallest as unsigned integers: the other bound, when all have one sign.
    smallest: u16,
}

impl Bits {
    fn add(&mut self, signed: u16, largest: u16, smallest: u16) {
        self.signed = self.signed.max(signed as i16);
        self.largest = self.largest.max(largest);
        self.smallest = self.smallest.min(smallest);
    }

    /// Smallest and largest half; `None` when one is not finite.
    fn bounds(&self) -> Option<(f64, f64)> {
        let max = if self.signed >= 0 { self.signed as u16 } else { self.smallest };
        let min = if self.largest >= 0x8000 { self.largest } else { self.smallest };
        let value = |bits: u16| (bits & 0x7FFF < 0x7C00).then(|| f64::from(scalar::f32_of_half(bits)) + 0.0);
        Some((value(min)?, value(max)?))
    }
}

/// Statistics of 32-bit floats; `None` when one of them is not finite.
#[target_feature(enable = "avx2")]
pub(crate) fn floats(run: &[u8]) -> Option<Stats> {
    let (groups, rest) = run.as_chunks::<32>();
    let (mut min, mut max) = (_mm256_set1_ps(f32::INFINITY), _mm256_set1_ps(f32::NEG_INFINITY));
    let (mut first, mut second) = (_mm256_setzero_pd(), _mm256_setzero_pd());
    let mut largest = _mm256_setzero_si256();
    for group in groups {
        let bits = load32(group);
        let x = _mm256_castsi256_ps(bits);
        largest = _mm256_max_epi32(largest, _mm256_and_si256(bits, _mm256_set1_epi32(i32::MAX)));
        (min, max) = (_mm256_min_ps(x, min), _mm256_max_ps(x, max));
        first = _mm256_add_pd(first, _mm256_cvtps_pd(_mm256_castps256_ps128(x)));
        second = _mm256_add_pd(second, _mm256_cvtps_pd(_mm256_extractf128_ps::<1>(x)));
    }
    let infinite = _mm256_cmpgt_epi32(largest, _mm256_set1_epi32(0x7F7F_FFFF));
    if _mm256_movemask_epi8(infinite) != 0 {
        return None;
    }
    let mut stats = Stats { sum: across(_mm256_add_pd(first, second)), ..Stats::NONE };
    // SAFETY: both are eight floats, of any bits.
    let (mins, maxs) = unsafe { (transmute::<__m256, [f32; 8]>(min), transmute::<__m256, [f32; 8]>(max)) };
    for (low, high) in mins.into_iter().zip(maxs) {
        (stats.min, stats.max) = (stats.min.min(f64::from(low) + 0.0), stats.max.max(f64::from(high) + 0.0));
    }
    let rest = scalar::floats(rest);
    let bounded = rest.nan + rest.positive_infinite + rest.negative_infinite == 0;
    stats.add(&rest);
    bounded.then_some(stats)
}

/// Widens halves sixteen at a time; gives how many it did.
#[target_feature(enable = "avx2,f16c")]
pub(crate) fn widen(run: &[u8], out: &mut [f32]) -> usize {
    let pairs = run.as_chunks::<16>().0.iter().zip(out.as_chunks_mut::<8>().0);
    let count = pairs.len();
    for (halves, out) in pairs {
        // SAFETY: `out` is eight floats long, and the store needs no alignment.
        unsafe { _mm256_storeu_ps(out.as_mut_ptr(), _mm256_cvtph_ps(load(halves))) };
    }
    8 * count
}

/// Sums of the two halves of sixteen samples.
#[target_feature(enable = "avx2,f16c")]
fn sixteen(halves: __m256i) -> __m256 {
    let (low, high) = (_mm256_castsi256_si128(halves), _mm256_extracti128_si256::<1>(halves));
    _mm256_add_ps(_mm256_cvtph_ps(low), _mm256_cvtph_ps(high))
}

/// Adds up four lanes in the order that the twins use.
#[target_feature(enable = "avx2")]
fn across(lanes: __m256d) -> f64 {
    let twos = _mm_add_pd(_mm256_castpd256_pd128(lanes), _mm256_extractf128_pd::<1>(lanes));
    _mm_cvtsd_f64(twos) + _mm_cvtsd_f64(_mm_unpackhi_pd(twos, twos))
}

#[target_feature(enable = "avx2")]
fn both(half: __m128i) -> __m256i {
    _mm256_broadcastsi128_si256(half)
}

fn lanes16(vector: __m256i) -> [u16; 16] {
    // SAFETY: both are 256 plain bits.
    unsafe { transmute::<__m256i, [u16; 16]>(vector) }
}

#[target_feature(enable = "avx2")]
fn load(bytes: &[u8; 16]) -> __m128i {
    // SAFETY: sixteen bytes are there, and the load needs no alignment.
    unsafe { _mm_loadu_si128(bytes.as_ptr().cast()) }
}

#[target_feature(enable = "avx2")]
fn load32(bytes: &[u8; 32]) -> __m256i {
    // SAFETY: thirty-two bytes are there, and the load needs no alignment.
    unsafe { _mm256_loadu_si256(bytes.as_ptr().cast()) }
}
