-- How long the longest waiting step of each of the stages $1 has waited, in seconds.
select s.stage, extract(epoch from now() - min(s.available_at))::float8 as seconds
from steps s
where s.stage = any ($1) and s.state = 'waiting' and s.available_at <= now()
group by s.stage
