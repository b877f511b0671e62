import { setTimeout as sleep } from "node:timers/promises";
import type { ActionHandler } from "@agentos/action-kit/handler";
import { signingKeysChanged } from "@agentos/contracts/messages/identity";
import { hint } from "@agentos/messaging/request";
import type { Context } from "../context.ts";
import { announceSuccessor, promoteSuccessor } from "../db/keys.ts";
import { change } from "../events.ts";
import { knownEverywhereMs } from "../keys/policy.ts";

/**
 * Replaces the key that signs access tokens: the successor is published first, and signs once whoever verifies can know it. Should
 * this end in between, the published key takes its turn some minutes later.
 */
export function configRotateSecret(context: Context): ActionHandler<"config.rotate_secret"> {
  const { keys, secrets, nc } = context;
  return {
    async run(call) {
      const successor = await change(context, (unit) => announceSuccessor(unit, secrets));
      await sleep(knownEverywhereMs);
      const ended = await change(context, async (unit) => {
        await promoteSuccessor(unit, successor);
        return call.complete(unit.tx, {
          name: call.payload.name,
          key_id: successor,
          previous_verifies_until: new Date(Date.now() + keys.retiringSeconds * 1000).toISOString(),
        });
      });
      await keys.refresh();
      hint(nc, signingKeysChanged, {});
      return ended;
    },
  };
}
