-- Called in the transaction that has put this schema's tables back to a backup: what ran then runs no more. Workers that still have
-- such a step are told that it is not theirs; no try is counted. The end of an attempt is written for what counts them.
create function restored() returns void language plpgsql set search_path = jobs, pg_temp as $$
begin
  update attempts set outcome = 'released', ended_at = now() where outcome is null;
  update steps
  set state = 'waiting', lease_expires_at = null, worker_id = null, attempt_id = null, tries = greatest(tries - 1, 0)
  where state = 'running';
end $$;

revoke execute on function restored() from public;
grant execute on function restored() to agentos_maintenance;
