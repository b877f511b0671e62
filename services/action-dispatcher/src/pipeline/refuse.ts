import type { AuditEntry } from "@agentos/contracts/audit-entry";
import { AppError, type ErrorCode } from "@agentos/contracts/errors";
import type { Context } from "../context.ts";
import { timed, type Ending } from "../meters.ts";
import { entryOf, type Known, type Told } from "./entry-of.ts";
import { countDenial } from "./lockout.ts";

type RefusalKind = Extract<AuditEntry["kind"], Ending>;

/** What the audit trail calls a refusal; a code that is not here is no refusal, but something that broke. */
const kinds: Partial<Record<ErrorCode, RefusalKind>> = {
  MALFORMED_JSON: "invalid",
  PAYLOAD_TOO_LARGE: "invalid",
  UNSUPPORTED_MEDIA_TYPE: "invalid",
  UNKNOWN_ACTION: "invalid",
  VALIDATION_ERROR: "invalid",
  IDEMPOTENCY_KEY_REQUIRED: "invalid",
  IDEMPOTENCY_KEY_REUSED: "invalid",
  UNAUTHENTICATED: "denied",
  FORBIDDEN: "denied",
  ADDRESS_NOT_ALLOWED: "denied",
  RATE_LIMITED: "limited",
  LOCKED_OUT: "limited",
  ACTION_IN_PROGRESS: "replayed",
  BREAKER_OPEN: "broken",
};

/** What counts against an account: it is known, but may not. */
const denials: ReadonlySet<ErrorCode> = new Set(["FORBIDDEN", "ADDRESS_NOT_ALLOWED"]);

export function endingOf(error: unknown): Ending {
  return (error instanceof AppError ? kinds[error.code] : undefined) ?? "unavailable";
}

/** Takes down that a request was refused before anything was begun, and counts denials. Never throws. */
export async function auditRefusal(context: Context, known: Known, error: AppError): Promise<void> {
  const kind = kinds[error.code];
  if (!kind) return;
  await tellAudit(context, known, { kind, error_code: error.code });
  if (!denials.has(error.code)) return;
  try {
    await countDenial(context, known.request.caller.userId);
  } catch (thrown) {
    context.log.error({ err: thrown }, "a denial was not counted");
  }
}

/** Takes down what left nothing else in the database. Never throws: what was refused stays refused. */
export async function tellAudit(context: Context, known: Known, told: Told): Promise<void> {
  const { sealer, refusals, meters, log } = context;
  try {
    await timed(meters, "refusal", async () => refusals.record(await entryOf(sealer, known, told)));
  } catch (error) {
    log.error({ err: error, kind: told.kind, error_code: told.error_code }, "a refusal could not be taken down");
  }
}
