import { AppError, errorCodes } from "@agentos/contracts/errors";
import { subjectOf, type HintContract, type RequestContract } from "@agentos/contracts/messages/message-contract";
import { toAppError } from "@agentos/service-kit/http/errors";
import type { Logger } from "@agentos/service-kit/logger";
import { parseTraceparent, runInTrace, traceparent } from "@agentos/service-kit/trace";
import {
  headers,
  RequestError,
  TimeoutError,
  type Msg,
  type NatsConnection,
  type Subscription,
} from "@nats-io/transport-node";
import { z } from "zod";

const reply = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), data: z.unknown() }),
  z.object({
    ok: z.literal(false),
    code: z.enum(errorCodes),
    message: z.string(),
    retryable: z.boolean(),
    outcome: z.enum(["none", "done", "unknown"]),
    details: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  }),
]);

/**
 * Asks another service and waits for its answer, at most the contract's deadline.
 * Errors: the AppError that the other side answered; SERVICE_UNAVAILABLE (outcome none) when nobody serves the request;
 * TIMEOUT (outcome unknown) when no answer came in time.
 */
export async function ask<Request extends z.ZodType, Reply extends z.ZodType>(
  nc: NatsConnection,
  contract: RequestContract<Request, Reply>,
  payload: z.input<Request>,
  options: { deadlineMs?: number } = {},
): Promise<z.output<Reply>> {
  return askInJson(nc, contract, JSON.stringify(contract.request.parse(payload)), options);
}

/** As `ask`, with a request that is JSON text already and has the contract's form. */
export async function askInJson<Reply extends z.ZodType>(
  nc: NatsConnection,
  contract: RequestContract<z.ZodType, Reply>,
  body: string,
  options: { deadlineMs?: number } = {},
): Promise<z.output<Reply>> {
  const answer = reply.parse(await send(nc, contract, body, options.deadlineMs ?? contract.deadlineMs));
  if (answer.ok) return contract.reply.parse(answer.data);
  const { code, message, retryable, outcome, details } = answer;
  throw new AppError(code, message, { retryable, outcome, ...(details ? { details } : {}) });
}

async function send(nc: NatsConnection, contract: RequestContract, body: string, timeout: number): Promise<unknown> {
  const h = headers();
  h.set("traceparent", traceparent());
  try {
    const message = await nc.request(subjectOf(contract), body, { timeout, headers: h });
    return message.json();
  } catch (cause) {
    const name = `${contract.owner}.${contract.name}`;
    if (cause instanceof RequestError && cause.isNoResponders()) {
      throw new AppError("SERVICE_UNAVAILABLE", undefined, {
        cause: new Error(`nobody serves ${name}`, { cause }),
        retryAfterSeconds: 2,
      });
    }
    if (cause instanceof TimeoutError || (cause instanceof RequestError && cause.cause instanceof TimeoutError)) {
      throw new AppError("TIMEOUT", undefined, {
        cause: new Error(`${name} did not answer in ${timeout} ms`, { cause }),
        outcome: "unknown",
      });
    }
    throw new AppError("SERVICE_UNAVAILABLE", undefined, { cause, outcome: "unknown", retryAfterSeconds: 2 });
  }
}

/** Whether an error of `ask` says that nobody got the request, so that nothing can have come of it. */
export function isUnserved(error: unknown): boolean {
  const cause = error instanceof AppError ? error.cause : undefined;
  const sent = cause instanceof Error ? cause.cause : undefined;
  return sent instanceof RequestError && sent.isNoResponders();
}

/** Serves a request, sharing the load with all instances of the service. */
export function serve<Request extends z.ZodType, Reply extends z.ZodType>(
  nc: NatsConnection,
  contract: RequestContract<Request, Reply>,
  log: Logger,
  handler: (payload: z.output<Request>) => Promise<z.input<Reply>>,
): Subscription {
  const answer = async (message: Msg): Promise<void> => {
    try {
      const data = await handler(contract.request.parse(JSON.parse(message.string())));
      message.respond(JSON.stringify({ ok: true, data: contract.reply.parse(data) }));
    } catch (thrown) {
      message.respond(JSON.stringify(errorReply(thrown, contract, log)));
    }
  };
  return nc.subscribe(subjectOf(contract), {
    queue: contract.owner,
    callback: (error, message) => {
      if (error) log.error({ err: error, request: contract.name }, "subscription failed");
      else runInTrace(parseTraceparent(message.headers?.get("traceparent")), () => void answer(message));
    },
  });
}

function errorReply(thrown: unknown, contract: RequestContract, log: Logger): object {
  const error = toAppError(thrown);
  if (error.status >= 500)
    log.error({ err: error.cause ?? error, error_code: error.code, request: contract.name }, "request failed");
  const { code, message, retryable, outcome, details } = error;
  return { ok: false, code, message, retryable, outcome, ...(details ? { details } : {}) };
}

/** Says something to whoever listens. Nothing is lost when nobody does. */
export function hint<Payload extends z.ZodType>(
  nc: NatsConnection,
  contract: HintContract<Payload>,
  payload: z.input<Payload>,
): void {
  const h = headers();
  h.set("traceparent", traceparent());
  nc.publish(subjectOf(contract), JSON.stringify(contract.payload.parse(payload)), { headers: h });
}

/** Listens to a hint; every instance hears it. */
export function onHint<Payload extends z.ZodType>(
  nc: NatsConnection,
  contract: HintContract<Payload>,
  log: Logger,
  handler: (payload: z.output<Payload>) => void,
): Subscription {
  return nc.subscribe(subjectOf(contract), {
    callback: (error, message) => {
      try {
        if (error) throw error;
        handler(contract.payload.parse(JSON.parse(message.string())));
      } catch (thrown) {
        log.warn({ err: thrown, hint: contract.name }, "hint not understood");
      }
    },
  });
}
