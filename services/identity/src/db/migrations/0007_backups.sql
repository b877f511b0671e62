-- Called in the transaction that puts this schema's tables back to a backup, before and after: all sessions end, which everybody who
-- follows access is told of, and who is disabled stays disabled.
create function restoring() returns void language plpgsql set search_path = identity, pg_temp as $$
begin
  delete from sessions;
  set constraints all immediate;
  create temporary table disabled_accounts on commit drop as select * from users where disabled_at is not null;
end $$;

create function restored() returns void language plpgsql set search_path = identity, pg_temp as $$
begin
  update users u
  set disabled_at = d.disabled_at, version = greatest(u.version, d.version) + 1
  from disabled_accounts d
  where d.id = u.id and u.disabled_at is null;
  -- One that was made since stays closed, so that nobody takes its address and comes in again.
  insert into users select * from disabled_accounts on conflict do nothing;
end $$;

revoke execute on function restoring(), restored() from public;
grant execute on function restoring(), restored() to agentos_maintenance;
