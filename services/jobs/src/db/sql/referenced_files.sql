-- Of some keys of the store ($1, `jobs/{job}/{run}/{stage}/{attempt}/…`), those that are the files of a seeded job, of an attempt whose
-- result was taken, or of one that may still be writing them.
select key
from unnest($1::text[]) as key
cross join lateral (
  select nullif(split_part(key, '/', 2), '') as job, nullif(split_part(key, '/', 5), '') as attempt
) as part
join jobs j on j.id = case when part.job ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then part.job::uuid end
where j.seeded
  or exists (select from steps s where s.job_id = j.id and s.attempt_id::text = part.attempt)
  or exists (
    select from steps s join attempts a on a.step_id = s.id
    where s.job_id = j.id and a.id::text = part.attempt and a.outcome is null
  )
