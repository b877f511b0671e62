-- What is to be done about actions that wait for an effect. $1 the copy that asks, $2 names of its managers.
select o.action_id, o.manager, o.kind, o.from_instance,
  case
    when o.kind = 'failover' and m.leader is distinct from o.from_instance and m.lease_expires_at > now() then 'taken'
    when o.kind = 'failover' and o.deadline <= now() then 'alone'
    when o.kind = 'failover' and m.leader = $1 and m.leaving = $1 then 'leave'
    when o.kind = 'run_now' and not m.enabled then 'stopped'
    when o.kind = 'run_now' and m.paused and (m.paused_until is null or m.paused_until > now()) and m.running_since is null then 'paused'
  end as step
from manager_operations o join managers m on m.name = o.manager
where o.manager = any ($2)
