-- Jobs by status, those that are gone too: of account $1, or of everybody where it is ''.
select detail as status, sum(count)::int as count, sum(clips)::int as clips,
  (sum(milliseconds) / 1000.0 / nullif(sum(timed), 0))::float8 as seconds
from tallied
where measure = 'jobs' and at = '-infinity' and subject = $1
group by detail
