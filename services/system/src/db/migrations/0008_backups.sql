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
