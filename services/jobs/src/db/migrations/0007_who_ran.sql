-- Who had a job run again, and who cancelled a run, by account and by the role that they had then. Null where nobody did: the first run
-- comes with its job, and most end by themselves.
alter table runs
  add column begun_by uuid,
  add column begun_role text,
  add column cancelled_by uuid,
  add column cancelled_role text,
  add check ((begun_by is null) = (begun_role is null)),
  add check ((cancelled_by is null) = (cancelled_role is null)),
  add check (cancelled_by is null or state = 'cancelled');
