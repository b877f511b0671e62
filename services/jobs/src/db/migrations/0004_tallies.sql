-- What is counted as it happens, so that nobody counts millions of rows to know how many there are.
--
-- A change of a counted table writes what it adds and takes away into `tally_changes`, in its own transaction, by triggers: such a
-- writer only inserts, so it never waits for another one. A loop folds what is there into `tallies`, which have a row for each
-- thing that is counted. The sum of both, the view `tallied`, is exact in every snapshot, whoever folds or crashes meanwhile.

create table tallies (
  -- What is counted:
  --   jobs     as they stand: of an account, or of everybody (''); by status, with those that are gone
  --   steps    as they stand: of a stage; by state, and open dead letters as `dead_letter`
  --   created, ended, errors, run_seconds                 by the day (UTC)
  --   attempts, attempt_seconds                           by the day (UTC), of a stage
  --   activity                                            by five minutes, of a stage; for a day
  -- What happened by the day stays: a job that is purged or retried later takes nothing away.
  measure text not null,
  -- When the day or the five minutes began; -infinity for what is counted as it stands.
  at timestamptz not null,
  -- The account, stage, status or error code.
  subject text not null,
  -- The status, state, outcome, or class of durations.
  detail text not null,
  -- What seeds have brought is taken out with them.
  seeded boolean not null,
  count bigint not null,
  clips bigint not null,
  -- How many of them have a duration, and the sum of these.
  timed bigint not null,
  milliseconds bigint not null,
  primary key (measure, at, subject, detail, seeded)
) with (fillfactor = 50);

-- It is emptied every second: what is dead in it goes soon.
create table tally_changes (like tallies) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

create view tallied as select * from tallies union all select * from tally_changes;

create function duration_ms(begun timestamptz, ended timestamptz) returns bigint language sql immutable as $$
  select round(date_part('epoch', ended - begun) * 1000)::bigint
$$;

-- Durations are counted by classes, each 1.0408 times as long as the one before: whoever takes a class's middle for a duration in it
-- is wrong by 2 % at the most. (Masson, Rim, Lee: DDSketch, VLDB 2019.)
create function duration_class(milliseconds bigint) returns integer language sql immutable as $$
  select ceil(ln(greatest(milliseconds, 1)::double precision) / ln(1.02::double precision / 0.98))::integer
$$;

create function class_seconds(class integer) returns double precision language sql immutable as $$
  select 2 * (1.02::double precision / 0.98) ^ class / (1.02::double precision / 0.98 + 1) / 1000
$$;

create function day_of(at timestamptz) returns timestamptz language sql immutable as $$
  select date_trunc('day', at, 'UTC')
$$;

-- What a row adds to what is counted as it stands; `sign` is -1 for what it takes away.

create function tallies_of_job(j jobs, sign integer) returns setof tally_changes language sql stable as $$
  select 'jobs', '-infinity'::timestamptz, o.owner, j.status, false, sign::bigint, (sign * j.clip_count)::bigint,
    (case when j.finished_at - j.started_at is null then 0 else sign end)::bigint,
    sign * coalesce(duration_ms(j.started_at, j.finished_at), 0)
  from (values (''), (j.user_id::text)) o (owner)
$$;

create function tallies_of_purged(p purged_days, sign integer) returns setof tally_changes language sql stable as $$
  select 'jobs', '-infinity'::timestamptz, o.owner, p.status, false, (sign * p.jobs)::bigint, (sign * p.clips)::bigint,
    (sign * p.timed)::bigint, sign * p.milliseconds
  from (values (''), (p.user_id::text)) o (owner)
$$;

create function tallies_of_step(s steps, sign integer) returns setof tally_changes language sql stable as $$
  select 'steps', '-infinity'::timestamptz, s.stage, s.state, false, sign::bigint, 0::bigint, 0::bigint, 0::bigint
  where s.state in ('waiting', 'held', 'running')
$$;

create function tallies_of_letter(d dead_letters, sign integer) returns setof tally_changes language sql stable as $$
  select 'steps', '-infinity'::timestamptz, d.stage, 'dead_letter', false, sign::bigint, 0::bigint, 0::bigint, 0::bigint
  where d.resolved_at is null
$$;

-- For each of these tables three triggers: what a statement has put there, changed and removed is summed up, and told once.
do $do$
declare
  counted record;
  change record;
