import { AppError } from "@agentos/contracts/errors";
import { checkUrl } from "@agentos/service-kit/outbound/check-url";
import { request, type Dispatcher } from "undici";
import type { Destination } from "./destinations.ts";
import { signedHeaders } from "./sign.ts";
import type { Delivery } from "./tables.ts";

/** What came of sending: the answer's status, or what was wrong. `again`: it may succeed later. */
export type Sent = { status: number | null; error: string | null; again: boolean };

const timeoutMs = 10_000;
/** The receiver says that it wants none any more (Standard Webhooks). */
const gone = 410;

type Sending = {
  dispatcher: Dispatcher;
  allowedPorts: readonly number[];
  destination: Destination;
  delivery: Pick<Delivery, "id" | "body" | "traceparent">;
  signal: AbortSignal;
};

/** Sends a message once. Redirects are not followed: they are answers that are no success. Never throws but for the signal. */
export async function send({ dispatcher, allowedPorts, destination, delivery, signal }: Sending): Promise<Sent> {
  try {
    const { statusCode: status, body } = await request(checkUrl(destination.url, allowedPorts), {
      dispatcher,
      method: "POST",
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      headers: {
        "content-type": "application/json",
        "user-agent": "AgentOS",
        traceparent: delivery.traceparent,
        ...signedHeaders({ id: delivery.id, body: delivery.body, at: new Date() }, destination.secret),
      },
      body: delivery.body,
    });
    // Nothing of the answer is wanted.
    body.on("error", () => undefined).destroy();
    const taken = status >= 200 && status < 300;
    return { status, error: taken ? null : `It answered with status ${status}.`, again: status !== gone };
  } catch (error) {
    signal.throwIfAborted();
    return { status: null, ...describe(error) };
  }
}

/** No address and no text of the other side: only the kind of failure. */
function describe(error: unknown): Pick<Sent, "error" | "again"> {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof AppError && cause.code === "URL_NOT_ALLOWED") {
      return {
        error: "URL_NOT_ALLOWED: its address leads into a private network, or is of no allowed form.",
        again: false,
      };
    }
    if (cause instanceof AppError) return { error: cause.code, again: true };
  }
  const { code, name } = error as NodeJS.ErrnoException;
  return { error: `It could not be reached (${code ?? name}).`, again: true };
}
