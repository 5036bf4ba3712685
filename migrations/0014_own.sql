-- What people decide about their own data: what staff see of it, and what is to be erased.
--
-- A row each time somebody turned a switch: the newest of a kind counts, none is "not shared".
create table sharing_choices (
    id             text    primary key,
    participant_id text    not null references participants (id) on delete cascade,
    kind           text    not null, -- a word of app::own::Sharing
    shared         boolean not null,
    chosen_at      bigint  not null
);
create index sharing_choices_by_participant on sharing_choices (participant_id, kind, id);

-- Somebody asks that what is kept of them be erased; a person at the office answers.
create table erasure_requests (
    id             text   primary key,
    participant_id text   not null references participants (id) on delete cascade,
    what           text   not null, -- a word of app::own::Erasing
    comment        text   not null default '', -- in their own words
    asked_at       bigint not null,
    taken_back_at  bigint,
    energy_gone_at bigint, -- when the energy diary was erased for it
    answered_at    bigint,
    answered_by    text   references staff (id),
    answer         text   not null default '' -- what the person reads
);
create index erasure_requests_by_participant on erasure_requests (participant_id, asked_at);
