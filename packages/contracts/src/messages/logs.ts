import { z } from "zod";
import { logLevelNames } from "../logs/log-levels.ts";
import { serviceNames } from "../services.ts";
import { defineHint, defineRequest } from "./message-contract.ts";

/** How many lines go in one message, and how many characters of them, at the most: NATS takes a megabyte. */
export const logBatch = { lines: 1000, characters: 250_000 } as const;

const service = z.string().max(60);
const wanted = z.object({
  level: z.enum(logLevelNames),
  /** Until then it logs so; null: until somebody says otherwise. */
  for_seconds: z.number().nullable(),
});

/**
 * A service hands in what it has logged, and hears at which level it is to log. The same batch again is taken once. Without lines it
 * only asks for the level.
 */
export const takeLogLines = defineRequest({
  kind: "cmd",
  owner: "system",
  name: "take_log_lines",
  callers: serviceNames,
  deadlineMs: 5000,
  request: z.object({
    /** Another one for every start of a service. */
    source: z.uuid(),
    /** Counts the batches of a source, from 1. */
    batch: z.int().nonnegative(),
    service,
    instance: z.string().max(200),
    /** Lines that this source has thrown away so far, for want of room. */
    dropped: z.int().nonnegative(),
    /** As they were logged: what is no line of this system is left out. */
    lines: z.array(z.record(z.string(), z.unknown())).max(logBatch.lines),
  }),
  /** Null: as it was configured. */
  reply: z.object({ level: wanted.nullable() }),
});
export type LogBatch = z.output<typeof takeLogLines.request>;
export type WantedLevel = z.output<typeof wanted>;

/** The levels that were set, of all services: one that is not among them logs as it was configured. */
export const logLevelsSet = defineHint({
  owner: "system",
  name: "log_levels",
  listeners: serviceNames,
  payload: z.object({ levels: z.array(wanted.extend({ service })) }),
});
