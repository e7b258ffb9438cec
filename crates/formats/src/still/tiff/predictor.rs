//! The predictors of TIFF undone (TIFF 6.0, section 14; Adobe Photoshop TIFF technical note 3).

/// Undoes the horizontal difference of one row, in place. Samples have `bytes` (1, 2 or 4) each, little-endian.
pub(super) fn horizontal(row: &mut [u8], channels: usize, bytes: usize) {
    match bytes {
        1 => each(row, channels, |[sample], [left]| [sample.wrapping_add(left)]),
        2 => each(row, channels, |sample, left| u16::from_le_bytes(sample).wrapping_add(u16::from_le_bytes(left)).to_le_bytes()),
        _ => each(row, channels, |sample, left| u32::from_le_bytes(sample).wrapping_add(u32::from_le_bytes(left)).to_le_bytes()),
    }
}

fn each<const B: usize>(row: &mut [u8], channels: usize, add: impl Fn([u8; B], [u8; B]) -> [u8; B]) {
    let samples = row.as_chunks_mut::<B>().0;
    match channels {
        1 => pixels::<B, 1>(samples, add),
        3 => pixels::<B, 3>(samples, add),
        4 => pixels::<B, 4>(samples, add),
        _ => {
            let mut left = vec![[0; B]; channels];
            for pixel in samples.chunks_mut(channels.max(1)) {
                for (sample, left) in pixel.iter_mut().zip(&mut left) {
                    *left = add(*sample, *left);
                    *sample = *left;
                }
            }
        }
    }
}

/// The usual numbers of channels, which are known when this is compiled.
fn pixels<const B: usize, const N: usize>(samples: &mut [[u8; B]], add: impl Fn([u8; B], [u8; B]) -> [u8; B]) {
    let mut left = [[0; B]; N];
    for pixel in samples.as_chunks_mut::<N>().0 {
        for (sample, left) in pixel.iter_mut().zip(&mut left) {
            *left = add(*sample, *left);
            *sample = *left;
        }
    }
}

/// Undoes the floating-point predictor of one row: differences of bytes, the highest bytes of all samples first. Samples come out
/// little-endian; `spare` is a buffer that is reused.
pub(super) fn floating(row: &mut [u8], channels: usize, bytes: usize, spare: &mut Vec<u8>) {
    each(row, channels, |[sample]: [u8; 1], [left]| [sample.wrapping_add(left)]);
    spare.clear();
    spare.extend_from_slice(row);
    let count = row.len() / bytes.max(1);
    let mut planes = spare.chunks_exact(count.max(1));
    match (bytes, planes.next(), planes.next(), planes.next(), planes.next()) {
        (2, Some(high), Some(low), ..) => {
            row.as_chunks_mut().0.iter_mut().zip(low.iter().zip(high)).for_each(|(to, (low, high))| *to = [*low, *high]);
        }
        (4, Some(highest), Some(high), Some(low), Some(lowest)) => {
            let ranks = lowest.iter().zip(low).zip(high).zip(highest);
            row.as_chunks_mut().0.iter_mut().zip(ranks).for_each(|(to, (((d, c), b), a))| *to = [*d, *c, *b, *a]);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_added_up() {
        let check = |mut row: Vec<u8>, channels: usize, bytes: usize, expect: &[u8]| {
            horizontal(&mut row, channels, bytes);
            assert_eq!(row, expect);
        };
        check(vec![1, 2, 3, 1, 0, 255], 3, 1, &[1, 2, 3, 2, 2, 2]);
        check(vec![1, 2, 3, 4, 1, 1, 1, 1], 4, 1, &[1, 2, 3, 4, 2, 3, 4, 5]);
        check(vec![5, 1, 255], 1, 1, &[5, 6, 5]);
        check(vec![255, 0, 1, 0], 1, 2, &[255, 0, 0, 1]);
        check(vec![1, 0, 0, 0, 255, 255, 255, 255], 1, 4, &[1, 0, 0, 0, 0, 0, 0, 0]);
    }

    #[test]
    fn floats_are_put_together_from_their_bytes() {
        let samples = [1.5f32, -2.0, 3.25e9, 0.0];
        let mut row: Vec<u8> = (0..4).flat_map(|rank| samples.map(|sample| sample.to_be_bytes()[rank])).collect();
        for at in (2..row.len()).rev() {
            row[at] = row[at].wrapping_sub(row[at - 2]);
        }
        floating(&mut row, 2, 4, &mut Vec::new());
        assert_eq!(row, samples.map(f32::to_le_bytes).concat());
    }
}
