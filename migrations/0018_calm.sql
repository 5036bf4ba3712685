-- A meeting that was called off because its whole group was: who would have come stays known.
alter table appointments add column off_with_session boolean not null default false;
