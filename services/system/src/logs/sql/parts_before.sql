-- Closed parts of which every line is of before $1, and how many lines they are said to have; null and 0 of those without any.
select one.id, one.closed_at, newest.at as last_at, coalesce(told.lines, 0)::bigint as lines
from log_parts as one
left join lateral (select sum(lines) as lines from log_tallies where part = one.id) as told on true
left join lateral (select at from log_lines where part = one.id order by at desc limit 1) as newest on true
where one.closed_at is not null and (newest.at < $1 or newest.at is null)
order by one.id
