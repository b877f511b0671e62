-- What somebody has to look at. Of a rule and a subject there is one at the most that is not over.
create table alerts (
  id uuid primary key,
  rule text not null,
  subject text not null,
  severity text not null check (severity in ('warning', 'critical')),
  message text not null,
  details jsonb not null,
  -- How often it was raised since it is open.
  times integer not null default 1,
  version bigint not null default 1,
  -- To the millisecond, as cursors have it.
  raised_at timestamptz(3) not null default clock_timestamp(),
  acknowledged_at timestamptz(3),
  acknowledged_by uuid,
  cleared_at timestamptz(3),
  check ((acknowledged_at is null) = (acknowledged_by is null))
);

create unique index alerts_standing on alerts (rule, subject) where cleared_at is null;
create index alerts_newest on alerts (raised_at desc, id desc);
create index alerts_cleared on alerts (cleared_at) where cleared_at is not null;
