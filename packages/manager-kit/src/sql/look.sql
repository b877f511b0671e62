-- One look of a running copy at its managers: it tells that it is there, renews the leads that it has, takes those that nobody has,
-- and begins what is due. $1 the copy, $2 seconds of a lease, $3 names of its managers, $4 those that it is running at this moment.
-- Rows that somebody is changing right now are left for the next look.
with seen as (
  insert into manager_instances (instance, seen_at) values ($1, now())
  on conflict (instance) do update set seen_at = excluded.seen_at
), held as (
  select
    m.name,
    m.leader is distinct from $1 or m.lease_expires_at <= now() as anew,
    m.enabled and not (m.paused and (m.paused_until is null or m.paused_until > now())) as runnable,
    exists (select from manager_operations o where o.manager = m.name and o.kind = 'run_now') as asked
  from managers m
  where m.name = any ($3)
    and (m.leader = $1 or m.leader is null or m.lease_expires_at <= now())
    and m.leaving is distinct from $1
  order by m.name
  for no key update skip locked
), judged as (
  select h.*, h.runnable and not h.name = any ($4) and (h.asked or m.next_run_at <= now()) as begins
  from held h join managers m on m.name = h.name
)
update managers m
set leader = $1,
  lease_expires_at = now() + make_interval(secs => $2),
  generation = m.generation + j.anew::int,
  leaving = null,
  -- A pause whose time is over is over.
  paused = m.paused and not (m.paused_until <= now()) is true,
  running_since = case when j.begins then now() when j.anew then null else m.running_since end
from judged j
where m.name = j.name
returning m.name, m.generation, m.enabled, m.paused, m.settings, m.interval_seconds, m.consecutive_failures > 0 as failing, j.begins,
  case when j.asked then 'run_now' else 'schedule' end as trigger, m.running_since as started_at,
  case
    when j.runnable then extract(epoch from m.next_run_at - now())
    when m.enabled then extract(epoch from m.paused_until - now())
  end::float8 as due_in_seconds
