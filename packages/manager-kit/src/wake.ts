import type { ManagerName } from "@agentos/contracts/managers/managers";
import { managersChanged } from "@agentos/contracts/messages/managers";
import { hint } from "@agentos/messaging/request";
import type { ManagerContext } from "./context.ts";

/** Tells all copies of the service that a manager's row has changed; without it they see it a second later. */
export function wakeManager({ nc, owner, log }: ManagerContext, manager: ManagerName): void {
  try {
    hint(nc, managersChanged[owner], { manager });
  } catch (error) {
    log.debug({ err: error, manager }, "no hint was sent");
  }
}
