-- Times are the database's; ids come from the service (UUIDv7), but those of attempts (random, UUIDv4).

create extension if not exists pg_trgm with schema public;

-- A job as people see it. Every change of a job, its run or its steps raises `version`; progress does not.
create table jobs (
  id uuid primary key,
  user_id uuid not null,
  title text not null,
  status text not null check (status in ('queued', 'processing', 'completed', 'failed', 'cancelled')),
  run integer not null default 1 check (run >= 1),
  -- The stage that the job is at, or at which it ended.
  stage text not null,
  priority smallint not null check (priority between 0 and 3),
  source jsonb not null,
  -- Set for a job that was made by finishing an upload: the same upload gives the same job.
  finished_upload_id uuid unique,
  options jsonb not null,
  -- What is known of the size of the work, in seconds; null until the stage that measures it is done.
  media_seconds double precision,
  media_megapixels double precision,
  clip_seconds double precision,
  clip_count integer not null default 0,
  note text,
  error_code text,
  error_stage text,
  error_message text,
  cancel_reason text,
  seeded boolean not null default false,
  traceparent text not null,
  version bigint not null default 1,
  -- In milliseconds, so that a cursor made of them is exact.
  created_at timestamptz(3) not null default now(),
  started_at timestamptz(3),
  finished_at timestamptz(3),
  -- The stage at which a job ended unfinished. `stage` itself is in no index: so a job that goes from one to the next stays on its
  -- page (HOT), and is written into none of the indexes below.
  stopped_stage text generated always as (case when status in ('failed', 'cancelled') then stage end) stored,
  check ((status in ('queued', 'processing')) = (finished_at is null)),
  check ((status = 'failed') = (error_code is not null))
) with (fillfactor = 80);

create index jobs_newest on jobs (created_at desc, id desc);
create index jobs_of_user on jobs (user_id, created_at desc, id desc);
create index jobs_of_status on jobs (status, created_at desc, id desc);
create index jobs_of_user_and_status on jobs (user_id, status, created_at desc, id desc);
create index jobs_of_priority on jobs (priority, created_at desc, id desc);
create index jobs_of_error on jobs (error_code, created_at desc, id desc) where error_code is not null;
create index jobs_stopped_at on jobs (stopped_stage, created_at desc, id desc) where stopped_stage is not null;
create index jobs_ended on jobs (finished_at desc, id desc) where finished_at is not null;
-- What a search looks through (db/job-search.ts).
create index jobs_text on jobs
  using gin ((title || ' ' || coalesce(error_code || ' ' || error_message, '')) public.gin_trgm_ops);

-- One pass of a job through the stages. It leaves `active` once, and never comes back.
create table runs (
  job_id uuid not null references jobs on delete cascade,
  run integer not null,
  state text not null check (state in ('active', 'completed', 'failed', 'cancelled')),
  -- Progress of the run when its current step began, and the share of the whole that this step is; 0 to 1.
  progress_base double precision not null default 0 check (progress_base between 0 and 1),
  progress_span double precision not null default 0 check (progress_span between 0 and 1),
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (job_id, run),
  check ((state = 'active') = (finished_at is null))
);

create function refuse_second_end() returns trigger language plpgsql as $$
begin
  raise exception 'run % of job % has already ended as %', old.run, old.job_id, old.state using errcode = 'integrity_constraint_violation';
end $$;

create trigger runs_end_once before update of state on runs
  for each row when (old.state <> 'active') execute function refuse_second_end();

-- A stage of a run. `waiting` can be claimed; `held` waits until its queue is opened again; `blocked` waits for the stage before.
create table steps (
  id uuid primary key,
  job_id uuid not null,
  run integer not null,
  stage text not null,
  position smallint not null,
  state text not null check (state in ('blocked', 'waiting', 'held', 'running', 'done', 'failed', 'cancelled')),
  priority smallint not null check (priority between 0 and 3),
  -- From when a waiting step can be claimed; also its age in the queue.
  available_at timestamptz not null default now(),
  -- Attempts that count: those that were not given back.
  tries integer not null default 0 check (tries >= 0),
  -- The attempt that runs, or whose result was taken.
  attempt_id uuid,
  worker_id text,
  lease_expires_at timestamptz,
  -- Of the attempt that runs, and the most that any attempt has reached; 0 to 1.
  progress real not null default 0 check (progress between 0 and 1),
  reached real not null default 0 check (reached between 0 and 1),
  output jsonb,
  -- The step of an earlier run whose output this is.
  reused_from uuid,
  started_at timestamptz,
  finished_at timestamptz,
  unique (job_id, run, stage),
  foreign key (job_id, run) references runs on delete cascade,
  check ((state = 'running') = (lease_expires_at is not null)),
  check (state <> 'running' or (attempt_id is not null and worker_id is not null)),
  check ((state = 'done') = (output is not null))
) with (fillfactor = 70);

