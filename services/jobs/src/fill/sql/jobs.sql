insert into jobs (id, user_id, title, status, stage, priority, source, options, media_seconds, clip_count, error_code, error_stage,
  error_message, traceparent, version, created_at, started_at, finished_at)
select id, user_id, title, status, stage, priority, '{"kind": "url", "url": "https://videos.example/video.mp4"}',
  current_setting('fill.options')::jsonb, 60 + n % 1800, case status when 'completed' then 2 else 0 end, error_code,
  case when error_code is not null then stage end,
  case when error_code is not null then 'The stage gave up at second ' || n % 5000 || '.' end,
  traceparent, 10, created_at, case when status <> 'queued' then began end,
  case when status <> 'queued' then began + make_interval(secs => step_seconds * (last_stage + 1)) end
from fill_plan
join fill_stages on position = last_stage
order by n
