import { startStack, type Stack } from "@agentos/testkit/servers/stack";
import { afterAll, beforeAll, expect, it } from "vitest";
import { survive } from "./sockets/survive.ts";
import { unlimited } from "./unlimited.ts";

let stack: Stack;

beforeAll(async () => {
  stack = await startStack({ env: { ...unlimited, AGENTOS_COPIES: "read-model" } });
}, 300_000);
afterAll(async () => {
  await stack?.stop();
}, 120_000);

it.each([false, true])(
  "1,000 clients hold the API's state after a hub was killed and the network cut; silently: %s",
  async (silent) => {
    const survived = await survive(stack, { sockets: 1000, outageMs: 10_000, silent });
    expect(survived.changes).toBeGreaterThan(survived.changesInPeace);
    expect(survived.readsInPeace).toBeLessThan(1000);
  },
);