-- What is in the queues, in the order in which claims take; of millions that are over there is nothing in it.
create index steps_open on steps (stage, state, priority desc, available_at, id)
  where state in ('waiting', 'held', 'running');
-- Renewals do not touch an indexed column, so that they stay on their page; running steps are few.
create index steps_running on steps (stage) where state = 'running';

-- A worker's go at a step.
create table attempts (
  id uuid primary key,
  step_id uuid not null references steps on delete cascade,
  -- Of the claim: the same request is answered with the same attempts.
  request_id uuid not null,
  worker_id text not null,
  -- Number of the try, from 1.
  try integer not null,
  outcome text check (outcome in ('done', 'failed', 'lost', 'released', 'cancelled')),
  error_code text,
  error_message text,
  waited_seconds double precision not null,
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  -- When the files of an attempt that came to nothing were removed.
  swept_at timestamptz,
  check ((outcome is null) = (ended_at is null))
);

create index attempts_of_step on attempts (step_id);
create index attempts_of_request on attempts (request_id);
create index attempts_ended on attempts (ended_at) where ended_at is not null;
create index attempts_to_sweep on attempts (ended_at) where outcome <> 'done' and swept_at is null;

create table clips (
  id uuid primary key,
  job_id uuid not null,
  run integer not null,
  clip_index integer not null check (clip_index >= 0),
  user_id uuid not null,
  title text not null,
  start_seconds double precision not null,
  end_seconds double precision not null,
  duration_seconds double precision not null,
  score double precision not null,
  reasons jsonb not null,
  width integer not null,
  height integer not null,
  video jsonb not null,
  thumbnail jsonb not null,
  srt jsonb,
  vtt jsonb,
  quality jsonb not null,
  provenance jsonb not null,
  created_at timestamptz(3) not null default now(),
  unique (job_id, run, clip_index),
  foreign key (job_id, run) references runs on delete cascade
);

create index clips_newest on clips (created_at desc, id desc);
create index clips_of_user on clips (user_id, created_at desc, id desc);

-- Steps whose tries are used up. Resolved when their job runs again.
create table dead_letters (
  id uuid primary key,
  job_id uuid not null,
  run integer not null,
  step_id uuid not null references steps on delete cascade,
  stage text not null,
  error_code text not null,
  error_message text not null,
  tries integer not null,
  created_at timestamptz(3) not null default now(),
  resolved_at timestamptz
);

create index dead_letters_open on dead_letters (stage, created_at desc, id desc) where resolved_at is null;
create index dead_letters_newest on dead_letters (created_at desc, id desc) where resolved_at is null;
create index dead_letters_of_step on dead_letters (step_id);
create index dead_letters_of_job on dead_letters (job_id);

-- What operators have said of a stage's queue; a stage without a row flows.
create table queues (
  stage text primary key,
  paused boolean not null default false,
  -- The end of a pause that has one.
  paused_until timestamptz,
  -- What arrives is `held`.
  draining boolean not null default false,
  -- How much waits, by the thresholds, as it was told last.
  level text not null default 'normal' check (level in ('normal', 'warning', 'critical')),
  version bigint not null default 1
);

-- How long a unit of work takes, learned from what was done: an exponentially weighted mean.
create table stage_speeds (
  -- A stage, or `clip_seconds`: seconds of clips found, per second that was expected.
  measure text primary key,
  rate double precision not null,
  samples integer not null,
  updated_at timestamptz not null default now()
);

-- Loops that one instance runs at a time, and when they last did.
create table loops (
  name text primary key,
  ticked_at timestamptz not null,
  -- Until then no lease is judged.
  grace_until timestamptz not null
);

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
create index events_of_entity on events (entity_id, version);
-- What the log of the snapshot is made of (recent_log.sql has the same condition).
create index events_notable on events (seq desc)
  where name in ('job:failed', 'queue:paused', 'queue:resumed', 'queue:cleared', 'queue:draining', 'queue:drained');
