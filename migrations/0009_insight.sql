-- Results. Nothing here names a person.
create table waves (
    id              text   primary key,
    organisation_id text   not null references organisations (id),
    programme_id    text   not null references programmes (id),
    rule_id         text   not null,
    starts_on       text   not null,
    ends_on         text   not null, -- the first day after it
    sealed_on       text,
    unique (programme_id, rule_id, starts_on)
);

-- Answers on their way into a block: a random key, no time, no occasion.
-- Read by the sealing alone, which empties it.
create table staged_answers (
    key       text primary key,
    wave_id   text not null references waves (id),
    stratum   text not null,
    answer    text not null  -- question and band, as JSON
);
create index staged_answers_by_wave on staged_answers (wave_id, stratum);

create table blocks (
    id        text   primary key,
    wave_id   text   not null references waves (id),
    stratum   text   not null,
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
