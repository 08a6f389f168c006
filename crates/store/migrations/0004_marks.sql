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
