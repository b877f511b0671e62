-- What all services log. A part has its own table, so that what is past its time goes at once; one is open, and takes all new lines.
create table log_parts (
  id integer generated always as identity primary key,
  opened_at timestamptz not null default clock_timestamp(),
  closed_at timestamptz
);

create unique index log_parts_open on log_parts ((true)) where closed_at is null;

create table log_lines (
  part integer not null,
  id bigint generated always as identity,
  at timestamptz not null,
  level smallint not null,
  service text not null,
  instance text not null,
  message text not null,
  trace_id text,
  job_id uuid,
  fields jsonb not null,
  words tsvector not null generated always as (
    to_tsvector('simple', message) || jsonb_to_tsvector('simple', fields, '["string", "numeric"]')
  ) stored
) partition by list (part);

create index log_lines_newest on log_lines (at, id);
create index log_lines_service on log_lines (service, at, id);
create index log_lines_trace on log_lines (trace_id, at, id) where trace_id is not null;
create index log_lines_job on log_lines (job_id, at, id) where job_id is not null;
create index log_lines_troubles on log_lines (at, id) where level >= 40;
create index log_lines_words on log_lines using gin (words);

-- How many lines there are, by part: nobody counts them.
create table log_tallies (
  part integer not null references log_parts (id) on delete cascade,
  service text not null,
  level smallint not null,
  lines bigint not null,
  primary key (part, service, level)
) with (fillfactor = 50);

-- Running copies of services that hand in lines. A batch that was taken is not taken again.
create table log_sources (
  source uuid primary key,
  service text not null,
  batch bigint not null,
  dropped bigint not null,
  seen_at timestamptz not null
) with (fillfactor = 50);

-- Levels that somebody has set.
create table log_levels (
  service text primary key,
  level text not null,
  -- Null: until it is reset.
  until timestamptz
);

create table log_alerts (
  id uuid primary key,
  name text not null unique,
  filter jsonb not null,
  threshold integer not null,
  window_seconds integer not null,
  created_at timestamptz not null default now(),
  -- Null while there are fewer lines than that.
  firing_since timestamptz
);

-- Files of lines that are no longer here.
create table log_archives (
  key text primary key,
  action_id uuid not null,
  part integer not null,
  lines bigint not null,
  bytes bigint not null,
  sha256 text not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  made_at timestamptz not null default now()
);

create index log_archives_newest on log_archives (made_at);

-- Closes the part that is open, and opens another one. Returns its number.
create function open_log_part() returns integer
language plpgsql security definer set search_path = system, pg_temp as $$
declare
  opened integer;
begin
  -- Two that open at once would both find the same one open.
  lock table log_parts in share row exclusive mode;
  update log_parts set closed_at = clock_timestamp() where closed_at is null;
  insert into log_parts default values returning id into opened;
  -- Made by itself and attached, it waits for nobody who reads or writes lines.
  execute format('create table %I (like log_lines including all excluding identity)', 'log_lines_' || opened);
  -- Whoever cares for the tables cares for this one, too.
  execute format(
    'alter table %I owner to %s', 'log_lines_' || opened,
    (select relowner::regrole from pg_class where oid = 'log_lines'::regclass)
  );
  execute format('alter table log_lines attach partition %I for values in (%s)', 'log_lines_' || opened, opened);
  return opened;
end $$;

-- Drops a closed part as a whole, if it has as many lines as are expected; returns whether it has. Null: however many. All who read or
-- write lines wait while it waits for those who do so already: so it gives up soon.
create function drop_log_part(p_part integer, p_lines bigint) returns boolean
language plpgsql security definer set search_path = system, pg_temp set lock_timeout = '1s' as $$
declare
  found_lines bigint;
begin
  perform from log_parts where id = p_part and closed_at is not null for update;
  if not found then return false; end if;
  execute format('lock table %I in access exclusive mode', 'log_lines_' || p_part);
  if p_lines is not null then
    execute format('select count(*) from %I', 'log_lines_' || p_part) into found_lines;
    if found_lines <> p_lines then return false; end if;
  end if;
  execute format('drop table %I', 'log_lines_' || p_part);
  delete from log_parts where id = p_part;
  return true;
end $$;

-- Empties a closed part; returns how many lines it had.
create function empty_log_part(p_part integer) returns bigint
language plpgsql security definer set search_path = system, pg_temp as $$
declare
  found_lines bigint;
begin
  perform from log_parts where id = p_part and closed_at is not null for update;
  if not found then return 0; end if;
  execute format('lock table %I in access exclusive mode', 'log_lines_' || p_part);
  execute format('select count(*) from %I', 'log_lines_' || p_part) into found_lines;
  execute format('truncate %I', 'log_lines_' || p_part);
  delete from log_tallies where part = p_part;
  return found_lines;
end $$;

revoke execute on function open_log_part(), drop_log_part(integer, bigint), empty_log_part(integer) from public;
grant execute on function open_log_part(), drop_log_part(integer, bigint), empty_log_part(integer) to system;

select open_log_part();
