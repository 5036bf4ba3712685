//! Forms beside other programs: the same forms and answers, judged by ours and by those of others.

#[path = "forms/dice.rs"]
mod dice;
#[path = "forms/invented.rs"]
mod invented;
#[path = "forms/peers.rs"]
mod peers;
