-- What operators have set, version by version; version 0 is nothing, and has no row. The newest row is what holds.
create table config_versions (
  version bigint primary key check (version > 0),
  -- Every setting that operators have set, by key.
  settings jsonb not null,
  -- What this version changed: key, before, after; null where it is as it was deployed.
  changes jsonb not null,
  action text not null,
  action_id uuid not null unique,
  author uuid not null,
  -- Later than that of the version before, whichever transaction has begun first.
  created_at timestamptz not null default clock_timestamp()
);

-- What services were started with, where that is not the usual: what a setting goes back to.
create table config_deployed (
  service text not null,
  key text not null,
  value jsonb not null,
  primary key (service, key)
);

-- The running copies of services, and the version that each has in force; null before its first.
create table config_followers (
  service text not null,
  instance text not null,
  version bigint,
  seen_at timestamptz not null default now(),
  primary key (service, instance)
) with (fillfactor = 50);
