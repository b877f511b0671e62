-- Open dead letters, newest first, of the stage $1 and the error code $2 (null: of all): $3 at the most, $4 passed over; older than
-- the one of $5 and $6, where these are not null.
select id, stage as queue, job_id, run, tries, error_code, error_message, created_at as "createdAt"
from dead_letters
where resolved_at is null and ($1::text is null or stage = $1) and ($2::text is null or error_code = $2)
  and ($5::timestamptz is null or (created_at, id) < ($5, $6::uuid))
order by created_at desc, id desc
limit $3 offset $4
