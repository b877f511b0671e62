import type { DryRunOf } from "@agentos/contracts/actions/actions";
import type { SettingsValues } from "@agentos/contracts/settings/settings";
import type { Db } from "../db/tables.ts";
import { changesBetween, requireGood } from "./change-settings.ts";
import { readCurrent, readDeployed } from "./read-settings.ts";

/** The keys that would have another value. Errors: VALIDATION_ERROR, as the change itself would fail. */
export async function foresee(db: Db, settings: SettingsValues): Promise<DryRunOf<"config.import">> {
  requireGood(settings, await readDeployed(db));
  const { settings: now } = await readCurrent(db);
  const keys = changesBetween(now, settings).map(({ key }) => key);
  return { count: keys.length, first: keys.slice(0, 20) };
}
