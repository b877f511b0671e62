-- What has been going on in this database for more than $1 seconds. What the server itself and those who follow its log do is always going on.
select pid, usename as role, application_name as application, coalesce(state, '') as state,
  coalesce(xact_start, query_start) as since
from pg_stat_activity
where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()
  and state <> 'idle' and coalesce(xact_start, query_start) < now() - make_interval(secs => $1)
order by since
limit 20
