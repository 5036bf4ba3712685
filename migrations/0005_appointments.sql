-- Booked meetings and who came.
create table appointments (
    id           text    primary key,
    enrolment_id text    not null references enrolments (id) on delete cascade,
    title        text    not null,
    kind         text    not null default '', -- one of the programme's kinds, for what follows it
    with_whom    text    not null,
    place        text    not null,
    bring        text    not null default '',
    directions   text    not null default '', -- how to get there, in words
    travel       bigint  not null default 0 check (travel between 0 and 240), -- minutes, one way
    demand       text    not null default 'medium', -- light, medium, heavy: what it asks of this person
    number       bigint  not null, -- counts the appointments of an enrolment, on when one moves
    starts_at    bigint  not null,
    agreed_at    bigint  not null, -- when that time was booked or moved to
    minutes      bigint  not null check (minutes between 5 and 600),
    interpreter  text    not null default '', -- the language, when one is booked
    voluntary    boolean not null default false,
    state        text    not null default 'booked', -- booked, cancelled
    attendance   text,   -- a word of app::appointments::Attendance; null until registered
    wish         text,   -- cancel or move, as the participant asked; null: none
    confirmed_at bigint, -- when the participant said that they will come
    booked_by    text    not null references staff (id),
    booked_at    bigint  not null,
    unique (enrolment_id, number)
);
create index appointments_by_enrolment on appointments (enrolment_id, starts_at);
