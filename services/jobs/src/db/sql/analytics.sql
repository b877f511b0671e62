-- What was counted today, and in the last 7 and 30 days (UTC, today included). Durations are by class: the seconds are its middle.
with periods as (
  select period, ((now() at time zone 'UTC')::date - (days - 1)) as day
  from (values ('today', 1), ('last_7_days', 7), ('last_30_days', 30)) p (period, days)
),
recent as materialized (
  select measure, (at at time zone 'UTC')::date as day, subject, detail, sum(count) as count, sum(clips) as clips,
    sum(timed) as timed, sum(milliseconds) as milliseconds
  from tallied
  where measure in ('created', 'ended', 'errors', 'run_seconds', 'attempts', 'attempt_seconds')
    and at >= ((now() at time zone 'UTC')::date - 29)::timestamp at time zone 'UTC'
  group by 1, 2, 3, 4
)
select p.period, p.day::text as since, r.measure, r.subject, r.detail,
  case when r.measure in ('run_seconds', 'attempt_seconds') then class_seconds(r.detail::int) end as seconds,
  sum(r.count)::int as count, sum(r.clips)::int as clips, sum(r.timed)::int as timed, sum(r.milliseconds)::float8 as milliseconds
from periods p
left join recent r on r.day >= p.day
group by p.period, p.day, r.measure, r.subject, r.detail
