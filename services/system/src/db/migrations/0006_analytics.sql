-- What is counted from the owners' events. An event is counted in the transaction that moves the cursor past it: once, and not never.

-- Up to which event each owner's history is counted.
create table analytics_cursors (
  owner text primary key,
  seq bigint not null default 0,
  -- When the last event that was counted was written.
  counted_at timestamptz
);

-- Runs of jobs that have not ended, as far as they were counted: what the next event of each will be measured from.
create table analytics_runs (
  job_id text primary key,
  -- When it was created or run again.
  since timestamptz,
  -- When a worker first took it.
  started_at timestamptz,
  -- Since when its step waits for a worker, or a worker has it.
  waiting_since timestamptz,
  entered_at timestamptz,
  stage text
) with (fillfactor = 60);

-- Workers that are online.
create table analytics_workers (
  worker_id text primary key,
  agent text not null,
  online_since timestamptz not null
);

-- By the hour (UTC); what is counted as what is said in src/analytics/fold.ts.
create table analytics_tallies (
  hour timestamptz not null,
  measure text not null,
  subject text not null,
  detail text not null,
  count bigint not null,
  milliseconds bigint not null,
  primary key (hour, measure, subject, detail)
) with (fillfactor = 60);

-- Reports that are to be made again and again.
create table report_schedules (
  report text not null,
  period text not null,
  primary key (report, period),
  cron text not null,
  webhook text,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  -- In milliseconds, so that the one that was read is the one that is there.
  next_at timestamptz(3) not null
);

create index report_schedules_due on report_schedules (next_at);

-- Reports that were made by a schedule.
create table reports (
  id uuid primary key,
  report text not null,
  period text not null,
  -- The moment that it was due at.
  due_at timestamptz not null,
  made_at timestamptz not null default now(),
  files jsonb not null
);

create index reports_newest on reports (made_at desc);
