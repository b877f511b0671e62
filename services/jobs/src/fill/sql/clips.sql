insert into clips (id, job_id, run, clip_index, user_id, title, start_seconds, end_seconds, duration_seconds, score, reasons, width,
  height, video, thumbnail, quality, provenance, created_at)
select overlay(id::text placing 'c' || index from 21)::uuid, id, 1, index, user_id, 'The moment ' || index, index * 60, index * 60 + 30, 30,
  70, '["Begins with a question."]', 1080, 1920, file, file, '{}', '{}', finished_at
from jobs
cross join generate_series(0, 1) index
cross join lateral (select ('{"key": "jobs/' || id || '", "bytes": 4000000, "content_type": "video/mp4"}')::jsonb as file) stored
where status = 'completed'
