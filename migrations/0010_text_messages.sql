-- What became of text messages, as the gateway says.
create table text_messages (
    key        text   primary key, -- as the gateway knows it: derived from the contact's key
    contact_id text   not null references contacts (id) on delete cascade,
    gateway_id text,               -- the gateway's own id, when it told one
    became     text,               -- delivered, failed; null until a receipt came
    receipt_at bigint
);
create index text_messages_by_gateway_id on text_messages (gateway_id) where gateway_id is not null;
create index text_messages_by_contact on text_messages (contact_id);
