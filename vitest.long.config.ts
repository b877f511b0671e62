import { defineConfig } from "vitest/config";

/** Tests that take minutes and gigabytes: the large forms of what the other tests show small. */
export default defineConfig({
  test: {
    name: "long",
    include: ["{packages,services,infra}/**/tests/**/*.long.test.ts", "e2e/stack/**/*.long.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    globalSetup: ["packages/testkit/src/servers/global-setup.ts"],
    testTimeout: 3_600_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
