import { handOver } from "./hand-over.mjs";
import { launcher } from "./steps.mjs";
import { prepareWorkspace } from "./workspace.mjs";

/** The runner ends with 0 or 1 after its own last line; whatever else ends the run is a failure that nobody has told yet. */
const runnerDone = [0, 1];
let code;

await launcher(async () => {
  const node = await prepareWorkspace();
  code = await handOver(node, ["infra/checks/src/main.ts", ...process.argv.slice(2)]);
  return code;
});
if (!runnerDone.includes(code)) console.log("\n0 passed, 1 failed");
