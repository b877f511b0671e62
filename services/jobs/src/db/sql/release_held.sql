-- What is held at a stage can be taken again, with its event: $1 stage, $2 jobs at the most. What seeds have put there stays.
-- Returns how many.
with held as (
  select j.id, j.run
  from steps s
  join jobs j on j.id = s.job_id and j.run = s.run
  where s.stage = $1 and s.state = 'held' and not (j.seeded and j.run = 1)
  order by j.id
  limit $2
  for update of j
),
released as (
  update steps s
  set state = 'waiting'
  from held h
  where s.job_id = h.id and s.run = h.run and s.stage = $1 and s.state = 'held'
  returning s.job_id, s.tries
),
raised as (
  update jobs j
  set version = j.version + 1
  from released r
  where j.id = r.job_id
  returning j.id, j.user_id, j.run, j.version, j.traceparent, r.tries
),
told as (
  insert into events (id, name, entity, entity_id, version, payload, traceparent)
  select gen_random_uuid(), 'job:step', 'job', id::text, version,
    jsonb_build_object('job_id', id, 'user_id', user_id, 'run', run, 'stage', $1::text, 'state', 'waiting', 'tries', tries, 'error_code', null),
    traceparent
  from raised
)
select count(*)::int as count from raised
