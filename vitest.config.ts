import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes minutes begins first: begun last, it would go on alone while a processor has nothing to do. */
const longest = [
  "e2e/stack/faults.test.ts",
  "e2e/stack/catalogue/catalogue.test.ts",
  "e2e/stack/catalogue/catalogue-system.test.ts",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => longest.some((file) => moduleId.endsWith(file));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

const ignored = ["**/node_modules/**", "**/dist/**"];

/**
 * `unit`: beside the code, pure. `integration`: in `tests/`, with real servers and programs. `stack`: the whole system through
 * its front door, with processes killed under it. Files named `.long.test.ts` are left to vitest.long.config.ts.
 */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
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
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
