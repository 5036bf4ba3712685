//! Makes an invite: a code, its link, and the QR code of the link.

use app::identity::Code;
use app::ids::OrganisationId;
use jiff::{SignedDuration, Timestamp};
use qrcode::render::{svg, unicode};
use qrcode::{EcLevel, QrCode};

use crate::config::Settings;
use crate::identity::sessions;
use crate::identity::store::{self, Whose};
use crate::storage::{Fault, Tx};

/// How long a code on screen lasts.
pub const ON_SCREEN: SignedDuration = SignedDuration::from_mins(10);
/// How long a code on paper lasts; it asks for the year of birth besides.
pub const ON_PAPER: SignedDuration = SignedDuration::from_hours(14 * 24);

/// A new code that lets `whose` in once.
pub async fn make(
    tx: &mut Tx,
    organisation: &OrganisationId,
    whose: &Whose,
    ask_birth_year: bool,
    now: Timestamp,
) -> Result<Code, Fault> {
    let code = Code::of_bits(sessions::code_bits());
    let lasts = if ask_birth_year { ON_PAPER } else { ON_SCREEN };
    store::add_invite(tx, organisation, whose, &code, ask_birth_year, now, lasts).await?;
    Ok(code)
}

/// The link of a code. The part after `#` never leaves the browser, so it is in no log.
pub fn link(settings: &Settings, code: &Code) -> String {
    format!("{}/invite#{}", settings.public_url, code.as_str())
}

/// The link as a QR code in SVG, without an XML prologue, to stand in a page.
pub fn qr_svg(link: &str) -> String {
    let Ok(qr) = QrCode::with_error_correction_level(link, EcLevel::M) else {
        return String::new();
    };
    let svg = qr
        .render::<svg::Color<'_>>()
        .min_dimensions(220, 220)
        .build();
    svg.find("<svg")
        .map_or(String::new(), |at| svg[at..].to_owned())
}

/// The link as a QR code in the letters of a terminal.
pub fn qr_text(link: &str) -> String {
    let qr = QrCode::with_error_correction_level(link, EcLevel::L);
    qr.map(|qr| qr.render::<unicode::Dense1x2>().quiet_zone(true).build())
        .unwrap_or_default()
}
