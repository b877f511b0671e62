-- What was counted since each of three days: $1, $2 and, the earliest, $3; arrays with a value for each. Durations are by class: the
-- seconds are its middle.
select measure, subject, detail,
  case when measure in ('run_seconds', 'attempt_seconds') then class_seconds(detail::int) end as seconds,
  array[coalesce(sum(count) filter (where at >= $1), 0), coalesce(sum(count) filter (where at >= $2), 0), sum(count)]::float8[] as count,
  array[coalesce(sum(clips) filter (where at >= $1), 0), coalesce(sum(clips) filter (where at >= $2), 0), sum(clips)]::float8[] as clips,
  array[coalesce(sum(timed) filter (where at >= $1), 0), coalesce(sum(timed) filter (where at >= $2), 0), sum(timed)]::float8[] as timed,
  array[
    coalesce(sum(milliseconds) filter (where at >= $1), 0), coalesce(sum(milliseconds) filter (where at >= $2), 0), sum(milliseconds)
  ]::float8[] as milliseconds
from tallied
where measure in ('created', 'ended', 'errors', 'run_seconds', 'attempts', 'attempt_seconds') and at >= $3::timestamptz
group by measure, subject, detail
