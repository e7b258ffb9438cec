//! RLE: runs of equal bytes and runs of literal ones, over predicted bytes.

use super::super::Damage;

/// Unrolls to exactly the size of `out`.
///
/// A count below zero is followed by that many literal bytes; any other by one byte to repeat once more than the count.
pub(super) fn unroll(mut packed: &[u8], mut out: &mut [u8]) -> Result<(), Damage> {
    while let Some((&count, rest)) = packed.split_first() {
        let count = i32::from(count.cast_signed());
        let length = usize::try_from(if count < 0 { -count } else { count + 1 }).unwrap_or(0);
        let (to, later) = out.split_at_mut_checked(length).ok_or(Damage::Long)?;
        let used = if count < 0 { length } else { 1 };
        let (from, after) = rest.split_at_checked(used).ok_or(Damage::Run)?;
        if count < 0 {
            to.copy_from_slice(from);
        } else {
            to.fill(from.first().copied().unwrap_or(0));
        }
        (packed, out) = (after, later);
    }
    if out.is_empty() { Ok(()) } else { Err(Damage::Short) }
}

#[cfg(test)]
mod tests {
    use super::{Damage, unroll};

    #[track_caller]
    fn check(packed: &[u8], size: usize, expect: Result<&[u8], Damage>) {
        let mut out = vec![0; size];
        let result = unroll(packed, &mut out);
        assert_eq!(result.map(|()| out.as_slice()), expect);
    }

    #[test]
    fn counts_are_literal_below_zero_and_repeated_above() {
        check(&[2, 7, 0xFE, 1, 2, 0, 9], 6, Ok(&[7, 7, 7, 1, 2, 9]));
        check(&[0x7F, 5], 128, Ok(&[5; 128]));
        check(&[], 0, Ok(&[]));
    }

    #[test]
    fn a_run_that_does_not_fit_is_told_apart_from_one_that_is_cut() {
        check(&[2, 7], 2, Err(Damage::Long));
        check(&[2, 7], 4, Err(Damage::Short));
        check(&[2], 3, Err(Damage::Run));
        check(&[0xFD, 1, 2], 3, Err(Damage::Run));
    }
}
