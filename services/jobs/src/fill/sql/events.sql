-- Sent after the stream that will be there was made, whenever that is: so the relay finds nothing to send again.
insert into events (id, name, entity, entity_id, version, payload, traceparent, created_at, sent_at)
select overlay(p.id::text placing 'e' || lpad(to_hex(k), 2, '0') from 21)::uuid, name, 'job', p.id::text, k + 1,
  ('{"job_id": "' || p.id || '", "user_id": "' || user_id || '", "run": 1' || case name
    when 'job:failed' then ', "error_code": "' || error_code || '", "stage": "video_cutter", "message": "It did not work."'
    when 'job:step' then ', "stage": "video_cutter", "state": "done", "tries": 1, "error_code": null'
    else '' end || '}')::jsonb,
  traceparent, created_at + make_interval(secs => k * 30), created_at + interval '90 days 1 hour'
from fill_plan p
cross join generate_series(0, current_setting('fill.events_each')::int - 1) k
cross join lateral (
  select case
    when k = 0 then 'job:created'
    when k = current_setting('fill.events_each')::int - 1 and status <> 'queued' then 'job:' || status
    when k % 2 = 1 then 'job:cutting'
    else 'job:step'
  end as name
) e
