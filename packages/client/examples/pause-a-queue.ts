import { openClient } from "@agentos/client/open-client";

const [baseUrl = "http://localhost:8001", email = "", password = ""] = process.argv.slice(2);
const client = await openClient({ baseUrl, email, password });

const queues = client.data.section("queue");
queues.subscribe(() => {
  const { value, freshness, assumed } = queues.getSnapshot();
  const paused = value?.queues?.filter((queue) => queue.paused).map(({ queue }) => queue);
  console.log(`${assumed ? "assumed" : freshness}: paused are ${JSON.stringify(paused)}`);
});

const pausing = client.actions.run(
  "queue.pause",
  { queue: "video_cutter", for_seconds: 60 },
  { reason: "The disk is being changed" },
);
console.log("done:", await pausing.result());
await client.actions.run("queue.resume", { queue: "video_cutter" }).result();
await client.close();
