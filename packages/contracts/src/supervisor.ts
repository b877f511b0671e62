import { z } from "zod";
import { fleetLimits } from "./limits.ts";
import { stageName } from "./stages/stages.ts";

/** A place for one worker process, whichever process runs in it at the moment. */
const supervisedSlot = z.strictObject({
  /** `video_cutter-1`: the agent and a number from 1. */
  slot: z.string(),
  agent: stageName,
  state: z.enum(["starting", "running", "stopping", "stopped"]),
  pid: z.int().positive().nullable(),
  /** Changes with every process of the slot; empty before the first. */
  instance: z.string(),
});

const done = z.strictObject({});

/**
 * What the supervisor of a local start can be asked over its socket: `POST /<name>` with the request as JSON. Whatever changes
 * something is answered with 202 as soon as it is taken on; what came of it is in `slots`. Errors have the envelope of the API.
 */
export const supervisorCalls = {
  slots: { request: z.strictObject({}), reply: z.strictObject({ slots: z.array(supervisedSlot) }), status: 200 },
  scale: {
    request: z.strictObject({ agent: stageName, replicas: z.int().min(0).max(fleetLimits.replicas) }),
    reply: done,
    status: 202,
  },
  restart_slot: {
    request: z.strictObject({ slot: z.string().max(100), graceful: z.boolean() }),
    reply: done,
    status: 202,
  },
  stop_slot: { request: z.strictObject({ slot: z.string().max(100), force: z.boolean() }), reply: done, status: 202 },
  /** All processes, with the services that each runs; `instance` changes with every process, and is empty while there is none. */
  processes: {
    request: z.strictObject({}),
    reply: z.strictObject({
      processes: z.array(
        z.strictObject({ name: z.string(), services: z.array(z.string()), instance: z.string(), serves: z.boolean() }),
      ),
    }),
    status: 200,
  },
  /** Any process, by its name in processes.json: `host`, `gateway`, `video_cutter`. */
  restart_process: {
    request: z.strictObject({ name: z.string().max(100), graceful: z.boolean() }),
    reply: done,
    status: 202,
  },
  /** Brings the database to the newest schema, or only says what waits for that; answered when it is done. Can be asked again. */
  migrate: {
    request: z.strictObject({ dry_run: z.boolean() }),
    /** `identity/0006_revoked_sessions`: what was applied, or waits. */
    reply: z.strictObject({ migrations: z.array(z.string()) }),
    status: 200,
  },
} as const satisfies Record<string, { request: z.ZodType; reply: z.ZodType; status: number }>;

export type SupervisorCall = keyof typeof supervisorCalls;
export type SupervisorRequest<Call extends SupervisorCall> = z.infer<(typeof supervisorCalls)[Call]["request"]>;
export type SupervisorReply<Call extends SupervisorCall> = z.infer<(typeof supervisorCalls)[Call]["reply"]>;
export type SupervisedSlot = z.infer<typeof supervisedSlot>;
