-- Other systems that an office lets in, each by a token of its own. Only the hash is kept.
create table api_tokens (
    id              text   primary key,
    organisation_id text   not null references organisations (id),
    name            text   not null, -- what participants read in their log
    token_hash      text   not null unique,
    may             text   not null, -- read, write
    expires_at      bigint,          -- null: until it is revoked
    revoked_at      bigint,
    used_on         text,            -- the last UTC day on which it was shown; null: never
    created_at      bigint not null
);
-- The name of a token that was revoked is free for the one that takes its place.
create unique index api_tokens_by_name on api_tokens (organisation_id, name) where revoked_at is null;
-- What came in since a system asked last.
create index responses_by_time on responses (completed_at, occasion_id);
