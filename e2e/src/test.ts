import { startStack, type Stack } from "@agentos/testkit/servers/stack";
import { test as base } from "@playwright/test";

/** A test with the whole system at hand: `stack` is started once and stopped when the tests are over. */
export const test = base.extend<object, { stack: Stack }>({
  stack: [
    // Playwright takes what a fixture needs from this pattern, and insists on one.
    async ({ browserName: _browserName }, use) => {
      const stack = await startStack({ env: { IDENTITY__REGISTRATION_OPEN: "true" } });
      await use(stack);
      await stack.stop();
    },
    { scope: "worker", timeout: 300_000 },
  ],
});
