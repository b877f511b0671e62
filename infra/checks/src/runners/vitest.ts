import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Check, Tally } from "../check.ts";
import { runTool } from "./run-tool.ts";

const report = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

/** A vitest project, each test counted. `files`: how many at a time, unless vitest is to choose. */
export function vitestCheck(project: string, files?: number): Check {
  return {
    name: project,
    async run(context) {
      const file = path.join(context.reports, `${project}.json`);
      const command = ["vitest", "run", "--project", project, "--reporter=default", "--reporter=json"];
      if (files) command.push(`--maxWorkers=${files}`);
      const code = await runTool([...command, `--outputFile.json=${file}`], context);
      return tallyOf(existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined, code);
    },
  };
}

/** Counts a JSON report of vitest. A run that ended badly without a failed test to show for it counts as one failure. */
export function tallyOf(json: unknown, code: number): Tally {
  const parsed = report.safeParse(json);
  if (!parsed.success) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, testResults } = parsed.data;
  // A file that could not be loaded has no tests.
  const broken = testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length;
  const failed = numFailedTests + broken;
  return { passed: numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed };
}
