-- Owns the partitions and the one function that drops them. Nobody signs in as it.
do $$
begin
  if not exists (select from pg_roles where rolname = 'audit_retention') then
    create role audit_retention nologin;
  end if;
end $$;

grant audit_retention to current_user;
grant usage, create on schema audit to audit_retention;
grant select on anchors to audit_retention;

-- The monthly partitions there are, by the month (UTC) that they begin with.
create view partitions as
select child.oid::regclass as partition, to_date(right(child.relname, 7), 'YYYY_MM') as month
from pg_inherits
join pg_class child on child.oid = inhrelid
where inhparent = 'audit.entries'::regclass;

revoke all on partitions from audit;
grant select on partitions to audit, audit_retention;

create function make_partition(p_month date) returns void
language plpgsql set search_path = audit, pg_temp as $$
declare
  name text := 'entries_' || to_char(p_month, 'YYYY_MM');
begin
  perform pg_advisory_xact_lock(hashtext('audit/partitions'));
  if to_regclass(name) is not null then return; end if;
  execute format('create table %I (like entries including all)', name);
  perform guard(name::regclass);
  execute format('alter table %I owner to audit_retention', name);
  -- Attached, not created in place: the sequencer and readers of other months go on.
  execute format(
    'alter table entries attach partition %I for values from (%L) to (%L)', name,
    p_month::timestamp at time zone 'UTC', (p_month + interval '1 month') at time zone 'UTC'
  );
end $$;

-- Makes the partition of a moment, unless it is there: of this month or the two after it.
create function ensure_partition(p_at timestamptz) returns void
language plpgsql security definer set search_path = audit, pg_temp as $$
declare
  wanted date := date_trunc('month', p_at at time zone 'UTC');
  this_month date := date_trunc('month', now() at time zone 'UTC');
begin
  if exists (select from partitions where month = wanted) then return; end if;
  if wanted < this_month or wanted > this_month + interval '2 months' then
    raise exception 'no partition is made for %', p_at using errcode = '22023';
  end if;
  perform make_partition(wanted);
end $$;

-- Drops the oldest month, when all of it is older than the retention and a signed anchor of its last entry was recorded.
create function drop_expired(p_month date, p_years integer) returns void
language plpgsql security definer set search_path = audit, pg_temp as $$
declare
  oldest partitions;
  anchored boolean;
begin
  select * into oldest from partitions order by month limit 1;
  if oldest.month is distinct from p_month then
    raise exception 'the oldest month is %, not %', oldest.month, p_month using errcode = '22023';
  end if;
  if p_years < 7 or (p_month + interval '1 month' + make_interval(years => p_years)) at time zone 'UTC' > now() then
    raise exception 'the entries of % are kept', p_month using errcode = '42501';
  end if;
  execute format(
    'select exists (select from anchors a where (a.seq, a.hash) = (select seq, hash from %1$s order by seq desc limit 1))
       or not exists (select from %1$s)', oldest.partition
  ) into anchored;
  if not anchored then
    raise exception 'no anchor was recorded for %', p_month using errcode = '42501';
  end if;
  execute format('drop table %s', oldest.partition);
end $$;

alter function drop_expired(date, integer) owner to audit_retention;
revoke execute on function make_partition(date), ensure_partition(timestamptz), drop_expired(date, integer) from public;
grant execute on function ensure_partition(timestamptz), drop_expired(date, integer) to audit;
