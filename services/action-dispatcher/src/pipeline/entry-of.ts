import { auditEntry, type AuditEntry } from "@agentos/contracts/audit-entry";
import { findAction } from "@agentos/contracts/actions/actions";
import type { Actor } from "@agentos/contracts/messages/actions";
import { mapPersonal } from "@agentos/contracts/personal";
import { currentTrace } from "@agentos/service-kit/trace";
import { createHash } from "node:crypto";
import type { Asked, Incoming } from "./asked.ts";

/** As much as is known of a request: the further it came, the more. */
export type Known = { request: Incoming | Asked; actor?: Actor };

/** What an entry tells beside the request itself. */
export type Told = Pick<AuditEntry, "kind"> & Partial<Pick<AuditEntry, "action_id" | "error_code" | "duration_ms">>;

/** Stands for whatever name was sent that is none of an action: it may be anything. */
const unknownAction = "unknown";

/** The one place where audit entries of requests are made. Nothing of a person is in them in clear. */
export function entryOf(known: Known, told: Told): AuditEntry {
  const { request } = known;
  const asked = "contract" in request ? request : undefined;
  return auditEntry.parse({
    action_id: null,
    error_code: null,
    duration_ms: null,
    ...told,
    action: nameOf(request),
    user_id: request.caller.userId,
    payload: asked ? mapPersonal(asked.contract.payload, asked.payload, () => null) : null,
    result: null,
    ip_address: null,
    user_agent: null,
    reason: null,
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
