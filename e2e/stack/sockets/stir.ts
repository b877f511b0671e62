import { setTimeout as sleep } from "node:timers/promises";
import type { Person } from "../driver.ts";

const priorities = ["low", "normal", "high", "urgent"] as const;

/** Somebody who keeps changing jobs. */
export type Stirring = {
  /** Changes so far. */
  readonly changes: number;
  /** Resolves when the last change has been answered. */
  stop(): Promise<void>;
};

/** Makes jobs that wait in a paused queue, and changes their priority, one every so many milliseconds, until it is stopped. */
export async function stir(person: Person, jobs: number, pauseMs = 20): Promise<Stirring> {
  await person.post("/api/admin/action", { action: "queue.pause", payload: { queue: "video_downloader" } });
  const ids: string[] = [];
  while (ids.length < jobs) {
    const { body } = await person.post<{ job_id: string }>("/api/jobs/create", { url: "https://example.com/a.mp4" });
    ids.push(body.data.job_id);
  }
  const end = new AbortController();
  let changes = 0;
  const work = async (): Promise<void> => {
    while (!end.signal.aborted) {
      const priority = priorities[Math.floor(changes / jobs) % priorities.length];
      const payload = { job_id: ids[changes % jobs], priority };
      const { status } = await person.post("/api/admin/action", { action: "job.set_priority", payload });
      if (status === 200) changes += 1;
      await sleep(pauseMs);
    }
  };
  const working = work();
  return {
    get changes() {
      return changes;
    },
    async stop() {
      end.abort();
      await working;
    },
  };
}
