import type { ErrorCode } from "@agentos/contracts/errors";
import type { EventsTable } from "@agentos/messaging/outbox";
import type { Generated, Kysely, Selectable, Transaction } from "kysely";

export type ActionsTable = {
  id: string;
  user_id: string;
  session_id: string;
  role: string;
  action: string;
  owner: string;
  key: string | null;
  payload_hash: Buffer;
  state: Generated<"running" | "held" | "done" | "failed">;
  lease_expires_at: Date | null;
  progress_done: number | null;
  progress_total: number | null;
  abort_requested_at: Date | null;
  result: unknown;
  error_code: ErrorCode | null;
  error_message: string | null;
  security_context: string;
  traceparent: string;
  version: Generated<number>;
  created_at: Generated<Date>;
  finished_at: Date | null;
};
export type ActionRow = Selectable<ActionsTable>;

export type Tables = { actions: ActionsTable; events: EventsTable };
export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;
