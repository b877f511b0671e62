import { findAction } from "@agentos/contracts/actions/actions";
import { auditEntry, type AuditEntry } from "@agentos/contracts/audit-entry";
import type { Actor } from "@agentos/contracts/messages/actions";
import { currentTrace } from "@agentos/service-kit/trace";
import { createHash } from "node:crypto";
import { sealPersonal } from "../audit/seal-personal.ts";
import type { Sealer } from "../audit/sealer.ts";
import type { Asked, Incoming } from "./asked.ts";

/** As much as is known of a request: the further it came, the more. */
export type Known = { request: Incoming | Asked; actor?: Actor };

/** What an entry tells beside the request itself. */
export type Told = Pick<AuditEntry, "kind"> & Partial<Pick<AuditEntry, "action_id" | "error_code" | "duration_ms">>;

/** Stands for whatever name was sent that is none of an action: it may be anything. */
const unknownAction = "unknown";

/** The one place where audit entries of requests are made. Nothing of a person is in them in clear. Errors: the database's. */
export async function entryOf(sealer: Sealer, known: Known, told: Told): Promise<AuditEntry> {
  const { request } = known;
  const { caller, address, userAgent } = request;
  const asked = "contract" in request ? request : undefined;
  const parts = { address, userAgent, reason: asked?.reason };
  return auditEntry.parse({
    action_id: null,
    error_code: null,
    duration_ms: null,
    ...told,
    action: nameOf(request),
    user_id: caller.userId,
    result: null,
    ...(await sealPersonal(sealer, caller.userId, parts, asked)),
    trace_id: currentTrace()?.traceId ?? "",
    security_context: securityContext(known),
    count: 1,
  });
}

/** By what a request was judged, as it stands in the audit trail. */
export function securityContext({ request, actor }: Known): Record<string, unknown> {
  const { caller, door, key } = request;
  return {
    door,
    role: actor?.role ?? caller.role,
    session_id: caller.sessionId,
    ...("contract" in request ? { permission: request.contract.permission } : {}),
    ...(actor ? { scope: actor.scope } : {}),
    // A key may be any text; its digest tells two apart.
    ...(key === undefined ? {} : { key_sha256: createHash("sha256").update(key).digest("hex") }),
  };
}

/** The name of the action, where there is one of that name. */
export function nameOf(request: Incoming | Asked): string {
  if ("contract" in request) return request.contract.name;
  const { action } = (request.body ?? {}) as { action?: unknown };
  return typeof action === "string" && findAction(action) ? action : unknownAction;
}
