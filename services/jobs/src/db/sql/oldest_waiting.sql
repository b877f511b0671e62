-- From when on the longest waiting step of each of the stages $1 could be claimed; in the future where all of them are to be tried
-- again later. One look at the index for each priority.
select stage, min(first.available_at) as at, extract(epoch from now() - min(first.available_at))::float8 as seconds
from unnest($1::text[]) as stage
cross join generate_series(0, 3) as rank
cross join lateral (
  select s.available_at
  from steps s
  where s.stage = stage.stage and s.state = 'waiting' and s.priority = rank
  order by s.available_at
  limit 1
) first
group by stage
