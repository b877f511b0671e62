-- What this request ($1) was given before and still has, with its lease begun anew ($2 seconds).
update steps s
set lease_expires_at = statement_timestamp() + make_interval(secs => $2)
from attempts a
where a.request_id = $1 and a.outcome is null and s.id = a.step_id and s.attempt_id = a.id and s.state = 'running'
returning a.id as attempt_id
