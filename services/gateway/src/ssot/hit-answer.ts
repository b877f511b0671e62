import { keepAliveSeconds } from "@agentos/service-kit/http/server";
import { validateHeaderValue, type ServerResponse } from "node:http";
import type { Answer, Telling } from "./answer.ts";
import type { CacheResult } from "./hit-counts.ts";
import { perBody, type LastingHeaders } from "./lasting-headers.ts";
import type { ReadyBody } from "./ready-snapshot.ts";

export type HitAnswerOptions = {
  /** What the headers always say of a body. */
  headersOf(body: ReadyBody): LastingHeaders;
  count(result: CacheResult): void;
  /** Answers all but the whole body on a connection that stays open. */
  otherwise: Answer;
};

/** Where node:http keeps the text of a head, which goes out before the body as it is. */
type Headed = ServerResponse & { _header: string };

/**
 * Answers hits. node:http looks at each header of each answer with two regular expressions, which costs more than all that is asked
 * about a hit. Nearly all of them are the same each time: they are put together once with the body, and only what differs is written
 * each time, in front. What becomes of the connection, and the turn among pipelined requests, stay node:http's.
 */
export function createHitAnswer({ headersOf, count, otherwise }: HitAnswerOptions): Answer {
  const lasting = ["X-Cache", "HIT", "Connection", "keep-alive", "Keep-Alive", `timeout=${keepAliveSeconds}`];
  const restOf = perBody((body) => {
    const lines = linesOf([...lasting, ...headersOf(body).whole]);
    return Buffer.concat([Buffer.from(`${lines}\r\n`, "latin1"), body.bytes]);
  });
  const date = createDate();
  return (response, body, telling) => {
    const plain = response.req.method === "GET" && response.shouldKeepAlive && telling.ifNoneMatch === undefined;
    if (!plain) return otherwise(response, body, telling);
    count("hit");
    (response as Headed)._header = `HTTP/1.1 200 OK\r\nDate: ${date()}\r\n${differing(telling)}`;
    response.end(restOf(body));
  };
}

/** What differs from one hit to the next; all of it is of our own making, so that none can begin a line of its own. */
function differing({ traceId, age, rateLimit }: Telling): string {
  return `X-Trace-Id: ${traceId}\r\nAge: ${age}\r\nRateLimit: ${rateLimit}\r\n`;
}

/** Errors: a value that would not stay on its line. */
function linesOf(headers: readonly string[]): string {
  let lines = "";
  for (let at = 0; at < headers.length; at += 2) {
    const [name = "", value = ""] = headers.slice(at, at + 2);
    validateHeaderValue(name, value);
    lines += `${name}: ${value}\r\n`;
  }
  return lines;
}

/** The date as HTTP writes it, made once a second. */
function createDate(): () => string {
  let [second, text] = [0, ""];
  return () => {
    const now = Math.floor(Date.now() / 1000);
    if (now !== second) [second, text] = [now, new Date(now * 1000).toUTCString()];
    return text;
  };
}
