import { tickSubject } from "@agentos/contracts/messages/nats-permissions";
import type { Stack } from "@agentos/testkit/servers/stack";
import { connect } from "@nats-io/transport-node";
import { secretOf } from "../../stack/driver.ts";

/** Tells ticks over the stack's NATS, as jobs does. */
export async function openTicks(
  stack: Stack,
): Promise<{ tell(name: string, payload: object): void; close(): Promise<void> }> {
  const port = stack.processes().find(({ name }) => name === "nats")?.ports["nats"];
  const owner = "jobs";
  const nc = await connect({
    servers: `nats://127.0.0.1:${port}`,
    user: owner,
    pass: secretOf(stack, `nats/${owner}`),
    inboxPrefix: `_INBOX_${owner}`,
  });
  return {
    tell: (name, payload) =>
      nc.publish(tickSubject(owner, name), JSON.stringify({ name, payload, at: new Date().toISOString() })),
    close: () => nc.close(),
  };
}
