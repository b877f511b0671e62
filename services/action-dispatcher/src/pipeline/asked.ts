import type { ActionContract } from "@agentos/contracts/actions/action-contract";
import type { Actor } from "@agentos/contracts/messages/actions";
import type { ServiceName } from "@agentos/contracts/services";
import type { Caller } from "@agentos/service-kit/http/caller";

/**
 * By which way a request came. `admin`: for staff, from allowed addresses. `own`: a REST name that anybody has for what is their
 * own; to staff at allowed addresses it reaches as far as the action itself.
 */
export type Door = "admin" | "own";

/** A request as it came in. */
export type Incoming = {
  caller: Caller;
  door: Door;
  address: string;
  userAgent: string;
  body: unknown;
  /** `X-Idempotency-Key`. */
  key: string | undefined;
  /** Milliseconds to wait for the outcome, where it is not what the action's risk says. */
  waitMs?: number;
  /** Sets a header of the reply. */
  setHeader(name: string, value: string): void;
};

/** A request that is well-formed. */
export type Asked = Incoming & {
  contract: ActionContract;
  owner: ServiceName;
  payload: unknown;
  reason: string | undefined;
  dryRun: boolean;
  payloadHash: Buffer;
};

/** A request that is allowed. */
export type Allowed = Asked & { actor: Actor; actionId: string };
