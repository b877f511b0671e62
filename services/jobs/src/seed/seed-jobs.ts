import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { jobStatuses, type JobStatus } from "@agentos/contracts/api/jobs";
import type { Artefact } from "@agentos/contracts/artefact";
import type { ObjectStore } from "@agentos/storage/object-store";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import type { Db } from "../db/tables.ts";
import { cleanSeeds } from "./clean.ts";
import { historyOf } from "./history.ts";
import { addNotes, type ToldJob } from "./notes.ts";
import type { SeedClip, SeedFiles } from "./outputs.ts";
import { planJobs } from "./plan.ts";
import { createRandom } from "./random.ts";
import { layOut } from "./timeline.ts";
import { writeJob } from "./write-job.ts";

export type SeedOptions = {
  db: Db;
  store: ObjectStore;
  count: number;
  /** As many events follow at the least, as long as one of the jobs is over; else those of the jobs' own course. */
  events?: number;
  /** Whose jobs they are, by turns of chance. */
  userIds: readonly [string, ...string[]];
  /** A short real video (MP4, upright) and a picture of it (JPEG): what seeded clips play, and what a retry works on. */
  clip: SeedClip & { videoPath: string; thumbnailPath: string };
  /** Removes the seeded jobs that are there first. */
  clean?: boolean;
  /** The same number gives the same jobs; chance otherwise. */
  seed?: number;
};

export type SeedReport = { removed: number; jobs: number; events: number; statuses: Record<JobStatus, number> };

/**
 * Fills the system with believable jobs of the last seven days, through the same tables and events as real ones, marked as
 * seeded. Those that are not over have their current step `held`, which no worker takes and no reaper judges. A retry of a
 * seeded job begins at the first stage, with a real video.
 */
export async function seedJobs(options: SeedOptions): Promise<SeedReport> {
  const { db, store, count, userIds, clip } = options;
  const removed = options.clean ? await cleanSeeds(db, store) : 0;
  const random = createRandom(options.seed ?? Date.now());
  const { now } = await db.selectNoFrom(sql<Date>`now()`.as("now")).executeTakeFirstOrThrow();
  const jobs = planJobs(count, userIds, random, now).map((plan): ToldJob => {
    const timeline = layOut(plan, random);
    return { plan, timeline, history: historyOf(plan, timeline), note: null };
  });
  addNotes(jobs, options.events ?? 0, random, now);
  let events = 0;
  for (const job of jobs) {
    const id = uuidv7({ msecs: job.plan.createdAt.getTime() });
    const files = await storeFiles(store, id, clip);
    events += await db.transaction().execute((tx) => writeJob(tx, { ...job, id, files }, clip, random));
  }
  const having = (status: JobStatus): number => jobs.filter(({ plan }) => plan.status === status).length;
  const statuses = Object.fromEntries(jobStatuses.map((status) => [status, having(status)])) as SeedReport["statuses"];
  return { removed, jobs: count, events, statuses };
}

async function storeFiles(store: ObjectStore, jobId: string, clip: SeedOptions["clip"]): Promise<SeedFiles> {
  const keep = async (name: string, body: Readable, content_type: string): Promise<Artefact> => {
    const key = `jobs/${jobId}/seed/${name}`;
    return { key, content_type, ...(await store.put(key, body)) };
  };
  return {
    source: await keep("source.mp4", createReadStream(clip.videoPath), "video/mp4"),
    video: await keep("clip.mp4", createReadStream(clip.videoPath), "video/mp4"),
    thumbnail: await keep("thumbnail.jpg", createReadStream(clip.thumbnailPath), "image/jpeg"),
    data: await keep("data.json", Readable.from([Buffer.from("{}")]), "application/json"),
  };
}
