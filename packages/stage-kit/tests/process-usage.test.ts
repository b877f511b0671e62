import { createRunTool } from "../src/tools.ts";
import { ProcessUsage } from "../src/process-usage.ts";
import { expect, it } from "vitest";

it("measures a worker together with the programs that it runs", async () => {
  const usage = new ProcessUsage();
  const before = await usage.read();
  const stop = new AbortController();
  const busy = "const kept = Buffer.alloc(400 * 2 ** 20, 1); for (;;) kept[0] += 1;";
  const runTool = createRunTool("/usr/local/bin:/usr/bin:/bin");
  const ended = runTool(process.execPath, ["-e", busy], {
    signal: stop.signal,
    limits: { memoryBytes: 2 ** 40 },
  }).catch(() => undefined);
  const deadline = Date.now() + 60_000;
  let during = before;
  while (during.rss_bytes < before.rss_bytes + 300 * 2 ** 20 && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    during = await usage.read();
  }
  expect(during.rss_bytes).toBeGreaterThan(before.rss_bytes + 300 * 2 ** 20);
  expect(during.cpu_percent).toBeGreaterThan(0);
  expect(during.memory_bytes).toBeGreaterThan(during.rss_bytes);
  stop.abort();
  await ended;
  expect((await usage.read()).rss_bytes).toBeLessThan(during.rss_bytes);
});
