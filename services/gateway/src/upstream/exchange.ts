import type { Request } from "express";

/** One request on its way through the gateway. */
export type Exchange = {
  /** Signed word of who calls; undefined for public operations. */
  caller: string | undefined;
  /** Who that is; undefined for public operations. */
  userId: string | undefined;
  /** Bytes of the largest body that the operation takes. */
  maxBytes: number;
  /** Whether the client wants the connection closed afterwards. */
  closes: boolean;
  /** Ends it with an error, once. */
  fail(error: unknown): void;
};

/** What the gateway knows of the requests under way. */
export type Exchanges = WeakMap<Request, Exchange>;
