-- Action plans. A revision is immutable; the newest one counts.
create table plan_revisions (
    id           text   primary key,
    enrolment_id text   not null references enrolments (id) on delete cascade,
    number       bigint not null,
    made_by      text   not null references staff (id),
    made_at      bigint not null,
    note         text   not null,
    plan         text   not null, -- goals and interventions, app::plan::Plan as JSON
    unique (enrolment_id, number)
);

-- What the participant says to a revision.
create table plan_replies (
    plan_revision_id text    primary key references plan_revisions (id) on delete cascade,
    agreed           boolean not null,
    comment          text    not null,
    replied_at       bigint  not null
);
