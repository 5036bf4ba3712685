//! The test vectors of RFC 9497, appendix A.1.2: ristretto255 and SHA-512, verifiable mode.

use rand_core::{CryptoRng, Error, RngCore};

use crate::Key;
use crate::phone::{hide, uncover};

const SECRET_KEY: &str = "e6f73f344b79b379f1a0dd37e07ff62e38d9f71345ce62ae3a9bc60b04ccd909";
const PUBLIC_KEY: &str = "c803e2cc6b05fc15064549b5920659ca4a77b2cca6f04f6b357009335476ad4e";
const BLIND: &str = "64d37aed22a27f5191de1c1d69fadb899d8862b58eb4220029e036ec4c1f6706";
const PROOF_RANDOM: &str = "222a5e897cf59db8145db8d16e597e8facb80ae7d4e26d9881aa6f61d645fc0e";

/// Input, blinded, evaluated, proof, output.
const VECTORS: [[&str; 5]; 2] = [
    [
        "00",
        "863f330cc1a1259ed5a5998a23acfd37fb4351a793a5b3c090b642ddc439b945",
        "aa8fa048764d5623868679402ff6108d2521884fa138cd7f9c7669a9a014267e",
        "ddef93772692e535d1a53903db24367355cc2cc78de93b3be5a8ffcc6985dd06\
         6d4346421d17bf5117a2a1ff0fcb2a759f58a539dfbe857a40bce4cf49ec600d",
        "b58cfbe118e0cb94d79b5fd6a6dafb98764dff49c14e1770b566e42402da1a7d\
         a4d8527693914139caee5bd03903af43a491351d23b430948dd50cde10d32b3c",
    ],
    [
        "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a",
        "cc0b2a350101881d8a4cba4c80241d74fb7dcbfde4a61fde2f91443c2bf9ef0c",
        "60a59a57208d48aca71e9e850d22674b611f752bed48b36f7a91b372bd7ad468",
        "401a0da6264f8cf45bb2f5264bc31e109155600babb3cd4e5af7d181a2c9dc0a\
         67154fabf031fd936051dec80b0b6ae29c9503493dde7393b722eafdf5a50b02",
        "8a9a2f3c7f085b65933594309041fc1898d42d0858e59f90814ae90571a6df60\
         356f4610bf816f27afdd84f47719e480906d27ecd994985890e5f539e7ea74b6",
    ],
];

/// Hands out one scalar as the random numbers that make exactly it.
struct Given(Vec<u8>);

impl RngCore for Given {
    fn next_u32(&mut self) -> u32 {
        panic!("scalars are drawn as bytes")
    }

    fn next_u64(&mut self) -> u64 {
        panic!("scalars are drawn as bytes")
    }

    fn fill_bytes(&mut self, to: &mut [u8]) {
        assert_eq!(to.len(), 64, "a scalar is drawn from 64 bytes");
        to.fill(0);
        to[..32].copy_from_slice(&self.0);
    }

    fn try_fill_bytes(&mut self, to: &mut [u8]) -> Result<(), Error> {
        self.fill_bytes(to);
        Ok(())
    }
}

impl CryptoRng for Given {}

fn bytes(hex: &str) -> Vec<u8> {
    let digit = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
    (0..hex.len()).step_by(2).map(digit).collect()
}

#[test]
fn every_step_is_that_of_the_rfc() {
    let key = Key::read(&bytes(SECRET_KEY)).unwrap();
    assert_eq!(key.public()[..], bytes(PUBLIC_KEY));
    for vector in VECTORS {
        let [input, blinded, evaluated, proof, output] = vector.map(bytes);
        let (state, asked) = hide(&input, &mut Given(bytes(BLIND))).unwrap();
        assert_eq!(asked[..], blinded);
        let mut random = Given(bytes(PROOF_RANDOM));
        let answered = key.answer_by(&mut random, &asked).unwrap();
        assert_eq!(answered.evaluated[..], evaluated);
        assert_eq!(answered.proof[..], proof);
        let stamp = uncover(&input, &state, &key.public(), &answered).unwrap();
        assert_eq!(stamp[..], output);
    }
}
