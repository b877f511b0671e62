-- The newest lines first. Filter: $1 level, $2 service, $3 trace, $4 job, $5 words, $6 from, $7 to; after $8 at and $9 id; $10 so many, $11
-- passed over.
select id, at, level, service, instance, message, trace_id, job_id, fields
from log_lines
where ($1::smallint is null or level >= $1)
  and ($2::text is null or service = $2)
  and ($3::text is null or trace_id = $3)
  and ($4::uuid is null or job_id = $4)
  and ($5::text is null or words @@ websearch_to_tsquery('simple', $5))
  and ($6::timestamptz is null or at >= $6)
  and ($7::timestamptz is null or at < $7)
  and ($8::timestamptz is null or (at, id) < ($8, $9::bigint))
order by at desc, id desc
limit $10 offset $11
