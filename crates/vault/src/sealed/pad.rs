//! Sizes that tell little: the buckets of the page above.

use zeroize::Zeroizing;

/// The step of small content.
pub(crate) const STEP: usize = 256;
/// Up to here the step is fixed; above, Padmé, which begins with the same step.
const SMALL: usize = 4096;
/// The length before the content.
const PREFIX: usize = size_of::<u64>();

/// The padded size of a prefix and content that are `length` long together.
fn bucket(length: usize) -> usize {
    if length <= SMALL {
        return length.max(1).next_multiple_of(STEP);
    }
    let exponent = length.ilog2();
    let digits = exponent.ilog2() + 1;
    length.next_multiple_of(1 << (exponent - digits))
}

/// The padded size of content.
pub(crate) fn size(content: usize) -> usize {
    bucket(PREFIX + content)
}

/// Appends length, content, zeros.
pub(crate) fn append(to: &mut Vec<u8>, plain: &[u8]) {
    let end = to.len() + size(plain.len());
    to.extend_from_slice(&(plain.len() as u64).to_be_bytes());
    to.extend_from_slice(plain);
    to.resize(end, 0);
}

/// The content, if the length in front of it is possible.
pub(crate) fn remove(mut padded: Zeroizing<Vec<u8>>) -> Option<Zeroizing<Vec<u8>>> {
    let length = u64::from_be_bytes(*padded.first_chunk()?);
    let length = usize::try_from(length).ok()?;
    if length > padded.len() - PREFIX {
        return None;
    }
    padded.copy_within(PREFIX..PREFIX + length, 0);
    padded.truncate(length);
    Some(padded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_content_goes_in_steps_of_256() {
        for (length, padded) in [(0, 256), (8, 256), (256, 256), (257, 512), (4095, 4096), (4096, 4096)] {
            assert_eq!(bucket(length), padded, "{length}");
        }
    }

    #[test]
    fn large_content_goes_by_padme_which_begins_with_the_same_step() {
        for (length, padded) in
            [(4097, 4352), (8192, 8192), (8193, 8704), (65_537, 67_584), ((1 << 20) + 1, (1 << 20) + 32_768)]
        {
            assert_eq!(bucket(length), padded, "{length}");
        }
    }

    #[test]
    fn a_bucket_is_never_smaller_than_its_content_and_never_a_sixteenth_larger() {
        for length in (4096..300_000).step_by(37).chain((1 << 20..1 << 26).step_by(99_991)) {
            let padded = bucket(length);
            assert!(padded >= length, "{length}");
            assert!(padded - length <= length / 16, "{length}");
            assert_eq!(bucket(padded), padded, "{length}");
        }
    }

    #[test]
    fn a_length_beyond_the_bucket_is_refused() {
        let mut padded = Vec::new();
        append(&mut padded, b"fem");
        assert_eq!(padded.len(), size(3));
        assert_eq!(remove(Zeroizing::new(padded.clone())).unwrap().as_slice(), b"fem");
        padded[6] = 1;
        assert!(remove(Zeroizing::new(padded)).is_none());
        assert!(remove(Zeroizing::new(vec![0; 7])).is_none());
    }
}
