import { getSwitches, switchesChanged, type SwitchesState } from "@agentos/contracts/messages/system";
import { connectNats } from "@agentos/messaging/connect";
import { hint, serve } from "@agentos/messaging/request";
import { createLogger } from "@agentos/service-kit/logger";
import type { TestNats } from "@agentos/testkit/servers/nats";

export const nothingSwitched: SwitchesState = { maintenance: null, intake_pause: null };

/** Answers for system, on NATS, what is switched. */
export async function publishSwitches(nats: TestNats) {
  const log = createLogger({ service: "system", instance: "test", level: "silent" });
  const nc = await connectNats({ ...nats.credentials("system"), service: "system", log });
  let state = nothingSwitched;
  serve(nc, getSwitches, log, async () => state);
  await nc.flush();
  return {
    async set(next: SwitchesState) {
      state = next;
      hint(nc, switchesChanged, {});
      await nc.flush();
    },
    close: () => nc.close(),
  };
}
