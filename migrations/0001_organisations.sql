-- Offices, the people who work there, and the programmes they run.
--
-- One schema for SQLite and PostgreSQL: text, bigint, boolean and double precision only.
-- Instants (`_at`) are unix milliseconds in UTC; days (`_on`) are ISO dates in the
-- programme's zone; ids are UUIDv7 as text. Keys lead with the organisation.
create table organisations (
    id         text   primary key,
    name       text   not null,
    replies_by_link boolean not null default true, -- a reminder may be answered without signing in
    tells_time boolean not null default false,     -- a reminder may tell day and time
    created_at bigint not null
);

create table staff (
    id              text    primary key,
    organisation_id text    not null references organisations (id),
    name            text    not null,
    email           text    not null,
    phone           text,
    role            text    not null,
    language        text    not null,
    active          boolean not null default true,
    created_at      bigint  not null,
    unique (organisation_id, email)
);

create table programmes (
    id              text   primary key,
    organisation_id text   not null references organisations (id),
    definition_id   text   not null, -- the definition's own short name
    created_at      bigint not null,
    unique (organisation_id, definition_id)
);

-- The rules as they stood: a new row for each edit, never changed.
create table protocol_versions (
    programme_id text   not null references programmes (id),
    version      bigint not null,
    definition   text   not null, -- TOML, as it was read
    made_at      bigint not null,
    primary key (programme_id, version)
);

-- People of partner authorities, who answer forms by a link and have no account.
create table partners (
    id              text    primary key,
    organisation_id text    not null references organisations (id),
    programme_id    text    not null references programmes (id),
    name            text    not null,
    email           text    not null,
    language        text    not null,
    active          boolean not null default true,
    unique (programme_id, email)
);

-- What the servers of one installation share: keys made at first start, the clock's floor.
create table installation (
    name  text primary key,
    value text not null
);
