-- Locks the step of attempt $1, if its lease has still run out.
select attempt_id from steps
where attempt_id = $1 and id = (select step_id from attempts where id = $1)
  and state = 'running' and lease_expires_at < statement_timestamp()
for update
