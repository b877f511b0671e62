import { breakerOf, managersOwner, type BusinessService } from "@agentos/contracts/actions/action-contract";
import { actions } from "@agentos/contracts/actions/actions";
import { managerOwners, type ManagerOwner } from "@agentos/contracts/messages/actions";
import { managersQueries } from "@agentos/contracts/messages/managers";
import type { RunCall } from "@agentos/manager-kit/work";
import { ask } from "@agentos/messaging/request";
import type { Context } from "../context.ts";

type Parts = Pick<Context, "breaker" | "nc" | "log">;

/**
 * One run of the manager `breaker-health`: where a breaker is not closed and may try again, it takes the try itself, asks the
 * services behind it a question that needs their database, and reports what came of it. So a breaker closes without waiting for a
 * person's action to be the try. Returns how many it has tried and closed.
 */
export async function checkBreakers(
  { breaker, nc, log }: Parts,
  { settings }: Pick<RunCall<"breaker-health">, "settings">,
): Promise<{ tried: number; closed: number }> {
  const states = Object.entries(await breaker.states()) as [BusinessService, { state: string }][];
  let [tried, closed] = [0, 0];
  for (const [service, { state }] of states) {
    const owners = ownersOf(service);
    if (state === "closed" || owners.length === 0) continue;
    const admission = await breaker.admit(service, { critical: false });
    if (!admission.admitted) continue;
    tried += 1;
    const answers = await answer(nc, owners, settings.probe_ms).catch((error: unknown) => {
      log.info({ err: error, breaker: service }, "the service behind a breaker does not answer yet");
      return false;
    });
    const change = await breaker.report(admission.ticket, answers ? "success" : "failure");
    if (change === "closed") closed += 1;
  }
  return { tried, closed };
}

/** The services that carry the actions out which a breaker stands before, as far as they can be asked for their managers. */
function ownersOf(service: BusinessService): ManagerOwner[] {
  const behind = actions.filter(({ name }) => breakerOf[name.split(".")[0] as keyof typeof breakerOf] === service);
  const owners = new Set(behind.flatMap(({ owner }) => (owner === managersOwner ? managerOwners : [owner])));
  return managerOwners.filter((owner) => owners.has(owner));
}

async function answer(nc: Parts["nc"], owners: readonly ManagerOwner[], deadlineMs: number): Promise<true> {
  await Promise.all(owners.map((owner) => ask(nc, managersQueries[owner], { history: 0 }, { deadlineMs })));
  return true;
}
