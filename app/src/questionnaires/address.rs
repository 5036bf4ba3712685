//! The name of a question as a part of an address.

/// Pages of an occasion that are no questions.
const TAKEN: [&str; 3] = ["done", "finish", "later"];

/// Writes a link id so that it can stand in a URL.
///
/// FHIR lets a link id hold any character, and other tools use that: `/54126-8`. A slash would
/// end the part of a path that it stands in, and proxies read `%2F` as one. So all but letters, digits, `-`, `_`
/// and `.` are written as `~` and two hexadecimal digits for each byte: `~2F54126-8`. A name
/// of dots alone, or that of another page, begins with one such byte.
pub fn segment(link_id: &str) -> String {
    let is_other = TAKEN.contains(&link_id) || link_id.bytes().all(|byte| byte == b'.');
    let mut written = String::with_capacity(link_id.len());
    for (place, byte) in link_id.bytes().enumerate() {
        let stays = byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        if stays && !(is_other && place == 0) {
            written.push(char::from(byte));
        } else {
            written.push_str(&format!("~{byte:02X}"));
        }
    }
    written
}

/// The link id that [`segment`] wrote; none for anything that it never writes.
pub fn of_segment(written: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(written.len());
    let mut rest = written;
    while let Some(next) = rest.chars().next() {
        let (byte, after) = match rest.strip_prefix('~') {
            Some(digits) => {
                let digits = digits.get(..2)?;
                (u8::from_str_radix(digits, 16).ok()?, 3)
            }
            None => (u8::try_from(next).ok()?, next.len_utf8()),
        };
        bytes.push(byte);
        rest = rest.get(after..)?;
    }
    let link_id = String::from_utf8(bytes).ok()?;
    // One name has one address.
    (segment(&link_id) == written).then_some(link_id)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{of_segment, segment};

    #[test]
    fn names_of_other_tools_stand_in_an_address_and_ours_stay_as_they_are() {
        for (link_id, written) in [
            ("health", "health"),
            ("plan_followed", "plan_followed"),
            ("1.2-a", "1.2-a"),
            ("/54126-8", "~2F54126-8"),
            ("/54126-8/1", "~2F54126-8~2F1"),
            ("x y?#%&", "x~20y~3F~23~25~26"),
            ("~", "~7E"),
            ("..", "~2E."),
            ("done", "~64one"),
            ("smør", "sm~C3~B8r"),
        ] {
            assert_eq!(segment(link_id), written);
            assert_eq!(of_segment(written).as_deref(), Some(link_id));
        }
        for odd in [
            "a/b",
            "~",
            "~2",
            "~zz",
            "~+1",
            "~2f54126-8",
            "~61",
            "..",
            "done",
            "ø",
            "~C3",
            "~C",
        ] {
            assert_eq!(of_segment(odd), None, "{odd}");
        }
    }

    proptest! {
        #[test]
        fn every_name_has_one_address_that_leads_back_to_it(link_id in any::<String>()) {
            let written = segment(&link_id);
            prop_assert!(written.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.~".contains(&b)));
            prop_assert_eq!(of_segment(&written), Some(link_id));
        }

        #[test]
        fn no_address_makes_it_panic(written in any::<String>()) {
            if let Some(link_id) = of_segment(&written) {
                prop_assert_eq!(segment(&link_id), written);
            }
        }
    }
}
