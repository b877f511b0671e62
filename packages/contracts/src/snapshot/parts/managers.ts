import { z } from "zod";
import { managerRun, managerView } from "../../managers/manager-view.ts";
import type { ManagerOwner } from "../../messages/actions.ts";

/**
 * A manager as the snapshot has it: what stays as it is while nothing happens. Its runs that found nothing to do, when the next one
 * is due and how often it ran are told by the rows of `managers`.
 */
export const managerStanding = managerView
  .pick({
    name: true,
    label: true,
    essential: true,
    enabled: true,
    paused: true,
    paused_until: true,
    interval_seconds: true,
    settings: true,
    leader: true,
    instances: true,
    generation: true,
    consecutive_failures: true,
    last_error: true,
  })
  .extend({
    /** `running` only where a run has been going on for some seconds. */
    state: managerView.shape.state,
    /** The last run that did something beyond routine, failed, or was asked for; null where none has. */
    last_effect: managerRun
      .pick({ outcome: true, trigger: true, counts: true, error: true, started_at: true, duration_ms: true })
      .nullable(),
  });
export type ManagerStanding = z.infer<typeof managerStanding>;

/** The part of a service that has managers in the section `managers`: its own, under its name. */
export function managersPart<const Owner extends ManagerOwner>(owner: Owner) {
  const fields = { [owner]: z.array(managerStanding) };
  return z.object(fields as Record<Owner, z.ZodArray<typeof managerStanding>>);
}
