//! Any text, given as the definition of a programme.
#![no_main]

#[path = "../../tests/forms/held/programme.rs"]
mod programme;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| programme::holds(bytes));
