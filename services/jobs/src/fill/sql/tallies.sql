-- What the triggers would have told, by their own functions; but the millions of attempts are summed up before they are put in classes.
with ended as (
  select s.stage, a.outcome, day_of(a.ended_at) as day, duration_ms(a.started_at, a.ended_at) as milliseconds, count(*) as count
  from attempts a
  join steps s on s.id = a.step_id
  where a.ended_at is not null
  group by s.stage, a.outcome, day_of(a.ended_at), duration_ms(a.started_at, a.ended_at)
)
insert into tallies
select measure, at, subject, detail, seeded, sum(count), sum(clips), sum(timed), sum(milliseconds)
from (
  select t.* from jobs j, tallies_of_job(j, 1) t
  union all
  select t.* from steps s, tallies_of_step(s, 1) t
  union all
  select t.* from dead_letters d, tallies_of_letter(d, 1) t
  union all
  select 'created', day_of(created_at), '', '', seeded, 1, 0, 0, 0 from jobs
  union all
  select t.* from jobs j, tallies_of_end(j) t where j.finished_at is not null
  union all
  select 'attempts', day, stage, outcome, false, count, 0, count, count * milliseconds from ended
  union all
  select 'attempt_seconds', day, stage, duration_class(milliseconds)::text, false, count, 0, count, count * milliseconds
  from ended
  where outcome = 'done'
  union all
  select t.*
  from attempts a, tallies_of_attempt(a) t
  where a.ended_at > current_setting('fill.now')::timestamptz - interval '1 day' and t.measure = 'activity'
) told
group by measure, at, subject, detail, seeded
