import { setTimeout as sleep } from "node:timers/promises";
import type { JobDetail } from "@agentos/contracts/api/jobs";
import type { Stack } from "@agentos/testkit/servers/stack";
import { isOver, pollMs, signIn, type Answer, type Person } from "../driver.ts";

/** Somebody who signs in again when the session was ended: some actions end all of them. */
export async function stayingPerson(stack: Stack, role: string): Promise<Person> {
  let person = await signIn(stack, role);
  const again = async <Data>(ask: (who: Person) => Promise<Answer<Data>>): Promise<Answer<Data>> => {
    const answer = await ask(person);
    if (answer.status !== 401) return answer;
    person = await signIn(stack, role);
    return ask(person);
  };
  return {
    get: (address) => again((who) => who.get(address)),
    post: (address, body, headers) => again((who) => who.post(address, body, headers)),
    async upload(...file) {
      // A session that has ended is noticed before anything is sent.
      await again((who) => who.get("/api/jobs/today"));
      return person.upload(...file);
    },
    async untilEnded(jobId) {
      for (;;) {
        // The session may end between two looks.
        const { status, body } = await again((who) => who.get<JobDetail>(`/api/jobs/${jobId}`));
        if (status === 200 && isOver(body.data.status)) return body.data;
        await sleep(pollMs);
      }
    },
    async clips(jobId) {
      await again((who) => who.get("/api/jobs/today"));
      return person.clips(jobId);
    },
  };
}
