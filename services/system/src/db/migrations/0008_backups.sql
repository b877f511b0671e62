-- The backups that are there; their files are in the store below `backups/<id>/`. A row is written when all of them stand.
create table backups (
  -- The action that has made it.
  id uuid primary key,
  kind text not null check (kind in ('system', 'database')),
  label text,
  media boolean not null,
  -- `deleting`: its files are going, nobody uses it any more.
  state text not null default 'complete' check (state in ('complete', 'deleting')),
  -- Of the manifest, in hex: what is not in accord with it is damaged.
  manifest_sha256 text not null,
  tables integer not null,
  row_count bigint not null,
  objects integer not null,
  bytes bigint not null,
  created_by uuid not null,
  created_at timestamptz(3) not null default now(),
  verified_at timestamptz(3),
  whole boolean,
  version bigint not null default 1,
  check ((verified_at is null) = (whole is null))
);

create index backups_newest on backups (created_at desc, id desc);

-- Called in the transaction that puts this schema's tables back to a backup, before and after. The history of the configuration is never
-- rolled back: what was in force then is in force again as a new version, so that no number means two things.
create function restoring() returns void language plpgsql set search_path = system, pg_temp as $$
begin
  create temporary table versions_so_far on commit drop as select * from config_versions;
end $$;

create function restored() returns void language plpgsql set search_path = system, pg_temp as $$
declare
  wanted jsonb := coalesce((select settings from config_versions order by version desc limit 1), '{}');
  latest jsonb := coalesce((select settings from versions_so_far order by version desc limit 1), '{}');
begin
  insert into config_versions select * from versions_so_far on conflict (version) do nothing;
  if wanted = latest then return; end if;
  insert into config_versions (version, settings, changes, action, action_id, author)
  select (select max(version) from config_versions) + 1, wanted,
    (select jsonb_agg(jsonb_build_object('key', key, 'before', latest -> key, 'after', wanted -> key) order by key)
      from (select jsonb_object_keys(latest) as key union select jsonb_object_keys(wanted)) keys
      where latest -> key is distinct from wanted -> key),
    action, action_id, (actor ->> 'user_id')::uuid
  from long_operations where action_id = current_setting('agentos.action_id')::uuid;
end $$;

revoke execute on function restoring(), restored() from public;
grant execute on function restoring(), restored() to agentos_maintenance;
