//! The browser that push messages are measured with: the one of RFC 8291's example.

/// Its public key.
pub const P256DH: &str =
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
/// Its secret, which it shares with whoever may write to it.
pub const AUTH: &str = "BTBZMqHH6r4Tts7J_aSIgg";
