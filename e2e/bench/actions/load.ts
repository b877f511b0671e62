import type { Person } from "../../stack/driver.ts";

export type Load = {
  /** Sends one action and waits for its end. */
  one(): Promise<void>;
  /** Sends actions one after another from each client; gives how many per second succeeded. Errors: one that did not. */
  run(options: { clients: number; seconds: number }): Promise<number>;
};

const priorities = ["low", "normal", "high", "urgent"] as const;

/** Jobs that wait in a paused queue, and a load that keeps changing their priority. */
export async function openLoad(person: Person, count: number): Promise<Load> {
  await act(person, { action: "queue.pause", payload: { queue: "default" } });
  const ids: string[] = [];
  while (ids.length < count) {
    const { body } = await person.post<{ job_id: string }>("/api/jobs/create", { url: "https://example.com/a.mp4" });
    ids.push(body.data.job_id);
  }
  let sent = 0;
  const one = async (): Promise<void> => {
    sent += 1;
    const payload = { job_id: ids[sent % count], priority: priorities[Math.floor(sent / count) % priorities.length] };
    await act(person, { action: "job.set_priority", payload });
  };
  return {
    one,
    async run({ clients, seconds }) {
      const end = performance.now() + seconds * 1000;
      let done = 0;
      const client = async (): Promise<void> => {
        while (performance.now() < end) {
          await one();
          done += 1;
        }
      };
      const startedAt = performance.now();
      await Promise.all(Array.from({ length: clients }, client));
      return done / ((performance.now() - startedAt) / 1000);
    },
  };
}

async function act(person: Person, body: object): Promise<void> {
  const { status, body: reply } = await person.post<{ status: string }>("/api/admin/action", body);
  if (status !== 200 || reply.data.status !== "succeeded") throw new Error(`${status}: ${JSON.stringify(reply)}`);
}
