-- A service's managers as they stand, without what changes from run to run. $1 names, $2 seconds after which a copy of the service
-- counts as gone, $3 seconds after which a run is told of, $4 names of those whose runs on schedule are routine.
select m.name, m.enabled, m.paused_until, m.interval_seconds, m.settings, m.generation, m.consecutive_failures, m.last_error,
  (m.paused and (m.paused_until is null or m.paused_until > now())) as is_paused,
  case when m.lease_expires_at > now() then m.leader end as is_led_by,
  m.running_since < now() - make_interval(secs => $3) as runs_long,
  coalesce(
    (select json_agg(i.instance order by i.instance) from manager_instances i where i.seen_at > now() - make_interval(secs => $2)),
    '[]'
  ) as instances,
  (
    select to_json(r)
    from manager_runs r
    where r.manager = m.name and not r.idle
      and not (m.name = any ($4) and r.trigger = 'schedule' and r.outcome = 'done')
    order by r.started_at desc, r.id desc
    limit 1
  ) as last_effect
from managers m
where m.name = any ($1)
