import { z } from "zod";
import { defineManager } from "./manager-contract.ts";

export const reportScheduler = defineManager({
  name: "report-scheduler",
  owner: "system",
  label: "Report scheduler",
  summary: "Makes the reports whose time has come.",
  intervalSeconds: 10,
  intervalBounds: { min: 1, max: 3600 },
  runSeconds: 300,
  settings: z.strictObject({}),
  enabled: true,
  essential: false,
});

export const storageJanitor = defineManager({
  name: "storage-janitor",
  owner: "system",
  label: "Storage janitor",
  summary: "Removes files from the store that nobody can ask for any more.",
  intervalSeconds: 600,
  intervalBounds: { min: 10, max: 86_400 },
  runSeconds: 300,
  settings: z.strictObject({
    orphan_hours: z
      .int()
      .min(1)
      .max(8760)
      .default(48)
      .describe("Files that nothing refers to are removed so many hours after they were stored."),
  }),
  enabled: true,
  essential: false,
});

export const logKeeper = defineManager({
  name: "log-keeper",
  owner: "system",
  label: "Log keeper",
  summary: "Begins a new part of the logs every day, and drops the parts that are past their time.",
  intervalSeconds: 60,
  intervalBounds: { min: 5, max: 3600 },
  runSeconds: 120,
  settings: z.strictObject({
    keep_days: z.int().min(1).max(365).default(14).describe("Lines stay for so long."),
    part_lines: z
      .int()
      .min(100_000)
      .max(50_000_000)
      .default(5_000_000)
      .describe("A part with more lines is followed by a new one before the day is over."),
  }),
  enabled: true,
  essential: false,
});

export const logWatcher = defineManager({
  name: "log-watcher",
  owner: "system",
  label: "Log watcher",
  summary: "Looks for what log alerts name: raises those that are crossed, and clears those that no longer are.",
  intervalSeconds: 5,
  intervalBounds: { min: 1, max: 300 },
  runSeconds: 60,
  settings: z.strictObject({}),
  enabled: true,
  essential: false,
});
