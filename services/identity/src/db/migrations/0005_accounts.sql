-- How many accounts there are, told every few seconds without counting them: the sum of these rows. Each change of accounts adds its
-- own, so that none waits for another; the service puts them together from time to time.
create table account_counts (
  role text not null,
  disabled boolean not null,
  accounts bigint not null
);

insert into account_counts (role, disabled, accounts)
select role, disabled_at is not null, count(*) from users group by 1, 2;

create function count_accounts() returns trigger
language plpgsql security definer set search_path = identity, pg_temp as $$
declare
  changes text := case tg_op
    when 'INSERT' then 'select role, disabled_at, 1 as n from added'
    when 'DELETE' then 'select role, disabled_at, -1 as n from removed'
    else 'select role, disabled_at, 1 as n from added union all select role, disabled_at, -1 from removed'
  end;
begin
  execute format(
    'insert into account_counts (role, disabled, accounts)
     select role, disabled_at is not null, sum(n) from (%s) changes group by 1, 2 having sum(n) <> 0', changes
  );
  return null;
end
$$;

create trigger count_added after insert on users referencing new table as added
  for each statement execute function count_accounts();
create trigger count_removed after delete on users referencing old table as removed
  for each statement execute function count_accounts();
create trigger count_changed after update on users referencing old table as removed new table as added
  for each statement execute function count_accounts();

-- Lists of accounts, newest first.
create index users_newest on users (created_at desc, id desc);
create index users_of_role on users (role, created_at desc, id desc);
create index users_disabled on users (created_at desc, id desc) where disabled_at is not null;
create index users_by_email on users (email text_pattern_ops);
