import { z } from "zod";

/**
 * `intent`: it is about to happen. `outcome`: it has happened, or failed. The others did not get as far: refused, replayed
 * from the stored reply, or only a dry run.
 */
export const auditKinds = [
  "intent",
  "outcome",
  "denied",
  "limited",
  "replayed",
  "invalid",
  "broken",
  "dry_run",
] as const;

/** A value that only the key of its subject opens: id of the key, nonce and ciphertext, in base64url with dots between. */
export const sealed = z.object({ sealed: z.string() });

/**
 * An entry as it is handed to the audit trail, in the transaction of what it tells of. Personal fields are sealed before. The
 * sequencer gives it its place in the chain.
 */
export const auditEntry = z.object({
  kind: z.enum(auditKinds),
  action_id: z.uuid().nullable(),
  action: z.string(),
  user_id: z.uuid().nullable(),
  payload: z.unknown(),
  result: z.unknown(),
  error_code: z.string().nullable(),
  ip_address: sealed.nullable(),
  user_agent: sealed.nullable(),
  reason: sealed.nullable(),
  trace_id: z.string(),
  duration_ms: z.number().nullable(),
  /** Role, permission and scope that it was judged by, session, key, breaker: nothing personal. */
  security_context: z.record(z.string(), z.unknown()),
  /** How many identical refusals this one stands for. */
  count: z.int().positive(),
});
export type AuditEntry = z.infer<typeof auditEntry>;
