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

export function createSender(base: string, callerKey: string, account: Account): Send {
  const sign = createCallerSigner(callerKey);
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

/** Pausing a queue: a standard action that any operator may do. */
export const pause = (seconds = 60, queue = "video_cutter") => ({
  action: "queue.pause",
  payload: { queue, for_seconds: seconds },
});
