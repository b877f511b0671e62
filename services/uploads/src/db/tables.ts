import type { UploadStatus } from "@agentos/contracts/api/upload";
import type { JobOptions } from "@agentos/contracts/job-options";
import type { EventsTable } from "@agentos/messaging/outbox";
import type { ColumnType, Generated, Kysely, Selectable, Transaction } from "kysely";

type NullableTime = ColumnType<Date | null, Date | null | undefined, Date | null>;
type Nullable<T> = ColumnType<T | null, T | null | undefined, T | null>;

export type UploadsTable = {
  id: string;
  user_id: string;
  filename: string;
  size: number;
  chunk_size: number;
  total_chunks: number;
  sha256_wanted: Nullable<string>;
  sha256: Nullable<string>;
  status: Generated<UploadStatus["status"]>;
  key: string;
  collection: string | null;
  round: Generated<number>;
  lease: Nullable<string>;
  lease_until: NullableTime;
  wants_job: Generated<boolean>;
  options: ColumnType<JobOptions | null, string | null | undefined, string | null>;
  job_id: Nullable<string>;
  version: Generated<number>;
  created_at: ColumnType<Date, Date | undefined, Date>;
  last_chunk_at: ColumnType<Date, Date | undefined, Date>;
  finished_at: NullableTime;
};

export type ChunksTable = { upload_id: string; index: number; sha256: Buffer };

export type Tables = { uploads: UploadsTable; chunks: ChunksTable; events: EventsTable };
export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;
export type Upload = Selectable<UploadsTable>;
