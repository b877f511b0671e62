import { configExport } from "./export.ts";
import { configImport } from "./import.ts";
import { configReset } from "./reset.ts";
import { configRollback } from "./rollback.ts";
import { configSetFlag } from "./set-flag.ts";
import { configUpdate } from "./update.ts";
import { configValidate } from "./validate.ts";

/** The actions on the configuration that system carries out. */
export const configActions = [
  configUpdate,
  configReset,
  configRollback,
  configImport,
  configExport,
  configValidate,
  configSetFlag,
] as const;
