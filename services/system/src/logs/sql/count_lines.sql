-- How many lines match, $8 at the most. Filter as in find_lines.
select count(*) as lines
from (
  select 1
  from log_lines
  where ($1::smallint is null or level >= $1)
    and ($2::text is null or service = $2)
    and ($3::text is null or trace_id = $3)
    and ($4::uuid is null or job_id = $4)
    and ($5::text is null or words @@ websearch_to_tsquery('simple', $5))
    and ($6::timestamptz is null or at >= $6)
    and ($7::timestamptz is null or at < $7)
  limit $8
) as found
