-- One-use tokens for anonymous answers. Nothing here says what was answered, or when.
--
-- One key for each wave, the same for all: its tokens are made and known by it.
create table anonymous_keys (
    wave_id    text primary key references waves (id),
    secret     text not null, -- of the VOPRF of RFC 9497, in base64url
    public_key text not null, -- what phones check with, published
    poured_on  text           -- the day its answers went on to be sealed; null: tokens are taken
);

-- The one way in which somebody answers in a wave: with a token, or in confidence.
create table anonymous_ways (
    enrolment_id text not null references enrolments (id) on delete cascade,
    wave_id      text not null references waves (id),
    blinded      text, -- what the phone asked with, so that it may ask again; null: in confidence
    primary key (enrolment_id, wave_id)
);
create index anonymous_ways_by_wave on anonymous_ways (wave_id);
