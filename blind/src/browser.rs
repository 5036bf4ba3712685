//! What a page calls: the phone's half, as bytes in and bytes out. Refusals say nothing more, because
//! sentences would make the module heavier, and the page has its own.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::{Answered, PART};

/// Draws a secret: 96 bytes that stay on the phone, then 32 that go to the server.
#[wasm_bindgen]
pub fn begin() -> Option<Vec<u8>> {
    let asked = crate::begin().ok()?;
    Some([&asked.hidden[..], &asked.blinded].concat())
}

/// The token, once the server has answered: `hidden` as [`begin`] made it, the published key, what
/// was stamped and the proof. None where another key was used.
#[wasm_bindgen]
pub fn finish(hidden: &[u8], published: &[u8], evaluated: &[u8], proof: &[u8]) -> Option<Vec<u8>> {
    let evaluated: [u8; PART] = evaluated.try_into().ok()?;
    let proof = proof.try_into().ok()?;
    let token = crate::finish(hidden, published, &Answered { evaluated, proof }).ok()?;
    Some(token.bytes().to_vec())
}
