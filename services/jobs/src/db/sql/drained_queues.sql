-- The stages that are drained, not paused yet, and have nothing left to finish.
select q.stage
from queues q
where q.draining and not (q.paused and (q.paused_until is null or q.paused_until > now()))
  and not exists (select from steps s where s.stage = q.stage and s.state = 'waiting')
  and not exists (select from steps s where s.stage = q.stage and s.state = 'running')
