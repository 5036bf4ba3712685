-- Energy: what the person says each morning, what was decided, what each day holds.
create table check_ins (
    participant_id text   not null references participants (id) on delete cascade,
    day_on         text   not null,
    energy         bigint check (energy between 0 and 10), -- null: "not today"
    checked_in_at  bigint not null,
    primary key (participant_id, day_on)
);

-- The baseline that participant and staff decided together, in energy points.
create table baselines (
    participant_id text             not null references participants (id) on delete cascade,
    from_on        text             not null,
    points         double precision not null check (points > 0),
    decided_by     text             not null references staff (id),
    primary key (participant_id, from_on)
);

-- "I feel fine": the payback is set aside for one day.
create table overrides (
    participant_id text   not null references participants (id) on delete cascade,
    day_on         text   not null,
    chosen_at      bigint not null,
    primary key (participant_id, day_on)
);

create table activities (
    id              text   primary key,
    participant_id  text   not null references participants (id) on delete cascade,
    enrolment_id    text   not null references enrolments (id) on delete cascade,
    intervention_id text,  -- from the plan; null for an activity of one's own
    title           text   not null,
    kind            text   not null, -- what costs are learnt by, such as `walk`
    category        text   not null, -- light, medium, heavy, restorative
    minutes         bigint not null check (minutes between 5 and 480),
    day_on          text   not null,
    starts          text,  -- local time HH:MM; null: any time that day
    state           text   not null default 'planned', -- planned, started, done, left
    rating          text,  -- less, as_expected, more, much_more
    settled_at      bigint,
    fixed           boolean not null default false, -- no suggestion moves it
    asks_first      boolean not null default false, -- moved only together with the coordinator
    earliest_on     text,
    latest_on       text,
    priority        text   not null default 'usual', -- can_wait, usual, matters
    easier_title    text,   -- a smaller way of doing the same, with its minutes
    easier_minutes  bigint check (easier_minutes between 5 and 480),
    is_easier       boolean not null default false, -- that one was chosen
    check ((easier_title is null) = (easier_minutes is null))
);
create index activities_by_day on activities (participant_id, day_on);
-- What is learnt about costs is read from all ratings of one person, on every Today.
create index activities_rated
    on activities (participant_id, kind, day_on, settled_at, id, rating) where rating is not null;

-- What a day's budget was made from, with the version of the constants, as it was last shown.
create table budgets (
    participant_id text   not null references participants (id) on delete cascade,
    day_on         text   not null,
    constants      bigint not null, -- the version that was used
    inputs         text   not null, -- an app::pacing::Explanation, as JSON
    notice         text,   -- the one thing that was said that day
    made_at        bigint not null,
    primary key (participant_id, day_on)
);

-- A smaller plan that was offered on a day, and what the person answered: one a day.
create table replans (
    participant_id text   not null references participants (id) on delete cascade,
    day_on         text   not null,
    steps          text   not null, -- what was offered, as the form carried it
    reply          text   not null, -- accepted, not_now, undone
    undo           text   not null, -- how the activities were before, as JSON
    replied_at     bigint not null,
    primary key (participant_id, day_on)
);
