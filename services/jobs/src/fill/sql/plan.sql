-- What is to be written, a row for each job: everything in it is a function of the job's number, so the same number gives the same job.
-- Spread evenly over ninety days; the newest of them still wait. It goes when all is written.
create unlogged table fill_plan as
with settings as (
  select current_setting('fill.jobs')::bigint as jobs, current_setting('fill.now')::timestamptz(3) as now
),
numbered as materialized (
  select n, jobs, now - (jobs - n) * (interval '90 days' / jobs) - interval '20 minutes' as created_at,
    -- Bytes that look like chance.
    decode(md5('job' || n), 'hex') as dice
  from settings cross join generate_series(1, jobs) n
),
drawn as materialized (
  select n, created_at::timestamptz(3), dice, (get_byte(dice, 0) * 256 + get_byte(dice, 1)) / 65.536 as fate,
    get_byte(dice, 2) % 5 as stopped_at, n > jobs - least(2000, jobs / 50) as waits, 5 + get_byte(dice, 3) % 95 as step_seconds,
    created_at + make_interval(secs => 1 + get_byte(dice, 4) % 120) as began
  from numbered
)
select n, (lpad(to_hex((extract(epoch from created_at) * 1000)::bigint), 12, '0') || '70008' || lpad(to_hex(n), 15, '0'))::uuid as id,
  -- A few accounts have many jobs, and many have a few.
  ('00000000-0000-4000-8000-' || lpad((power((get_byte(dice, 5) * 256 + get_byte(dice, 6)) / 65536.0, 3) * 5000)::int::text, 12, '0'))::uuid
    as user_id,
  created_at, began, step_seconds,
  case when waits then 'queued' when fate < 850 then 'completed' when fate < 960 then 'failed' else 'cancelled' end as status,
  -- Position of the last stage that was worked on.
  case when waits then 0 when fate < 850 then 5 else stopped_at end as last_stage,
  case when not waits and fate >= 850 and fate < 960 then case when fate < 959.9
    then (array['NO_MOMENTS', 'VIDEO_TRUNCATED', 'WORKER_LOST', 'NOT_A_VIDEO', 'STAGE_FAILED'])[stopped_at + 1] else 'TIMEOUT' end
  end as error_code,
  (array[1, 1, 1, 1, 1, 1, 1, 0, 2, 3])[1 + get_byte(dice, 7) % 10] as priority,
  (array['Interview', 'Lecture', 'Panel', 'Podcast', 'Keynote', 'Workshop', 'Review', 'Match'])[1 + get_byte(dice, 8) % 8] || ' '
    || (array['amber', 'basalt', 'copper', 'delta', 'ember', 'fjord', 'garnet', 'harbor', 'island', 'jasmine', 'kelp', 'lagoon', 'meadow',
      'nectar', 'onyx', 'prairie'])[1 + get_byte(dice, 9) % 16] || ' ' || substr(encode(dice, 'hex'), 21, 6) || '.mp4' as title,
  '00-' || encode(dice, 'hex') || '-' || substr(encode(dice, 'hex'), 1, 16) || '-01' as traceparent
from drawn
order by n;

create unlogged table fill_stages as
select stage, position::smallint - 1 as position
from unnest(string_to_array(current_setting('fill.stages'), ',')) with ordinality s (stage, position);

analyze fill_plan;
analyze fill_stages;
