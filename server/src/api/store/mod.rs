//! Where the tokens of other systems are kept, and what those systems may read.

mod shown;
mod tokens;

pub use shown::{Shown, Wanted, about, answered, occasions};
pub use tokens::{KeptToken, add_token, note_use, revoke, token, tokens};
