-- Times are the database's; ids come from the service (UUIDv7).

create table uploads (
  id uuid primary key,
  user_id uuid not null,
  -- For people; never a path.
  filename text not null,
  size bigint not null check (size > 0),
  chunk_size integer not null check (chunk_size > 0),
  total_chunks integer not null check (total_chunks > 0),
  -- Of the whole file: as the client told it, and as it was found.
  sha256_wanted text,
  sha256 text,
  status text not null default 'receiving' check (status in ('receiving', 'finalizing', 'finished', 'expired')),
  -- The object in the store, and what is being collected for it; null once there is nothing left to collect.
  key text not null,
  collection text,
  -- Raised when all chunks are to be sent anew, so that a late one of before does not count.
  round integer not null default 1,
  -- Who is finishing it, and until when that is believed without a renewal.
  lease uuid,
  lease_until timestamptz,
  -- What was asked for when it was finished.
  wants_job boolean not null default false,
  options jsonb,
  job_id uuid,
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  -- Progress, not state: does not raise the version.
  last_chunk_at timestamptz not null default now(),
  finished_at timestamptz,
  check ((status = 'finalizing') = (lease is not null)),
  check ((lease is null) = (lease_until is null)),
  check ((status = 'finished') = (sha256 is not null)),
  check ((status = 'finished') = (finished_at is not null)),
  check (job_id is null or status = 'finished')
) with (fillfactor = 80);

create index uploads_of_user on uploads (user_id, id desc);
create index uploads_idle on uploads (last_chunk_at) where status in ('receiving', 'finalizing');
create index uploads_open on uploads (status) where status in ('receiving', 'finalizing');
create index uploads_finished on uploads (finished_at) include (size) where status = 'finished';
create index uploads_leftover on uploads (id) where status = 'expired' and collection is not null;

-- Chunks of unfinished uploads that are durable in the store; removed once the whole is.
create table chunks (
  upload_id uuid not null references uploads on delete cascade,
  index integer not null check (index >= 0),
  sha256 bytea not null,
  primary key (upload_id, index)
);

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
