//! One look for every page: the document, the fields, the parts and the icons.
//!
//! Everything here is drawn by the server and works without scripts. Colours, sizes and
//! motion live in `public/style.css`; a part names a class and never carries a style.

#[cfg(feature = "ssr")]
pub mod accessibility;
#[cfg(feature = "ssr")]
pub mod appearance;
#[cfg(feature = "ssr")]
mod around;
#[cfg(test)]
mod contrast;
#[cfg(feature = "ssr")]
pub mod fields;
#[cfg(feature = "ssr")]
pub mod frame;
#[cfg(feature = "ssr")]
pub mod guide;
#[cfg(feature = "ssr")]
pub mod icons;
#[cfg(feature = "ssr")]
pub mod parts;
#[cfg(all(test, feature = "ssr"))]
mod tests;

#[cfg(feature = "ssr")]
pub use appearance::{Appearance, AppearancePage, Theme};
#[cfg(feature = "ssr")]
pub use fields::{Choice, Choices, ErrorSummary, FileField, SelectField, TextArea, TextField};
#[cfg(feature = "ssr")]
pub use frame::{Assets, Coordinator, Document, Frame, Section, Viewer};
#[cfg(feature = "ssr")]
pub use guide::StyleGuide;
#[cfg(feature = "ssr")]
pub use parts::{
    BackLink, Card, Empty, InstallHint, Notice, OfflinePage, PushOffer, Submit, Weight,
};
