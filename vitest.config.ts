import { defineConfig } from "vitest/config";

const ignored = ["**/node_modules/**", "**/dist/**"];

/**
 * `unit`: beside the code, pure. `integration`: in `tests/`, with real servers and programs. `stack`: the whole system through
 * its front door, with processes killed under it. Files named `.long.test.ts` are left to vitest.long.config.ts.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["{packages,services,infra}/**/{src,app}/**/*.test.{ts,tsx}"],
          exclude: ignored,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "integration",
          include: ["{packages,services,infra}/**/tests/**/*.test.ts"],
          exclude: [...ignored, "**/*.long.test.ts"],
          globalSetup: ["packages/testkit/src/servers/global-setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "stack",
          include: ["e2e/stack/**/*.test.ts"],
          exclude: [...ignored, "**/*.long.test.ts"],
          // Each file has the whole system to itself; two at once would wait for each other's rendering.
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
