-- Figures beside those of answers. Nothing here names a person, and nothing is ever changed.

-- The years of a programme's register that are counted. A year without figures had too few people.
create table register_years (
    programme_id text   not null references programmes (id),
    year         bigint not null,
    sealed_on    text   not null,
    primary key (programme_id, year)
);

-- Where the number of people in each group lies.
create table register_labels (
    programme_id text   not null,
    year         bigint not null,
    measure      text   not null, -- a word of app::insight::Measure
    place        bigint not null, -- of the group, from 0
    n            bigint not null, -- people in all groups
    n_from       bigint not null,
    n_to         bigint not null,
    primary key (programme_id, year, measure, place),
    foreign key (programme_id, year) references register_years (programme_id, year)
);

-- Counts under noise, for the public: drawn once, when a wave of 250 answers or more is sealed.
create table noisy_figures (
    wave_id  text   not null references waves (id),
    question text   not null,
    n        bigint not null,
    unhappy  bigint not null, -- with its noise, so below zero or above n at times
    happy    bigint not null,
    cost     bigint not null, -- thousandths of an epsilon, of the thousand of each wave
    primary key (wave_id, question)
);