begin
  for counted in
    select * from (values
      ('jobs', 'tallies_of_job'), ('purged_days', 'tallies_of_purged'), ('steps', 'tallies_of_step'),
      ('dead_letters', 'tallies_of_letter')
    ) t (name, tallies_of)
  loop
    for change in
      select * from (values
        ('insert', 'new table as gained', 'select t.* from gained g, %1$s(g, 1) t'),
        ('delete', 'old table as lost', 'select t.* from lost l, %1$s(l, -1) t'),
        ('update', 'old table as lost new table as gained',
          'select t.* from lost l, %1$s(l, -1) t union all select t.* from gained g, %1$s(g, 1) t')
      ) c (event, tables, changes)
    loop
      execute format(
        $f$
        create function %1$s() returns trigger language plpgsql set search_path from current as $t$
        begin
          insert into tally_changes
          select measure, at, subject, detail, seeded, sum(count), sum(clips), sum(timed), sum(milliseconds)
          from (%2$s) changes
          group by measure, at, subject, detail, seeded
          having sum(count) <> 0 or sum(clips) <> 0 or sum(timed) <> 0 or sum(milliseconds) <> 0;
          return null;
        end $t$;
        create trigger %1$s after %3$s on %4$s referencing %5$s for each statement execute function %1$s();
        $f$,
        format('tally_%s_%s', counted.name, change.event), format(change.changes, counted.tallies_of), change.event,
        counted.name, change.tables
      );
    end loop;
  end loop;
end $do$;

-- What happened on a day. A job that has ended, as it is then:
create function tallies_of_end(j jobs) returns setof tally_changes language sql stable as $$
  select e.measure, day_of(j.finished_at), e.subject, e.detail, j.seeded, 1::bigint, j.clip_count::bigint,
    (j.started_at is not null)::int::bigint, coalesce(duration_ms(j.started_at, j.finished_at), 0)
  from (values
    ('ended', j.status, ''),
    ('errors', j.error_code, ''),
    ('run_seconds', case when j.status = 'completed' and j.started_at is not null then '' end,
      duration_class(duration_ms(j.started_at, j.finished_at))::text)
  ) e (measure, subject, detail)
  where e.subject is not null
$$;

create function tell_new_jobs() returns trigger language plpgsql set search_path from current as $$
begin
  insert into tally_changes
  select 'created', day_of(created_at), '', '', seeded, count(*), 0, 0, 0 from gained group by day_of(created_at), seeded
  union all
  select t.* from gained g, tallies_of_end(g) t where g.finished_at is not null;
  return null;
end $$;

create function tell_ended_jobs() returns trigger language plpgsql set search_path from current as $$
begin
  -- `not in` is looked up in a hash table, however many rows were expected when the plan was made. A join would not be.
  insert into tally_changes
  select t.* from gained g, tallies_of_end(g) t
  where g.finished_at is not null and g.id not in (select id from lost where finished_at is not null);
  return null;
end $$;

create trigger tell_new_jobs after insert on jobs referencing new table as gained
  for each statement execute function tell_new_jobs();
create trigger tell_ended_jobs after update on jobs referencing old table as lost new table as gained
  for each statement execute function tell_ended_jobs();

-- An attempt that has ended:
create function tallies_of_attempt(a attempts) returns setof tally_changes language sql stable as $$
  select e.measure, e.at, s.stage, e.detail, j.seeded, 1::bigint, 0::bigint, 1::bigint, duration_ms(a.started_at, a.ended_at)
  from steps s
  join jobs j on j.id = s.job_id
  cross join (values
    ('attempts', day_of(a.ended_at), a.outcome),
    ('attempt_seconds', day_of(a.ended_at),
      case when a.outcome = 'done' then duration_class(duration_ms(a.started_at, a.ended_at))::text end),
    ('activity', date_bin('5 minutes', a.ended_at, '2000-01-01 00:00Z'), a.outcome)
  ) e (measure, at, detail)
  where s.id = a.step_id and e.detail is not null
$$;

create function tell_new_attempts() returns trigger language plpgsql set search_path from current as $$
begin
  insert into tally_changes select t.* from gained g, tallies_of_attempt(g) t where g.ended_at is not null;
  return null;
end $$;

create function tell_ended_attempts() returns trigger language plpgsql set search_path from current as $$
begin
  insert into tally_changes
  select t.* from gained g, tallies_of_attempt(g) t
  where g.ended_at is not null and g.id not in (select id from lost where ended_at is not null);
  return null;
end $$;

create trigger tell_new_attempts after insert on attempts referencing new table as gained
  for each statement execute function tell_new_attempts();
create trigger tell_ended_attempts after update on attempts referencing old table as lost new table as gained
  for each statement execute function tell_ended_attempts();
