import type { LongTables } from "@agentos/action-kit/long/tables";
import type { EventsTable } from "@agentos/messaging/outbox";
import type { AnalyticsTables } from "../analytics/tables.ts";
import type { Kysely, Transaction } from "kysely";

/** Each part of the service says what tables it has, in a `tables.ts` of its folder. */
export type Tables = LongTables & { events: EventsTable } & AnalyticsTables;
export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;
