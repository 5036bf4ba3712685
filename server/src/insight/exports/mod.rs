//! Files of figures, for those who ask a programme for them.

pub mod web;
mod workbook;
