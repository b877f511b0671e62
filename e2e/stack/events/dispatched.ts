import type { Stack } from "@agentos/testkit/servers/stack";
import type { ToldName } from "./ear.ts";

/** How often the dispatcher of the snapshot's builder has carried out what follows an event, as its metrics tell. */
export async function dispatched(stack: Stack, name: ToldName): Promise<number> {
  const port = stack.processes().find((one) => one.name === "read-model")?.ports["ops"];
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const line = metrics
    .split("\n")
    .find((one) => one.startsWith("event_dispatch_events_total{") && one.includes(`event="${name}"`));
  return Number(line?.split(" ").at(-1) ?? 0);
}
