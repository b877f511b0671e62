-- Who is locked out after too many failed sign-ins. Scopes and owners are keyed hashes: neither e-mail addresses nor IP
-- addresses are kept, and accounts that do not exist are counted like those that do.

-- Sign-ins that failed, and those whose password is being checked; a row for each scope that one counts under.
create table sign_in_attempts (
  id uuid not null,
  scope bytea not null,
  -- The account that was tried.
  owner bytea not null,
  failed boolean not null default false,
  at timestamptz not null default now(),
  primary key (scope, id)
);

create index sign_in_attempts_of_owner on sign_in_attempts (owner);
create index sign_in_attempts_by_time on sign_in_attempts (at);

-- Versions of locks grow also where one is forgotten and made again.
create sequence sign_in_lock_versions;

create table sign_in_locks (
  scope bytea primary key,
  kind text not null check (kind in ('account', 'account_here', 'address')),
  -- The account, where it is the account that is locked.
  owner bytea,
  -- The same for those who manage accounts, where there is such an account.
  user_id uuid,
  -- How many followed each other.
  locks int not null,
  locked_until timestamptz not null,
  version bigint not null default nextval('sign_in_lock_versions')
);

create index sign_in_locks_of_owner on sign_in_locks (owner);
create index sign_in_locks_of_user on sign_in_locks (user_id, locked_until) where user_id is not null;
create index sign_in_locks_by_end on sign_in_locks (locked_until);

-- Networks from which an account was signed in: failures elsewhere do not lock it there.
create table sign_in_places (
  owner bytea not null,
  network bytea not null,
  seen_at timestamptz not null default now(),
  primary key (owner, network)
);

create index sign_in_places_by_time on sign_in_places (seen_at);
