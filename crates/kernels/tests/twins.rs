//! Vector forms against their scalar twins, and both against the definition: random and adversarial inputs, many lengths.

use etabli_kernels::{Predicted, Stats, floats, halves, scalar, uints, widen};

/// `SplitMix64`: the same inputs every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ z >> 31
    }

    fn bytes(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| self.next() as u8).collect()
    }
}

const LENGTHS: std::ops::RangeInclusive<usize> = 0..=200;
const HALVES: [u16; 12] = [0, 0x8000, 1, 0x8001, 0x3FF, 0x400, 0x3C00, 0xBC00, 0x7BFF, 0xFBFF, 0x7C00, 0xFE01];

fn bits(stats: &Stats) -> [u64; 6] {
    [stats.nan, stats.positive_infinite, stats.negative_infinite, stats.min.to_bits(), stats.max.to_bits(), stats.sum.to_bits()]
}

/// Runs of `count` halves: random finite ones, then one special value in each place, then only special values, then one sign only.
fn half_runs(count: usize, random: &mut Random) -> Vec<Vec<u8>> {
    let finite: Vec<u16> = (0..count).map(|_| random.next() as u16).map(|h| if h & 0x7C00 == 0x7C00 { h & !0x4000 } else { h }).collect();
    let mut runs = vec![finite.clone(), finite.iter().map(|h| h | 0x8000).collect(), finite.iter().map(|h| h & 0x7FFF).collect()];
    runs.push((0..count).map(|_| HALVES[random.next() as usize % HALVES.len()]).collect());
    for at in 0..count {
        let mut run = finite.clone();
        run[at] = HALVES[random.next() as usize % HALVES.len()];
        runs.push(run);
    }
    runs.iter().map(|run| run.iter().flat_map(|half| half.to_le_bytes()).collect()).collect()
}

#[test]
fn halves_equal_their_twin() {
    let mut random = Random(1);
    for count in LENGTHS.chain([1920, 1921, 1951]) {
        for run in half_runs(count.min(2000), &mut random).iter().take(240) {
            assert_eq!(bits(&halves(run)), bits(&scalar::halves(run)), "{count}");
        }
    }
}

#[test]
fn every_half_has_its_value() {
    let all: Vec<u8> = (0..=u16::MAX).flat_map(u16::to_le_bytes).collect();
    let mut wide = vec![0.0; 65536];
    widen(&all, &mut wide);
    for (half, wide) in (0..=u16::MAX).zip(wide) {
        let fraction = f32::from(half & 0x3FF) / 1024.0;
        let magnitude = match half >> 10 & 31 {
            0 => fraction * 2f32.powi(-14),
            31 => {
                if fraction > 0.0 {
                    f32::NAN
                } else {
                    f32::INFINITY
                }
            }
            exponent => (1.0 + fraction) * 2f32.powi(i32::from(exponent) - 15),
        };
        assert_eq!(wide.is_sign_negative(), half & 0x8000 != 0, "{half:#x}");
        assert!(wide.abs().to_bits() == magnitude.to_bits() || wide.is_nan() && magnitude.is_nan(), "{half:#x}: {wide}");
    }
    let stats = halves(&all);
    assert_eq!((stats.nan, stats.positive_infinite, stats.negative_infinite), (2046, 1, 1));
    assert_eq!((stats.min, stats.max, stats.sum), (-65504.0, 65504.0, 0.0));
}

#[test]
fn widening_stops_where_either_ends() {
    let mut random = Random(2);
    for count in LENGTHS {
        let run = random.bytes(2 * count);
        let (mut vector, mut twin) = (vec![7.0; count + 3], vec![7.0; count + 3]);
        widen(&run, &mut vector);
        scalar::widen(&run, &mut twin);
        assert!(vector.iter().zip(&twin).all(|(a, b)| a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan()), "{count}");
    }
}

#[test]
fn floats_equal_their_twin() {
    let mut random = Random(3);
    let special = [0.0, -0.0, f32::MIN_POSITIVE / 4.0, f32::MAX, f32::MIN, f32::NAN, f32::INFINITY, f32::NEG_INFINITY];
    for count in LENGTHS.chain([1920, 1921]) {
        let finite: Vec<f32> = (0..count).map(|_| f32::from_bits(random.next() as u32 & !(1 << 30))).collect();
        for round in 0..count.min(40) + 2 {
            let mut run = finite.clone();
            if round > 0 && count > 0 {
                run[random.next() as usize % count] = special[round % 8];
            }
            let run: Vec<u8> = run.into_iter().flat_map(f32::to_le_bytes).collect();
            assert_eq!(bits(&floats(&run)), bits(&scalar::floats(&run)), "{count} {round}");
        }
    }
}

#[test]
fn integers_are_counted_exactly() {
    let run: Vec<u8> = [5u32, u32::MAX, 2].into_iter().flat_map(u32::to_le_bytes).collect();
    assert_eq!(uints(&run), Stats { min: 2.0, max: 4_294_967_295.0, sum: 4_294_967_302.0, ..Stats::NONE });
    assert_eq!(bits(&uints(&[])), bits(&Stats::NONE));
}

#[test]
fn the_predictor_is_undone_in_pieces_of_any_size() {
    let mut random = Random(4);
    for count in LENGTHS.chain([4099]) {
        let stored = random.bytes(2 * count);
        let mut flat = stored.clone();
        for i in 1..flat.len() {
            flat[i] = flat[i - 1].wrapping_add(stored[i]).wrapping_sub(128);
        }
        let wanted: Vec<u8> = (0..2 * count).map(|i| flat[i / 2 + (i % 2) * count]).collect();
        for piece in [2, 14, 32, 34, 66, 200, 8200] {
            let (mut predicted, mut given) = (Predicted::new(&stored), vec![0; 2 * count]);
            given.chunks_mut(piece).for_each(|out| predicted.next(out));
            assert_eq!(given, wanted, "{count} by {piece}");
        }
    }
}
