import { handOver } from "./hand-over.mjs";
import { launcher } from "./steps.mjs";
import { prepareWorkspace } from "./workspace.mjs";

await launcher(async () => {
  console.log("AgentOS");
  const node = await prepareWorkspace();
  return handOver(node, ["infra/local/src/main.ts", ...process.argv.slice(2)]);
});
