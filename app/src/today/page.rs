//! What this room shows.
