import { createCodingChoice, type Coding } from "@agentos/service-kit/http/content-coding";
import type { Networks } from "@agentos/service-kit/http/networks";
import { traceOf } from "@agentos/service-kit/trace";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { addressOf, type TrustsProxy } from "../edge/client-address.ts";

/** What the headers of a plain read come to. */
export type Asked = {
  /** As it was given; what has become of it is for others to say, each time. */
  token: string;
  coding: Coding;
  /** Of the trace that the request goes on with. */
  traceId: string | undefined;
  ifNoneMatch: string | undefined;
};

export type HeaderReaderOptions = {
  /** Where administrators come from. */
  allowlist: Networks;
  trusts: TrustsProxy;
};

const scheme = "Bearer ";

/**
 * Reads headers; undefined where they ask for anything but a plain read, or come from an address that is not let in. On one connection
 * they are mostly the same each time: to compare them with the last ones costs less than to look each of them up.
 */
export function createHeaderReader(options: HeaderReaderOptions): (request: IncomingMessage) => Asked | undefined {
  const chooseCoding = createCodingChoice();
  const last = new WeakMap<Socket, { headers: readonly string[]; asked: Asked }>();
  return (request) => {
    const { socket, headers, rawHeaders } = request;
    const known = last.get(socket);
    if (known && areSame(known.headers, rawHeaders)) return known.asked;
    const token = tokenOf(headers);
    if (token === undefined || !isPlain(headers)) return undefined;
    if (!options.allowlist.includes(addressOf(request, options.trusts))) return undefined;
    const asked = {
      token,
      coding: chooseCoding(headers["accept-encoding"] as string | undefined),
      traceId: traceOf(headers)?.traceId,
      ifNoneMatch: headers["if-none-match"],
    };
    last.set(socket, { headers: rawHeaders, asked });
    return asked;
  };
}

function areSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((text, place) => text === others[place]);
}

function tokenOf({ authorization }: IncomingHttpHeaders): string | undefined {
  return authorization?.startsWith(scheme) ? authorization.slice(scheme.length) : undefined;
}

/** No body, nothing else that is asked for, and no page of another origin that asks. */
function isPlain(headers: IncomingHttpHeaders): boolean {
  return (
    headers.host !== undefined &&
    headers.origin === undefined &&
    headers.upgrade === undefined &&
    headers["content-length"] === undefined &&
    headers["transfer-encoding"] === undefined
  );
}
