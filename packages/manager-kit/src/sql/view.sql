-- A service's managers as they are. $1 names, $2 how many runs of each.
select m.*,
  (m.paused and (m.paused_until is null or m.paused_until > now())) as is_paused,
  case when m.lease_expires_at > now() then m.leader end as is_led_by,
  coalesce(
    (select json_agg(i.instance order by i.instance) from manager_instances i where i.seen_at > now() - make_interval(secs => $3)),
    '[]'
  ) as instances,
  coalesce((
    select json_agg(r order by r.started_at desc, r.id desc)
    from (select * from manager_runs where manager = m.name order by started_at desc, id desc limit greatest($2, 1)) r
  ), '[]') as history
from managers m
where m.name = any ($1)
