import { accessChanges, getJwks } from "@agentos/contracts/messages/identity";
import { connectNats } from "@agentos/messaging/connect";
import { serve } from "@agentos/messaging/request";
import { createLogger } from "@agentos/service-kit/logger";
import type { TestKey } from "@agentos/testkit/identity/tokens";
import type { TestNats } from "@agentos/testkit/servers/nats";

/** Answers for identity, on NATS, with the keys that it is given. */
export async function publishKeys(
  nats: TestNats,
  keys: TestKey[],
): Promise<{ asked(): number; close(): Promise<void> }> {
  const log = createLogger({ service: "identity", instance: "test", level: "silent" });
  const nc = await connectNats({ ...nats.credentials("identity"), service: "identity", log });
  let asked = 0;
  serve(nc, getJwks, log, async () => {
    asked += 1;
    return { keys: keys.map(({ jwk }) => jwk as Record<string, unknown>) };
  });
  serve(nc, accessChanges, log, async ({ after }) => ({ changes: [], place: after, more: false }));
  await nc.flush();
  return { asked: () => asked, close: () => nc.close() };
}
