//! Letters: what staff print and post when nothing else has reached a person.

#[cfg(feature = "ssr")]
pub mod page;

/// Where post goes: the lines under the name.
///
/// Unit: lines of text, without the name. Source: staff. Range: none to four lines of 40
/// letters, which is what the window of an envelope shows; more is [`TooLong`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PostalAddress(Vec<String>);

/// An address that no window shows whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an address has at most four lines of 40 letters")]
pub struct TooLong;

impl PostalAddress {
    /// The most lines under the name.
    pub const LINES: usize = 4;
    /// The most letters of a line.
    pub const LETTERS: usize = 40;

    /// Reads what somebody typed; empty lines count for nothing.
    pub fn read(typed: &str) -> Result<Self, TooLong> {
        let lines: Vec<String> = typed
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect();
        let wide = |line: &String| line.chars().count() > Self::LETTERS;
        if lines.len() > Self::LINES || lines.iter().any(wide) {
            return Err(TooLong);
        }
        Ok(Self(lines))
    }

    /// The lines, from the top.
    pub fn lines(&self) -> &[String] {
        &self.0
    }

    /// The address as it is kept and typed.
    pub fn text(&self) -> String {
        self.0.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::{PostalAddress, TooLong};

    #[test]
    fn an_address_fits_the_window_or_is_refused() {
        let read = PostalAddress::read("  Skolegade 3, 2. tv\r\n\r\n2635 Ishøj ").unwrap();
        assert_eq!(read.lines(), ["Skolegade 3, 2. tv", "2635 Ishøj"]);
        assert_eq!(PostalAddress::read(&read.text()), Ok(read));
        assert_eq!(PostalAddress::read("1\n2\n3\n4\n5"), Err(TooLong));
        assert_eq!(PostalAddress::read(&"x".repeat(41)), Err(TooLong));
        assert_eq!(PostalAddress::read(""), Ok(PostalAddress::default()));
    }
}
