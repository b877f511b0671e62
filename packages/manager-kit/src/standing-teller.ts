import { managerUpdated } from "@agentos/contracts/events/ticks";
import type { ManagerName } from "@agentos/contracts/managers/managers";
import { tick } from "@agentos/messaging/tick";
import type { z } from "zod";
import type { ManagerContext } from "./context.ts";

type Told = z.input<(typeof managerUpdated)["jobs"]["payload"]>;
type Led = { name: ManagerName } & Omit<Told, "manager" | "leader">;

/**
 * Tells of the managers that this copy leads whenever one stands otherwise than it was told last. It is a tick and no event: who led
 * when and what ran is in the history, what operators have said in the audit trail, and a manager's row has no version, since it
 * changes with every run.
 */
export class StandingTeller {
  readonly #options: { context: ManagerContext; instance: string };
  readonly #told = new Map<ManagerName, string>();

  constructor(options: { context: ManagerContext; instance: string }) {
    this.#options = options;
  }

  /** What has been led by another meanwhile has another generation now. */
  tell({ name, enabled, paused, failing, interval_seconds, settings, generation }: Led): void {
    const { context, instance } = this.#options;
    const standing = {
      manager: name,
      enabled,
      paused,
      failing,
      interval_seconds,
      settings,
      leader: instance,
      generation,
    };
    const text = JSON.stringify(standing);
    if (this.#told.get(name) === text) return;
    this.#told.set(name, text);
    tick(context.nc, managerUpdated[context.owner], standing);
  }
}
