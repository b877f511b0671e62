import type { PartsOf } from "@agentos/contracts/snapshot/snapshot-parts";
import { settingDefaults } from "@agentos/contracts/settings/faults";
import { settings } from "@agentos/contracts/settings/settings";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { Db } from "../db/tables.ts";
import { readCurrent, readDeployed } from "./read-settings.ts";

type ConfigPart = NonNullable<PartsOf<"system">["config"]>;

/** A follower says every ten seconds that it lives. */
const followsFor = "30 seconds";
const newest = 10;

/** The configuration as it is, its newest versions, and who has it in force. */
export async function readConfigPart({ db }: Pick<Context, "db">): Promise<ConfigPart> {
  const [current, deployed, versions, followers] = await Promise.all([
    readCurrent(db),
    readDeployed(db),
    readNewest(db),
    readFollowers(db),
  ]);
  const lying: Record<string, unknown> = { ...settingDefaults, ...deployed };
  const set: Record<string, unknown> = current.settings;
  return {
    version: current.version,
    settings: settings.map(({ key }) => ({
      key,
      value: set[key] ?? lying[key],
      deployed: lying[key],
      set: Object.hasOwn(set, key),
    })),
    versions,
    followers,
  };
}

async function readNewest(db: Db): Promise<ConfigPart["versions"]> {
  const rows = await db.selectFrom("config_versions").selectAll().orderBy("version", "desc").limit(newest).execute();
  return rows.map(({ version, action, action_id, author, created_at, changes }) => ({
    version,
    action,
    action_id,
    author,
    at: created_at.toISOString(),
    changed: changes.map(({ key }) => key),
  }));
}

async function readFollowers(db: Db): Promise<ConfigPart["followers"]> {
  const { rows } = await sql<{ service: never; instances: number; version: number | null }>`
    select service, count(*) as instances, case when bool_and(version is not null) then min(version) end as version
    from config_followers where seen_at > now() - ${followsFor}::interval
    group by service order by service`.execute(db);
  return rows;
}
