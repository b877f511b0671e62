-- How many steps of each stage wait, run and are held, and how many dead letters are open.
select subject as stage, detail as state, sum(count)::int as count
from tallied
where measure = 'steps' and at = '-infinity'
group by subject, detail
