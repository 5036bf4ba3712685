-- What an evaluation compares of one course. A row comes with the first thing that is noted;
-- what is null is not known.
create table backgrounds (
    enrolment_id text   primary key references enrolments (id) on delete cascade,
    sex          text,   -- a word of app::participants::Sex
    education    text,   -- a word of app::participants::Education
    before_on    text,   -- what they lived on when the course began: a code of the follow-up's form
    before_share bigint, -- how much of the income that was, in percent
    end_on       text,   -- the same as the course ended
    end_share    bigint,
    noted_by     text   not null references staff (id),
    noted_at     bigint not null
);

-- What they said a year on that they live on; null: not said.
alter table dispositions add column lives_on text;
alter table dispositions add column lives_share bigint;
