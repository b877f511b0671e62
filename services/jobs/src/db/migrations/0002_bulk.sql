-- Actions on many things that are under way, with what each is about (packages/action-kit). They go when the action ends.
create table bulk_operations (
  action_id uuid primary key,
  action text not null,
  payload jsonb not null,
  actor jsonb not null,
  reason text,
  traceparent text not null,
  -- Who works on it; until the lease runs out nobody else does.
  lease_id uuid not null,
  lease_expires_at timestamptz not null,
  created_at timestamptz not null default now()
);

create table bulk_items (
  action_id uuid not null references bulk_operations on delete cascade,
  position integer not null,
  item_id text not null,
  -- Null while it is still to be done.
  outcome text check (outcome in ('done', 'failed', 'skipped')),
  error_code text,
  primary key (action_id, position),
  unique (action_id, item_id),
  check (error_code is null or outcome = 'failed')
);

-- Jobs that are gone, counted by the day (UTC) on which they were made: so the totals stay as they were.
create table purged_days (
  day date not null,
  user_id uuid not null,
  status text not null,
  seeded boolean not null,
  jobs integer not null,
  clips integer not null,
  -- From the first claim to the end, summed over the jobs that have both, and how many those are.
  milliseconds bigint not null,
  timed integer not null,
  primary key (day, user_id, status, seeded)
);

-- Files of jobs that are gone: written in the transaction that removes the job, taken out when the files are removed.
create table file_removals (
  prefix text primary key,
  marked_at timestamptz not null default now()
);
