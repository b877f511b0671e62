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
