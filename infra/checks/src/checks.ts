import type { Check } from "./check.ts";
import { composeCheck } from "./compose/check-compose.ts";
import { eventsCheck } from "./documents/check-events.ts";
import { settingsCheck } from "./documents/check-settings.ts";
import { linksCheck } from "./documents/check-links.ts";
import { e2eCheck } from "./runners/playwright.ts";
import { toolCheck } from "./runners/run-tool.ts";
import { vitestCheck } from "./runners/vitest.ts";

const depcruise = ["depcruise", "--config", "dependency-cruiser.config.mjs", "packages", "services", "infra", "e2e"];
const typecheck = ["turbo", "run", "typecheck", "--concurrency=2"];

/** All of `npm test`, quickest first. */
export const checks: readonly Check[] = [
  toolCheck("format", ["oxfmt", "--check", "."]),
  toolCheck("lint", ["oxlint", "--deny-warnings"]),
  // Several packages at a time, each with one checker: more of them would each infer the same types again.
  toolCheck("types", [...typecheck, "--output-logs=errors-only", "--continue", "--", "--checkers", "1"]),
  toolCheck("boundaries", depcruise),
  toolCheck("unused", ["knip"]),
  linksCheck,
  eventsCheck,
  settingsCheck,
  composeCheck,
  vitestCheck("unit"),
  // They wait for servers and processes half of the time; vitest itself would run one file at a time on two cores.
  vitestCheck("integration", 3),
  vitestCheck("stack", 2),
  e2eCheck,
];
