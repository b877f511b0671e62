-- Actions that take their time and are under way (packages/action-kit). They go when the action ends.
create table long_operations (
  action_id uuid primary key,
  action text not null,
  payload jsonb not null,
  actor jsonb not null,
  reason text,
  traceparent text not null,
  -- Who works on it; until the lease runs out nobody else does.
  lease_id uuid not null,
  lease_expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  -- What a run has remembered for the next.
  state jsonb,
  runs integer not null default 0
);
