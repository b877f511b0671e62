-- The action that a user ($1) has begun under a name ($2) and a key ($3), and whether its hour is over.
select id, state, payload_hash, result, error_code, error_message, created_at,
  created_at < now() - interval '1 hour' as hour_over
from actions
where user_id = $1 and action = $2 and key = $3
