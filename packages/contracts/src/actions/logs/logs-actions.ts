import { logsArchive } from "./archive.ts";
import { logsCreateAlert } from "./create-alert.ts";
import { logsDeleteAlert } from "./delete-alert.ts";
import { logsExport } from "./export.ts";
import { logsPurge } from "./purge.ts";
import { logsResetLevel } from "./reset-level.ts";
import { logsRotate } from "./rotate.ts";
import { logsSetLevel } from "./set-level.ts";

/** Actions on the logs of all services. */
export const logsActions = [
  logsArchive,
  logsCreateAlert,
  logsDeleteAlert,
  logsExport,
  logsPurge,
  logsResetLevel,
  logsRotate,
  logsSetLevel,
] as const;
