-- What the snapshot shows of the actions is read every few seconds, however many there are.
create index actions_unfinished on actions (created_at, id) where finished_at is null;
create index actions_failed on actions (finished_at desc, id desc) where state = 'failed';
-- Counting the last hour reads the index alone.
drop index actions_newest;
create index actions_newest on actions (created_at desc, id desc) include (state);
