//! A number that text messages go to.

/// A mobile number as the whole world writes it (E.164): `+`, the country, the number; 8 to
/// 15 digits and nothing else.
#[derive(Clone, PartialEq, Eq)]
pub struct Mobile(String);

// A number is personal: it must not reach a log by way of `{:?}`.
impl std::fmt::Debug for Mobile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mobile(..)")
    }
}

impl Mobile {
    /// Reads what somebody typed: spaces, hyphens and parentheses are left out, and `00`
    /// in front is a `+`. `None` without the country, or when it is no number.
    pub fn read(text: &str) -> Option<Self> {
        let bare: String = text
            .trim()
            .chars()
            .filter(|letter| !matches!(letter, ' ' | '\u{a0}' | '-' | '(' | ')'))
            .collect();
        let digits = bare.strip_prefix('+').or_else(|| bare.strip_prefix("00"))?;
        let fits = (8..=15).contains(&digits.len())
            && digits.bytes().all(|it| it.is_ascii_digit())
            && !digits.starts_with('0');
        fits.then(|| Self(format!("+{digits}")))
    }

    /// `+` and digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Mobile;

    #[test]
    fn a_number_is_read_as_people_write_it_with_the_country() {
        for (typed, read) in [
            ("+45 20 30 40 50", "+4520304050"),
            ("0046 70-123 45 67", "+46701234567"),
            (" +46 (70) 123 45 67 ", "+46701234567"),
        ] {
            assert_eq!(Mobile::read(typed).unwrap().as_str(), read);
        }
    }

    #[test]
    fn what_could_be_anything_else_is_no_number() {
        for wrong in [
            "",
            "20304050",
            "+",
            "+45",
            "+0 20 30 40 50",
            "+45203040501234567",
            "+45 20 30 40 5o",
            "+4520304050,+4520304051",
            "+4520304050\r\nX: y",
            "+45\u{0}20304050",
            "+٤٥٢٠٣٠٤٠٥٠",
            "++4520304050",
        ] {
            assert!(Mobile::read(wrong).is_none(), "{wrong:?}");
        }
    }

    #[test]
    fn a_number_does_not_reach_a_log() {
        let shown = format!("{:?}", Mobile::read("+45 20 30 40 50"));
        assert!(!shown.contains("20"), "{shown}");
    }
}
