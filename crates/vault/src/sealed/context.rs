//! The place that sealed content belongs to.

use std::fmt;

/// Which case, which object in it, and which version of the object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Context<'a> {
    /// The case, by its id; or another noun that has a key.
    pub case: &'a str,
    /// The object in it, such as `event/17` or `file/<id>`.
    pub object: &'a str,
    /// The version of the object, from 0; 0 for what never changes.
    pub version: u64,
}

impl<'a> Context<'a> {
    /// An object that never changes.
    #[must_use]
    pub const fn new(case: &'a str, object: &'a str) -> Self {
        Self { case, object, version: 0 }
    }

    /// The bytes that are bound to the content: unlike for unlike contexts, since every part carries its length.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut bytes = b"insyn/sealed/1".to_vec();
        for part in [self.case, self.object] {
            bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
            bytes.extend_from_slice(part.as_bytes());
        }
        bytes.extend_from_slice(&self.version.to_be_bytes());
        bytes
    }
}

impl fmt::Display for Context<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "case/{}/{}#{}", self.case, self.object, self.version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_contexts_have_the_same_bytes_by_moving_a_letter() {
        assert_ne!(Context::new("ab", "c").bytes(), Context::new("a", "bc").bytes());
        assert_ne!(Context::new("a", "").bytes(), Context::new("", "a").bytes());
        assert_ne!(Context { version: 1, ..Context::new("a", "b") }.bytes(), Context::new("a", "b").bytes());
    }
}
