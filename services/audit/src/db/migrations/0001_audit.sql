-- What is to be chained: written in the transaction of what it tells of, taken out by the sequencer.
create table inbox (
  id uuid primary key default gen_random_uuid(),
  at timestamptz not null default clock_timestamp(),
  entry jsonb not null
);

create index inbox_in_order on inbox (at, id);

-- Nobody but `record` writes here, and nothing is taken out that is not in the chain.
revoke insert, update, delete, truncate on inbox from audit;

-- The one door for entries: in the transaction of whoever tells.
create function record(p_entry jsonb) returns void
language sql security definer set search_path = audit, pg_temp as $$
  insert into inbox (entry) values (p_entry || jsonb_build_object('written_by', session_user))
$$;

revoke execute on function record(jsonb) from public;
grant usage on schema audit to agentos_owner;
grant execute on function record(jsonb) to agentos_owner;

-- The keys that seal what tells of a person, wrapped with a key that is not in the database. Erasing a person is destroying theirs.
create table subject_keys (
  id uuid primary key default gen_random_uuid(),
  subject_id uuid not null,
  -- Null once it is destroyed.
  wrapped bytea,
  created_at timestamptz not null default now(),
  erased_at timestamptz,
  check ((wrapped is null) = (erased_at is not null))
);

create unique index subject_keys_current on subject_keys (subject_id) where erased_at is null;

-- Gives a person's key; takes the proposed one where there is none. A key that was destroyed is never given again.
create function subject_key(p_subject uuid, p_proposed bytea) returns table (key_id uuid, wrapped_key bytea)
language plpgsql security definer set search_path = audit, pg_temp as $$
begin
  loop
    return query select k.id, k.wrapped from subject_keys k where k.subject_id = p_subject and k.erased_at is null;
    if found then return; end if;
    insert into subject_keys (subject_id, wrapped) values (p_subject, p_proposed) on conflict do nothing;
  end loop;
end $$;

revoke execute on function subject_key(uuid, bytea) from public;
grant execute on function subject_key(uuid, bytea) to action_dispatcher;

-- The history and the outbox at once.
create table events (
  seq bigint generated always as identity primary key,
  id uuid not null unique,
  name text not null,
  entity text not null,
  entity_id text not null,
  version bigint not null,
  payload jsonb not null,
  traceparent text not null,
  created_at timestamptz not null default now(),
  sent_at timestamptz
);

create index events_unsent on events (seq) where sent_at is null;
create index events_sent on events (sent_at);
