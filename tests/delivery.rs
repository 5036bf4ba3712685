//! Messages that arrive, and those that must not: real mail, real push, both engines.

mod delivery {
    mod catching_up;
    mod claims;
    mod desk;
    mod ladder;
    mod mailbox;
    mod office;
    mod peers;
    mod phone;
    mod reminders;
    mod restraint;
}
