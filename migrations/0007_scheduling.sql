-- What is due, and every message or call that carries it.
create table questionnaires (
    id              text    primary key,
    organisation_id text    not null references organisations (id),
    url_key         text    not null, -- such as self-rating
    version         bigint  not null,
    document        text    not null, -- FHIR R4 Questionnaire as JSON, as it came, immutable
    attested        text,             -- who allowed its use, when, on which terms; null: open terms
    published_at    bigint  not null,
    published_by    text    references staff (id), -- null: from the command line or another system
    made_here       boolean not null default false, -- written in the office, not imported
    unique (organisation_id, url_key, version)
);

-- A questionnaire that somebody is writing; one for each name. Nobody is asked it.
create table questionnaire_drafts (
    id              text    primary key,
    organisation_id text    not null references organisations (id),
    url_key         text    not null, -- the name under which it will be published
    based_on        bigint,           -- the version that it comes after; null: a new one
    document        text    not null, -- FHIR R4 Questionnaire as JSON
    document_before text,             -- before the last change, to take it back
    revision        bigint  not null, -- raised by every change: nobody overwrites unseen
    changed_by      text    not null references staff (id),
    changed_at      bigint  not null,
    unique (organisation_id, url_key)
);

-- One due questionnaire for one enrolment, or for its coordinator or referrer, or for one member
-- of staff or a partner; or one reminder of an appointment.
-- The key never holds the protocol's version, so that an edit cannot ask twice.
create table occasions (
    id               text   primary key,
    organisation_id  text   not null references organisations (id),
    programme_id     text   not null references programmes (id),
    subject_kind     text   not null, -- enrolment, coordinator, referrer, staff, partner
    subject_id       text   not null, -- of the first three: the enrolment that it is about
    asked_id         text,   -- the coordinator or referrer who answers, as things stand
    rule_id          text   not null,
    number           bigint not null,
    questionnaire_id text   references questionnaires (id), -- null: it reminds of an appointment
    appointment_id   text   references appointments (id) on delete cascade,
    collection       text   not null, -- identified, confidential
    needs            text,            -- consent without which nothing is sent; null: none
    due_on           text   not null, -- local day
    opens_at         bigint not null,
    closes_at        bigint not null,
    state            text   not null default 'open', -- open, answered, declined, closed, cancelled
    settled_on       text,  -- the day, never the hour, for confidential ones
    settled_by       text,  -- the override that settled it, to undo; null: none
    -- With the programme, because staff answer for several whose rules have the same names.
    unique (organisation_id, programme_id, subject_id, rule_id, number),
    check ((questionnaire_id is null) <> (appointment_id is null))
);
create index occasions_open on occasions (subject_id, closes_at) where state = 'open';
create index occasions_to_close on occasions (closes_at) where state = 'open';
create index occasions_by_subject on occasions (subject_id, rule_id);
create index occasions_by_rule on occasions (programme_id, rule_id, due_on);
create index occasions_asked on occasions (asked_id) where state = 'open' and asked_id is not null;
create index occasions_by_appointment on occasions (appointment_id) where appointment_id is not null;

create table contacts (
    id              text   primary key,
    organisation_id text   not null references organisations (id),
    occasion_id     text   not null references occasions (id) on delete cascade,
    person_id       text   not null, -- participant, staff, partner or referrer: the limit of a day is theirs
    step            bigint not null,
    channel         text   not null, -- push, email, sms, phone, letter
    planned_at      bigint not null, -- as the ladder had it; never changed
    due_at          bigint not null,
    not_after_at    bigint not null,
    state           text   not null default 'waiting', -- waiting, sent, merged, expired, cancelled, given_up
    reason          text   not null default '',
    epoch           bigint not null default 0, -- raised by every claim; a write names the epoch it was claimed in
    attempts        bigint not null default 0,
    try_at          bigint not null,           -- not before this; the end of the lease while there is one
    leased_until    bigint,                    -- a server is handing it over; null: nobody is
    turn_at         bigint,                    -- the turn it was given where a rate is limited
    ended_at        bigint,
    seen_at         bigint,                    -- a sign of life: fetched by an opened app, or the link used
    whom            text   not null default 'person', -- person, contact_person
    tries           bigint not null default 1, -- how often somebody calls at most
    slot            text   not null default '', -- days and hours that its step keeps to
    only_unopened   boolean not null default false, -- not when an earlier step was opened
    offers_call     boolean not null default false, -- says where to choose a time for the call
    wish            text,   -- the person's: call, at due_at; none, rather not at all; null: nothing said
    unique (occasion_id, step, channel)
);
create index contacts_due on contacts (channel, try_at) where state = 'waiting';
create index contacts_waiting on contacts (occasion_id) where state = 'waiting';
create index contacts_for on contacts (person_id) where state = 'waiting';
create index contacts_in_hand on contacts (person_id) where leased_until is not null;
create index contacts_told on contacts (person_id, channel, ended_at) where state = 'sent';
create index contacts_set_aside on contacts (organisation_id, ended_at) where state = 'given_up';
create index contacts_by_hand on contacts (organisation_id, due_at) where state = 'waiting' and channel in ('phone', 'letter');

-- How fast an office may send by a channel, and when the next turn is free.
-- No row: as fast as it goes, and what comes late at the program's own pace.
create table paces (
    organisation_id text   not null references organisations (id),
    channel         text   not null,
    per_minute      bigint, -- null: as fast as it goes
    late_per_minute bigint, -- null: the program's own
    next_at         bigint not null default 0,
    primary key (organisation_id, channel)
);

-- The right to answer one occasion, or to choose the time of its call, or to send from a phone
-- what was answered there, without signing in. Only the hash is kept.
create table occasion_rights (
    token_hash  text   primary key,
    occasion_id text   not null references occasions (id) on delete cascade,
    expires_at  bigint not null,
    opens       text   not null default 'answer' -- answer, call, upload
);

create table push_subscriptions (
    id             text   primary key,
    participant_id text   not null references participants (id) on delete cascade,
    endpoint       text   not null unique,
    p256dh         text   not null,
    auth           text   not null,
    created_at     bigint not null
);
create index push_subscriptions_by_participant on push_subscriptions (participant_id);

-- When the scheduler has something to do for the staff and partners of a programme.
-- No row: now.
create table programme_looks (
    programme_id text   primary key references programmes (id),
    next_look_at bigint -- null: never, until the definition changes
);

-- How many occasions each day to come should bring, told by the day before: a day that
-- brings far fewer is an alarm.
create table forecasts (
    organisation_id text   not null references organisations (id),
    day             text   not null, -- local
    occasions       bigint not null,
    primary key (organisation_id, day)
);
create index contacts_by_day on contacts (organisation_id, due_at);
create index contacts_unended on contacts (not_after_at) where ended_at is null;
create index occasions_by_day on occasions (organisation_id, due_on);
