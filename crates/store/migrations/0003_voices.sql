-- Whistleblowers' reports: a report is a case of the kind `report`; here stands what cases do not have.

-- The channel of an authority, with what its page says.
create table voice_channel (
    authority text primary key references authority (id),
    open bigint not null check (open in (0, 1)),
    about_sv text not null,
    about_en text not null,
    -- Where to report outside the municipality (5:9).
    external_sv text not null,
    external_en text not null,
    phone text not null
);

-- Whom a decision on file names as authorised (2021:890 5:5). Never changed but by its last day.
create table voice_appointment (
    id text primary key,
    person text not null references person (id),
    channel text not null references authority (id),
    level text not null,
    decision text not null,
    from_day text not null,
    to_day text,
    -- The proposal by which two people wrote it down.
    proposal text not null
);
create index voice_appointment_channel on voice_appointment (channel);

-- What goes between reporter and recipients, sealed to one of them. `id` is a number from the listener or a keyed hash.
create table voice_post (
    report text not null references case_record (id),
    way text not null check (way in ('in', 'out')),
    id text not null,
    sealed bytea not null,
    -- In: whether it stands in the report. Out: whether the listener has it.
    done bigint not null check (done in (0, 1)),
    primary key (report, way, id)
);

-- A name, sealed to the case and then to the custodians; `released` is what is left when a custodian has opened it.
create table voice_identity (
    report text primary key references case_record (id),
    sealed bytea not null,
    released bytea
);

-- What a lost listener is filled from.
create table voice_lock (
    report text primary key references case_record (id),
    locator text not null,
    lock bytea not null,
    reporter text not null,
    sent_to text not null
);

-- What is left of a report that was disposed of: that it was, by whom and on which decision.
create table voice_certificate (
    report text primary key references case_record (id),
    body text not null,
    disposed_on text not null
);
