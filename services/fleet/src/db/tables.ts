import type { LongTables } from "@agentos/action-kit/long/tables";
import type { OfflineReason } from "@agentos/contracts/events/fleet";
import type { ErrorCode } from "@agentos/contracts/errors";
import type { Heartbeat } from "@agentos/contracts/messages/fleet";
import type { StageName } from "@agentos/contracts/stages/stages";
import type { EventsTable } from "@agentos/messaging/outbox";
import type { ColumnType, Generated, Kysely, Selectable, Transaction } from "kysely";
import type { WishedAction } from "../operations/wished-action.ts";

/** JSON is written as text: the driver would turn an array into one of PostgreSQL's own. */
type Json<T> = ColumnType<T, string, string>;
type Time = ColumnType<Date, Date | undefined, Date>;

/** Settings of an agent by their names. */
export type Settings = Heartbeat["settings"];

export type AgentsTable = {
  agent: StageName;
  taking: Generated<boolean>;
  desired_replicas: Generated<number | null>;
  concurrency: Generated<number | null>;
  settings: ColumnType<Settings, string | undefined, string>;
  generation: Generated<number>;
  version: Generated<number>;
  done: Generated<number>;
  failed: Generated<number>;
  busy_seconds: Generated<number>;
  useful_seconds: Generated<number>;
};

export type WorkersTable = {
  worker_id: string;
  agent: StageName;
  slot: string;
  pid: number;
  started_at: Time;
  offline_reason: OfflineReason | null;
  paused: Generated<boolean>;
  draining: Generated<boolean>;
  concurrency: number | null;
  self_test_id: string | null;
  generation: Generated<number>;
  report: Json<Heartbeat>;
  told: Json<Heartbeat["figures"]>;
  last_seen_at: Time;
  version: Generated<number>;
};

export type FailuresTable = {
  attempt_id: string;
  agent: StageName;
  worker_id: string;
  job_id: string;
  error_code: ErrorCode;
  at: Date;
};

export type ReportsTable = {
  agent: StageName;
  at: Time;
  workers_online: number;
  done: number;
  failed: number;
  busy_seconds: number;
  useful_seconds: number;
  cpu_percent: number;
  rss_bytes: number;
};

export type OperationsTable = {
  action_id: string;
  action: WishedAction;
  wish: Json<unknown>;
  done: Generated<number>;
  total: Generated<number>;
  locked_agents: StageName[];
  exclusive: boolean;
  leased_until: ColumnType<Date | null, null | undefined, Date | null>;
  next_at: Time;
  deadline_at: Date;
  traceparent: string;
  created_at: Time;
  ended_at: ColumnType<Date | null, null | undefined, Date | null>;
};

export type Tables = LongTables & {
  agents: AgentsTable;
  workers: WorkersTable;
  failures: FailuresTable;
  reports: ReportsTable;
  operations: OperationsTable;
  events: EventsTable;
};
export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;
export type AgentRow = Selectable<AgentsTable>;
export type WorkerRow = Selectable<WorkersTable>;
