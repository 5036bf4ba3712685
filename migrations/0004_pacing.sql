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
    state           text   not null default 'planned', -- planned, done, left
    rating          text,  -- less, as_expected, more, much_more
    settled_at      bigint
);
create index activities_by_day on activities (participant_id, day_on);
-- What is learnt about costs is read from all ratings of one person, on every Today.
create index activities_rated
    on activities (participant_id, kind, day_on, settled_at, id, rating) where rating is not null;
