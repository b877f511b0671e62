import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { addTallies, oneFailed, type Check, type CheckContext, type Tally } from "./check.ts";
import { checks } from "./checks.ts";
import { readConfig } from "./config.ts";
import { provideForTests } from "./provide.ts";

const config = readConfig();
const reports = mkdtempSync(path.join(tmpdir(), "agentos-reports-"));
const context: CheckContext = { searchPath: config.searchPath, home: config.home, reports };
const chosen = checks.filter(({ name }) => config.only?.includes(name) ?? true);

const lines: string[] = [];
const tallies: Tally[] = [];
for (const check of [provideForTests, ...chosen]) {
  const startedAt = performance.now();
  const tally = await runCheck(check);
  tallies.push(tally);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  lines.push(`  ${tally.failed === 0 ? "✓" : "✗"} ${check.name}: ${words(tally)} (${seconds} s)`);
}
rmSync(reports, { recursive: true });

const sum = addTallies(tallies);
console.log(`\n${lines.join("\n")}\n\n${words(sum)}`);
process.exitCode = sum.failed === 0 ? 0 : 1;

/** Every check runs, whatever came before; one that cannot be run at all has failed. */
async function runCheck(check: Check): Promise<Tally> {
  console.log(`\n── ${check.name}`);
  try {
    return await check.run(context);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return oneFailed;
  }
}

function words({ passed, failed }: Tally): string {
  return `${passed} passed, ${failed} failed`;
}
