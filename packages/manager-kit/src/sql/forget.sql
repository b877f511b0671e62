-- Keeps the latest $2 runs of a manager, $1.
delete from manager_runs
where id in (
  select id from manager_runs where manager = $1 order by started_at desc, id desc offset $2
)
