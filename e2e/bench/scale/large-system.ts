import { randomBytes } from "node:crypto";
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { schemaOf, schemaOwners, type SchemaOwner } from "@agentos/contracts/services";
import { startLargePostgres } from "@agentos/testkit/servers/large-postgres";
import { repositoryRoot, runMigrations } from "@agentos/testkit/servers/migrate";
import { startNats, type TestNats } from "@agentos/testkit/servers/nats";
import { watchPlans, type Plan } from "@agentos/testkit/servers/plans";
import { startJobsService } from "./jobs-service.ts";

const run = promisify(execFile);

export type LargeSystem = {
  nats: TestNats;
  adminUrl: string;
  /** The statements that jobs has sent since this was last asked, with their plans. */
  plansSince(): Plan[];
  stop(): Promise<void>;
};

/** PostgreSQL with a long history, NATS, and jobs as a process of its own on them. Everything goes when it is stopped. */
export async function startLargeSystem(size: { jobs: number; events: number }): Promise<LargeSystem> {
  const server = await startLargePostgres();
  try {
    const passwords = Object.fromEntries(
      schemaOwners.map((owner) => [owner, randomBytes(12).toString("hex")]),
    ) as Record<SchemaOwner, string>;
    await runMigrations(server.adminUrl, passwords);
    const fill = path.join(repositoryRoot, "services/jobs/src/fill/main.ts");
    const began = performance.now();
    await run(process.execPath, [fill, server.adminUrl, String(size.jobs), String(size.events)]);
    console.log(
      `${size.jobs} jobs and ${size.events} events written in ${((performance.now() - began) / 1000).toFixed(0)} s`,
    );
    const plansSince = await watchPlans(server, schemaOf("jobs"));
    const nats = await startNats();
    const url = new URL(server.adminUrl);
    url.username = schemaOf("jobs");
    url.password = passwords.jobs;
    const jobs = startJobsService({ databaseUrl: url.href, nats: nats.credentials("jobs") });
    return {
      nats,
      adminUrl: server.adminUrl,
      plansSince,
      async stop() {
        await jobs.stop();
        await nats.stop();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
