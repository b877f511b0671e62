import { z } from "zod";
import { serviceNames } from "../services.ts";
import { stageName } from "../stages/stages.ts";
import { defineTick, type TickContract } from "./event-contract.ts";

/** How far a job is. */
export const jobProgress = defineTick({
  name: "job:progress",
  owner: "jobs",
  payload: z.object({
    job_id: z.uuid(),
    user_id: z.uuid(),
    stage: stageName,
    /** Of the stage and of the whole job, 0 to 1. */
    stage_progress: z.number(),
    progress: z.number(),
    eta_seconds: z.number().nullable(),
  }),
});

/** Entries of the audit trail were given their places. */
export const auditChained = defineTick({
  name: "audit:chained",
  owner: "audit",
  payload: z.object({ entries: z.int() }),
});

const service = z.object({ service: z.enum(serviceNames) });

/** A service does not answer, or answers again. */
export const serviceDown = defineTick({ name: "service:down", owner: "read-model", payload: service });
export const serviceUp = defineTick({ name: "service:up", owner: "read-model", payload: service });

/** Every tick of the system. */
export const ticks: readonly TickContract[] = [jobProgress, auditChained, serviceDown, serviceUp];
