-- What a worker gets for each of the attempts $1, with the outputs of the stages $2.
select a.id as attempt_id, s.id as step_id, s.job_id, s.run, s.stage, s.tries, j.user_id, j.version, j.traceparent,
  a.waited_seconds, jsonb_build_object(
    'job_id', s.job_id,
    'run', s.run,
    'source', j.source,
    'options', j.options,
    'outputs', coalesce((
      select jsonb_object_agg(d.stage, d.output)
      from steps d
      where d.job_id = s.job_id and d.run = s.run and d.stage = any ($2) and d.state = 'done'
    ), '{}')
  ) as input
from attempts a
join steps s on s.id = a.step_id
join jobs j on j.id = s.job_id
where a.id = any ($1)
order by s.priority desc, s.available_at, s.id
