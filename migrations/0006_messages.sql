-- Short messages between a participant and the coordinator; only ever in the app.
create table messages (
    id             text    primary key,
    participant_id text    not null references participants (id) on delete cascade,
    staff_id       text    references staff (id), -- null: from the participant
    body           text    not null,
    sent_at        bigint  not null,
    read_at        bigint
);
create index messages_by_participant on messages (participant_id, sent_at);
