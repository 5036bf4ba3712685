//! Any bytes, given to the importer of forms.
#![no_main]

#[path = "../../tests/forms/held/form.rs"]
mod form;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| form::holds(bytes));
