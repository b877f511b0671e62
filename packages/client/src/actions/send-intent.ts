import type { ActionReply } from "@agentos/contracts/actions/action-reply";
import { adminOperations } from "@agentos/contracts/api/admin";
import type { Outcome } from "@agentos/contracts/errors";
import type { ApiClient } from "../api-client.ts";
import { ApiError } from "../api-error.ts";
import { pause } from "../backoff.ts";
import { keyLivesMs, type Intent } from "./open-intents.ts";
import { judge, waitMs } from "./try-again.ts";

/** An intent that came to nothing, or of which nobody knows what it came to. */
export class IntentFailed extends Error {
  override readonly cause: ApiError;
  readonly outcome: Outcome;

  constructor(cause: ApiError, outcome: Outcome) {
    super(cause.message, { cause });
    this.cause = cause;
    this.outcome = outcome;
  }
}

export type Sending = {
  client: ApiClient;
  signal: AbortSignal;
  /** What is known of the effect of earlier tries. */
  outcome: Outcome;
  /** A try was not answered; the next follows at that time, in milliseconds since 1970. */
  onAgain: (error: ApiError, at: number) => void;
};

/** So long is tried, in milliseconds: somebody waits for it. */
const patienceMs = 120_000;
/** An answer that has not come by then is not waited for; the action may be under way all the same. */
const answerMs = 20_000;
/** A key that is nearly over is not sent again: it could be taken as new, and have its effect twice. */
const keyMarginMs = 300_000;

/** Sends an intent until it is answered, each time with the same key. Errors: IntentFailed; the signal's reason. */
export async function sendIntent(intent: Intent, { client, signal, outcome, onAgain }: Sending): Promise<ActionReply> {
  const giveUpAt = Math.min(Date.now() + patienceMs, intent.begunAt + keyLivesMs - keyMarginMs);
  let known = outcome;
  for (let tries = 1; ; tries += 1) {
    try {
      return await sendOnce(client, intent, signal);
    } catch (error) {
      if (signal.aborted || !(error instanceof ApiError)) throw error;
      const judged = judge(error, known);
      known = judged.outcome;
      const at = Date.now() + waitMs(error, tries);
      if (!judged.again || at > giveUpAt) throw new IntentFailed(error, known);
      onAgain(error, at);
      await pause(at - Date.now(), signal);
    }
  }
}

async function sendOnce(client: ApiClient, { key, action, payload, reason }: Intent, signal: AbortSignal) {
  const late = AbortSignal.timeout(answerMs);
  try {
    return (await client.call(adminOperations.action, {
      body: { action, payload, ...(reason === undefined ? {} : { reason }) },
      headers: { "X-Idempotency-Key": key },
      signal: AbortSignal.any([signal, late]),
    })) as ActionReply;
  } catch (error) {
    if (late.aborted && !signal.aborted) throw new ApiError("TIMEOUT", undefined, { cause: error });
    throw error;
  }
}
