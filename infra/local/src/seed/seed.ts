import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { connectDatabase } from "@agentos/database/connect";
import type { Tables } from "@agentos/jobs/db/tables";
import { cleanSeeds } from "@agentos/jobs/seed/clean";
import { seedJobs, type SeedReport } from "@agentos/jobs/seed/seed-jobs";
import { createLogger } from "@agentos/service-kit/logger";
import { createFileStore } from "@agentos/storage/file-store";
import type { Folders } from "../state/folders.ts";
import { drawClip } from "./draw-clip.ts";
import type { SeedWish } from "./options.ts";

export type SeedTask = {
  wish: SeedWish;
  /** As the role `jobs`. */
  jobsDatabaseUrl: string;
  /** Whose jobs they shall be; asked when jobs are made. */
  findUserIds(): Promise<readonly [string, ...string[]]>;
  folders: Pick<Folders, "temp" | "mediaInput" | "mediaOutput"> & { log(name: string): string };
};

/** Writes or removes jobs with their files where the running system has its own; gives one line of what was done. */
export async function seed({ wish, jobsDatabaseUrl, findUserIds, folders }: SeedTask): Promise<string> {
  const database = connectDatabase<Tables>({
    url: jobsDatabaseUrl,
    poolSize: 2,
    applicationName: "seed",
    log: createLogger({ service: "seed", instance: "seed", level: "warn" }),
  });
  const { db } = database;
  const store = createFileStore({ inputRoot: folders.mediaInput, outputRoot: folders.mediaOutput });
  mkdirSync(folders.temp, { recursive: true });
  const drawing = mkdtempSync(path.join(folders.temp, "seed-"));
  try {
    if (wish.jobs === 0) return tellRemoved(await cleanSeeds(db, store));
    const userIds = await findUserIds();
    const clip = await drawClip(drawing, folders.log("seed"));
    const { jobs: count, events, clean } = wish;
    return tellReport(await seedJobs({ db, store, count, events, userIds, clip, clean }));
  } finally {
    await database.close();
    rmSync(drawing, { recursive: true });
  }
}

function tellRemoved(count: number): string {
  return `Removed ${count} seeded jobs with their clips and events.`;
}

function tellReport({ removed, jobs, events, statuses }: SeedReport): string {
  const parts = Object.entries(statuses).flatMap(([status, count]) => (count > 0 ? [`${count} ${status}`] : []));
  const made = `Made ${jobs} jobs, marked as seeded: ${parts.join(", ")}; ${events} events.`;
  return removed > 0 ? `${tellRemoved(removed)} ${made}` : made;
}
