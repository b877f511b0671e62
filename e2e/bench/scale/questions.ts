import { randomUUID } from "node:crypto";
import { pageQuery } from "@agentos/contracts/api/envelope";
import { claim, release, renew } from "@agentos/contracts/messages/jobs";
import { sectionRowsQueries, snapshotPartsQueries } from "@agentos/contracts/messages/read-model";
import { sectionsOf } from "@agentos/contracts/snapshot/snapshot-parts";
import { writeCursor } from "@agentos/database/paging";
import { ask } from "@agentos/messaging/request";
import { connectNats } from "@agentos/messaging/connect";
import { createLogger } from "@agentos/service-kit/logger";
import { Client } from "pg";
import type { LargeSystem } from "./large-system.ts";

/** Something that is asked of jobs as it is asked in a running system: by a request over NATS. */
export type Question = { what: string; ask: () => Promise<unknown> };

const depth = 500_000;

/** What is measured. The returned `close` ends the connections. */
export async function openQuestions(system: LargeSystem): Promise<{ questions: Question[]; close(): Promise<void> }> {
  const log = createLogger({ service: "bench", instance: "bench", level: "fatal" });
  const readModel = await connectNats({ ...system.nats.credentials("read-model"), service: "read-model", log });
  const media = await connectNats({ ...system.nats.credentials("media"), service: "media", log });
  const some = await someJob(system.adminUrl);
  const parts = (sections: ReturnType<typeof sectionsOf>) => () =>
    ask(readModel, snapshotPartsQueries.jobs, { sections }, { deadlineMs: 10_000 });
  const rows =
    (section: "jobs" | "queue" | "dead_letters" | "logs", filters: Record<string, unknown>, page: object = {}) =>
    () =>
      ask(readModel, sectionRowsQueries.jobs, { section, filters, page: pageQuery.parse(page) });
  const search = (what: string, text: string): Question => ({
    what: `search: ${what}`,
    ask: rows("jobs", { search: text }),
  });
  const questions: Question[] = [
    { what: "all parts of the snapshot", ask: parts(sectionsOf("jobs")) },
    ...sectionsOf("jobs").map((section) => ({ what: `part ${section}`, ask: parts([section]) })),
    { what: "jobs, page 1", ask: rows("jobs", {}) },
    { what: "jobs, a cursor 500,000 rows deep", ask: rows("jobs", {}, { cursor: writeCursor(some.deep) }) },
    { what: "jobs, those that ended last", ask: rows("jobs", { sort: "ended" }) },
    { what: "jobs, of a status and a priority", ask: rows("jobs", { status: "failed", priority: "urgent" }) },
    { what: "jobs, of a stage", ask: rows("jobs", { stage: "face_detector" }) },
    { what: "jobs, of an account", ask: rows("jobs", { user_id: some.user_id }) },
    search("a job's id", some.id),
    search("an account's id", some.user_id),
    search("an error code", "WORKER_LOST"),
    search("a rare word of a title", some.title.slice(-10, -4)),
    search("a frequent word of a title", "harbor"),
    search("words of an error", "second 4321"),
    search("nothing that is there", "nowhere to be found"),
    search("two letters", "qz"),
    { what: "queue, page 1", ask: rows("queue", {}) },
    { what: "dead letters, page 1", ask: rows("dead_letters", {}) },
    { what: "log, page 1", ask: rows("logs", { source: "jobs" }) },
    { what: "claim 16, renew and release them", ask: () => work(media) },
  ];
  return {
    questions,
    async close() {
      await readModel.close();
      await media.close();
    },
  };
}

type SomeJob = { id: string; user_id: string; title: string; deep: { createdAt: Date; id: string } };

/** A job from the midst of the history, and the place that is so many rows deep. */
async function someJob(adminUrl: string): Promise<SomeJob> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<Omit<SomeJob, "deep"> & { created_at: Date }>(
      `select id, user_id, title, created_at from jobs.jobs order by created_at desc, id desc
       offset least($1, (select count(*) from jobs.jobs) / 2) limit 1`,
      [depth],
    );
    const [job] = rows;
    if (!job) throw new Error("there are no jobs");
    return { ...job, deep: { createdAt: job.created_at, id: job.id } };
  } finally {
    await client.end();
  }
}

async function work(media: Awaited<ReturnType<typeof connectNats>>): Promise<void> {
  const worker_id = "bench";
  const { tasks } = await ask(media, claim, {
    request_id: randomUUID(),
    worker_id,
    stage: "video_downloader",
    max: 16,
  });
  const attempts = tasks.map(({ attempt_id }) => ({ attempt_id, progress: 0.5 }));
  await ask(media, renew, { worker_id, attempts });
  for (const { attempt_id } of attempts) await ask(media, release, { attempt_id, worker_id });
}
