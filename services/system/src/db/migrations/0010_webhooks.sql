-- What is to be told to webhooks, written with what it tells of.
create table webhook_deliveries (
  id uuid primary key,
  -- Name of the webhook in the configuration.
  destination text not null,
  event text not null,
  -- As it is sent, byte by byte: the signature is of these.
  body text not null,
  state text not null default 'pending' check (state in ('pending', 'delivered', 'dead')),
  attempts integer not null default 0,
  status integer,
  error text,
  traceparent text not null,
  created_at timestamptz(3) not null default clock_timestamp(),
  -- While one is being sent, until when nobody else sends it; else when it is due.
  next_attempt_at timestamptz(3) not null default clock_timestamp(),
  ended_at timestamptz(3),
  check ((state = 'pending') = (ended_at is null))
);

create index webhook_deliveries_due on webhook_deliveries (next_attempt_at) where state = 'pending';
create index webhook_deliveries_newest on webhook_deliveries (created_at desc, id desc);
create index webhook_deliveries_ended on webhook_deliveries (ended_at) where state <> 'pending';
create index webhook_deliveries_dead on webhook_deliveries (destination, ended_at) where state = 'dead';
