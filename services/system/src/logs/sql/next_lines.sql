-- The oldest lines first. Filter as in find_lines; after $8 at and $9 id; of the part $10, or of all; $11 so many.
select id, at, level, service, instance, message, trace_id, job_id, fields
from log_lines
where ($1::smallint is null or level >= $1)
  and ($2::text is null or service = $2)
  and ($3::text is null or trace_id = $3)
  and ($4::uuid is null or job_id = $4)
  and ($5::text is null or words @@ websearch_to_tsquery('simple', $5))
  and ($6::timestamptz is null or at >= $6)
  and ($7::timestamptz is null or at < $7)
  and ($8::timestamptz is null or (at, id) > ($8, $9::bigint))
  and ($10::integer is null or part = $10)
order by at, id
limit $11
