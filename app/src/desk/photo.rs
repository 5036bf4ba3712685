//! A coordinator's photo: a small JPEG, without anything else that a camera writes down.

use leptos::prelude::*;

use crate::look::{BackLink, ErrorSummary, FileField, Submit, Weight};
use crate::texts::Words;

/// The most bytes of a photo: it comes with a person's first page.
pub const LARGEST: usize = 48 * 1024;
/// The longest side, in pixels.
const WIDEST: u16 = 1024;

/// Why a file is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAPhoto {
    /// Nothing was chosen.
    Nothing,
    /// It is no JPEG, or one that ends early.
    NotJpeg,
    /// More bytes or pixels than a photo of this size needs.
    TooLarge,
}

impl NotAPhoto {
    /// The key of the sentence that says what to do.
    pub fn key(self) -> &'static str {
        match self {
            Self::Nothing => "desk-photo-none",
            Self::NotJpeg => "desk-photo-not-jpeg",
            Self::TooLarge => "desk-photo-large",
        }
    }
}

/// The picture alone: what a camera adds (where and when it was taken, by which phone, a second
/// picture) is left out, and so is whatever comes after its end.
pub fn bare(bytes: &[u8]) -> Result<Vec<u8>, NotAPhoto> {
    if bytes.is_empty() {
        return Err(NotAPhoto::Nothing);
    }
    let rest = bytes
        .strip_prefix(&[0xff, 0xd8])
        .ok_or(NotAPhoto::NotJpeg)?;
    let mut kept = vec![0xff, 0xd8];
    let mut at = 0;
    loop {
        let [0xff, marker, high, low] = *rest.get(at..at + 4).ok_or(NotAPhoto::NotJpeg)? else {
            return Err(NotAPhoto::NotJpeg);
        };
        let long = usize::from(u16::from_be_bytes([high, low]));
        let segment = rest.get(at..at + 2 + long).ok_or(NotAPhoto::NotJpeg)?;
        match marker {
            // What applications and people write beside the picture.
            0xe0..=0xef | 0xfe => {}
            // Tables, and the frame with its size.
            0xc0..=0xc2 => {
                let side = |from: usize| segment.get(from..from + 2);
                let sides = side(5).zip(side(7)).ok_or(NotAPhoto::NotJpeg)?;
                let is_wide =
                    |it: &[u8]| !matches!(it, [a, b] if u16::from_be_bytes([*a, *b]) <= WIDEST);
                if is_wide(sides.0) || is_wide(sides.1) {
                    return Err(NotAPhoto::TooLarge);
                }
                kept.extend_from_slice(segment);
            }
            0xc4 | 0xdb | 0xdd => kept.extend_from_slice(segment),
            // The picture itself, to its end.
            0xda => {
                let picture = &rest[at..];
                let end = picture.windows(2).position(|it| it == [0xff, 0xd9]);
                let end = end.ok_or(NotAPhoto::NotJpeg)?;
                kept.extend_from_slice(&picture[..end + 2]);
                break;
            }
            _ => return Err(NotAPhoto::NotJpeg),
        }
        at += 2 + long;
    }
    if kept.len() > LARGEST {
        return Err(NotAPhoto::TooLarge);
    }
    Ok(kept)
}

/// `/desk/photo`: the photo as people see it, another one, or none.
#[component]
pub fn PhotoPage(
    /// The reader's language.
    words: Words,
    /// Where the photo is, if there is one.
    photo: Option<String>,
    /// What has to be mended.
    problem: Option<String>,
    /// The script that makes a photo small before it is sent.
    script: Option<String>,
) -> impl IntoView {
    let listed = problem
        .map(|problem| vec![("file".to_owned(), problem)])
        .unwrap_or_default();
    let shown = photo.map(|path| {
        view! {
            <p><img class="photo" src=path alt=words.say("desk-photo-alt") width="96" height="96"/></p>
            <form method="post" action="/desk/photo/remove">
                <Submit text=words.say("desk-photo-remove") weight=Weight::Quiet/>
            </form>
        }
    });
    let script = script.map(|src| {
        view! { <script type="module" nonce=leptos::nonce::use_nonce() src=src></script> }
    });
    view! {
        <BackLink words to="/desk"/>
        <ErrorSummary words problems=listed/>
        <h1>{words.say("desk-photo-title")}</h1>
        <p>{words.say("desk-photo-why")}</p>
        {shown}
        <form method="post" action="/desk/photo" enctype="multipart/form-data" data-photo>
            <FileField name="file" label=words.say("desk-photo-file") hint=words.say("desk-photo-hint") accept="image/*"/>
            <Submit text=words.say("desk-photo-save")/>
        </form>
        {script}
    }
}

#[cfg(test)]
mod tests {
    use super::{NotAPhoto, bare};

    /// A JPEG in outline: a comment, where it was taken, a frame of this size, one byte of picture.
    fn taken(wide: u16) -> Vec<u8> {
        let mut all = vec![0xff, 0xd8];
        let mut segment = |marker: u8, body: &[u8]| {
            let long = u16::try_from(body.len() + 2).expect("short");
            all.extend([0xff, marker]);
            all.extend(long.to_be_bytes());
            all.extend(body);
        };
        segment(0xe1, b"Exif GPS 55.6 12.3");
        segment(0xfe, b"Kim at home");
        segment(0xdb, &[0; 65]);
        let [high, low] = wide.to_be_bytes();
        segment(0xc0, &[8, high, low, high, low, 1, 1, 0x11, 0]);
        segment(0xda, &[1, 1, 0, 0, 63, 0]);
        all.extend([0x2a, 0xff, 0xd9]);
        all.extend(b"a second picture");
        all
    }

    #[test]
    fn where_and_when_it_was_taken_is_not_kept() {
        let kept = bare(&taken(96)).expect("a photo");
        for secret in ["Exif", "GPS", "Kim", "second"] {
            let found = kept.windows(secret.len()).any(|it| it == secret.as_bytes());
            assert!(!found, "{secret}");
        }
        assert!(kept.ends_with(&[0x2a, 0xff, 0xd9]));
        assert_eq!(bare(&kept), Ok(kept.clone()), "and it is a photo still");
    }

    #[test]
    fn what_is_no_small_photo_says_why() {
        assert_eq!(bare(b""), Err(NotAPhoto::Nothing));
        assert_eq!(bare(b"\x89PNG"), Err(NotAPhoto::NotJpeg));
        assert_eq!(bare(&taken(96)[..40]), Err(NotAPhoto::NotJpeg));
        assert_eq!(bare(&taken(4000)), Err(NotAPhoto::TooLarge));
        let mut long = taken(96);
        let end = long.len() - 18;
        long.splice(end - 1..end - 1, vec![7; super::LARGEST]);
        assert_eq!(bare(&long), Err(NotAPhoto::TooLarge));
    }
}
