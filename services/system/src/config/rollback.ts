import type { ActionHandler } from "@agentos/action-kit/handler";
import { AppError } from "@agentos/contracts/errors";
import type { SettingsValues } from "@agentos/contracts/settings/settings";
import type { Context } from "../context.ts";
import type { Db, Tx } from "../db/tables.ts";
import { changeSettings } from "./change-settings.ts";
import { foresee } from "./foresee.ts";
import { readVersion } from "./read-settings.ts";

/** Makes an earlier version's values the newest. */
export function rollback(context: Context): ActionHandler<"config.rollback"> {
  return {
    run: (call) =>
      changeSettings(context, "config.rollback", call, (_current, tx) => valuesOf(tx, call.payload.version)),
    dryRun: async ({ payload }) => foresee(context.db, await valuesOf(context.db, payload.version)),
  };
}

async function valuesOf(db: Db | Tx, version: number): Promise<SettingsValues> {
  const values = await readVersion(db, version);
  if (!values) throw new AppError("NOT_FOUND", `The configuration has no version ${version}.`);
  return values;
}
