import { z } from "zod";
import { agentView, configurationView, workerView } from "../../api/agents.ts";
import { runningTask, selfTestReport } from "../../messages/fleet.ts";
import { logLine } from "../log-line.ts";
import { managersPart } from "./managers.ts";

const agent = agentView.extend({
  /** Attempts in the last hour whose result was taken, and that failed other than by their input's fault; by the minute. */
  done_last_hour: z.int(),
  failed_last_hour: z.int(),
});

const worker = workerView
  .pick({
    worker_id: true,
    agent: true,
    slot: true,
    pid: true,
    state: true,
    offline_reason: true,
    ready: true,
    taking: true,
    paused: true,
    draining: true,
    concurrency: true,
    health: true,
    performance: true,
    version: true,
    started_at: true,
  })
  .extend({
    /** How far they are is told of their jobs. */
    tasks: z.array(runningTask.omit({ progress: true })),
    /** Told anew when they have moved noticeably; by the second they are in the rows of `agents_workers`. */
    figures: workerView.shape.figures.pick({ cpu_percent: true, cores: true, rss_bytes: true, memory_bytes: true }),
    self_test: selfTestReport.omit({ id: true, message: true }).nullable(),
    /** Null while it is online. */
    last_seen_at: z.iso.datetime().nullable(),
  });
export type WorkerStanding = z.infer<typeof worker>;

/** What fleet tells for the snapshot. */
export const fleetParts = {
  agents_workers: z.object({ agents: z.array(agent), workers: z.array(worker) }),
  managers: managersPart("fleet"),
  /** The JSON schemas of the settings are in the contracts and at `/api/agents/config`. */
  config: z.object({ agents: z.array(configurationView.omit({ schema: true })) }),
  /** The newest 50. */
  logs: z.object({ fleet: z.array(logLine) }),
};
