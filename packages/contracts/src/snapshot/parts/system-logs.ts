import { z } from "zod";
import { logFilter } from "../../logs/log-filter.ts";
import { logLevelNames } from "../../logs/log-levels.ts";
import { logLineHead } from "../../logs/stored-log-line.ts";

/** A level that somebody has set. */
const setLevel = z.object({
  service: z.string(),
  level: z.enum(logLevelNames),
  /** Null: until somebody says otherwise. */
  until: z.iso.datetime().nullable(),
});

/** Tells when there are many lines of a kind. */
export const logAlertView = z.object({
  id: z.uuid(),
  name: z.string(),
  filter: logFilter,
  threshold: z.int(),
  window_seconds: z.int(),
  /** Since when there have been as many; null while there are fewer. */
  firing_since: z.iso.datetime().nullable(),
});

/** A file of lines that are no longer in the database. */
export const logArchive = z.object({
  key: z.string(),
  /** What it is called when it is saved. */
  name: z.string(),
  /** `/media/<token>`: works for whoever has it until `expires_at`; told anew before that. */
  url: z.string(),
  expires_at: z.iso.datetime(),
  lines: z.int(),
  bytes: z.int(),
  /** In hex. */
  sha256: z.string(),
  first_at: z.iso.datetime(),
  last_at: z.iso.datetime(),
});

/** What system tells of the logs of all services. */
export const systemLogsPart = z.object({
  lines: z.object({
    /** Every half a minute at the most, when there are others than before. */
    counted_at: z.iso.datetime(),
    kept: z.array(z.object({ service: z.string(), level: z.enum(logLevelNames), lines: z.int() })),
    /** Lines that services have thrown away for want of room. */
    dropped: z.int(),
  }),
  /** The newest 20 warnings and errors. */
  troubles: z.array(logLineHead),
  levels: z.array(setLevel),
  log_alerts: z.array(logAlertView),
  /** The newest 10. */
  archives: z.array(logArchive),
});
