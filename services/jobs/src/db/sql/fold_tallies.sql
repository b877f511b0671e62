-- Folds what has been counted into the tallies: $1 changes at the most. Each change is folded once, also where two do this at a
-- time; that nobody waits for the other's rows is what the lock is for. Activity goes after a day. Returns how many were folded.
with folding as materialized (select pg_try_advisory_xact_lock(hashtextextended('jobs:fold-tallies', 0)) as alone),
gone as (
  delete from tally_changes
  where ctid = any (array(select c.ctid from tally_changes c cross join folding f where f.alone limit $1))
  returning *
),
folded as (
  insert into tallies as t
  select measure, at, subject, detail, seeded, sum(count), sum(clips), sum(timed), sum(milliseconds)
  from gone
  group by measure, at, subject, detail, seeded
  on conflict (measure, at, subject, detail, seeded) do update
  set count = t.count + excluded.count, clips = t.clips + excluded.clips, timed = t.timed + excluded.timed,
    milliseconds = t.milliseconds + excluded.milliseconds
),
over as (
  delete from tallies where measure = 'activity' and at < now() - interval '1 day' and (select alone from folding)
)
select count(*)::int as folded from gone
