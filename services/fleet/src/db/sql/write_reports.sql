-- A row for each agent: its totals, and what its workers that report take of their machines.
insert into reports (agent, workers_online, done, failed, busy_seconds, useful_seconds, cpu_percent, rss_bytes)
select a.agent, count(w.worker_id), a.done, a.failed, a.busy_seconds, a.useful_seconds,
  coalesce(sum((w.report -> 'figures' ->> 'cpu_percent')::double precision), 0),
  coalesce(sum((w.report -> 'figures' ->> 'rss_bytes')::double precision), 0)
from agents a left join workers w on w.agent = a.agent and w.offline_reason is null
group by a.agent
on conflict (agent, at) do nothing
returning agent
