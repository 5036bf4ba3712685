//! From confidential answers to results: nothing moves before a wave is sealed, nobody is
//! given away after it.

mod attacker;
mod office;
mod public;
mod register;
mod sealing;
mod showing;
mod statistics;
