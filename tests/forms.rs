//! Forms beside other programs: the same forms and answers, judged by ours and by those of others;
//! and what fuzzing found.

#[path = "forms/corpus.rs"]
mod corpus;
#[path = "forms/dice.rs"]
mod dice;
#[path = "forms/held/mod.rs"]
mod held;
#[path = "forms/invented.rs"]
mod invented;
#[path = "forms/peers.rs"]
mod peers;
