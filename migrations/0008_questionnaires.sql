-- Answers with a name on them, as they are given: one row for each question.
create table answers (
    occasion_id text   not null references occasions (id) on delete cascade,
    link_id     text   not null,
    value       text   not null, -- JSON; null when it was skipped
    answered_at bigint not null,
    primary key (occasion_id, link_id)
);

-- Finished questionnaires with a name on them.
create table responses (
    occasion_id  text   primary key references occasions (id) on delete cascade,
    mode         text   not null, -- app, desk, link, phone, paper, api
    completed_at bigint not null
);

-- One Idempotency-Key stores once; a repeat gets the first answer's receipt.
create table idempotency_keys (
    owner    text   not null, -- who sent it, so that keys of two people never meet
    key      text   not null,
    receipt  text   not null,
    kept_at  bigint not null,
    primary key (owner, key)
);
