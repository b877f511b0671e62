import { setTimeout as sleep } from "node:timers/promises";
import type { Person } from "../driver.ts";

const priorities = ["low", "normal", "high", "urgent"] as const;

/** Jobs that wait in a paused queue, and somebody who keeps changing them until told to stop. Gives how many changes there were. */
export async function stir(person: Person, jobs: number): Promise<() => Promise<number>> {
  await person.post("/api/admin/action", { action: "queue.pause", payload: { queue: "video_downloader" } });
  const ids: string[] = [];
  while (ids.length < jobs) {
    const { body } = await person.post<{ job_id: string }>("/api/jobs/create", { url: "https://example.com/a.mp4" });
    ids.push(body.data.job_id);
  }
  let stopped = false;
  let changes = 0;
  const work = (async () => {
    while (!stopped) {
      const priority = priorities[Math.floor(changes / jobs) % priorities.length];
      const payload = { job_id: ids[changes % jobs], priority };
      const { status } = await person.post("/api/admin/action", { action: "job.set_priority", payload });
      if (status === 200) changes += 1;
      await sleep(20);
    }
  })();
  return async () => {
    stopped = true;
    await work;
    return changes;
  };
}
