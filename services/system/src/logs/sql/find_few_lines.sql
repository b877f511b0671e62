-- As find_lines, for a filter that few lines match: they are all found first. Else it would look at line after line, the newest first,
-- for words that hardly any of them has.
with found as materialized (
  select id, at, level, service, instance, message, trace_id, job_id, fields
  from log_lines
  where ($1::smallint is null or level >= $1)
    and ($2::text is null or service = $2)
    and ($3::text is null or trace_id = $3)
    and ($4::uuid is null or job_id = $4)
    and ($5::text is null or words @@ websearch_to_tsquery('simple', $5))
    and ($6::timestamptz is null or at >= $6)
    and ($7::timestamptz is null or at < $7)
)
select *
from found
where $8::timestamptz is null or (at, id) < ($8, $9::bigint)
order by at desc, id desc
limit $10 offset $11
