import type { LongTables } from "@agentos/action-kit/long/tables";
import type { AuditEntry } from "@agentos/contracts/audit-entry";
import type { EventsTable } from "@agentos/messaging/outbox";
import type { Kysely, Transaction } from "kysely";

/** Entries that wait for their place in the chain. */
export type InboxTable = AuditEntry & { id: string; timestamp: Date; written_by: string };

/** What an entry's place in the chain is told by. */
export type LinkColumns = { seq: number; chained_at: Date; prev_hash: Buffer; hash: Buffer };

export type EntriesTable = InboxTable & LinkColumns;

/** One row: how the chain stands, for people to see. */
export type ChainStateTable = {
  head_seq: number | null;
  head_at: Date | null;
  head_kid: string | null;
  contradiction: string | null;
  contradicted_since: Date | null;
  verified_at: Date | null;
  whole: boolean | null;
  entries: number | null;
  first: number | null;
  last: number | null;
  finding: string | null;
};

export type Tables = LongTables & {
  inbox: InboxTable;
  entries: EntriesTable;
  /** One row: the end of the chain. */
  chain: Omit<LinkColumns, "prev_hash">;
  chain_state: ChainStateTable;
  anchors: { seq: number; hash: Buffer };
  /** `month` is its first day, in UTC. */
  partitions: { partition: string; month: string };
  subject_keys: { id: string; subject_id: string; wrapped: Buffer | null };
  events: EventsTable;
};
export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;
