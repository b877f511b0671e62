import type { LongTables } from "@agentos/action-kit/long/tables";
import type { BackupsTables } from "../backups/tables.ts";
import type { EventsTable } from "@agentos/messaging/outbox";
import type { AlertTables } from "../alerts/tables.ts";
import type { WebhookTables } from "../webhooks/tables.ts";
import type { Kysely, Transaction } from "kysely";
import type { ControlsTables } from "../controls/tables.ts";

/** Each part of the service says what tables it has, in a `tables.ts` of its folder. */
export interface Tables extends LongTables, AlertTables, BackupsTables, ControlsTables, WebhookTables {
  events: EventsTable;
}
export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;
