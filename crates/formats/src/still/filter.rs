//! The filters of PNG undone (W3C PNG, section 9).

/// Undoes the filter of one line, `above` being the line before it as it was, and `pixel` the bytes of a whole pixel, at least 1.
/// Answers whether there is such a filter.
pub(super) fn undo(filter: u8, pixel: usize, above: &[u8], line: &mut [u8]) -> bool {
    match pixel {
        2 => undo_of::<2>(filter, above, line),
        3 => undo_of::<3>(filter, above, line),
        4 => undo_of::<4>(filter, above, line),
        6 => undo_of::<6>(filter, above, line),
        8 => undo_of::<8>(filter, above, line),
        _ => undo_of::<1>(filter, above, line),
    }
}

fn undo_of<const N: usize>(filter: u8, above: &[u8], line: &mut [u8]) -> bool {
    match filter {
        0 => {}
        1 => each::<N>(above, line, |left, _, _| left),
        2 => line.iter_mut().zip(above).for_each(|(byte, up)| *byte = byte.wrapping_add(*up)),
        3 => each::<N>(above, line, |left, up, _| u8::midpoint(left, up)),
        4 => each::<N>(above, line, paeth),
        _ => return false,
    }
    true
}

/// Adds to each byte what `guess` makes of the bytes at its left, above it, and above that left one.
#[inline]
fn each<const N: usize>(above: &[u8], line: &mut [u8], guess: impl Fn(u8, u8, u8) -> u8) {
    let (mut left, mut corner) = ([0; N], [0; N]);
    for (pixel, up) in line.as_chunks_mut::<N>().0.iter_mut().zip(above.as_chunks::<N>().0) {
        for (((byte, left), corner), up) in pixel.iter_mut().zip(&mut left).zip(&mut corner).zip(up) {
            *byte = byte.wrapping_add(guess(*left, *up, *corner));
            (*left, *corner) = (*byte, *up);
        }
    }
}

/// The neighbour nearest to left + up − corner.
#[inline]
fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let (a, b, c) = (i16::from(left), i16::from(up), i16::from(corner));
    let (from_left, from_up, from_corner) = ((b - c).abs(), (a - c).abs(), (a + b - c - c).abs());
    let nearer = if from_up <= from_corner { up } else { corner };
    if from_left <= from_up && from_left <= from_corner { left } else { nearer }
}

#[cfg(test)]
mod tests {
    use super::undo;

    /// Applies a filter as the specification writes it.
    fn filtered(filter: u8, pixel: usize, above: &[u8], line: &[u8]) -> Vec<u8> {
        let one = |i: usize| {
            let (a, b, c) = if i < pixel { (0, above[i], 0) } else { (line[i - pixel], above[i], above[i - pixel]) };
            let [x, y, z] = [a, b, c].map(i32::from);
            let p = x + y - z;
            let [pa, pb, pc] = [x, y, z].map(|n| (p - n).abs());
            let paeth = if pa <= pb && pa <= pc {
                a
            } else if pb <= pc {
                b
            } else {
                c
            };
            line[i].wrapping_sub([0, a, b, i32::midpoint(x, y) as u8, paeth][usize::from(filter)])
        };
        (0..line.len()).map(one).collect()
    }

    #[test]
    fn every_filter_is_undone_for_every_size_of_pixel() {
        let noise = |seed: u32| (0..240u32).map(|i| ((i + seed).wrapping_mul(2_654_435_761) >> 13) as u8).collect::<Vec<u8>>();
        let (above, line) = (noise(1), noise(999));
        for pixel in [1, 2, 3, 4, 6, 8] {
            for filter in 0..5 {
                let mut coded = filtered(filter, pixel, &above, &line);
                assert!(undo(filter, pixel, &above, &mut coded));
                assert_eq!(coded, line, "filter {filter}, {pixel} bytes");
            }
        }
        assert!(!undo(5, 1, &above, &mut line.clone()));
    }
}
