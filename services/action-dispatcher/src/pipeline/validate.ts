import { createHash } from "node:crypto";
import { canonicalJson } from "@agentos/audit-kit/canonical-json";
import { managersOwner, risks, type ActionContract } from "@agentos/contracts/actions/action-contract";
import { findAction } from "@agentos/contracts/actions/actions";
import { requestSchemaOf } from "@agentos/contracts/actions/action-request";
import { AppError } from "@agentos/contracts/errors";
import { managerByName, type ManagerName } from "@agentos/contracts/managers/managers";
import type { ServiceName } from "@agentos/contracts/services";
import { zodDetails } from "@agentos/service-kit/http/errors";
import type { Asked, Incoming } from "./asked.ts";

/** Printable ASCII. A comma is how HTTP joins a header that was sent twice: two keys are no key. */
const keyForm = /^[\x20-\x2b\x2d-\x7e]{1,255}$/;

/** The service that carries an action out; for an action on a manager, the service that runs the manager. */
function ownerOf(contract: ActionContract, payload: unknown): ServiceName {
  if (contract.owner !== managersOwner) return contract.owner;
  return managerByName((payload as { manager: ManagerName }).manager).owner;
}

/** Errors: UNKNOWN_ACTION; VALIDATION_ERROR with its findings; IDEMPOTENCY_KEY_REQUIRED. */
export function validate(incoming: Incoming): Asked {
  const { action: name } = (incoming.body ?? {}) as { action?: unknown };
  const contract = typeof name === "string" ? findAction(name) : undefined;
  if (!contract) throw new AppError("UNKNOWN_ACTION");
  const parsed = requestSchemaOf(contract).safeParse(incoming.body);
  if (!parsed.success) throw new AppError("VALIDATION_ERROR", undefined, { details: zodDetails(parsed.error) });
  const { payload, dry_run, reason } = parsed.data as { payload: unknown; dry_run?: boolean; reason?: string };
  const dryRun = dry_run ?? false;
  if (risks[contract.risk].needsKey && !dryRun && incoming.key === undefined) {
    throw new AppError("IDEMPOTENCY_KEY_REQUIRED");
  }
  if (incoming.key !== undefined && !keyForm.test(incoming.key)) {
    throw new AppError(
      "VALIDATION_ERROR",
      "Send one X-Idempotency-Key: 1 to 255 characters of printable ASCII, without commas.",
    );
  }
  const payloadHash = hashOf({ payload, reason: reason ?? null });
  return { ...incoming, contract, owner: ownerOf(contract, payload), payload, reason, dryRun, payloadHash };
}

/** SHA-256 of the canonical text. Errors: VALIDATION_ERROR for text that PostgreSQL cannot store either. */
function hashOf(request: { payload: unknown; reason: string | null }): Buffer {
  const text = canonicalText(request);
  if (text === undefined || text.includes("\\u0000")) {
    throw new AppError(
      "VALIDATION_ERROR",
      "A text has a NUL, or half of a character (a single surrogate), which cannot be stored.",
    );
  }
  return createHash("sha256").update(text).digest();
}

function canonicalText(value: unknown): string | undefined {
  try {
    return canonicalJson(value);
  } catch {
    // Half a surrogate pair: everything else that JSON can say has a canonical text.
    return undefined;
  }
}
