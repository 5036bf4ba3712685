//! Messages that arrive, and those that must not: real mail, real push, both engines.

mod delivery {
    mod carriers;
    mod catching_up;
    mod claims;
    mod conformance;
    mod gateway;
    mod ladder;
    mod mailbox;
    mod office;
    mod peers;
    mod phone;
    mod reminders;
    mod replies;
    mod restraint;
    mod texts;
    mod watching;
}
