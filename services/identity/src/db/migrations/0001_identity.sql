create table users (
  id uuid primary key,
  email text not null unique check (email = lower(email)),
  -- PHC string of argon2id.
  password_hash text not null,
  role text not null check (role in ('admin', 'operator', 'supervisor', 'user', 'readonly')),
  disabled_at timestamptz,
  version bigint not null default 1,
  -- Milliseconds, as the places of a list of them are told.
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz not null default now()
);

-- A family of refresh tokens, from one sign-in on.
create table sessions (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  -- No refresh leads beyond it.
  expires_at timestamptz not null,
  ended_at timestamptz,
  end_reason text check (end_reason in ('logout', 'password_changed', 'token_reused', 'account_disabled')),
  check ((ended_at is null) = (end_reason is null))
);

create index sessions_of_user on sessions (user_id) where ended_at is null;
create index sessions_by_expiry on sessions (expires_at);

create table refresh_tokens (
  -- SHA-256 of the token.
  hash bytea primary key,
  session_id uuid not null references sessions on delete cascade,
  issued_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  -- With the token itself and the service's key it leads to the token's successor.
  successor_salt bytea,
  successor_hash bytea,
  check (num_nulls(used_at, successor_salt, successor_hash) in (0, 3))
);

create index refresh_tokens_of_session on refresh_tokens (session_id);

-- Keys that sign access tokens.
create table keys (
  kid text primary key,
  -- `next` is published before it signs, so that every verifier knows it in time; `retiring` only verifies.
  state text not null check (state in ('next', 'active', 'retiring')),
  public_jwk jsonb not null,
  -- PKCS #8, sealed with a key that is not in the database.
  private_key bytea not null,
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  state_since timestamptz not null default now()
);

create unique index keys_one_active on keys (state) where state = 'active';
create unique index keys_one_next on keys (state) where state = 'next';

-- The history and the outbox at once.
create table events (
  seq bigint generated always as identity primary key,
  id uuid not null unique,
  name text not null,
  entity text not null,
  entity_id text not null,
  version bigint not null,
  payload jsonb not null,
  traceparent text not null,
  created_at timestamptz not null default now(),
  sent_at timestamptz
);

create index events_unsent on events (seq) where sent_at is null;
create index events_sent on events (sent_at);
