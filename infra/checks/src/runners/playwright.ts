import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { findProgram } from "@agentos/local-servers/programs/find";
import { z } from "zod";
import type { Check, Tally } from "../check.ts";
import { runTool } from "./run-tool.ts";

const report = z.object({ stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int() }) });

/** The tests of the whole system in a browser, each counted. */
export const e2eCheck: Check = {
  name: "e2e",
  async run(context) {
    const file = path.join(context.reports, "e2e.json");
    const chromium = findProgram("chromium", context.searchPath)?.["chromium"] ?? "";
    const command = [
      "e2e/node_modules/.bin/playwright",
      "test",
      "--config",
      "e2e/playwright.config.ts",
      // Those that take longer: pnpm test:long.
      "--grep-invert=@long",
      "--reporter=list,json",
    ];
    const code = await runTool(command, context, { PLAYWRIGHT_JSON_OUTPUT_FILE: file, CHROMIUM: chromium });
    return tallyOf(existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined, code);
  },
};

/** Counts a JSON report of Playwright. A test that passed at a second try only has failed. */
export function tallyOf(json: unknown, code: number): Tally {
  const parsed = report.safeParse(json);
  if (!parsed.success) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky } = parsed.data.stats;
  const failed = unexpected + flaky;
  return { passed: expected, failed: failed === 0 && code !== 0 ? 1 : failed };
}
