import type { ChannelName, Room } from "../realtime/channels.ts";
import type { SectionName } from "../snapshot/section-names.ts";
import type { EventName } from "./events.ts";
import type { TickName } from "./ticks.ts";

/** What follows an event. */
export type EventEffects = {
  /** Whose subscribers are told. */
  channels: readonly ChannelName[];
  /** Whom it is for; `owner` is the account in the payload's `user_id`. */
  rooms: readonly Room[];
  /** Sections of the snapshot that are asked for anew. */
  invalidates: readonly SectionName[];
};

const staff = ["admin", "monitoring"] as const;
const staffAndOwner = [...staff, "owner"] as const;

const stage: EventEffects = {
  channels: ["job_status", "pipeline_status"],
  rooms: staffAndOwner,
  invalidates: ["jobs", "queue"],
};
const jobEnd: EventEffects = {
  channels: ["job_status", "pipeline_status"],
  rooms: staffAndOwner,
  invalidates: ["jobs", "queue", "analytics"],
};
const job: EventEffects = { channels: ["job_status"], rooms: staffAndOwner, invalidates: ["jobs", "queue"] };
const queue: EventEffects = { channels: ["queue_updates"], rooms: staff, invalidates: ["queue"] };
const worker: EventEffects = {
  channels: ["worker_updates", "worker_capacity"],
  rooms: staff,
  invalidates: ["agents_workers", "logs"],
};
const agent: EventEffects = {
  channels: ["agent_updates", "worker_capacity"],
  rooms: staff,
  invalidates: ["agents_workers", "logs"],
};
const security: EventEffects = { channels: ["system_alerts"], rooms: ["admin"], invalidates: ["system"] };
const alert: EventEffects = { channels: ["system_alerts"], rooms: staff, invalidates: ["system"] };
const unseen: EventEffects = { channels: [], rooms: [], invalidates: ["system"] };

/** One without an entry does not compile, nor does an entry of none. */
const table: Record<EventName | TickName, EventEffects> = {
  "job:created": job,
  "job:downloading": stage,
  "job:transcribing": stage,
  "job:analyzing": stage,
  "job:detecting": stage,
  "job:cropping": stage,
  "job:cutting": stage,
  "job:step": job,
  "job:completed": jobEnd,
  "job:failed": jobEnd,
  "job:cancelled": jobEnd,
  "job:retried": job,
  "job:noted": { ...job, invalidates: ["jobs"] },
  "job:prioritised": job,
  "job:purged": jobEnd,
  "job:progress": { channels: ["job_status"], rooms: staffAndOwner, invalidates: ["jobs"] },
  "clip:ready": { channels: ["job_status"], rooms: staffAndOwner, invalidates: ["jobs"] },
  "queue:paused": queue,
  "queue:resumed": queue,
  "queue:cleared": queue,
  "queue:draining": queue,
  "queue:drained": queue,
  "queue:threshold": { ...queue, channels: ["queue_updates", "system_alerts"] },
  "file:uploaded": { channels: ["pipeline_status"], rooms: staffAndOwner, invalidates: ["system"] },
  "user:created": unseen,
  "user:password_changed": unseen,
  "user:role_changed": unseen,
  "user:permission_changed": unseen,
  "user:disabled": unseen,
  "user:enabled": unseen,
  "session:started": { ...unseen, invalidates: [] },
  "session:ended": { ...unseen, invalidates: [] },
  "security:locked_out": security,
  "security:actions_locked": security,
  "signing_key:changed": { ...unseen, invalidates: [] },
  "audit:chained": { channels: [], rooms: [], invalidates: ["audit"] },
  "action:executed": { channels: ["action_results"], rooms: staff, invalidates: ["audit", "system"] },
  "action:critical": { channels: ["system_alerts"], rooms: ["admin"], invalidates: ["audit", "system"] },
  "backup:changed": {
    channels: ["system_alerts"],
    rooms: ["admin"],
    invalidates: ["system", "jobs", "queue", "agents_workers", "managers", "analytics", "logs", "config"],
  },
  "worker:online": worker,
  "worker:offline": worker,
  "worker:paused": worker,
  "worker:resumed": worker,
  "worker:draining": worker,
  "worker:concurrency_set": worker,
  "worker:tested": { ...worker, channels: ["worker_health"] },
  "worker:forgotten": worker,
  "worker:updated": { ...worker, channels: ["worker_health", "worker_capacity"], invalidates: ["agents_workers"] },
  "agent:started": agent,
  "agent:stopped": agent,
  "agent:scaled": agent,
  "agent:concurrency_set": agent,
  "agent:configured": {
    channels: ["agent_config", "config_changes"],
    rooms: staff,
    invalidates: ["agents_workers", "config", "logs"],
  },
  "agent:updated": { ...agent, invalidates: ["agents_workers"] },
  "log:lines": { channels: ["log_tail"], rooms: staff, invalidates: [] },
  "manager:updated": { channels: ["runtime_status"], rooms: staff, invalidates: ["managers"] },
  "config:changed": { channels: ["config_changes"], rooms: staff, invalidates: ["config"] },
  "alert:raised": alert,
  "alert:acknowledged": alert,
  "alert:cleared": alert,
  "service:down": { channels: ["runtime_status", "system_alerts"], rooms: staff, invalidates: ["system"] },
  "service:up": { channels: ["runtime_status"], rooms: staff, invalidates: ["system"] },
};

/**
 * The event configuration: of every event and tick, who is told and what is read anew, which is the follow-up that it triggers. It is
 * carried out by the EventDispatcher and the hubs of read-model, which know no event by name.
 */
export const eventTable: Readonly<Record<string, EventEffects>> = table;
