import { randomUUID } from "node:crypto";
import { startStack, type Stack } from "@agentos/testkit/servers/stack";
import { hubPorts } from "../../stack/sockets/hub-ports.ts";
import { signInAs } from "../../stack/sockets/audience.ts";
import { unlimited } from "../../stack/unlimited.ts";
import { median } from "../median.ts";
import { openCrowd } from "./crowd.ts";
import { deliver } from "./deliver.ts";
import { measureUpdates } from "./measure-updates.ts";
import { openTicks } from "./open-ticks.ts";
import { startBareLoop } from "./start-bare-loop.ts";

const sockets = 1000;
const events = 200;
const rounds = 5;

/**
 * Rows 8 and 9 of the table of speeds. Row 8: an event from NATS through a hub, in a process of its own, to a thousand sockets,
 * against a loop over the clients of a bare `ws` server that is given the very frames; in turn. Row 9: what a change costs on a
 * socket, against the snapshot that would be read otherwise.
 */
export async function benchFanout(): Promise<void> {
  const stack = await startStack({
    env: { ...unlimited, AGENTOS_COPIES: "read-model", READ_MODEL__WS_SOCKETS_PER_ADDRESS: `${2 * sockets}` },
  });
  try {
    await measureDeliveries(stack);
    await measureUpdates(stack);
  } finally {
    await stack.stop();
  }
}

async function measureDeliveries(stack: Stack): Promise<void> {
  const { access_token: token } = await signInAs(stack, "operator");
  const [, port] = hubPorts(stack);
  const ticks = await openTicks(stack);
  const bare = await startBareLoop();
  const says = JSON.stringify({ op: "subscribe", channels: ["job_status"] });
  const ours = await openCrowd({ port, sockets, protocols: `agentos.v1, bearer.${token}`, says });
  // Hello, and that they are subscribed.
  await ours.until(2 * sockets);
  const theirs = await openCrowd({ port: bare.port, sockets });
  const progress = { job_id: randomUUID(), user_id: randomUUID(), run: 1, stage: "video_cutter", stage_progress: 0 };
  const payload = (index: number) => ({ ...progress, progress: index / events, eta_seconds: 60 });
  const frame = (index: number): string =>
    JSON.stringify({
      op: "event",
      channel: "job_status",
      type: "job:progress",
      id: null,
      entity_id: null,
      version: null,
      data: payload(index),
      at: new Date().toISOString(),
    });
  const run = {
    ours: () => deliver({ crowd: ours, sockets, events, tell: (index) => ticks.tell("job:progress", payload(index)) }),
    bare: () => deliver({ crowd: theirs, sockets, events, tell: (index) => bare.tell(frame(index)) }),
  };
  await run.ours();
  await run.bare();
  const ratios: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const [mine, loop] = [await run.ours(), await run.bare()];
    ratios.push(mine / loop);
    const figures = `${mine.toFixed(0)} deliveries/s, bare ws loop ${loop.toFixed(0)}/s`;
    console.log(`round ${round}: ${figures}, ratio ${(mine / loop).toFixed(2)}`);
  }
  console.log(`row 8  deliveries/s to ${sockets} sockets ÷ bare ws loop: ${median(ratios).toFixed(2)} (at least 0.9)`);
  for (const crowd of [ours, theirs]) crowd.close();
  bare.stop();
  await ticks.close();
}
