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
