import { openClient } from "@agentos/client/open-client";

const [baseUrl = "http://localhost:8001", email = "", password = ""] = process.argv.slice(2);
const client = await openClient({ baseUrl, email, password });

const queues = client.data.section("queue");
const show = (): void => {
  const { value, freshness, assumed } = queues.getSnapshot();
  const paused = value?.queues?.filter((queue) => queue.paused).map(({ queue }) => queue);
  console.log(`${assumed ? "assumed" : freshness}: paused are ${JSON.stringify(paused ?? "not known yet")}`);
};
const known = new Promise<void>((resolve) => {
  queues.subscribe(() => {
    show();
    if (queues.getSnapshot().freshness === "live") resolve();
  });
});
await known;

const pausing = client.actions.run("queue.pause", { queue: "video_cutter" }, { reason: "The disk is being changed" });
console.log("done:", await pausing.result());
await client.actions.run("queue.resume", { queue: "video_cutter" }).result();
await client.close();
