import type { BulkTables } from "@agentos/action-kit/bulk/tables";
import type { EventsTable } from "@agentos/messaging/outbox";
import type { JobStatus } from "@agentos/contracts/api/jobs";
import type { JobOptions } from "@agentos/contracts/job-options";
import type { JobSource } from "@agentos/contracts/job-source";
import type { Artefact } from "@agentos/contracts/artefact";
import type { ErrorCode } from "@agentos/contracts/errors";
import type { Role } from "@agentos/contracts/roles";
import type { QueueLevel } from "@agentos/contracts/queue-row";
import type { StageName } from "@agentos/contracts/stages/stages";
import type { CutClip } from "@agentos/contracts/stages/video-cutter";
import type { ColumnType, Generated, GeneratedAlways, Kysely, Selectable, Transaction } from "kysely";

/** JSON is written as text: the driver would turn an array into one of PostgreSQL's own. */
type Json<T> = ColumnType<T, string, string>;
type Time = ColumnType<Date, Date | undefined, Date>;
type NullableTime = ColumnType<Date | null, Date | null | undefined, Date | null>;

export type StepState = "blocked" | "waiting" | "held" | "running" | "done" | "failed" | "cancelled";
export type RunState = "active" | "completed" | "failed" | "cancelled";
export type AttemptOutcome = "done" | "failed" | "lost" | "released" | "cancelled";

export type JobsTable = {
  id: string;
  user_id: string;
  title: string;
  status: JobStatus;
  run: Generated<number>;
  stage: StageName;
  priority: number;
  source: Json<JobSource>;
  finished_upload_id: string | null;
  options: Json<JobOptions>;
  media_seconds: number | null;
  media_megapixels: number | null;
  clip_seconds: number | null;
  clip_count: Generated<number>;
  note: string | null;
  error_code: string | null;
  error_stage: StageName | null;
  error_message: string | null;
  cancel_reason: string | null;
  seeded: Generated<boolean>;
  traceparent: string;
  version: Generated<number>;
  created_at: Time;
  started_at: NullableTime;
  finished_at: NullableTime;
  stopped_stage: GeneratedAlways<StageName | null>;
};

export type RunsTable = {
  job_id: string;
  run: number;
  state: RunState;
  progress_base: Generated<number>;
  progress_span: Generated<number>;
  created_at: Time;
  finished_at: NullableTime;
  begun_by: string | null;
  begun_role: Role | null;
  cancelled_by: string | null;
  cancelled_role: Role | null;
};

export type StepsTable = {
  id: string;
  job_id: string;
  run: number;
  stage: StageName;
  position: number;
  state: StepState;
  priority: number;
  available_at: Time;
  tries: Generated<number>;
  attempt_id: string | null;
  worker_id: string | null;
  lease_expires_at: NullableTime;
  progress: Generated<number>;
  reached: Generated<number>;
  output: ColumnType<unknown, string | null, string | null>;
  reused_from: string | null;
  started_at: NullableTime;
  finished_at: NullableTime;
};

export type AttemptsTable = {
  id: string;
  step_id: string;
  request_id: string;
  worker_id: string;
  try: number;
  outcome: AttemptOutcome | null;
  error_code: string | null;
  error_message: string | null;
  waited_seconds: number;
  started_at: Time;
  ended_at: NullableTime;
  swept_at: NullableTime;
};

export type ClipsTable = {
  id: string;
  job_id: string;
  run: number;
  clip_index: number;
  user_id: string;
  title: string;
  start_seconds: number;
  end_seconds: number;
  duration_seconds: number;
  score: number;
  reasons: Json<string[]>;
  width: number;
  height: number;
  video: Json<Artefact>;
  thumbnail: Json<Artefact>;
  srt: ColumnType<Artefact | null, string | null, string | null>;
  vtt: ColumnType<Artefact | null, string | null, string | null>;
  quality: Json<CutClip["quality"]>;
  provenance: Json<CutClip["provenance"]>;
  created_at: Time;
};

export type DeadLettersTable = {
  id: string;
  job_id: string;
  run: number;
  step_id: string;
  stage: StageName;
  error_code: ErrorCode;
  error_message: string;
  tries: number;
  created_at: Time;
  resolved_at: NullableTime;
};

export type QueuesTable = {
  stage: StageName;
  paused: Generated<boolean>;
  paused_until: NullableTime;
  draining: Generated<boolean>;
  level: Generated<QueueLevel>;
  version: Generated<number>;
};

export type StageSpeedsTable = { measure: string; rate: number; samples: number; updated_at: Time };

export type LoopsTable = { name: string; ticked_at: Time; grace_until: Time };

export type PurgedDaysTable = {
  day: ColumnType<Date, string, never>;
  user_id: string;
  status: JobStatus;
  seeded: boolean;
  jobs: number;
  clips: number;
  milliseconds: number;
  timed: number;
};

/** See the migration: what is counted as it happens. `tallied` is the sum of both tables' rows. */
export type TalliesTable = {
  measure: string;
  at: Date;
  subject: string;
  detail: string;
  seeded: boolean;
  count: number;
  clips: number;
  timed: number;
  milliseconds: number;
};

export type FileRemovalsTable = { prefix: string; marked_at: Time };

export type Tables = BulkTables & {
  jobs: JobsTable;
  runs: RunsTable;
  steps: StepsTable;
  attempts: AttemptsTable;
  clips: ClipsTable;
  dead_letters: DeadLettersTable;
  queues: QueuesTable;
  stage_speeds: StageSpeedsTable;
  loops: LoopsTable;
  purged_days: PurgedDaysTable;
  file_removals: FileRemovalsTable;
  tallies: TalliesTable;
  tally_changes: TalliesTable;
  events: EventsTable;
};

export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;
export type JobRow = Selectable<JobsTable>;
export type StepRow = Selectable<StepsTable>;
export type AttemptRow = Selectable<AttemptsTable>;
export type ClipRow = Selectable<ClipsTable>;
export type QueueRow = Selectable<QueuesTable>;
