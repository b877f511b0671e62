import type { Stack } from "@agentos/testkit/servers/stack";
import { setTimeout as sleep } from "node:timers/promises";
import { signIn, until } from "../driver.ts";
import { openAudience } from "./audience.ts";
import { hubPorts, secondHub } from "./hub-ports.ts";
import { openNetwork } from "./network.ts";
import { stir } from "./stir.ts";

export type Survived = {
  /** Changes that were made, and those of them before anything was broken. */
  changes: number;
  changesInPeace: number;
  /** Reads of the whole snapshot, by all clients, while those were made: what they show comes from patches. */
  readsInPeace: number;
};

const changesInPeace = 10;

/**
 * Clients by the hundred: a third at the gateway, a third at the hubs themselves, a third behind a network that is cut while
 * jobs are being changed; one of the hubs is killed meanwhile. Resolves when each of them holds what the API gives.
 */
export async function survive(
  stack: Stack,
  options: { sockets: number; outageMs: number; silent: boolean },
): Promise<Survived> {
  const hubs = hubPorts(stack);
  const [gateway, direct, fragile] = await Promise.all([
    openNetwork([Number(new URL(stack.api).port)]),
    openNetwork(hubs),
    openNetwork(hubs),
  ]);
  const addresses = [
    `ws://127.0.0.1:${gateway.port}/ws`,
    `ws://127.0.0.1:${direct.port}/ws`,
    `ws://127.0.0.1:${fragile.port}/ws`,
  ];
  const audience = await openAudience(
    stack,
    Array.from({ length: options.sockets }, (_, index) => addresses[index % addresses.length] as string),
  );
  try {
    await audience.untilAllHold();
    const readsBefore = audience.reads();
    const stirring = await stir(await signIn(stack, "operator"), 10);
    await until(() => stirring.changes >= changesInPeace);
    const readsInPeace = audience.reads() - readsBefore;
    fragile.cut({ silent: options.silent });
    const pid = stack.kill(secondHub);
    await sleep(options.outageMs);
    fragile.mend();
    await stack.untilReplaced(secondHub, pid);
    await sleep(options.outageMs);
    await stirring.stop();
    await audience.untilAllHold();
    return { changes: stirring.changes, changesInPeace, readsInPeace };
  } finally {
    audience.stop();
    await Promise.all([gateway.close(), direct.close(), fragile.close()]);
  }
}
