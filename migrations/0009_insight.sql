-- Results. Nothing here names a person.
create table waves (
    id              text   primary key,
    organisation_id text   not null references organisations (id),
    programme_id    text   not null references programmes (id),
    asked           text   not null, -- key of the questionnaire, or health-change
    starts_on       text   not null,
    ends_on         text   not null, -- the first day after it
    opens_at        bigint not null, -- as the first day begins where the programme is
    closes_at       bigint not null, -- as the first day after it begins
    sealed_on       text,
    invited         bigint,          -- people asked, counted when it was sealed
    unique (programme_id, asked, starts_on)
);
create index waves_to_close on waves (closes_at) where sealed_on is null;

-- Answers on their way into a block: a random key, no time, no occasion, and each
-- question of one person's form a row of its own.
-- Read by the sealing alone, which empties it.
create table staged_answers (
    key       text primary key,
    wave_id   text not null references waves (id),
    stratum   text not null,
    question  text not null,
    band      text not null  -- unhappy, between, happy
);
create index staged_answers_by_wave on staged_answers (wave_id, question, stratum, band);

create table blocks (
    id        text   primary key,
    wave_id   text   not null references waves (id),
    stratum   text   not null, -- the narrowest declared group that holds its answers
    n         bigint not null,
    sealed_on text   not null
);
create index blocks_by_wave on blocks (wave_id);

-- What was published for a block and a question. Never changed.
create table labels (
    block_id       text   not null references blocks (id),
    question       text   not null,
    n              bigint not null,
    unhappy_from   bigint not null,
    unhappy_to     bigint not null,
    happy_from     bigint not null,
    happy_to       bigint not null,
    primary key (block_id, question)
);
