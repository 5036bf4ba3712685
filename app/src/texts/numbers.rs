//! Numbers with a fraction as each language writes them.

use super::Words;

impl Words {
    /// A number in as many decimals as it has: "6,5" in Danish and Swedish, "6.5" in English.
    pub fn number(self, number: f64) -> String {
        let comma = self.language().facts().comma;
        number
            .to_string()
            .replace('.', comma.encode_utf8(&mut [0; 4]))
    }
}

#[cfg(test)]
mod tests {
    use crate::texts::{Language, Words};

    #[test]
    fn a_fraction_stands_behind_the_sign_that_readers_know() {
        let said = |language, number| Words::of(language).number(number);
        assert_eq!(said(Language::Da, 6.5), "6,5");
        assert_eq!(said(Language::Sv, -0.25), "-0,25");
        assert_eq!(said(Language::En, 6.5), "6.5");
        assert_eq!(said(Language::Da, 7.0), "7");
    }
}
