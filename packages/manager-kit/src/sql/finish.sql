-- Takes down the end of a run, as long as the copy that ran it still leads under the same generation.
-- $1 manager, $2 copy, $3 generation, $4 milliseconds, $5 error or null, $6 counts, $7 whether it was told to stop.
update managers m
set running_since = null,
  next_run_at = greatest(now(), m.running_since + make_interval(secs => m.interval_seconds)),
  consecutive_failures = case when $7 then m.consecutive_failures when $5::text is null then 0 else m.consecutive_failures + 1 end,
  last_error = case when $7 then m.last_error else $5 end,
  runs = m.runs + 1,
  failures = m.failures + ($5::text is not null and not $7)::int,
  run_ms = m.run_ms + $4,
  counts = (
    select coalesce(jsonb_object_agg(key, total), '{}')
    from (
      select key, sum(value::numeric) as total
      from (select * from jsonb_each_text(m.counts) union all select * from jsonb_each_text($6::jsonb)) as each
      group by key
    ) as totals
  )
where m.name = $1 and m.leader = $2 and m.generation = $3
returning m.name
