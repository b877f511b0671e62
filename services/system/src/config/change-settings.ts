import { isDeepStrictEqual } from "node:util";
import type { ActionCall } from "@agentos/action-kit/handler";
import type { Ended } from "@agentos/action-kit/completion";
import { AppError, type ErrorDetail } from "@agentos/contracts/errors";
import { configChangedEvent } from "@agentos/contracts/events/config";
import { settingsVersion } from "@agentos/contracts/messages/settings";
import { judgeSettings } from "@agentos/contracts/settings/faults";
import type { SettingsValues } from "@agentos/contracts/settings/settings";
import { transact } from "@agentos/database/transact";
import { recordEvent } from "@agentos/messaging/outbox";
import { hint } from "@agentos/messaging/request";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { Tx } from "../db/tables.ts";
import { readCurrent, readDeployed, type Current } from "./read-settings.ts";
import type { SettingChange } from "./tables.ts";

/** The actions that make a version. */
type Changing = "config.update" | "config.reset" | "config.rollback" | "config.import" | "config.set_flag";

/** What the settings are to be, by what they are. Errors: whatever refuses the change. */
export type Make = (current: Current, tx: Tx) => Promise<SettingsValues> | SettingsValues;

/**
 * Makes a new version of the configuration and ends the action, in one transaction; then tells everybody. Where nothing changes there
 * is no new version. Errors: VALIDATION_ERROR with all that is wrong.
 */
export async function changeSettings<Name extends Changing>(
  { db, nc, log }: Pick<Context, "db" | "nc" | "log">,
  action: Name,
  call: ActionCall<Name>,
  make: Make,
): Promise<Ended> {
  const { ended, version } = await transact(db, async (tx) => {
    // One change after the other: each knows the version before it.
    await sql`select pg_advisory_xact_lock(hashtextextended('system:config', 0))`.execute(tx);
    const current = await readCurrent(tx);
    const settings = await make(current, tx);
    const changes = changesBetween(current.settings, settings);
    requireGood(settings, await readDeployed(tx));
    const made = changes.length > 0 ? current.version + 1 : current.version;
    if (changes.length > 0) await write(tx, { version: made, settings, changes, action, call });
    const changed = changes.map(({ key }) => key);
    return { version: made, ended: await call.complete(tx, { version: made, changed } as never) };
  });
  try {
    hint(nc, settingsVersion, { version });
  } catch (error) {
    // It is told again within half a second.
    log.warn({ err: error }, "hint not sent");
  }
  return ended;
}

/** The settings that have another value, in the order of their keys. */
export function changesBetween(before: SettingsValues, after: SettingsValues): SettingChange[] {
  const [was, is] = [before as Record<string, unknown>, after as Record<string, unknown>];
  const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])].toSorted();
  return keys
    .filter((key) => !isDeepStrictEqual(was[key], is[key]))
    .map((key) => ({ key, before: was[key] ?? null, after: is[key] ?? null }));
}

/** Errors: VALIDATION_ERROR that names everything; `within` is where the settings are in what was sent. */
export function requireGood(
  settings: Readonly<Record<string, unknown>>,
  deployed: SettingsValues,
  within = "",
): SettingsValues {
  const { values, faults } = judgeSettings(settings, deployed);
  if (faults.length === 0) return values;
  throw wrong(faults.map(({ path, message }) => ({ path: within + path, message })));
}

function wrong(details: ErrorDetail[]): AppError {
  const listed = details.map(({ path, message }) => `${path}: ${message}`).join("; ");
  return new AppError("VALIDATION_ERROR", `Nothing was changed. ${listed}`, { details });
}

type Version = {
  version: number;
  settings: SettingsValues;
  changes: SettingChange[];
  action: Changing;
  call: Pick<ActionCall<Changing>, "actionId" | "actor">;
};

async function write(tx: Tx, { version, settings, changes, action, call }: Version): Promise<void> {
  const author = call.actor.user_id;
  await tx
    .insertInto("config_versions")
    .values({
      version,
      settings: JSON.stringify(settings),
      changes: JSON.stringify(changes),
      action,
      action_id: call.actionId,
      author,
    })
    .execute();
  const changed = changes.map(({ key }) => key);
  await recordEvent(tx, configChangedEvent, { id: "settings", version }, { version, action, author, changed });
}
