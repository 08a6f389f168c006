-- Passkeys beside the codes of an app.

create table passkey (
    id text primary key,
    person text not null references person (id),
    sealed bytea not null,
    created_at text not null,
    used_at text
);
create index passkey_person on passkey (person);
