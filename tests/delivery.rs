//! Messages that arrive, and those that must not: real mail, real push, both engines.

mod delivery {
    mod ahead;
    mod around;
    mod aside;
    mod carriers;
    mod catching_up;
    mod claims;
    mod clocks;
    mod conformance;
    mod desk;
    mod following;
    mod gateway;
    mod killed;
    mod ladder;
    mod looks;
    mod mailbox;
    mod office;
    mod pace;
    mod peers;
    mod phone;
    mod reminders;
    mod replies;
    mod restraint;
    mod settings;
    mod texts;
    mod watching;
}
