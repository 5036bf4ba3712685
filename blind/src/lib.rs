//! One-use tokens that nobody can follow: what a phone and the server do to make and to know them.
//!
//! The verifiable oblivious pseudorandom function of RFC 9497 over ristretto255 and SHA-512, by the
//! `voprf` crate. A phone draws a secret, hides it and has it stamped with the key of a wave
//! ([`begin`], [`Key::answer`]); it checks that it was that key and takes the cover off
//! ([`finish`]). What is left is a [`Token`]: whoever holds the key knows that it stamped it
//! ([`Key::knows`]), and can't tell for whom. There is no cryptography of our own here.

#[cfg(feature = "browser")]
pub mod browser;
mod key;
mod phone;
#[cfg(test)]
mod vectors;

pub use key::{Key, commitment};
pub use phone::{begin, finish};

/// Bytes of what the phone draws, of a key, and of one point of the group.
pub const PART: usize = 32;

/// Bytes of the proof that the published key was used.
pub const PROOF: usize = 64;

/// Bytes of what a phone keeps between asking and the answer: the secret, and what hides it.
pub const HIDDEN: usize = 3 * PART;

/// Bytes of a token: the secret, and the stamp on it.
pub const TOKEN: usize = PART + 64;

/// What a phone asks with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Stays on the phone until the answer is there.
    pub hidden: [u8; HIDDEN],
    /// Goes to the server, and says nothing.
    pub blinded: [u8; PART],
}

/// What the server answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answered {
    /// What was asked with, stamped.
    pub evaluated: [u8; PART],
    /// That the published key stamped it.
    pub proof: [u8; PROOF],
}

/// One right to answer, of nobody in particular.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token([u8; TOKEN]);

/// Why there is no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// These are no bytes of the protocol.
    #[error("these bytes are not of the protocol")]
    Malformed,
    /// Another key was used than the one that is published.
    #[error("another key was used than the published one")]
    OtherKey,
}

impl Token {
    /// Reads a token; whether it is a good one only its key knows.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The bytes, for whoever keeps it.
    pub fn bytes(&self) -> &[u8; TOKEN] {
        &self.0
    }

    /// What is written down once it is spent: it leads back to no stamp.
    pub fn name(&self) -> String {
        use sha2::Digest;
        hex(&sha2::Sha256::digest(self.secret()))
    }

    fn secret(&self) -> &[u8] {
        &self.0[..PART]
    }

    fn stamp(&self) -> &[u8] {
        &self.0[PART..]
    }
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|digit| char::from(DIGITS[usize::from(digit)]));
    digits.collect()
}

#[cfg(test)]
mod tests {
    use super::{Asked, Key, Refused, Token, begin, commitment, finish};

    fn token(key: &Key) -> Token {
        let asked = begin().unwrap();
        let answered = key.answer(&asked.blinded).unwrap();
        finish(&asked.hidden, &key.public(), &answered).unwrap()
    }

    #[test]
    fn a_key_knows_its_own_tokens_and_no_others() {
        let (key, other) = (Key::draw().unwrap(), Key::draw().unwrap());
        let token = token(&key);
        assert!(key.knows(&token));
        assert!(!other.knows(&token), "of another wave");
        let again = Key::read(&key.secret()).unwrap();
        assert!(again.knows(&token), "after the server was started anew");
        for place in [0, 40, 95] {
            let mut forged = *token.bytes();
            forged[place] ^= 1;
            assert!(!key.knows(&Token::read(&forged).unwrap()), "byte {place}");
        }
        assert_eq!(Token::read(&[0; 95]), None);
    }

    #[test]
    fn a_phone_refuses_a_second_key() {
        let (published, second) = (Key::draw().unwrap(), Key::draw().unwrap());
        let asked = begin().unwrap();
        let answered = second.answer(&asked.blinded).unwrap();
        let refused = finish(&asked.hidden, &published.public(), &answered);
        assert_eq!(refused, Err(Refused::OtherKey));
        let mut bent = published.answer(&asked.blinded).unwrap();
        bent.proof[3] ^= 1;
        assert_eq!(
            finish(&asked.hidden, &published.public(), &bent),
            Err(Refused::OtherKey)
        );
        assert_ne!(
            commitment(&published.public()),
            commitment(&second.public())
        );
    }

    #[test]
    fn what_is_no_point_is_refused() {
        let key = Key::draw().unwrap();
        for bytes in [&[0; 32][..], &[255; 32], &[1; 31], &[]] {
            assert_eq!(key.answer(bytes), Err(Refused::Malformed));
            let asked = begin().unwrap();
            let good = key.answer(&asked.blinded).unwrap();
            assert_eq!(finish(&asked.hidden, bytes, &good), Err(Refused::Malformed));
            assert!(Key::read(bytes).is_err());
        }
        assert_eq!(
            finish(
                &[0; 96],
                &key.public(),
                &key.answer(&begin().unwrap().blinded).unwrap()
            ),
            Err(Refused::Malformed)
        );
    }

    #[test]
    fn what_is_asked_with_is_never_the_same_twice() {
        let many: Vec<Asked> = (0..20).map(|_| begin().unwrap()).collect();
        for (place, one) in many.iter().enumerate() {
            for other in &many[..place] {
                assert_ne!(one.blinded, other.blinded);
                assert_ne!(one.hidden[..32], other.hidden[..32]);
            }
        }
    }
}
