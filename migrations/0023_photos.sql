-- What coordinators look like to the people in their care: small, without anything else that a camera writes down.
create table photos (
    staff_id text   primary key references staff (id) on delete cascade,
    version  text   not null, -- stands in the address, so that a phone may keep the picture
    jpeg     text   not null, -- base64
    kept_at  bigint not null
);
