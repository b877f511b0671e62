import { findSetting, type SettingsValues } from "@agentos/contracts/settings/settings";
import { sql } from "kysely";
import type { Db, Tx } from "../db/tables.ts";

/** What operators have set, and the version that says so. */
export type Current = { version: number; settings: SettingsValues };

const asDeployed: Current = { version: 0, settings: {} };

export async function readCurrent(db: Db | Tx): Promise<Current> {
  const row = await db
    .selectFrom("config_versions")
    .select(["version", "settings"])
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ?? asDeployed;
}

/** A version's values. Undefined where there is none of that number. */
export async function readVersion(db: Db | Tx, version: number): Promise<SettingsValues | undefined> {
  if (version === 0) return asDeployed.settings;
  const row = await db
    .selectFrom("config_versions")
    .select("settings")
    .where("version", "=", version)
    .executeTakeFirst();
  return row?.settings;
}

export async function readVersionNumber(db: Db): Promise<number> {
  const { rows } = await sql<{
    version: number;
  }>`select coalesce(max(version), 0)::int8 as version from config_versions`.execute(db);
  return rows[0]?.version ?? 0;
}

/**
 * What services were started with, where that is not the usual. Of services that follow the same setting and were started differently,
 * the first by name.
 */
export async function readDeployed(db: Db | Tx): Promise<SettingsValues> {
  const rows = await db
    .selectFrom("config_deployed")
    .distinctOn("key")
    .select(["key", "value"])
    .orderBy("key")
    .orderBy("service")
    .execute();
  // What an earlier version of the program was started with may not be known any more.
  const known = rows.filter(({ key, value }) => findSetting(key)?.value.safeParse(value).success);
  return Object.fromEntries(known.map(({ key, value }) => [key, value])) as SettingsValues;
}
