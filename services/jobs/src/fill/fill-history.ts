import { readFileSync } from "node:fs";
import path from "node:path";
import { jobOptions } from "@agentos/contracts/job-options";
import { stageNames } from "@agentos/contracts/stages/stages";
import { Client } from "pg";
import { schema } from "../db/migrations-directory.ts";
import { withoutIndexes } from "./without-indexes.ts";

export type FillOptions = {
  /** For the maintenance role: tables are its own. */
  adminUrl: string;
  jobs: number;
  /** As many for each job. */
  events: number;
  say?: (line: string) => void;
};

/** Which tables one session fills, in order; the sessions work side by side. */
const courses = [["jobs", "runs", "steps", "attempts", "clips", "dead_letters"], ["events"]] as const;

/**
 * Fills an empty schema with the history of a system that has worked for ninety days: jobs with their runs, steps, attempts, clips, dead
 * letters and events, and what is counted of them. In bulk: without triggers, and with indexes that are made afterwards. For a
 * database that nothing else works on.
 */
export async function fillHistory({ adminUrl, jobs, events, say = () => undefined }: FillOptions): Promise<void> {
  const now = new Date().toISOString();
  const settings = {
    "fill.jobs": jobs,
    "fill.events_each": Math.round(events / jobs),
    "fill.now": now,
    "fill.stages": stageNames.join(","),
    "fill.options": JSON.stringify(jobOptions.parse({})),
    search_path: schema,
    session_replication_role: "replica",
    synchronous_commit: "off",
    maintenance_work_mem: "512MB",
    work_mem: "256MB",
    jit: "off",
  };
  const timed = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    const began = performance.now();
    await work();
    say(`${what}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
  };
  const inSession = (work: (client: Client) => Promise<unknown>) => withSession(adminUrl, settings, work);
  await timed("plan", () => inSession((client) => client.query(statement("plan"))));
  await Promise.all(
    courses.map((tables) =>
      inSession(async (client) => {
        await withoutIndexes(client, tables, timed, async () => {
          for (const table of tables) await timed(table, () => client.query(statement(table)));
        });
        for (const table of tables) await timed(`vacuum of ${table}`, () => client.query(`vacuum (analyze) ${table}`));
      }),
    ),
  );
  await inSession(async (client) => {
    // All is counted anew in one go: a service that has started has rows of its own, and would count on meanwhile.
    await client.query("begin");
    await client.query("truncate tallies");
    await timed("tallies", () => client.query(statement("tallies")));
    await client.query("commit");
    await client.query("vacuum (analyze) tallies");
    await client.query("drop table fill_plan, fill_stages");
  });
}

async function withSession(
  adminUrl: string,
  settings: Record<string, string | number>,
  work: (client: Client) => Promise<unknown>,
): Promise<void> {
  const client = new Client({ connectionString: adminUrl, application_name: "fill" });
  await client.connect();
  try {
    for (const [name, value] of Object.entries(settings)) {
      await client.query("select set_config($1, $2, false)", [name, String(value)]);
    }
    await work(client);
  } finally {
    await client.end();
  }
}

function statement(name: string): string {
  return readFileSync(path.join(import.meta.dirname, "sql", `${name}.sql`), "utf8");
}
