//! The code of an invite: scanned as a QR code, or typed from paper.

use serde::Deserialize;

/// The letters of a code: Crockford's base 32, without those that look like others.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// How many letters a code has: 80 bits.
const LENGTH: usize = 16;

/// A single-use code that lets one person in; 80 random bits as 16 letters.
///
/// Typing is forgiving: small letters, spaces and dashes count for nothing, O is read as
/// zero, I and L as one.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(String);

/// Why a text is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a code has 16 letters and digits")]
pub struct NotACode;

impl Code {
    /// Makes a code of 80 random bits.
    pub fn of_bits(bits: [u8; 10]) -> Self {
        let all = bits
            .iter()
            .fold(0_u128, |all, byte| all << 8 | u128::from(*byte));
        let letter = |place: usize| {
            let five = (all >> (5 * (LENGTH - 1 - place))) & 31;
            char::from(LETTERS[five as usize])
        };
        Self((0..LENGTH).map(letter).collect())
    }

    /// Reads what somebody typed.
    pub fn read(typed: &str) -> Result<Self, NotACode> {
        let meant: String = typed
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-' && *c != '.')
            .map(|c| match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            })
            .collect();
        let is_letter = |c: char| u8::try_from(c).is_ok_and(|c| LETTERS.contains(&c));
        if meant.len() == LENGTH && meant.chars().all(is_letter) {
            Ok(Self(meant))
        } else {
            Err(NotACode)
        }
    }

    /// The code as one word, for hashing and for the link.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The code in groups of four, for reading aloud and typing.
    pub fn grouped(&self) -> String {
        let groups: Vec<String> = self
            .0
            .as_bytes()
            .chunks(4)
            .map(|four| String::from_utf8_lossy(four).into())
            .collect();
        groups.join("-")
    }
}

impl std::fmt::Debug for Code {
    /// Never the code itself: debug output ends up in logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Code(…)")
    }
}

/// What was typed on the page that takes a code.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct CodeForm {
    /// The code, as typed.
    pub code: String,
    /// Year of birth, asked for with printed codes.
    pub year: String,
    /// `shared` on a borrowed phone.
    pub phone: String,
}

impl CodeForm {
    /// Whether nothing may be kept on this phone.
    pub fn is_shared_phone(&self) -> bool {
        self.phone == "shared"
    }

    /// The year of birth, if one was typed.
    pub fn year(&self) -> Option<i64> {
        self.year
            .trim()
            .parse()
            .ok()
            .filter(|year| (1900..=2100).contains(year))
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn a_code_read_aloud_and_typed_is_the_same_code() {
        let code = Code::of_bits([0, 68, 50, 20, 199, 66, 84, 182, 53, 207]);
        assert_eq!(code.grouped(), "0123-4567-89AB-CDEF");
        assert_eq!(Code::read(" o12 3-4567 89ab.cdef"), Ok(code.clone()));
        assert_eq!(Code::read("0l23-4567-89ab-cdef"), Ok(code));
    }

    #[test]
    fn a_word_too_few_is_no_code() {
        for wrong in [
            "",
            "0123-4567-89AB-CDE",
            "0123-4567-89AB-CDEFF",
            "ÆØÅ3-4567-89AB-CDEF",
        ] {
            assert!(Code::read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn debug_output_keeps_the_code_to_itself() {
        assert_eq!(format!("{:?}", Code::of_bits([7; 10])), "Code(…)");
    }
}
