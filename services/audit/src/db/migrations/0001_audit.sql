-- What tells of a person comes sealed, or not at all.
create domain sealed as jsonb check (value is null or jsonb_typeof(value -> 'sealed') is not distinct from 'string');

-- What is to be chained: written in the transaction of what it tells of, taken out by the sequencer.
create table inbox (
  -- UUIDv7, in the order in which it was told.
  id uuid primary key,
  -- Milliseconds, so that a hash over its text is the same wherever it is computed.
  timestamp timestamptz(3) not null,
  kind text not null,
  action_id uuid,
  action text not null,
  user_id uuid,
  payload jsonb,
  result jsonb,
  error_code text,
  ip_address sealed,
  user_agent sealed,
  reason sealed,
  trace_id text not null,
  duration_ms double precision,
  security_context jsonb not null,
  count integer not null check (count > 0),
  written_by text not null,
  -- A number that has no place among the 64-bit ones has no canonical text: it would stop the chain, so it stops its writer.
  check (not jsonb_path_exists(jsonb_build_array(payload, result, security_context), '$.** ? (@ > 1.7e308 || @ < -1.7e308)'))
);

-- Nobody but `record` writes here, and nothing is taken out that is not in the chain.
revoke insert, update, delete, truncate on inbox from audit;

-- The one door for entries: in the transaction of whoever tells. What does not fit fails there, not in the sequencer. The id is a
-- UUIDv7 (RFC 9562) whose first random bits are the time's microseconds (method 3), so that ids are in order.
create function record(p_entry jsonb) returns void
language plpgsql security definer set search_path = audit, pg_temp as $$
declare
  told inbox := jsonb_populate_record(null::inbox, p_entry);
  now timestamptz := clock_timestamp();
  us bigint := extract(epoch from now) * 1000000;
begin
  told.id := lpad(to_hex(us / 1000), 12, '0') || '7' || lpad(to_hex(us % 1000 * 4096 / 1000), 3, '0')
    || substring(replace(gen_random_uuid()::text, '-', '') from 17);
  told.timestamp := date_trunc('milliseconds', now);
  told.written_by := session_user;
  insert into inbox select told.*;
end $$;

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

revoke insert, update, delete, truncate on subject_keys from audit;

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

-- Destroys what opens a person's values; says how many keys that were.
create function erase_subject(p_subject uuid) returns integer
language plpgsql security definer set search_path = audit, pg_temp as $$
declare
  destroyed integer;
begin
  update subject_keys set wrapped = null, erased_at = clock_timestamp() where subject_id = p_subject and erased_at is null;
  get diagnostics destroyed = row_count;
  return destroyed;
end $$;

revoke execute on function erase_subject(uuid) from public;
grant execute on function erase_subject(uuid) to audit;

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
