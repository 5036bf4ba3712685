//! What a page calls: the phone's half, as bytes in and bytes out.

use wasm_bindgen::prelude::{JsError, wasm_bindgen};

use crate::{Answered, PART, PROOF};

/// Draws a secret: 96 bytes that stay on the phone, then 32 that go to the server.
#[wasm_bindgen]
pub fn begin() -> Result<Vec<u8>, JsError> {
    let asked = crate::begin()?;
    Ok([&asked.hidden[..], &asked.blinded].concat())
}

/// The token, once the server has answered: `hidden` as [`begin`] made it, the published key, what
/// was stamped and the proof. Throws where another key was used.
#[wasm_bindgen]
pub fn finish(
    hidden: &[u8],
    published: &[u8],
    evaluated: &[u8],
    proof: &[u8],
) -> Result<Vec<u8>, JsError> {
    let evaluated: [u8; PART] = evaluated.try_into()?;
    let proof: [u8; PROOF] = proof.try_into()?;
    let token = crate::finish(hidden, published, &Answered { evaluated, proof })?;
    Ok(token.bytes().to_vec())
}
