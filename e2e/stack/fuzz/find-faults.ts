import fc from "fast-check";
import type { Described } from "./described.ts";
import { faultOf } from "./judge.ts";
import { requestOf } from "./request-of.ts";
import type { Target } from "./target.ts";

const runsOfARound = 3;

/**
 * Sends random requests to every operation, all of them together for some seconds. Gives the operations that answered wrongly, each
 * with the least request that it did so for; the seed makes the same requests again.
 */
export async function findFaults(
  target: Target,
  { seed, seconds }: { seed: number; seconds: number },
): Promise<Record<string, string>> {
  const share = (seconds * 1000) / target.operations.reduce((sum, operation) => sum + breadthOf(operation), 0);
  const found: Record<string, string> = {};
  for (const operation of target.operations) {
    const ms = share * breadthOf(operation);
    await hold(target, operation, { seed, ms }).catch((error: unknown) => {
      found[operation.name] = String(error);
    });
  }
  return found;
}

/** An operation that takes one of many things, such as any action, gets more time than one that takes nothing. */
function breadthOf({ parameters, body }: Described): number {
  const schemas = [...parameters.map(({ schema }) => schema), ...(typeof body === "object" ? [body] : [])];
  const choices = schemas.reduce((sum, { enum: values, oneOf }) => sum + (values ?? oneOf ?? []).length, 0);
  return 1 + Math.sqrt(choices);
}

async function hold(target: Target, operation: Described, options: { seed: number; ms: number }): Promise<void> {
  const requests = fc.array(requestOf(operation, target.known), { minLength: 1, maxLength: 6 });
  const property = fc.asyncProperty(requests, async (some) => {
    const faults = await Promise.all(some.map(async (one) => faultOf(operation, await target.ask(one))));
    const fault = faults.find((one) => one !== undefined);
    if (fault !== undefined) throw new Error(fault);
  });
  const until = performance.now() + options.ms;
  // However slow the machine is, each operation has its first round.
  for (let round = 0; round === 0 || performance.now() < until; round += 1) {
    await fc.assert(property, { seed: options.seed + round, numRuns: runsOfARound, includeErrorInReport: true });
  }
}
