-- How many entries there are, counted as far as $8, in the order of an index, so that it is the index that is counted. $1 action,
-- $2 outcome, $3 account, $4 id of an action, $5 trace, each null where it does not matter; $6 and $7 the first and the last place, both
-- included.
select count(*)::int as entries
from (
  select
  from entries
  where seq between $6::bigint and $7::bigint
    and ($1::text is null or action = $1)
    and ($2::text is null or outcome_of(kind, error_code) = $2)
    and ($3::uuid is null or user_id = $3)
    and ($4::uuid is null or action_id = $4)
    and ($5::text is null or trace_id = $5)
  order by seq desc
  limit $8::int
) found
