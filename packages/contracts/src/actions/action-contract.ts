import { z } from "zod";
import type { ErrorCode } from "../errors.ts";
import type { Permission } from "../permissions.ts";
import type { Role } from "../roles.ts";
import type { ServiceName } from "../services.ts";

/** Views of the control room. */
export const views = [
  "jobs_queue",
  "dashboard",
  "agents_workers",
  "managers",
  "system",
  "logs",
  "configuration",
  "analytics",
  "accounts",
] as const;
export type View = (typeof views)[number];

/**
 * What a risk means: milliseconds that the reply waits for the outcome before it becomes `202 accepted`, and whether the request
 * must carry an idempotency key.
 */
export const risks = {
  standard: { waitMs: 250, needsKey: false },
  critical: { waitMs: 400, needsKey: true },
  bulk: { waitMs: 2000, needsKey: true },
  long: { waitMs: 400, needsKey: true },
} as const satisfies Record<string, { waitMs: number; needsKey: boolean }>;
export type Risk = keyof typeof risks;

/** Business services that have a circuit breaker each, by the first word of the actions that belong to them. */
export const breakerOf = {
  job: "jobs",
  queue: "queue",
  worker: "worker",
  agent: "worker",
  system: "system",
  database: "database",
  config: "config",
  logs: "logs",
  manager: "manager",
  analytics: "analytics",
} as const;
export type BusinessService = (typeof breakerOf)[keyof typeof breakerOf];

/** The owner of `manager.*`: whichever service runs the manager that the payload names. */
export const managersOwner = "managers";

/** One action, from which the request union, OpenAPI, permission, limit, form, metric and audit schema derive. */
export type ActionContract<
  Name extends string = string,
  Owner extends ServiceName | typeof managersOwner = ServiceName | typeof managersOwner,
  Payload extends z.ZodObject = z.ZodObject,
  Result extends z.ZodType = z.ZodType,
  DryRun extends z.ZodType | undefined = z.ZodType | undefined,
  RiskOf extends Risk = Risk,
> = {
  name: Name;
  /** The service that carries it out. */
  owner: Owner;
  view: View;
  permission: Permission;
  /** Roles that may do it to what is their own, without the permission. */
  ownFor?: readonly Role[];
  risk: RiskOf;
  /** Per user and minute. */
  perMinute: number;
  payload: Payload;
  result: Result;
  /** What a dry run answers; left out where there is none. */
  dryRun: DryRun;
  /** A reason may always be given; it must be where this says so. */
  reason?: "required";
  /** Codes that this action can fail with, beside those of the pipeline. */
  errors: readonly ErrorCode[];
  /** One line of what changes. */
  summary: string;
  /** Words on the button. */
  label: string;
  /** The question before it happens; left out where none is asked. */
  confirmation?: string;
  /** Tells every administrator at once; `critical` ones always do. */
  alerts?: true;
  /** Never stopped by a circuit breaker. */
  unbreakable?: true;
  /** A payload, for the documentation. */
  example: z.input<Payload>;
};

/** Keeps the literal types of an action. */
export function defineAction<
  const Name extends string,
  const Owner extends ServiceName | typeof managersOwner,
  Payload extends z.ZodObject,
  Result extends z.ZodType,
  DryRun extends z.ZodType | undefined = undefined,
  const RiskOf extends Risk = Risk,
>(
  contract: Omit<ActionContract<Name, Owner, Payload, Result, DryRun, RiskOf>, "dryRun"> &
    (DryRun extends z.ZodType ? { dryRun: DryRun } : { dryRun?: undefined }),
): ActionContract<Name, Owner, Payload, Result, DryRun, RiskOf> {
  return { dryRun: undefined, ...contract } as unknown as ActionContract<Name, Owner, Payload, Result, DryRun, RiskOf>;
}

/** Why somebody wants it: for the audit trail. */
export const reason = z.string().trim().min(3).max(500);

/** What a dry run of an action on many things answers: how many it would change, and the ids of the first twenty. */
export const affected = z.object({ count: z.int(), first: z.array(z.string()).max(20) });

/** What an action on many things did with each of them. */
export const itemOutcomes = z.object({
  succeeded: z.int(),
  failed: z.int(),
  /** Left as they were, because the action was aborted. */
  skipped: z.int(),
  items: z.array(
    z.object({ id: z.string(), outcome: z.enum(["done", "failed", "skipped"]), error_code: z.string().nullable() }),
  ),
});

/** Marks a field as a secret, or as telling of a person who is not the sender: it is kept nowhere, the audit trail included. */
export function unrecorded<Schema extends z.ZodType>(schema: Schema): Schema {
  return schema.meta({ unrecorded: true }) as Schema;
}

/** Marks a field as telling of a person: it is sealed in the audit trail and kept out of logs. */
export function personal<Schema extends z.ZodType>(schema: Schema): Schema {
  return schema.meta({ personal: true }) as Schema;
}
