-- The uploads that are under way, and what was finished on this day (UTC).
select o.receiving, o.finalizing, d.day::text, f.finished_today, f.bytes_today
from (
  select count(*) filter (where status = 'receiving')::int as receiving,
    count(*) filter (where status = 'finalizing')::int as finalizing
  from uploads
  where status in ('receiving', 'finalizing')
) o
cross join (select (now() at time zone 'UTC')::date as day) d
cross join lateral (
  select count(*)::int as finished_today, coalesce(sum(size), 0)::float8 as bytes_today
  from uploads
  where status = 'finished' and finished_at >= d.day::timestamp at time zone 'UTC'
) f
