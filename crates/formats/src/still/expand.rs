//! Samples as files hold them, made into lines: channel after channel, 8 bits or 16 little-endian.

/// Takes apart pixels of `channels` samples of `B` bytes each.
pub(super) fn split<const B: usize>(pixels: &[u8], channels: usize, out: &mut [u8]) {
    match channels {
        1 => out.iter_mut().zip(pixels).for_each(|(to, from)| *to = *from),
        2 => split_of::<B, 2>(pixels, out),
        3 => split_of::<B, 3>(pixels, out),
        4 => split_of::<B, 4>(pixels, out),
        _ => split_any::<B>(pixels, channels, out),
    }
}

/// The usual numbers of channels, each in one way through the pixels.
fn split_of<const B: usize, const N: usize>(pixels: &[u8], out: &mut [u8]) {
    let width = out.len() / (B * N);
    let pixels = pixels.as_chunks::<B>().0.as_chunks::<N>().0;
    let mut planes = out.as_chunks_mut::<B>().0.chunks_exact_mut(width.max(1));
    let mut planes: [&mut [[u8; B]]; N] = std::array::from_fn(|_| planes.next().unwrap_or_default());
    for (at, pixel) in pixels.iter().enumerate().take(width) {
        for (plane, sample) in planes.iter_mut().zip(pixel) {
            if let Some(to) = plane.get_mut(at) {
                *to = *sample;
            }
        }
    }
}

fn split_any<const B: usize>(pixels: &[u8], channels: usize, out: &mut [u8]) {
    let width = out.len() / (B * channels).max(1);
    for (channel, plane) in out.chunks_exact_mut((B * width).max(1)).enumerate() {
        let samples = pixels.as_chunks::<B>().0.iter().skip(channel).step_by(channels);
        plane.as_chunks_mut::<B>().0.iter_mut().zip(samples).for_each(|(to, from)| *to = *from);
    }
}

/// Turns 16-bit samples around, in place.
pub(super) fn swap16(samples: &mut [u8]) {
    samples.as_chunks_mut::<2>().0.iter_mut().for_each(|sample| sample.reverse());
}

/// Turns 32-bit samples around, in place.
pub(super) fn swap32(samples: &mut [u8]) {
    samples.as_chunks_mut::<4>().0.iter_mut().for_each(|sample| sample.reverse());
}

/// Samples of `bits` (1, 2, 4 or 8) each, highest first, one to a byte; as many as `out` holds.
pub(super) fn unpack(packed: &[u8], bits: u8, out: &mut [u8]) {
    let (each, mask) = (usize::from(8 / bits.max(1)), (1u16 << bits) - 1);
    for (byte, group) in packed.iter().zip(out.chunks_mut(each.max(1))) {
        let mut rest = u16::from(*byte) << bits;
        for sample in group {
            *sample = (rest >> 8 & mask) as u8;
            rest <<= bits;
        }
    }
}

/// Spreads samples of `bits` over 8, so that the highest becomes 255.
pub(super) fn spread(samples: &mut [u8], bits: u8) {
    let factor = 255 / ((1u16 << bits) - 1).max(1) as u8;
    for sample in samples {
        *sample = sample.wrapping_mul(factor);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_are_taken_apart() {
        for channels in 1..=6 {
            let pixels: Vec<u8> = (0..7 * channels as u8).collect();
            let mut out = vec![0; pixels.len()];
            split::<1>(&pixels, channels, &mut out);
            let expect: Vec<u8> = (0..channels).flat_map(|c| (0..7).map(move |x| (x * channels + c) as u8)).collect();
            assert_eq!(out, expect);
        }
        let mut out = [0; 8];
        split::<2>(&[1, 2, 3, 4, 5, 6, 7, 8], 2, &mut out);
        assert_eq!(out, [1, 2, 5, 6, 3, 4, 7, 8]);
        swap16(&mut out);
        assert_eq!(out, [2, 1, 6, 5, 4, 3, 8, 7]);
        swap32(&mut out);
        assert_eq!(out, [5, 6, 1, 2, 7, 8, 3, 4]);
    }

    #[test]
    fn small_samples_are_unpacked_and_spread() {
        let check = |bits: u8, expect: &[u8]| {
            let mut out = vec![0; expect.len()];
            unpack(&[0b1101_0010, 0xF0], bits, &mut out);
            spread(&mut out, bits);
            assert_eq!(out, expect, "{bits}");
        };
        check(1, &[255, 255, 0, 255, 0, 0, 255, 0, 255, 255]);
        check(2, &[255, 85, 0, 170, 255]);
        check(4, &[221, 34, 255, 0]);
        check(8, &[210, 240]);
    }
}
