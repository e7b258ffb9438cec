//! Run lengths as TIFF writes them (TIFF 6.0, section 9).

/// Unpacks until `out` holds `wanted` bytes or the data end; what stopped it short, a stable word.
pub(super) fn unpack(data: &[u8], wanted: usize, out: &mut Vec<u8>) -> Result<(), &'static str> {
    out.clear();
    let mut rest = data;
    while out.len() < wanted {
        let Some((&count, after)) = rest.split_first() else { return Err("short") };
        rest = match count as i8 {
            -128 => after,
            run @ ..0 => {
                let Some((&byte, after)) = after.split_first() else { return Err("short") };
                out.extend(std::iter::repeat_n(byte, 1 + usize::from(run.unsigned_abs())));
                after
            }
            literal => {
                let size = 1 + literal as usize;
                let (bytes, after) = after.split_at(size.min(after.len()));
                out.extend_from_slice(bytes);
                if bytes.len() < size && out.len() < wanted {
                    return Err("short");
                }
                after
            }
        };
    }
    out.truncate(wanted);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::unpack;

    #[test]
    fn the_example_of_the_specification() {
        let packed = [0xFE, 0xAA, 0x02, 0x80, 0x00, 0x2A, 0xFD, 0xAA, 0x03, 0x80, 0x00, 0x2A, 0x22, 0xF7, 0xAA];
        let mut out = Vec::new();
        assert_eq!(unpack(&packed, 24, &mut out), Ok(()));
        assert_eq!(out[..7], [0xAA, 0xAA, 0xAA, 0x80, 0x00, 0x2A, 0xAA]);
        assert_eq!(out[14..], [0xAA; 10]);
        assert_eq!(unpack(&packed, 25, &mut out), Err("short"));
        assert_eq!(unpack(&packed[..3], 24, &mut out), Err("short"));
    }
}
