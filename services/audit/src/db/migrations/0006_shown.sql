-- What is shown of the trail, and how it is found among millions of entries.

-- How the chain stands, for people to see; what counts is outside the database. One row.
create table chain_state (
  one boolean primary key default true check (one),
  -- The latest signed head.
  head_seq bigint,
  head_at timestamptz(3),
  head_kid text,
  -- The chain does not go on from it: what was found, and when first.
  contradiction text,
  contradicted_since timestamptz(3),
  -- The last verification.
  verified_at timestamptz(3),
  whole boolean,
  entries bigint,
  first bigint,
  last bigint,
  finding text,
  check ((head_seq is null) = (head_at is null) and (head_seq is null) = (head_kid is null)),
  check ((contradiction is null) = (contradicted_since is null)),
  check ((verified_at is null) = (whole is null) and (verified_at is null) = (entries is null))
);

insert into chain_state default values;
revoke insert, delete, truncate on chain_state from audit;

-- What an entry tells of its action.
create function outcome_of(kind text, error_code text) returns text
language sql immutable parallel safe
return case when kind <> 'outcome' then kind when error_code is null then 'done' else 'failed' end;

create index entries_newest_of_action on entries (action, seq desc);
create index entries_newest_of_outcome on entries (outcome_of(kind, error_code), seq desc);
create index entries_newest_of_user on entries (user_id, seq desc);
create index entries_of_trace on entries (trace_id, seq desc);
create index entries_by_chaining on entries (chained_at, seq);
