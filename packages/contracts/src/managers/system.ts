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
  settings: z.strictObject({}),
  enabled: true,
  essential: false,
});
