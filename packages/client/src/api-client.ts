import { authOperations } from "@agentos/contracts/api/auth";
import type { Pagination } from "@agentos/contracts/api/envelope";
import type { BodyOf, Operation, ReplyOf } from "@agentos/contracts/api/operation";
import type { z } from "zod";
import { addressOf } from "./address.ts";
import { ApiError } from "./api-error.ts";
import { backoffMs, pause } from "./backoff.ts";
import { readReply, type Received } from "./envelope.ts";
import type { Exchange, SessionTokens } from "./session-tokens.ts";
import { sendTellingProgress, type RawBody } from "./xhr.ts";

/** A part of a call: optional where everything in it is. */
type Part<Name extends string, T> = Record<never, never> extends T ? { [K in Name]?: T } : { [K in Name]: T };
type BodyPart<O extends Operation> = O["body"] extends z.ZodType
  ? { body: BodyOf<O> }
  : O["body"] extends "bytes"
    ? { body: RawBody }
    : Record<never, never>;

/** What a caller gives to an operation, by its contract. */
export type CallInput<O extends Operation> = Part<"params", z.input<O["params"]>> &
  Part<"query", z.input<O["query"]>> &
  BodyPart<O> & {
    signal?: AbortSignal;
    headers?: Record<string, string>;
    /** Bytes of the body that have left so far; told in browsers only. */
    onSent?: (bytes: number) => void;
  };
type Given<O extends Operation> = Record<never, never> extends CallInput<O> ? [input?: CallInput<O>] : [CallInput<O>];

export type Page<O extends Operation> = { data: ReplyOf<O>; pagination: Pagination };

/** The answer to a read with an ETag; `data` is undefined where the caller holds the latest already. */
export type Conditional<T> = { data: T | undefined; headers: Headers };

/** Calls operations of the API. Errors of all: ApiError, or the signal's reason. */
export type ApiClient = {
  call<O extends Operation>(operation: O, ...given: Given<O>): Promise<ReplyOf<O>>;
  /** Calls a paged operation: its rows, and which page of how many they are. */
  page<O extends Operation>(operation: O, ...given: Given<O>): Promise<Page<O>>;
  /** Calls a GET whose answer has an ETag; `etag` is that of the answer which the caller holds, if any. */
  readIfChanged<O extends Operation>(
    operation: O,
    etag: string | undefined,
    ...given: Given<O>
  ): Promise<Conditional<ReplyOf<O>>>;
  /** An access token that the API has not refused, for what is no HTTP call; `refused` is one that it did refuse. */
  accessToken(options?: { refused?: string; signal?: AbortSignal }): Promise<string>;
};

export type ApiClientOptions = {
  /** Where the API is; empty for the page's own origin. */
  baseUrl: string;
  tokens: SessionTokens;
  fetch?: typeof fetch;
};

type AnyInput = {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  signal?: AbortSignal;
  headers?: Record<string, string>;
  onSent?: (bytes: number) => void;
};
type Context = { baseUrl: string; tokens: SessionTokens; fetch: typeof fetch; exchange: Exchange };

/** Answers that a new access token may change; a wrong password is none of them. */
const tokenRefused: ReadonlySet<string> = new Set(["UNAUTHENTICATED", "TOKEN_EXPIRED"]);

/** Repetitions of a GET that found the server away or busy. */
const repetitions = 3;
const longestPauseMs = 10_000;

/** A client of the API, for browsers and for Node. It opens nothing and needs no closing. */
export function createApiClient(options: ApiClientOptions): ApiClient {
  const context: Context = {
    baseUrl: options.baseUrl,
    tokens: options.tokens,
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    exchange: async (refreshToken) =>
      (await send(context, authOperations.refresh, { body: { refresh_token: refreshToken } }, undefined))
        .data as ReplyOf<typeof authOperations.refresh>,
  };
  return {
    async call(operation, ...[input]) {
      return (await callWithRetries(context, operation, (input ?? {}) as AnyInput)).data as never;
    },
    async page(operation, ...[input]) {
      const { data, pagination } = await callWithRetries(context, operation, (input ?? {}) as AnyInput);
      if (!pagination) throw new ApiError("UNEXPECTED_REPLY");
      return { data: data as never, pagination };
    },
    async readIfChanged(operation, etag, ...[input]) {
      const given = (input ?? {}) as AnyInput;
      const headers = etag === undefined ? given.headers : { ...given.headers, "If-None-Match": etag };
      const received = await callWithRetries(context, operation, { ...given, ...(headers ? { headers } : {}) });
      return { data: received.data as never, headers: received.headers };
    },
    accessToken: (given = {}) => context.tokens.token(context.exchange, given),
  };
}

async function callWithRetries(context: Context, operation: Operation, input: AnyInput): Promise<Received> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await callOnce(context, operation, input);
    } catch (error) {
      const again = operation.method === "GET" && error instanceof ApiError && error.passing && attempt <= repetitions;
      if (!again) throw error;
      const asked = (error.retryAfter ?? 0) * 1000;
      // A server that wants to be left alone for long is not waited for here: the caller may have something better to do.
      if (asked > longestPauseMs) throw error;
      await pause(Math.max(asked, backoffMs(attempt, { firstMs: 300, mostMs: longestPauseMs })), input.signal);
    }
  }
}

/** One call; an access token that is refused is renewed once. */
async function callOnce(context: Context, operation: Operation, input: AnyInput): Promise<Received> {
  if (operation.access === "public") return send(context, operation, input, undefined);
  const wait = input.signal ? { signal: input.signal } : {};
  const token = await context.tokens.token(context.exchange, wait);
  try {
    return await send(context, operation, input, token);
  } catch (error) {
    if (!(error instanceof ApiError) || !tokenRefused.has(error.code)) throw error;
    const renewed = await context.tokens.token(context.exchange, { refused: token, ...wait });
    return send(context, operation, input, renewed);
  }
}

async function send(context: Context, operation: Operation, input: AnyInput, token?: string): Promise<Received> {
  const url = addressOf(context.baseUrl, operation, input.params, input.query);
  const headers = new Headers({ Accept: "application/json", ...input.headers });
  if (token !== undefined) headers.set("Authorization", `Bearer ${token}`);
  const body = encode(operation, input.body, headers);
  const { signal, onSent } = input;
  try {
    const response =
      onSent && body !== undefined
        ? await sendTellingProgress({ method: operation.method, url, headers, body, signal, onSent }, context.fetch)
        : await context.fetch(url, {
            method: operation.method,
            headers,
            ...(body === undefined ? {} : { body }),
            ...(signal ? { signal } : {}),
          });
    return await readReply(operation, response);
  } catch (error) {
    if (signal?.aborted || error instanceof ApiError) throw error;
    throw new ApiError("NETWORK_ERROR", undefined, { cause: error });
  }
}

function encode(operation: Operation, body: unknown, headers: Headers): RawBody | undefined {
  if (operation.body === null) return undefined;
  if (operation.body === "bytes") {
    headers.set("Content-Type", "application/octet-stream");
    return body as RawBody;
  }
  headers.set("Content-Type", "application/json");
  return JSON.stringify(body);
}
