-- What the triggers would have told, by their own functions.
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
  select t.* from attempts a, tallies_of_attempt(a) t where a.ended_at is not null
) told
where measure <> 'activity' or at > current_setting('fill.now')::timestamptz - interval '1 day'
group by measure, at, subject, detail, seeded
