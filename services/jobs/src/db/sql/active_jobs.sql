-- The current steps of active jobs in the order in which they are served, but for those that are held: $1 stages in order, $2 at most.
select j.id, s.stage, s.state, s.worker_id, s.progress, j.options, j.media_seconds, j.media_megapixels, j.clip_seconds,
  coalesce(extract(epoch from now() - a.started_at)::float8, 0) as elapsed
from steps s
join jobs j on j.id = s.job_id
left join attempts a on a.id = s.attempt_id
where s.state in ('waiting', 'running')
order by array_position($1::text[], s.stage) desc, s.state <> 'running', s.priority desc, s.available_at, s.id
limit $2
