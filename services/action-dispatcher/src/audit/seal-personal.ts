import type { ActionContract } from "@agentos/contracts/actions/action-contract";
import type { AuditEntry } from "@agentos/contracts/audit-entry";
import { mapPersonal } from "@agentos/contracts/personal";
import type { Seal, Sealer } from "./sealer.ts";

/** A payload that its contract has parsed, with the fields that tell of a person sealed. */
export function sealPayload(contract: Pick<ActionContract, "payload">, payload: unknown, seal: Seal): unknown {
  return mapPersonal(contract.payload, payload, seal) ?? null;
}

/** What a request tells of the person who sent it. */
export type PersonalParts = { address: string; userAgent: string; reason: string | undefined };

export type SealedParts = Pick<AuditEntry, "ip_address" | "user_agent" | "reason">;

/** Empty ones are left out: nothing was told. */
export function sealParts({ address, userAgent, reason }: PersonalParts, seal: Seal): SealedParts {
  const sealed = (value: string | undefined): ReturnType<Seal> | null => (value ? seal(value) : null);
  return { ip_address: sealed(address), user_agent: sealed(userAgent), reason: sealed(reason) };
}

/**
 * The personal parts of an entry, sealed with the key of the acting user. `parsed` is left out for a payload that its contract
 * has refused: of that nothing is kept, because nobody knows what stands in it. Errors: those of the database.
 */
export async function sealPersonal(
  sealer: Sealer,
  subject: string,
  parts: PersonalParts,
  parsed?: { contract: Pick<ActionContract, "payload">; payload: unknown },
): Promise<SealedParts & Pick<AuditEntry, "payload">> {
  const seal = await sealer.sealFor(subject);
  return {
    ...sealParts(parts, seal),
    payload: parsed ? sealPayload(parsed.contract, parsed.payload, seal) : null,
  };
}
