-- The tables as they are now, in one file to read. `migrations/` makes them; a test compares the two on both databases.

-- Which migrations were run.

create table schema_migration (
    version bigint primary key,
    name text not null,
    hash text not null
);

-- Who there is.

create table authority (
    id text primary key,
    name text not null,
    parent text references authority (id)
);

create table unit (
    id text primary key,
    authority text not null references authority (id),
    name text not null,
    parent text references unit (id),
    -- No reference: a unit and its manager name each other, and either may come first.
    manager text
);

create table person (
    id text primary key,
    name text not null,
    email text,
    employee_no text,
    authority text not null references authority (id),
    unit text references unit (id),
    -- No reference: people come from HR in any order.
    manager text,
    employed_until text,
    locale text not null
);
create index person_authority on person (authority);
create unique index person_employee_no on person (authority, employee_no);

create table tie (
    person text not null references person (id),
    other text not null references person (id),
    kind text not null,
    declared_at text not null,
    primary key (person, other, kind)
);
create index tie_other on tie (other);

create table deputy (
    person text not null references person (id),
    deputy text not null references person (id),
    from_day text not null,
    to_day text not null,
    primary key (person, deputy, from_day)
);
create index deputy_deputy on deputy (deputy);

-- Signing in.

create table account (
    person text primary key references person (id),
    username text not null,
    password text not null,
    second_factor bytea,
    disabled bigint not null check (disabled in (0, 1))
);
create unique index account_username on account (username);

create table passkey (
    id text primary key,
    person text not null references person (id),
    sealed bytea not null,
    created_at text not null,
    used_at text
);
create index passkey_person on passkey (person);

create table session (
    hash bytea primary key,
    person text not null references person (id),
    created_at text not null,
    seen_at text not null,
    device text not null
);
create index session_person on session (person);

-- Keys.

create table person_key (
    person text not null references person (id),
    version bigint not null,
    public text not null,
    verifying bytea not null,
    wrapped bytea not null,
    created_at text not null,
    primary key (person, version)
);

create table recovery_share (
    person text not null,
    version bigint not null,
    custodian text not null references person (id),
    k bigint not null,
    n bigint not null,
    sealed bytea not null,
    primary key (person, version, custodian),
    foreign key (person, version) references person_key (person, version)
);
create index recovery_share_custodian on recovery_share (custodian);

-- Cases: a case is the fold of its sealed events; beside them stands only what lists and deadlines need.

create table case_record (
    id text primary key,
    kind text not null,
    authority text not null references authority (id),
    state text not null check (state in ('open', 'closed', 'disposed')),
    opened_at text not null,
    closed_at text,
    next_deadline text,
    next_clock text,
    retain_until text,
    events bigint not null,
    revision bigint not null
);
create index case_record_authority on case_record (authority, state);

create table case_member (
    case_id text not null references case_record (id),
    person text not null references person (id),
    since text not null,
    until text,
    wrapped_key bytea,
    proposal text,
    primary key (case_id, person, since),
    -- A membership that is over opens nothing.
    check (until is null or wrapped_key is null)
);
create index case_member_person on case_member (person);

create table case_event (
    case_id text not null references case_record (id),
    seq bigint not null,
    sealed bytea not null,
    primary key (case_id, seq)
);

create table case_file (
    case_id text not null references case_record (id),
    id text not null,
    sealed bytea not null,
    size bigint not null,
    primary key (case_id, id)
);

create table case_hint (
    blind bytea not null,
    case_id text not null references case_record (id),
    primary key (blind, case_id)
);
create index case_hint_case on case_hint (case_id);

-- What recurs in unrelated applications, as keyed hashes: a certificate's number, an issuer, a history.
create table application_mark (
    mark text not null,
    case_id text not null references case_record (id),
    -- The candidate of the recruitment: the number of the event that brought them.
    candidate bigint not null,
    -- Who applied, by a keyed hash of the name.
    person text not null,
    primary key (mark, case_id, candidate)
);
create index application_mark_case on application_mark (case_id);

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

-- What waits for a second person.

create table proposal (
    id text primary key,
    kind text not null,
    authority text not null references authority (id),
    case_id text references case_record (id),
    proposer text not null references person (id),
    proposed_at text not null,
    expires_at text not null,
    state text not null check (state in ('open', 'approved', 'withdrawn', 'expired', 'refused')),
    body bytea not null,
    approver text references person (id),
    settled_at text,
    approval bytea,
    -- Nobody approves alone, whatever a program says.
    check (state <> 'approved' or (approver is not null and approver <> proposer))
);
create index proposal_state on proposal (state, expires_at);
create index proposal_case on proposal (case_id);

-- What people may do.

create table role_holding (
    id text primary key,
    person text not null references person (id),
    role text not null,
    authority text not null references authority (id),
    from_day text not null,
    to_day text,
    -- The proposal by which two people gave the role; none for those an installation begins with.
    proposal text references proposal (id)
);
create index role_holding_person on role_holding (person);

create table delegation (
    id text primary key,
    authority text not null references authority (id),
    act text not null,
    holder_role text,
    holder_person text references person (id),
    limit_ore bigint,
    from_day text not null,
    to_day text,
    source text not null,
    -- Either a role or a person.
    check ((holder_role is null) <> (holder_person is null))
);
create index delegation_authority on delegation (authority, act);

-- The journal.

-- Line and hash are text, so that both databases join many of them in one answer.
create table journal_entry (
    seq bigint primary key,
    line text not null,
    hash text not null,
    actor text not null,
    object text not null,
    at text not null
);
create index journal_entry_object on journal_entry (object, seq);
create index journal_entry_actor on journal_entry (actor, seq);

create table journal_head (
    seq bigint not null,
    line text not null,
    primary key (seq, line)
);

-- Settings of the installation.

create table setting (
    name text primary key,
    value bytea not null
);
