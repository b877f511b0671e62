import type { ActionContract } from "@agentos/contracts/actions/action-contract";
import type { Actor } from "@agentos/contracts/messages/actions";
import type { ServiceName } from "@agentos/contracts/services";
import type { Caller } from "@agentos/service-kit/http/caller";

/** A request as it came in. */
export type Incoming = {
  caller: Caller;
  address: string;
  userAgent: string;
  body: unknown;
  /** `X-Idempotency-Key`. */
  key: string | undefined;
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
