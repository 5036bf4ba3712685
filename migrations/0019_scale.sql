-- What the sweep of each day asks for: it must not read everything that ever was.

create index enrolments_by_end on enrolments (programme_id, ended_on) where ended_on is not null;
create index occasions_in_confidence on occasions (closes_at) where collection = 'confidential';
