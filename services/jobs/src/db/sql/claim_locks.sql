-- $1 request, $2 stage. The same request twice at once is answered one after the other; who changes a queue takes its lock
-- alone, so that after a pause has been committed no claim takes from that queue.
select pg_advisory_xact_lock(hashtextextended('claim:' || $1, 0)),
  pg_advisory_xact_lock_shared(hashtextextended('queue:' || $2, 0))
