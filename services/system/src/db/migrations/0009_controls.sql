-- What staff has switched for the whole system: it holds until somebody switches it back, whatever is restarted meanwhile.
create table switches (
  name text primary key check (name in ('maintenance', 'intake_pause')),
  -- Null: off.
  since timestamptz,
  -- When it is off by itself.
  until timestamptz,
  message text,
  check (since is not null or (until is null and message is null))
);

insert into switches (name) values ('maintenance'), ('intake_pause');

-- What goes on in the database is told of all roles, not of the own alone.
grant pg_read_all_stats to system;
