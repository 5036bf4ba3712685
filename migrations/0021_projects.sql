-- Who wants rows about people without their names, why they may, and who decided.
create table projects (
    id              text   primary key,
    organisation_id text   not null references organisations (id),
    programme_id    text   not null references programmes (id),
    kind            text   not null, -- a word of app::projects::Kind
    title           text   not null,
    wants           text   not null, -- what was asked for, in words
    basis           text   not null, -- a word of app::projects::Basis
    reference       text   not null default '', -- the number of an approval or agreement
    secret          text   not null, -- what its pseudonyms are made with, in base64url
    asked_by        text   not null references staff (id),
    asked_at        bigint not null,
    taken_back_at   bigint,
    approved        boolean, -- null: nobody has decided
    reason          text   not null default '',
    decided_by      text   references staff (id),
    decided_at      bigint
);
create index projects_by_office on projects (organisation_id, asked_at);

-- Each time somebody took the rows of a project, and whose rows those were.
create table project_takings (
    id         text   primary key,
    project_id text   not null references projects (id),
    taken_by   text   not null references staff (id),
    taken_at   bigint not null,
    people     bigint not null
);
create index project_takings_by_project on project_takings (project_id, taken_at);

create table project_people (
    project_id   text   not null references projects (id),
    enrolment_id text   not null references enrolments (id) on delete cascade,
    first_at     bigint not null,
    last_at      bigint not null,
    primary key (project_id, enrolment_id)
);
create index project_people_by_enrolment on project_people (enrolment_id);
