-- Times are the database's, but where a worker tells its own.

-- What operators want of an agent. A stage without a row has never been heard of.
create table agents (
  agent text primary key,
  -- Its workers take work.
  taking boolean not null default true,
  -- Workers that are wanted; null until it was scaled.
  desired_replicas integer check (desired_replicas >= 0),
  -- Tasks at once of each worker; null: as the workers are configured.
  concurrency integer check (concurrency >= 1),
  settings jsonb not null default '{}',
  -- Grows with every change that workers have to hear of.
  generation bigint not null default 1,
  version bigint not null default 1,
  -- What its workers have told over all their lives, those that are forgotten too.
  done bigint not null default 0,
  failed bigint not null default 0,
  busy_seconds double precision not null default 0,
  useful_seconds double precision not null default 0
);

-- Processes that have reported. The row of one whose place was taken by another is removed.
create table workers (
  worker_id text primary key,
  agent text not null references agents,
  slot text not null,
  pid integer not null,
  started_at timestamptz not null,
  offline_reason text check (offline_reason in ('silent', 'left', 'stopped', 'replaced')),
  -- What operators want of it, beside what they want of its agent.
  paused boolean not null default false,
  draining boolean not null default false,
  concurrency integer check (concurrency >= 1),
  -- The self-test that was asked for last.
  self_test_id text,
  generation bigint not null default 1,
  -- The last report, as it came.
  report jsonb not null,
  -- Its figures as they were told last to those who are told only of what has moved noticeably.
  told jsonb not null,
  last_seen_at timestamptz not null default clock_timestamp(),
  version bigint not null default 1
) with (fillfactor = 70);

create index workers_of_slot on workers (slot);

-- Attempts that failed, as workers told.
create table failures (
  attempt_id uuid primary key,
  agent text not null,
  worker_id text not null,
  job_id uuid not null,
  error_code text not null,
  at timestamptz(3) not null
);

create index failures_of_agent on failures (agent, at desc, attempt_id desc);
create index failures_newest on failures (at desc, attempt_id desc);

-- How each agent was, once a minute; counters are totals, to be subtracted from one another.
create table reports (
  agent text not null,
  at timestamptz not null default now(),
  workers_online integer not null,
  done bigint not null,
  failed bigint not null,
  busy_seconds double precision not null,
  useful_seconds double precision not null,
  cpu_percent double precision not null,
  rss_bytes double precision not null,
  primary key (agent, at)
);

-- Effects outside the database that are under way: one for each held action.
create table operations (
  action_id uuid primary key,
  action text not null,
  -- What is wanted, and how far it has come; its form is the action's own.
  wish jsonb not null,
  done integer not null default 0,
  total integer not null default 1,
  -- The agents whose workers it changes: their number is left to it meanwhile.
  locked_agents text[] not null,
  -- It changes how many there are; of such operations there is one at a time for an agent.
  exclusive boolean not null,
  -- Whoever works on it holds it until then.
  leased_until timestamptz,
  next_at timestamptz not null default now(),
  -- What is not observed until then has failed.
  deadline_at timestamptz not null,
  traceparent text not null,
  created_at timestamptz not null default now(),
  ended_at timestamptz
);

create index operations_open on operations (next_at) where ended_at is null;

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
  -- Milliseconds, as the places of a list of them are told.
  created_at timestamptz(3) not null default now(),
  sent_at timestamptz
);

create index events_unsent on events (seq) where sent_at is null;
create index events_sent on events (sent_at);
create index events_newest on events (created_at desc, id desc);
create index events_of_agent on events ((payload ->> 'agent'), created_at desc, id desc);
create index events_of_name on events (name, created_at desc, id desc);
