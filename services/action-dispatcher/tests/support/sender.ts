import type { adminOperations } from "@agentos/contracts/api/admin";
import type { ReplyOf } from "@agentos/contracts/api/operation";
import { callerHeader, createCallerSigner, type Caller } from "@agentos/service-kit/http/caller";

export type Account = Caller;

export type Answer = {
  status: number;
  headers: Headers;
  data: { action_id: string; status: string; result: unknown };
  /** `data` as it was written. */
  text: string;
  error_code: string | undefined;
  error: string | undefined;
};

export type Sent = { key?: string; from?: string; path?: string; raw?: string; userAgent?: string };

/** Sends a body to `POST /api/admin/action`, or to another path, as the gateway hands it on. */
export type Send = (body: unknown, how?: Sent) => Promise<Answer>;

/** Asks for the status of actions, as an account. */
export function createStatusReader(base: string, callerKey: string, account: Account) {
  const sign = createCallerSigner(callerKey);
  return async (query = ""): Promise<{ status: number; data: Status }> => {
    const response = await fetch(`${base}/api/admin/action/status${query}`, {
      headers: { [callerHeader]: await sign(account) },
    });
    return { status: response.status, data: ((await response.json()) as { data: Status }).data };
  };
}
type Status = ReplyOf<(typeof adminOperations)["actionStatus"]>;

export function createSender(base: string, callerKey: string, account: Account): Send {
  const sign = signAgain(createCallerSigner(callerKey));
  return async (body, { key, from = "127.0.0.1", path = "/api/admin/action", raw, userAgent = "test" } = {}) => {
    const response = await fetch(`${base}${path}`, {
      method: "POST",
      headers: {
        [callerHeader]: await sign(account),
        "content-type": "application/json",
        "user-agent": userAgent,
        "x-forwarded-for": from,
        ...(key === undefined ? {} : { "x-idempotency-key": key }),
      },
      body: raw ?? JSON.stringify(body),
    });
    const text = await response.text();
    const parsed = JSON.parse(text) as Partial<Answer>;
    return {
      status: response.status,
      headers: response.headers,
      data: parsed.data ?? { action_id: "", status: "", result: null },
      text: JSON.stringify(parsed.data),
      error_code: parsed.error_code,
      error: parsed.error,
    };
  };
}

/** A signature holds for a minute; most requests of a test can share one. */
function signAgain(sign: (account: Account) => Promise<string>): (account: Account) => Promise<string> {
  let last: { words: Promise<string>; at: number } | undefined;
  return (account) => {
    if (!last || performance.now() - last.at > 20_000) last = { words: sign(account), at: performance.now() };
    return last.words;
  };
}

/** Pausing a queue: a standard action that any operator may do. */
export const pause = (seconds = 60, queue = "video_cutter") => ({
  action: "queue.pause",
  payload: { queue, for_seconds: seconds },
});
