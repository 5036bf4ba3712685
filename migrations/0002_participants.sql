-- Who takes part, with consents, invites, sessions, and the log of who looked.
create table participants (
    id                 text    primary key,
    organisation_id    text    not null references organisations (id),
    name               text    not null,
    year_of_birth      bigint,
    language           text    not null,
    email              text,
    phone              text,
    mobile             text,   -- for text messages: + and digits
    email_refused      text,   -- a mail address that leads nowhere; another one is tried again
    mobile_refused     text,
    protected_identity boolean not null default false,
    contact_paused     text,   -- why the scheduler keeps silent; null when it does not
    paused_until       text,   -- the last local day of that; null: until somebody says so
    died_on            text,   -- the day we heard of it; nothing is sent to anyone any more
    channel            text,   -- the way they like best; null: any
    time_of_day        text,   -- morning, afternoon, evening; null: any
    interpreter        text    not null default '', -- the language of an interpreter on the telephone
    contact_person     text    not null default '', -- agreed with them, for when they are not reached
    contact_person_phone text  not null default '',
    address            text    not null default '', -- where post goes: the lines under the name
    routes_at          bigint, -- when staff last looked at the ways to them
    reminders          boolean not null default true, -- of appointments
    created_at         bigint  not null
);
create index participants_by_organisation on participants (organisation_id, name);

-- Whoever sent a person to the programme: a doctor, an authority. No account, one for each
-- mailbox, because the limit of messages a day is a person's.
create table referrers (
    id              text    primary key,
    organisation_id text    not null references organisations (id),
    name            text    not null,
    email           text    not null,
    language        text    not null,
    unique (organisation_id, email)
);

create table enrolments (
    id                text   primary key,
    organisation_id   text   not null references organisations (id),
    participant_id    text   not null references participants (id) on delete cascade,
    programme_id      text   not null references programmes (id),
    coordinator_id    text   not null references staff (id),
    referrer_id       text   references referrers (id), -- null: nobody known, or the person themselves
    study_arm         text   not null,
    referred_on       text,
    included_on       text,
    assessed_on       text,
    started_on        text,
    planned_end_on    text,
    ended_on          text,
    end_reason        text,
    recommended_track text,
    next_look_at      bigint, -- when the scheduler has something to do here; null: never
    created_at        bigint not null
);
create index enrolments_by_coordinator on enrolments (organisation_id, coordinator_id);
create index enrolments_by_referrer on enrolments (referrer_id) where referrer_id is not null;
create index enrolments_by_participant on enrolments (participant_id);
create index enrolments_to_look_at on enrolments (next_look_at) where next_look_at is not null;

create table consents (
    id            text   primary key,
    enrolment_id  text   not null references enrolments (id) on delete cascade,
    kind          text   not null,
    parties       text   not null default '', -- between whom, in words
    given_at      bigint not null,
    expires_on    text,
    withdrawn_at  bigint
);
create index consents_by_enrolment on consents (enrolment_id, kind);

-- A single-use way in. Only the hash of the code is kept.
create table invites (
    code_hash       text    primary key,
    organisation_id text    not null references organisations (id),
    participant_id  text    references participants (id) on delete cascade,
    staff_id        text    references staff (id) on delete cascade,
    ask_birth_year  boolean not null,
    expires_at      bigint  not null,
    wrong_tries     bigint  not null default 0,
    used_at         bigint,
    created_at      bigint  not null
);

create table sessions (
    token_hash      text    primary key,
    organisation_id text    not null references organisations (id),
    participant_id  text    references participants (id) on delete cascade,
    staff_id        text    references staff (id) on delete cascade,
    shared_phone    boolean not null default false,
    created_at      bigint  not null,
    seen_at         bigint  not null,
    idle_ends_at    bigint  not null,
    ends_at         bigint  not null
);
create index sessions_by_participant on sessions (participant_id);

-- Who read or wrote what about whom. Rows are added, never changed.
create table access_log (
    id              text   primary key,
    organisation_id text   not null references organisations (id),
    at              bigint not null,
    staff_id        text,            -- who; null: another system
    token_id        text,            -- the token of that system
    role            text   not null, -- system, for a token
    participant_id  text   not null,
    deed            text   not null, -- a word from app::access::Deed
    purpose         text   not null,
    check ((staff_id is null) <> (token_id is null))
);
create index access_log_by_participant on access_log (participant_id, at);
