import type { ActionHandler } from "@agentos/action-kit/handler";
import type { PayloadOf } from "@agentos/contracts/actions/actions";
import type { SettingsValues } from "@agentos/contracts/settings/settings";
import type { Context } from "../context.ts";
import type { Db, Tx } from "../db/tables.ts";
import { changeSettings, requireGood } from "./change-settings.ts";
import { foresee } from "./foresee.ts";
import { readCurrent, readDeployed } from "./read-settings.ts";

/** Takes a document over: everything in it, or, where anything is wrong, nothing. */
export function importSettings(context: Context): ActionHandler<"config.import"> {
  return {
    run: (call) => changeSettings(context, "config.import", call, (_current, tx) => merged(tx, call.payload)),
    dryRun: async ({ payload }) => foresee(context.db, await merged(context.db, payload)),
  };
}

/** Errors: VALIDATION_ERROR with the path of each finding in the document. */
async function merged(db: Db | Tx, { document, mode }: PayloadOf<"config.import">): Promise<SettingsValues> {
  const [{ settings: now }, deployed] = [await readCurrent(db), await readDeployed(db)];
  const kept = mode === "merge" ? now : {};
  return requireGood({ ...kept, ...document.settings }, deployed, "document.settings.");
}
