-- What was granted to, or taken from, one user beside the role.
create table user_permissions (
  user_id uuid not null references users on delete cascade,
  permission text not null,
  granted boolean not null,
  created_at timestamptz not null default now(),
  primary key (user_id, permission)
);

-- What a user may do now: read by the dispatcher in the transaction of an action's intent, so that a demotion binds at once. No row
-- for a user who is unknown or disabled, or a session that has ended.
create function access_of(p_user_id uuid, p_session_id uuid)
returns table (role text, granted text[], denied text[])
language sql stable security definer set search_path = identity, pg_temp as $$
  select u.role,
    coalesce((select array_agg(p.permission) from user_permissions p where p.user_id = u.id and p.granted), '{}'),
    coalesce((select array_agg(p.permission) from user_permissions p where p.user_id = u.id and not p.granted), '{}')
  from users u
  join sessions s on s.user_id = u.id and s.id = p_session_id
  where u.id = p_user_id and u.disabled_at is null and s.ended_at is null and s.expires_at > now()
$$;

revoke execute on function access_of(uuid, uuid) from public;
grant usage on schema identity to action_dispatcher;
grant execute on function access_of(uuid, uuid) to action_dispatcher;

-- The feed of what has changed in anybody's access, whoever changed it and by whatever means. Those who trust access tokens
-- follow it, so that a demotion, a disabled account and an ended session bind before the tokens run out.
create table access_changes (
  seq bigint generated always as identity primary key,
  -- Tells a follower whether this is the row that it knows by `seq`; it is another one after a backup was restored.
  mark uuid not null default gen_random_uuid(),
  user_id uuid not null,
  -- The session that has ended, where it was one.
  session_id uuid,
  at timestamptz not null default clock_timestamp()
);

create index access_changes_by_time on access_changes (at);

-- Arguments: the columns that hold the user and, where there is one, the session. The lock is taken at the very end of the
-- transaction and held until its commit, so that rows become visible in the order of `seq`: a follower that has seen one has
-- seen all before it. Nothing is locked after it, so it makes no deadlock.
create function tell_access_change() returns trigger
language plpgsql security definer set search_path = identity, pg_temp as $$
declare
  changed jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
begin
  perform pg_advisory_xact_lock(hashtextextended('identity:access_changes', 0));
  insert into access_changes (user_id, session_id)
  values ((changed ->> tg_argv[0])::uuid, (changed ->> tg_argv[1])::uuid);
  return null;
end
$$;

create constraint trigger access_of_user after update on users deferrable initially deferred for each row
  when (old.role is distinct from new.role or (old.disabled_at is null) <> (new.disabled_at is null))
  execute function tell_access_change('id');
create constraint trigger access_of_deleted_user after delete on users deferrable initially deferred for each row
  execute function tell_access_change('id');

create constraint trigger access_of_session after update on sessions deferrable initially deferred for each row
  when ((new.ended_at is not null and old.ended_at is null) or new.expires_at < old.expires_at)
  execute function tell_access_change('user_id', 'id');
create constraint trigger access_of_deleted_session after delete on sessions deferrable initially deferred for each row
  when (old.ended_at is null and old.expires_at > now())
  execute function tell_access_change('user_id', 'id');

create constraint trigger access_of_permission after insert or update or delete on user_permissions
  deferrable initially deferred for each row execute function tell_access_change('user_id');
