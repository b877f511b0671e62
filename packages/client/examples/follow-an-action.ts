import { ApiError } from "@agentos/client/api-error";
import { openClient } from "@agentos/client/open-client";

const [baseUrl = "http://localhost:8001", email = "", password = ""] = process.argv.slice(2);
const client = await openClient({ baseUrl, email, password });

const would = await client.actions.dryRun("queue.redrive", { queue: "default" });
console.log(`${would.count} dead letters would go back to work`);

const checking = client.actions.run("agent.health_check", { agent: "video_cutter" });
checking.subscribe(() => {
  const state = checking.getSnapshot();
  if (state.phase === "running") console.log("under way:", state.progress);
  if (state.phase === "sending" && state.again) console.log("sent again:", state.again.why.message);
});
try {
  const { succeeded, failed } = await checking.result();
  console.log(`${succeeded} workers are well, ${failed} are not`);
} catch (error) {
  if (!(error instanceof ApiError)) throw error;
  console.log(`${error.code}: ${error.message}`);
}
await client.close();
