-- What people note at the desk: deeds that meet deadlines, decisions over the machine, calls,
-- and how follow-ups ended.
create table deadline_notes (
    enrolment_id text   not null references enrolments (id) on delete cascade,
    deadline_id  text   not null, -- its short name in the definition
    number       bigint not null, -- from 1; which turn of one that comes back
    met_on       text,            -- the local day of the deed
    late         text,            -- a word of app::desk::deadlines::Late
    rests_until  text,            -- not on the desk before this day
    noted_by     text   references staff (id), -- null: the scheduler
    noted_at     bigint not null,
    primary key (enrolment_id, deadline_id, number)
);

-- Decisions over the machine. Rows are added, and undone, and never changed otherwise.
create table decisions (
    id           text   primary key,
    enrolment_id text   not null references enrolments (id) on delete cascade,
    occasion_id  text   references occasions (id) on delete cascade, -- null: about the person
    kind         text   not null, -- by-phone, paused, exempt, on-paper
    reason       text   not null, -- a word of app::desk::overrides::Reason
    until_on     text,            -- the last local day; null: without end
    made_by      text   not null references staff (id),
    made_at      bigint not null,
    undone_at    bigint
);
create index decisions_by_enrolment on decisions (enrolment_id) where undone_at is null;
create index decisions_by_occasion on decisions (occasion_id) where undone_at is null and occasion_id is not null;

create table calls (
    id           text    primary key,
    contact_id   text    not null references contacts (id) on delete cascade,
    occasion_id  text    not null references occasions (id) on delete cascade,
    enrolment_id text    not null references enrolments (id) on delete cascade,
    outcome      text    not null, -- a word of app::desk::Outcome
    interpreter  boolean not null,
    again_at     bigint,           -- when to call again
    made_by      text    not null references staff (id),
    made_at      bigint  not null
);
create index calls_by_enrolment on calls (enrolment_id, made_at);
create index calls_by_contact on calls (contact_id);

-- The livelihood, looked up in the register for someone whom nobody reached: that it was,
-- not what it is.
create table register_lookups (
    enrolment_id text   not null references enrolments (id) on delete cascade,
    rule_id      text   not null,
    made_by      text   not null references staff (id),
    made_at      bigint not null,
    primary key (enrolment_id, rule_id)
);

-- How the follow-up of each person ended: one row, written once.
create table dispositions (
    enrolment_id text    not null references enrolments (id) on delete cascade,
    rule_id      text    not null,
    disposition  text    not null, -- a word of app::desk::followup::Disposition
    reached      boolean not null,
    answered     boolean not null,
    livelihood   boolean not null, -- known, from the person or from the register
    closed_on    text    not null,
    primary key (enrolment_id, rule_id)
);
