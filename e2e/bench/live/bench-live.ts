import { setTimeout as sleep } from "node:timers/promises";
import { openClient, type Client } from "@agentos/client/open-client";
import { startStack, type Stack } from "@agentos/testkit/servers/stack";
import { unlimited } from "../../stack/unlimited.ts";
import { percentile } from "../percentile.ts";

const actions = 200;
const warmUp = 10;
const queue = "video_cutter";
/** Between two actions: longer than the snapshot's versions are apart, so that each has one of its own. */
const restMs = 250;
const patienceMs = 10_000;

/** Milliseconds from the click of one person. */
type Times = { reply: number; event: number; shown: number };

/**
 * How soon a second person knows: one client carries out actions, another one listens. From the click until the first has the
 * outcome, until the second one's socket tells of it, and until its view of the queues shows it.
 */
export async function benchLive(): Promise<void> {
  const stack = await startStack({ env: unlimited });
  const clients: Client[] = [];
  try {
    for (const role of ["operator", "readonly"]) clients.push(await come(stack, role));
    const [acting, watching] = clients;
    if (acting && watching) print(await measure(acting, watching));
  } finally {
    await Promise.all(clients.map((client) => client.close()));
    await stack.stop();
  }
}

async function come(stack: Stack, role: string): Promise<Client> {
  const account = stack.accounts[role];
  if (!account) throw new Error(`There is no account of a ${role}.`);
  return openClient({ baseUrl: stack.api, ...account });
}

async function measure(acting: Client, watching: Client): Promise<Times[]> {
  const told = watchEvents(watching);
  const shown = watchPaused(watching);
  await shown(false);
  const times: Times[] = [];
  for (let count = 0; count < warmUp + actions; count += 1) {
    const pausing = count % 2 === 0;
    const clickedAt = performance.now();
    const since = (): number => performance.now() - clickedAt;
    const [event, seen] = [told(pausing ? "queue:paused" : "queue:resumed").then(since), shown(pausing).then(since)];
    await acting.actions.run(pausing ? "queue.pause" : "queue.resume", { queue }).result();
    const time = { reply: since(), event: await event, shown: await seen };
    if (count >= warmUp) times.push(time);
    await sleep(restMs);
  }
  return times;
}

/** Waits for the next event of a name about the queue. */
function watchEvents({ connection }: Client) {
  let heard: ((type: string) => void) | undefined;
  connection.follow({
    channels: ["queue_updates"],
    onEvent: ({ type, entity_id: id }) => id === queue && heard?.(type),
  });
  return (wanted: string) => inTime(wanted, (done) => (heard = (type) => type === wanted && done()));
}

/** Waits until the view of the queues is live and shows the queue so. */
function watchPaused({ data }: Client) {
  const section = data.section("queue");
  let look = (): void => undefined;
  section.subscribe(() => look());
  return (wanted: boolean) =>
    inTime(`the queue ${wanted ? "" : "not "}paused`, (done) => {
      look = () => {
        const { value, freshness } = section.getSnapshot();
        const row = value?.queues?.find((one) => one.queue === queue);
        if (freshness === "live" && row?.paused === wanted) done();
      };
      look();
    });
}

/** Errors: it has not come in time. */
function inTime(what: string, begin: (done: () => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`Nobody has told within 10 s: ${what}.`)), patienceMs);
    begin(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function print(times: readonly Times[]): void {
  const words = {
    reply: "until the first client has the outcome",
    event: "until the second client's socket tells",
    shown: "until the second client's view shows it",
  } as const;
  console.log(`from a click, ${times.length} actions (queue.pause and queue.resume):`);
  for (const [name, what] of Object.entries(words) as [keyof Times, string][]) {
    const values = times.map((time) => time[name]);
    const [p50, p95] = [0.5, 0.95].map((share) => percentile(values, share).toFixed(1));
    console.log(`  ${what.padEnd(42)} p50 ${p50} ms   p95 ${p95} ms`);
  }
}
