import type { EventsTable } from "@agentos/messaging/outbox";
import type { Kysely, Transaction } from "kysely";

export type Tables = { events: EventsTable };
export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;
