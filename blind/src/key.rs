//! The server's half: a key that stamps what it can't see, and knows its stamps again.

use rand_core::{CryptoRng, OsRng, RngCore};
use sha2::Digest;
use subtle::ConstantTimeEq;
use voprf::{BlindedElement, CipherSuite, Group, Ristretto255, VoprfServer};

use crate::{Answered, PART, PROOF, Refused, Token, hex};

/// The key of one wave.
#[derive(Clone, Debug)]
pub struct Key(VoprfServer<Ristretto255>);

type Points = <Ristretto255 as CipherSuite>::Group;

impl Key {
    /// A new one, from the random numbers of the operating system.
    pub fn draw() -> Result<Self, Refused> {
        let key = VoprfServer::new(&mut OsRng).map_err(|_| Refused::Malformed)?;
        Ok(Self(key))
    }

    /// The one whose secret half this is.
    pub fn read(secret: &[u8]) -> Result<Self, Refused> {
        let key = VoprfServer::new_with_key(secret).map_err(|_| Refused::Malformed)?;
        Ok(Self(key))
    }

    /// The secret half, to be kept.
    pub fn secret(&self) -> [u8; PART] {
        let mut secret = [0; PART];
        secret.copy_from_slice(&self.0.serialize()[..PART]);
        secret
    }

    /// The public half, to be published.
    pub fn public(&self) -> [u8; PART] {
        Points::serialize_elem(self.0.get_public_key()).into()
    }

    /// Stamps what a phone asks with, and proves that it was this key.
    pub fn answer(&self, blinded: &[u8]) -> Result<Answered, Refused> {
        self.answer_by(&mut OsRng, blinded)
    }

    pub(crate) fn answer_by<R: RngCore + CryptoRng>(
        &self,
        random: &mut R,
        blinded: &[u8],
    ) -> Result<Answered, Refused> {
        if blinded.len() != PART {
            return Err(Refused::Malformed);
        }
        let blinded = BlindedElement::deserialize(blinded).map_err(|_| Refused::Malformed)?;
        let answered = self.0.blind_evaluate(random, &blinded);
        let mut proof = [0; PROOF];
        proof.copy_from_slice(&answered.proof.serialize());
        Ok(Answered {
            evaluated: answered.message.serialize().into(),
            proof,
        })
    }

    /// Whether this key stamped the token. Takes as long for a wrong one.
    pub fn knows(&self, token: &Token) -> bool {
        self.0
            .evaluate(token.secret())
            .is_ok_and(|stamp| bool::from(stamp[..].ct_eq(token.stamp())))
    }
}

/// A short name of a public key, for people to compare: what a server that used one key for each
/// person would have to show differently.
pub fn commitment(public: &[u8]) -> String {
    let mut hash = sha2::Sha256::new();
    hash.update(b"dagsform anonymous key 1\0");
    hash.update(public);
    hex(&hash.finalize())
}
