import type { AuditEntry } from "@agentos/contracts/audit-entry";
import type { EventsTable } from "@agentos/messaging/outbox";
import type { Kysely, Transaction } from "kysely";

export type InboxTable = { id: string; at: Date; entry: AuditEntry };

export type Tables = { inbox: InboxTable; events: EventsTable };
export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;
