//! What holds for any input, for each target of `fuzz/`: the same code there and here.

pub(crate) mod answer;
pub(crate) mod form;
pub(crate) mod programme;
