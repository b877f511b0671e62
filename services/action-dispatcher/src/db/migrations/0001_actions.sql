-- One row per action, from its intent to its outcome. `held`: the owner has committed what it wants outside the database and will tell.
create table actions (
  id uuid primary key,
  user_id uuid not null,
  session_id uuid not null,
  role text not null,
  action text not null,
  -- The service that carries it out.
  owner text not null,
  -- The sender's idempotency key; null where there was none, or its hour is over.
  key text,
  payload_hash bytea not null,
  state text not null default 'running' check (state in ('running', 'held', 'done', 'failed')),
  -- Until then a running one is left alone.
  lease_expires_at timestamptz,
  progress_done integer,
  progress_total integer,
  abort_requested_at timestamptz,
  -- `json`, not `jsonb`: who asks again with the same key gets the same bytes.
  result json,
  error_code text,
  error_message text,
  security_context jsonb not null,
  traceparent text not null,
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  check ((state = 'running') = (lease_expires_at is not null)),
  check ((state in ('done', 'failed')) = (finished_at is not null)),
  check ((state = 'failed') = (error_code is not null))
) with (fillfactor = 80);

create unique index actions_key on actions (user_id, action, key) where key is not null;
create index actions_newest on actions (created_at desc, id desc);
create index actions_open on actions (lease_expires_at) where state = 'running';

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

-- Locks an open action for its owner (or for the dispatcher that settles it). AO001: it is not open any more, so that whatever
-- the caller has done in this transaction must not be.
create function open_action(p_action_id uuid) returns actions
language plpgsql security definer set search_path = action_dispatcher, pg_temp as $$
declare
  found_action actions;
begin
  select * into found_action from actions where id = p_action_id for update;
  if found_action.id is null or found_action.state not in ('running', 'held') then
    raise exception 'action % is not open', p_action_id using errcode = 'AO001';
  end if;
  if session_user not in (replace(found_action.owner, '-', '_'), 'action_dispatcher') then
    raise exception 'action % is not carried out by %', p_action_id, session_user using errcode = '42501';
  end if;
  return found_action;
end $$;

revoke execute on function open_action(uuid) from public;

-- The outcome of an action, with its audit entry and its event, in the transaction of its effect. `p_audited` is the result
-- without what tells of persons.
create function complete(p_action_id uuid, p_result json, p_audited jsonb, p_error_code text, p_error_message text)
returns void
language plpgsql security definer set search_path = action_dispatcher, pg_temp as $$
declare
  open actions := open_action(p_action_id);
  duration double precision := extract(epoch from clock_timestamp() - open.created_at) * 1000;
begin
  update actions
  set state = case when p_error_code is null then 'done' else 'failed' end, lease_expires_at = null, result = p_result,
    error_code = p_error_code, error_message = p_error_message, finished_at = clock_timestamp(), version = version + 1
  where id = p_action_id;
  perform audit.record(jsonb_build_object(
    'kind', 'outcome', 'action_id', open.id, 'action', open.action, 'user_id', open.user_id, 'payload', null,
    'result', p_audited, 'error_code', p_error_code, 'ip_address', null, 'user_agent', null, 'reason', null,
    'trace_id', split_part(open.traceparent, '-', 2), 'duration_ms', round(duration::numeric, 1),
    'security_context', open.security_context, 'count', 1
  ));
  insert into events (id, name, entity, entity_id, version, payload, traceparent)
  values (
    gen_random_uuid(), 'action:executed', 'action', open.id::text, open.version + 1,
    jsonb_build_object(
      'action_id', open.id, 'action', open.action, 'user_id', open.user_id,
      'outcome', case when p_error_code is null then 'done' else 'failed' end, 'error_code', p_error_code
    ),
    open.traceparent
  );
end $$;

-- From now on the owner answers for the end: nobody else settles the action.
create function hold(p_action_id uuid) returns void
language plpgsql security definer set search_path = action_dispatcher, pg_temp as $$
begin
  perform open_action(p_action_id);
  update actions set state = 'held', lease_expires_at = null, version = version + 1 where id = p_action_id;
end $$;

-- How far an action is, for people to see, and whether somebody has asked for it to stop.
create function progress(p_action_id uuid, p_done integer, p_total integer) returns boolean
language plpgsql security definer set search_path = action_dispatcher, pg_temp as $$
declare
  open actions := open_action(p_action_id);
begin
  update actions set progress_done = p_done, progress_total = p_total where id = p_action_id;
  return open.abort_requested_at is not null;
end $$;

grant usage on schema action_dispatcher to agentos_owner;
revoke execute on function complete(uuid, json, jsonb, text, text), hold(uuid), progress(uuid, integer, integer) from public;
grant execute on function complete(uuid, json, jsonb, text, text), hold(uuid), progress(uuid, integer, integer) to agentos_owner;

-- Refused requests by the minute: of identical ones the first ten are told to the audit trail one by one, the others as one count.
create table refusals (
  minute timestamptz not null,
  user_id uuid not null,
  action text not null,
  kind text not null,
  -- Empty where there is none.
  code text not null,
  count integer not null,
  -- How many of them the audit trail knows of.
  told integer not null,
  -- The latest, which stands for those that are counted.
  entry jsonb not null,
  primary key (minute, user_id, action, kind, code)
);

-- Takes down identical refusals, at least one. `p_entries` are as many of them as may be told one by one; `p_times` counts all.
create function refuse(p_entries jsonb, p_times integer) returns void
language plpgsql set search_path = action_dispatcher, pg_temp as $$
declare
  one_by_one constant integer := 10;
  latest jsonb := p_entries -> -1;
  earlier integer;
begin
  insert into refusals as r (minute, user_id, action, kind, code, count, told, entry)
  values (
    date_trunc('minute', clock_timestamp()), (latest ->> 'user_id')::uuid, latest ->> 'action', latest ->> 'kind',
    coalesce(latest ->> 'error_code', ''), p_times, least(p_times, one_by_one), latest
  )
  on conflict (minute, user_id, action, kind, code) do update
  set count = r.count + p_times, told = greatest(r.told, least(r.count + p_times, one_by_one)), entry = excluded.entry
  returning r.count - p_times into earlier;
  perform audit.record(e.entry)
  from jsonb_array_elements(p_entries) with ordinality as e (entry, n)
  where earlier + e.n <= one_by_one;
end $$;

-- Tells the audit trail of the counts of minutes that are over, and with `p_all` of this one's too.
create function tell_refusals(p_all boolean) returns void
language plpgsql set search_path = action_dispatcher, pg_temp as $$
declare
  this_minute constant timestamptz := date_trunc('minute', clock_timestamp());
  due refusals;
begin
  for due in select * from refusals where minute < this_minute or (p_all and count > told) for update skip locked loop
    if due.count > due.told then
      perform audit.record(due.entry || jsonb_build_object('count', due.count - due.told));
    end if;
    if due.minute < this_minute then
      delete from refusals r
      where (r.minute, r.user_id, r.action, r.kind, r.code) = (due.minute, due.user_id, due.action, due.kind, due.code);
    else
      update refusals r set told = due.count
      where (r.minute, r.user_id, r.action, r.kind, r.code) = (due.minute, due.user_id, due.action, due.kind, due.code);
    end if;
  end loop;
end $$;

-- Who was denied too often is locked out of all actions for a while.
create table lockouts (
  user_id uuid primary key,
  -- Since the last lock, within a minute.
  denied_at timestamptz[] not null,
  locked_until timestamptz,
  -- Locks so far; each is twice as long as the one before.
  locks integer not null default 0,
  version bigint not null default 1
);
