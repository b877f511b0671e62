import type { ActionContract } from "@agentos/contracts/actions/action-contract";
import { mapPersonal } from "@agentos/contracts/personal";
import { writeOutcome, type AnyDb } from "./completion.ts";

/** Writes an action's result, checked against its contract, as its outcome; the audit gets it without what tells of a person. */
export async function completeAction(
  db: AnyDb,
  contract: Pick<ActionContract, "result">,
  actionId: string,
  given: unknown,
): Promise<unknown> {
  const result = contract.result.parse(given);
  await writeOutcome(db, actionId, { result, audited: mapPersonal(contract.result, result, () => undefined) });
  return result;
}
