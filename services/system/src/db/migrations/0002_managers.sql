-- The control loops of this service: schedule, leader lease and history. Every owner of managers has these tables as they are here.
create table managers (
  name text primary key,
  enabled boolean not null,
  paused boolean not null default false,
  -- Null while it is paused until somebody resumes it.
  paused_until timestamptz,
  interval_seconds double precision not null check (interval_seconds > 0),
  settings jsonb not null,
  -- The running copy of the service that leads, until its lease runs out.
  leader text,
  lease_expires_at timestamptz,
  -- Grows with every lead and every restart: what an earlier one still writes is refused.
  generation bigint not null default 0,
  -- The copy that is to hand the lead over: it neither renews nor takes it.
  leaving text,
  running_since timestamptz,
  next_run_at timestamptz not null default now(),
  consecutive_failures integer not null default 0,
  last_error text,
  runs bigint not null default 0,
  failures bigint not null default 0,
  run_ms double precision not null default 0,
  counts jsonb not null default '{}',
  stats_since timestamptz not null default now(),
  check ((leader is null) = (lease_expires_at is null))
) with (fillfactor = 50);

-- What ran, bounded. Scheduled runs that found nothing to do share a row.
create table manager_runs (
  id uuid primary key,
  manager text not null references managers (name),
  instance text not null,
  generation bigint not null,
  trigger text not null check (trigger in ('schedule', 'run_now')),
  outcome text not null check (outcome in ('done', 'failed', 'aborted')),
  counts jsonb not null,
  error text,
  started_at timestamptz not null,
  duration_ms double precision not null,
  runs integer not null default 1,
  idle boolean not null
) with (fillfactor = 50);

create index manager_runs_newest on manager_runs (manager, started_at desc, id desc);

-- The running copies of the service, each of which could lead.
create table manager_instances (
  instance text primary key,
  seen_at timestamptz not null
) with (fillfactor = 50);

-- Actions that end when their effect is seen: a run has ended, another copy leads.
create table manager_operations (
  action_id uuid primary key,
  manager text not null references managers (name),
  kind text not null check (kind in ('run_now', 'failover')),
  -- failover: the copy that led, and until when another may take over.
  from_instance text,
  deadline timestamptz,
  -- run_now: the run that answers it.
  run_id uuid,
  check ((kind = 'failover') = (from_instance is not null and deadline is not null))
);

create index manager_operations_by_manager on manager_operations (manager);
