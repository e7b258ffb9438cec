//! How samples lie in words.

use crate::still::expand::{split, swap16};

/// The packings that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    /// 8 bits, or 16, one after the other.
    Whole(u8),
    /// Three samples of 10 bits in a word of 32, with so many bits below them: 2 in method A, 0 in method B.
    Tens(u32),
    /// A sample of 12 bits in a word of 16, with so many bits below it: 4 in method A, 0 in method B.
    Twelve(u32),
    /// Samples of 10 or 12 bits one after the other in words of 32 bits, from the lowest bit.
    Stream(u8),
}

impl Packing {
    /// Bytes of one line of so many samples.
    pub(super) fn bytes(self, samples: u64) -> u64 {
        match self {
            Self::Whole(bits) => samples * u64::from(bits / 8),
            Self::Tens(_) => samples.div_ceil(3) * 4,
            Self::Twelve(_) => samples * 2,
            Self::Stream(bits) => (samples * u64::from(bits)).div_ceil(32) * 4,
        }
    }

    /// Makes a line: channel after channel, 8 bits, or 16 little-endian.
    pub(super) fn unpack(self, bytes: &[u8], big: bool, channels: usize, width: usize, samples: &mut Vec<u16>, out: &mut Vec<u8>) {
        out.resize(width * channels * if self == Self::Whole(8) { 1 } else { 2 }, 0);
        let words = bytes.as_chunks::<4>().0.iter().map(|word| if big { u32::from_be_bytes(*word) } else { u32::from_le_bytes(*word) });
        match self {
            Self::Whole(8) => return split::<1>(bytes, channels, out),
            Self::Whole(_) => {
                split::<2>(bytes, channels, out);
                if big {
                    swap16(out);
                }
                return;
            }
            Self::Tens(below) if channels == 3 => return tens(words, below, out),
            Self::Tens(below) => {
                samples.clear();
                // One sample to a pixel stands in the word from its lowest bits up, as every writer does it.
                let shifts = if channels == 1 { [0, 10, 20] } else { [20, 10, 0] };
                samples.extend(words.flat_map(|word| shifts.map(|shift| ten(word >> (shift + below)))));
            }
            Self::Twelve(below) => {
                let halves = bytes.as_chunks::<2>().0.iter();
                let whole = halves.map(|half| if big { u16::from_be_bytes(*half) } else { u16::from_le_bytes(*half) });
                samples.clear();
                samples.extend(whole.map(|half| twelve((half >> below).into())));
            }
            Self::Stream(bits) => stream(words, bits, samples),
        }
        for (channel, plane) in out.chunks_exact_mut((2 * width).max(1)).enumerate() {
            let own = samples.iter().skip(channel).step_by(channels);
            plane.as_chunks_mut().0.iter_mut().zip(own).for_each(|(to, sample)| *to = sample.to_le_bytes());
        }
    }
}

/// Red, green and blue in each word.
fn tens(words: impl Iterator<Item = u32>, below: u32, out: &mut [u8]) {
    let (red, rest) = out.split_at_mut(out.len() / 3);
    let (green, blue) = rest.split_at_mut(rest.len() / 2);
    let planes = red.as_chunks_mut().0.iter_mut().zip(green.as_chunks_mut().0).zip(blue.as_chunks_mut().0);
    for (((red, green), blue), word) in planes.zip(words) {
        let word = word >> below;
        *red = ten(word >> 20).to_le_bytes();
        *green = ten(word >> 10).to_le_bytes();
        *blue = ten(word).to_le_bytes();
    }
}

fn stream(words: impl Iterator<Item = u32>, bits: u8, samples: &mut Vec<u16>) {
    let (mut held, mut count) = (0u64, 0);
    samples.clear();
    for word in words {
        held |= u64::from(word) << count;
        count += 32;
        while count >= u32::from(bits) {
            samples.push(if bits == 10 { ten(held as u32) } else { twelve(held as u32) });
            held >>= bits;
            count -= u32::from(bits);
        }
    }
}

/// The lowest 10 bits, spread over 16.
fn ten(bits: u32) -> u16 {
    let sample = (bits & 0x3FF) as u16;
    sample << 6 | sample >> 4
}

/// The lowest 12 bits, spread over 16.
fn twelve(bits: u32) -> u16 {
    let sample = (bits & 0xFFF) as u16;
    sample << 4 | sample >> 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(packing: Packing, bytes: &[u8], channels: usize, expect: &[u16]) {
        let (mut samples, mut out) = (Vec::new(), Vec::new());
        let width = expect.len() / channels;
        packing.unpack(bytes, true, channels, width, &mut samples, &mut out);
        let found: Vec<u16> = out.as_chunks().0.iter().map(|sample| u16::from_le_bytes(*sample)).collect();
        assert_eq!(found, expect);
        assert_eq!(packing.bytes(expect.len() as u64), bytes.len() as u64);
    }

    #[test]
    fn samples_are_taken_out_of_words() {
        let word = |r: u32, g: u32, b: u32, below: u32| ((r << 20 | g << 10 | b) << below).to_be_bytes();
        let bytes = [word(1023, 0, 512, 2), word(1, 2, 3, 2)].concat();
        check(Packing::Tens(2), &bytes, 3, &[0xFFFF, 1 << 6, 0, 2 << 6, 512 << 6 | 32, 3 << 6]);
        check(Packing::Tens(0), &word(1023, 0, 4, 0), 1, &[4 << 6, 0, 0xFFFF]);
        check(Packing::Twelve(4), &[0xFF, 0xF0, 0x00, 0x10], 1, &[0xFFFF, 0x10]);
        check(Packing::Twelve(0), &[0x0F, 0xFF, 0x00, 0x01], 2, &[0xFFFF, 0x10]);
        check(Packing::Stream(10), &0x0010_03FF_u32.to_be_bytes(), 1, &[0xFFFF, 0, 1 << 6]);
        check(Packing::Whole(16), &[1, 2, 3, 4], 2, &[0x0102, 0x0304]);
    }
}
