-- A run's line in the history; an idle one joins the idle one before it. Returns whether there is one line more.
-- $1 id, $2 manager, $3 copy, $4 generation, $5 trigger, $6 outcome, $7 counts, $8 error, $9 start, $10 milliseconds, $11 idle.
with latest as (
  select id from manager_runs where manager = $2 order by started_at desc, id desc limit 1
), joined as (
  update manager_runs r
  set started_at = $9, duration_ms = $10, runs = r.runs + 1
  from latest
  where r.id = latest.id and r.idle and $11 and r.instance = $3 and r.generation = $4
  returning r.id
)
insert into manager_runs (id, manager, instance, generation, trigger, outcome, counts, error, started_at, duration_ms, idle)
select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11
where not exists (select from joined)
returning id
