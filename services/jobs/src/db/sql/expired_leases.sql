-- The attempts whose leases have run out, longest first.
select attempt_id from steps
where state = 'running' and lease_expires_at < now()
order by lease_expires_at
limit 200
