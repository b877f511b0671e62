import { admits, type Operation } from "@agentos/contracts/api/operation";
import type { Pagination, SuccessEnvelope } from "@agentos/contracts/api/envelope";
import { AppError } from "@agentos/contracts/errors";
import type { Express, Request, Response } from "express";
import type { z } from "zod";
import { jsonBody } from "./app.ts";
import { callerHeader, type Caller } from "./caller.ts";
import { zodDetails } from "./errors.ts";

type BodyIn<O extends Operation> = O["unchecked"] extends true
  ? unknown
  : O["body"] extends z.ZodType
    ? z.output<O["body"]>
    : O["body"] extends "bytes"
      ? Request
      : undefined;
type DataOut<O extends Operation> = O["keptReady"] extends true
  ? void
  : O["reply"] extends z.ZodType
    ? O["paged"] extends true
      ? { data: z.input<O["reply"]>; pagination: Pagination }
      : O["paged"] extends "sometimes"
        ? { data: z.input<O["reply"]>; pagination?: Pagination }
        : z.input<O["reply"]>
    : void;

/** What a handler gets: everything already checked against the operation's contract. */
export type Call<O extends Operation> = {
  /** Present on every operation but the public ones. */
  caller: O["access"] extends "public" ? Caller | undefined : Caller;
  params: z.output<O["params"]>;
  query: z.output<O["query"]>;
  /** The parsed body; for `bytes` the request itself, as a stream. */
  body: BodyIn<O>;
  /** Aborts when the client goes away. */
  signal: AbortSignal;
  request: Request;
  response: Response;
};

/** What a handler answers with 202, where its operation allows that. */
export class Accepted<Data> {
  readonly data: Data;

  constructor(data: Data) {
    this.data = data;
  }
}
type LaterOut<O extends Operation> = O["accepted"] extends z.ZodType ? Accepted<z.input<O["accepted"]>> : never;

export type Handler<O extends Operation> = (call: Call<O>) => Promise<DataOut<O> | LaterOut<O>>;

/** A handler for each operation of a set; a missing one does not compile. */
export type Handlers<Operations extends Record<string, Operation>> = {
  [Name in keyof Operations]: Handler<Operations[Name]>;
};

export type VerifyCaller = (header: string) => Promise<Caller | undefined>;

/** Mounts a set of operations: checks the caller and the request, calls the handler, checks and wraps the reply. */
export function mountOperations<Operations extends Record<string, Operation>>(
  app: Express,
  operations: Operations,
  handlers: Handlers<Operations>,
  verifyCaller: VerifyCaller,
): void {
  for (const [name, operation] of Object.entries(operations)) {
    const handler = handlers[name] as unknown as Handler<Operation>;
    const parsers = operation.body !== null && operation.body !== "bytes" ? [jsonBody] : [];
    const answer = async (request: Request, response: Response): Promise<void> => {
      const startedAt = performance.now();
      const call = await readCall(operation, request, response, verifyCaller);
      const result: unknown = await handler(call as Call<Operation>);
      if (operation.reply === "bytes" || operation.keptReady) return;
      if (operation.accepted && result instanceof Accepted) {
        response.status(202).json(envelope({ ...operation, paged: false }, operation.accepted, result.data, startedAt));
        return;
      }
      const reply = envelope(operation, operation.reply, result, startedAt);
      response.status(operation.status ?? 200).json(reply);
    };
    if (operation.method === "GET") app.get(operation.path, answer);
    else app.post(operation.path, ...parsers, answer);
  }
}

async function readCall(
  operation: Operation,
  request: Request,
  response: Response,
  verifyCaller: VerifyCaller,
): Promise<Call<Operation>> {
  const header = request.get(callerHeader);
  const caller = header === undefined ? undefined : await verifyCaller(header);
  requireAccess(operation, caller);
  const controller = new AbortController();
  response.once("close", () => controller.abort());
  const body = operation.body;
  return {
    caller: caller as Caller,
    params: check(operation.params, request.params, "path"),
    query: check(operation.query, request.query, "query"),
    body: (body === null
      ? undefined
      : body === "bytes"
        ? request
        : operation.unchecked
          ? request.body
          : check(body, request.body ?? {}, "body")) as undefined,
    signal: controller.signal,
    request,
    response,
  };
}

function requireAccess(operation: Operation, caller: Caller | undefined): void {
  if (operation.access === "public") return;
  if (!caller) throw new AppError("UNAUTHENTICATED");
  if (!admits(operation, caller.role)) throw new AppError("FORBIDDEN");
}

function check<Schema extends z.ZodType>(schema: Schema, value: unknown, where: string): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError("VALIDATION_ERROR", `The ${where} of the request is not of the expected form.`, {
    details: zodDetails(parsed.error),
  });
}

function envelope(
  operation: Operation,
  schema: z.ZodType,
  result: unknown,
  startedAt: number,
): SuccessEnvelope<unknown> {
  const page = operation.paged ? (result as { data: unknown; pagination?: Pagination }) : undefined;
  return {
    success: true,
    // Parsing strips what the contract does not promise, and a reply that breaks the contract fails here, not in a client.
    data: schema.parse(page ? page.data : result),
    ...(page?.pagination ? { pagination: page.pagination } : {}),
    timestamp: new Date().toISOString(),
    response_time_ms: Math.round((performance.now() - startedAt) * 10) / 10,
  };
}
