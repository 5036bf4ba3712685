//! The phone's half: asking for a token, and taking the cover off.

use rand_core::{CryptoRng, OsRng, RngCore};
use voprf::{CipherSuite, EvaluationElement, Group, Proof, Ristretto255, VoprfClient};

use crate::{Answered, Asked, HIDDEN, PART, Refused, TOKEN, Token};

type Points = <Ristretto255 as CipherSuite>::Group;

/// Draws a secret and hides it.
pub fn begin() -> Result<Asked, Refused> {
    let mut secret = [0; PART];
    OsRng
        .try_fill_bytes(&mut secret)
        .map_err(|_| Refused::Malformed)?;
    let (state, blinded) = hide(&secret, &mut OsRng)?;
    let mut hidden = [0; HIDDEN];
    hidden[..PART].copy_from_slice(&secret);
    hidden[PART..].copy_from_slice(&state);
    Ok(Asked { hidden, blinded })
}

/// Hides a secret: what the phone keeps of it, and what it asks with.
pub(crate) fn hide<R: RngCore + CryptoRng>(
    secret: &[u8],
    random: &mut R,
) -> Result<([u8; 2 * PART], [u8; PART]), Refused> {
    let asked =
        VoprfClient::<Ristretto255>::blind(secret, random).map_err(|_| Refused::Malformed)?;
    let mut state = [0; 2 * PART];
    state.copy_from_slice(&asked.state.serialize());
    Ok((state, asked.message.serialize().into()))
}

/// Checks that the `published` key answered, and takes the cover off.
pub fn finish(hidden: &[u8], published: &[u8], answered: &Answered) -> Result<Token, Refused> {
    if hidden.len() != HIDDEN {
        return Err(Refused::Malformed);
    }
    let (secret, state) = hidden.split_at(PART);
    let stamp = uncover(secret, state, published, answered)?;
    let mut token = [0; TOKEN];
    token[..PART].copy_from_slice(secret);
    token[PART..].copy_from_slice(&stamp);
    Ok(Token(token))
}

/// The stamp on a secret.
pub(crate) fn uncover(
    secret: &[u8],
    state: &[u8],
    published: &[u8],
    answered: &Answered,
) -> Result<[u8; 64], Refused> {
    let malformed = |_| Refused::Malformed;
    let state = VoprfClient::<Ristretto255>::deserialize(state).map_err(malformed)?;
    let key = Points::deserialize_elem(published).map_err(malformed)?;
    let evaluated = EvaluationElement::deserialize(&answered.evaluated).map_err(malformed)?;
    let proof = Proof::deserialize(&answered.proof).map_err(malformed)?;
    let stamp = state
        .finalize(secret, &evaluated, &proof, key)
        .map_err(|_| Refused::OtherKey)?;
    Ok(stamp.into())
}
