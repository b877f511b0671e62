-- Entries, the newest first. $1 action, $2 outcome, $3 account, $4 id of an action, $5 trace, each null where it does not matter;
-- $6 and $7 the first and the last place, both included; $8 entries at the most, $9 passed over. An outcome is chained without what was
-- asked for: that is told from the entry of its intent.
select seq, id, timestamp, chained_at, action, outcome_of(kind, error_code) as outcome, count, action_id, user_id,
  security_context ->> 'role' as role, error_code, duration_ms, trace_id, written_by, reason is not null as has_reason,
  coalesce(
    payload,
    (select intent.payload from entries intent where intent.action_id = entries.action_id and intent.kind = 'intent' limit 1)
  ) as payload,
  result
from entries
where seq between $6::bigint and $7::bigint
  and ($1::text is null or action = $1)
  and ($2::text is null or outcome_of(kind, error_code) = $2)
  and ($3::uuid is null or user_id = $3)
  and ($4::uuid is null or action_id = $4)
  and ($5::text is null or trace_id = $5)
order by seq desc
limit $8::int offset $9::int
