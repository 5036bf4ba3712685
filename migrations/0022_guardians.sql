-- Who decides for somebody who may be under age. Nothing is kept about grown people.
create table guardians (
    participant_id text   primary key references participants (id) on delete cascade,
    decides        text   not null, -- guardian: one has said yes; own: the young person alone
    noted_by       text   not null references staff (id),
    noted_at       bigint not null
);
