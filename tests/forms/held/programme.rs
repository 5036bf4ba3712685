//! What holds for any text that is given as a programme: refused in words, or read the same twice.

use app::programmes::{Wrong, read, read_kept};

/// Panics when something does not hold.
pub(crate) fn holds(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let first = read("invented.toml", text);
    let again = read_kept(text);
    assert_eq!(
        first.is_ok(),
        again.is_ok(),
        "who reads makes no difference"
    );
    if let Err(wrong) = first {
        let wrong: Wrong = wrong;
        assert!(!wrong.to_string().trim().is_empty());
    }
}
