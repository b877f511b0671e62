-- $1 service, $2 instance; of each line: $3 at, $4 level, $5 message, $6 trace, $7 job, $8 fields.
-- The part is the one that is open as this begins: where it is closed meanwhile, the lines are its last.
with open as (
  select id from log_parts where closed_at is null
),
kept as (
  insert into log_lines (part, at, level, service, instance, message, trace_id, job_id, fields)
  select open.id, line.at, line.level, $1, $2, line.message, line.trace_id, line.job_id, line.fields
  from open, unnest(
    $3::timestamptz[], $4::smallint[], $5::text[], $6::text[], $7::uuid[], $8::jsonb[]
  ) as line (at, level, message, trace_id, job_id, fields)
  returning id, part, level
),
counted as (
  insert into log_tallies as known (part, service, level, lines)
  select part, $1, level, count(*) from kept group by part, level order by level
  on conflict (part, service, level) do update set lines = known.lines + excluded.lines
)
select id from kept order by id
