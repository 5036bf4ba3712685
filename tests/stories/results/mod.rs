//! From confidential answers to results: nothing moves before a wave is sealed, nobody is
//! given away after it.

mod attacker;
mod exports;
mod office;
mod projects;
mod public;
mod register;
mod sealing;
mod showing;
mod statistics;
