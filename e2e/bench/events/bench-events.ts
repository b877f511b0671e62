import { startStack } from "@agentos/testkit/servers/stack";
import { natsOf, databaseUrl } from "../../stack/driver.ts";
import { percentile } from "../percentile.ts";
import { closeLine, hearOneByOne, openLine } from "./heard.ts";

const count = 200;

/** How long an event takes from the commit of the change that it tells of to whoever listens on NATS, on a stack at rest. */
export async function benchEvents(): Promise<void> {
  const stack = await startStack();
  try {
    const line = await openLine(databaseUrl(stack, "jobs"), await natsOf(stack));
    const took = await hearOneByOne(line, count);
    await closeLine(line);
    const figures = [0.5, 0.95, 0.99].map((share) => `p${share * 100} ${percentile(took, share).toFixed(1)} ms`);
    console.log(`commit → NATS message, ${count} events one by one: ${figures.join(", ")}`);
  } finally {
    await stack.stop();
  }
}
