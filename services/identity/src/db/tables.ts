import type { SessionEndReason } from "@agentos/contracts/events/identity";
import type { Role } from "@agentos/contracts/roles";
import type { EventsTable } from "@agentos/messaging/outbox";
import type { JWK } from "jose";
import type { LockKind } from "../lockout/policy.ts";
import type { ColumnType, Generated, Kysely, Transaction } from "kysely";

type Time = ColumnType<Date, Date | undefined, Date>;
type NullableTime = ColumnType<Date | null, Date | null | undefined, Date | null>;

export type UsersTable = {
  id: string;
  email: string;
  password_hash: string;
  role: Role;
  disabled_at: NullableTime;
  version: Generated<number>;
  created_at: Time;
  updated_at: Time;
};

export type SessionsTable = {
  id: string;
  user_id: string;
  version: Generated<number>;
  created_at: Time;
  expires_at: Date;
  ended_at: NullableTime;
  end_reason: SessionEndReason | null;
};

export type RefreshTokensTable = {
  hash: Buffer;
  session_id: string;
  issued_at: Time;
  expires_at: Date;
  used_at: NullableTime;
  successor_salt: Buffer | null;
  successor_hash: Buffer | null;
};

export type UserPermissionsTable = { user_id: string; permission: string; granted: boolean; created_at: Time };

export type AccessChangesTable = {
  seq: Generated<number>;
  mark: Generated<string>;
  user_id: string;
  session_id: string | null;
  at: Time;
};

export type SignInAttemptsTable = { id: string; scope: Buffer; owner: Buffer; failed: Generated<boolean>; at: Time };

export type SignInLocksTable = {
  scope: Buffer;
  kind: LockKind;
  owner: Buffer | null;
  user_id: string | null;
  locks: number;
  locked_until: Date;
  version: Generated<number>;
};

export type SignInPlacesTable = { owner: Buffer; network: Buffer; seen_at: Time };

export type AccountCountsTable = { role: Role; disabled: boolean; accounts: number };

export type KeyState = "next" | "active" | "retiring";

export type KeysTable = {
  kid: string;
  state: KeyState;
  public_jwk: ColumnType<JWK, string, string>;
  private_key: Buffer;
  version: Generated<number>;
  created_at: Time;
  state_since: Time;
};

export type Tables = {
  users: UsersTable;
  sessions: SessionsTable;
  refresh_tokens: RefreshTokensTable;
  user_permissions: UserPermissionsTable;
  access_changes: AccessChangesTable;
  sign_in_attempts: SignInAttemptsTable;
  sign_in_locks: SignInLocksTable;
  sign_in_places: SignInPlacesTable;
  account_counts: AccountCountsTable;
  keys: KeysTable;
  events: EventsTable;
};

export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;
