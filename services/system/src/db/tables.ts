import type { LongTables } from "@agentos/action-kit/long/tables";
import type { EventsTable } from "@agentos/messaging/outbox";
import type { Kysely, Transaction } from "kysely";
import type { AlertTables } from "../alerts/tables.ts";
import type { AnalyticsTables } from "../analytics/tables.ts";
import type { BackupsTables } from "../backups/tables.ts";
import type { ConfigTables } from "../config/tables.ts";
import type { ControlsTables } from "../controls/tables.ts";
import type { LogTables } from "../logs/tables.ts";
import type { WebhookTables } from "../webhooks/tables.ts";

/** Each part of the service says what tables it has, in a `tables.ts` of its folder. */
export type Tables = { events: EventsTable } & LongTables &
  AlertTables &
  AnalyticsTables &
  BackupsTables &
  ConfigTables &
  ControlsTables &
  LogTables &
  WebhookTables;
export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;
